"""A process of our own that may crash, hang or run out of memory without harming its caller."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Pipe


class ChildProcess:
    """An interpreter that runs ``function(descriptor)`` of a module.

    ``connection`` is this end of a pipe, ``descriptor`` the number of the other end there.
    """

    def __init__(self, module: str, function: str):
        self.connection, theirs = Pipe()
        code = (
            f"import sys; sys.path[:] = {sys.path!r}\n"
            f"from {module} import {function}; {function}({theirs.fileno()})"
        )
        try:
            # A session of its own: Ctrl-C reaches the caller alone, and whatever the process has
            # started can be ended with it.
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        finally:
            theirs.close()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def end(self) -> None:
        """End the process and all it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    @property
    def ended(self) -> bool:
        """Whether it has come to an end."""
        return self._process.poll() is not None

    def wait(self) -> str:
        """Wait for its end; the name of the signal that ended it, else its exit code."""
        code = self._process.wait()
        return signal.Signals(-code).name if code < 0 else str(code)
