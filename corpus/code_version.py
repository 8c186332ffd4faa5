"""Which version of this package reads: a document read by another one may have been read worse."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_NOT_CODE = {"samples", "__pycache__"}


@cache
def code_version() -> str:
    """A hash of this package's code and vocabulary, the same on every machine.

    Taken from the files rather than raised by hand: a number someone forgot to raise would
    leave figures in libraries that the code of today reads better.
    """
    digest = hashlib.sha256()
    for path in sorted(_FOLDER.rglob("*"), key=lambda path: path.as_posix()):
        inner = path.relative_to(_FOLDER)
        if path.is_file() and not _NOT_CODE & set(inner.parts) and path.suffix != ".pyc":
            digest.update(f"{inner.as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
