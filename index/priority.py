"""How much of the processor a process claims where others want it too."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

# A tenth of the weight of others: whoever asks comes first, and where all ask at once what is added
# still comes in.
_LOW = 10


def stand_back() -> None:
    """Give this process, and whatever it starts, a low priority."""
    os.nice(_LOW - os.nice(0))
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
