"""How much of the processor a process claims where others want it too."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

# The lowest: whoever asks a question comes first, whatever is added.
_LOWEST = 19


def stand_back() -> None:
    """Give this process, and whatever it starts, the lowest priority."""
    os.nice(_LOWEST - os.nice(0))
    keep_back()


def keep_back() -> None:
    """Keep the low priority of the process that started this one as a session of its own.

    Linux weighs sessions against each other before the processes in them (sched(7), the
    autogroup feature), each by a priority that is not inherited.
    """
    niceness = os.nice(0)
    if niceness > 0:
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(niceness))
