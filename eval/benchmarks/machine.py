"""On which machine, and of which commit, a measurement was taken."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path


def described_machine() -> dict:
    """Processor, usable cores, Python, and how busy the machine was before the measurement."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": _processor(),
        "cores": cores,
        "python": sys.version.split()[0],
        # Above 0 others were at work too: trust processor time only.
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def commit() -> str:
    """The commit of the working tree this file is in, "" where there is none."""
    try:
        told = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.strip()


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
