"""What a running program and all the processes it started use: memory and processor time."""

from __future__ import annotations

import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SAMPLED_EVERY = 0.05


@dataclass(frozen=True)
class Run:
    """A program that ended well: its standard output, and the highest sum of the resident
    memory of its processes (MB; None where the system has no /proc)."""

    output: str
    peak_mb: int | None


def run(command: Sequence[str], cores: int) -> Run:
    """Runs a program on the first ``cores`` of the processor.

    Raises subprocess.CalledProcessError if it fails.
    """
    # Bound before it starts, so that all it starts is bound too.
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    if allowed:
        os.sched_setaffinity(0, sorted(allowed)[:cores])
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    finally:
        if allowed:
            os.sched_setaffinity(0, allowed)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident_mb(process.pid))
        time.sleep(_SAMPLED_EVERY)
    output = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(output, peak or None)


def resident_mb(root: int) -> int:
    """Resident memory of a process and its descendants; 0 where there is no /proc."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in brackets may hold blanks; the parent is the second field after it.
            fields = entry.read_text().rpartition(")")[2].split()
            children[int(fields[1])].append(int(entry.parent.name))
    pages, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        waiting.extend(children[process])
        with suppress(OSError):
            pages += int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def processor_seconds(pid: int) -> float:
    """User and system time of a process; 0 where the system has no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spent_by(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and processor seconds of a program from its start to its end.

    Raises subprocess.CalledProcessError if it fails.
    """
    begun, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - begun, os.times()
    used = after.children_user + after.children_system
    return seconds, used - before.children_user - before.children_system
