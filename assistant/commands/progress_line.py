"""What is happening to the files being added, on one line of a terminal or as a short log."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from index.ingest import Progress

_STAGES = {"reading": "读取", "embedding": "向量", "storing": "入库"}
_CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """Shows progress on ``stream``: over itself on a terminal, else one line a stage."""

    def __init__(self, stream: TextIO):
        self._stream = stream
        self._terminal = stream.isatty()

    def show(self, progress: Progress) -> None:
        """Show where a file stands."""
        if progress.done and not self._terminal:
            return
        counted = f" {progress.done}/{progress.total}" if progress.total else ""
        name = Path(progress.path).name
        message = f"{_STAGES.get(progress.stage, '')} {progress.stage}{counted}: {name}".strip()
        self._write(_CLEAR_LINE + message if self._terminal else message + "\n")

    def say(self, message: str) -> None:
        """A message that stays, in place of the progress shown."""
        self._write((_CLEAR_LINE if self._terminal else "") + message + "\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
