"""Which version of the program runs, so that what it said can be traced to it."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def program_version() -> str:
    """The version of the installed program, "" where it is not installed."""
    try:
        return version("budget-qa")
    except PackageNotFoundError:
        return ""


def commit_of(folder: Path) -> str:
    """The commit checked out in ``folder``, with ``-dirty`` after it where files differ.

    "" where ``folder`` is in no repository or there is no git.
    """
    command = ["git", "-C", str(folder), "describe", "--always", "--abbrev=40", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


@lru_cache(maxsize=1)
def running_program() -> str:
    """Version and commit of this program in one text, found out once a process."""
    parts = (program_version(), commit_of(Path(__file__).parent))
    return " ".join(part for part in parts if part)
