"""The files themselves, kept beside the database so that what is cited can be opened.

Each is named by the SHA-256 of its bytes.  It is put in its place within the transaction that
writes its document, and taken away after the one that removes the last document of these bytes:
an end in between leaves at most a file that no document has, which the next adding clears away.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.readers.formats import ending_of
from index import documents
from index.database import Database
from index.errors import LibraryError
from index.sqlite_engine import driver_of

_log = logging.getLogger(__name__)

_INCOMING = "incoming"
_COPY_BYTES = 1 << 20
# No copying takes longer; what is older was left by a process that was ended.
_STALE_SECONDS = 3600
# Enough of a file to know those that a browser shows.
_SIGNATURE_BYTES = 1024
_UNKNOWN = "application/octet-stream"
_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".tif": "image/tiff",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class Original:
    """The file of a document: where it lies, and its media type, told by its bytes.

    Only PDF files and pictures have one of their own; all else is ``application/octet-stream``.
    """

    path: Path
    media_type: str

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.media_type == _MEDIA_TYPES[".pdf"]

    @property
    def shown_inline(self) -> bool:
        """Whether browsers show it, and nothing in it can act as a page of our own."""
        return self.media_type not in (_UNKNOWN, _MEDIA_TYPES[".tif"])

    @property
    def has_pages(self) -> bool:
        """Whether its pages can be shown as images: those of a PDF or of a picture."""
        return self.media_type != _UNKNOWN


class Incoming:
    """A file copied into the library, not yet in its place."""

    def __init__(self, path: Path | None, place: Path):
        self._path = path
        self._place = place

    def put(self) -> None:
        """Put it in its place, if it is not there; to be called under the write lock."""
        if self._path:
            os.replace(self._path, self._place)
            self._path = None


class Originals:
    """The kept files in ``folder`` of the documents in ``database``; ``clock`` tells which
    leftovers are old."""

    def __init__(self, folder: Path, database: Database, clock: Callable[[], datetime]):
        self._folder = folder
        self._database = database
        self._clock = clock

    def find(self, sha256: str) -> Original | None:
        """The file of these bytes, None if it was not kept."""
        path = self._folder / sha256
        try:
            with path.open("rb") as file:
                start = file.read(_SIGNATURE_BYTES)
        except OSError:
            return None
        return Original(path, _MEDIA_TYPES.get(ending_of(start, ".pdf"), _UNKNOWN))

    @contextmanager
    def incoming(self, source: Path | None, sha256: str) -> Iterator[Incoming]:
        """A copy of ``source`` to be put in its place, deleted at the end if it was not.

        There is nothing to put where there is no source, the file is kept already, or it has
        other bytes by now.  Raises LibraryError if it cannot be copied.
        """
        place = self._folder / sha256
        if source is None or place.is_file():
            yield Incoming(None, place)
            return
        copied = None
        try:
            copied, digest = self._copied(source)
            yield Incoming(copied if digest == sha256 else None, place)
        finally:
            if copied:
                copied.unlink(missing_ok=True)

    def keep(self, source: Path | None, sha256: str) -> None:
        """Keep the file of a document that is there without it."""
        if source is None or (self._folder / sha256).is_file():
            return
        try:
            with self.incoming(source, sha256) as incoming, self._database.write() as connection:
                if documents.by_content(driver_of(connection), sha256):
                    incoming.put()
        except LibraryError as error:
            # The document is no less there for it.
            _log.warning("%s", error)

    def drop(self, sha256: str) -> None:
        """Delete the file of these bytes if no document has it any more."""
        path = self._folder / sha256
        if not path.is_file():
            return
        try:
            # Under the lock: nobody puts the file in its place for a document meanwhile.
            with self._database.write() as connection:
                if documents.by_content(driver_of(connection), sha256) is None:
                    path.unlink()
        except (LibraryError, OSError) as error:
            # It harms nobody; the next adding tries again.
            _log.warning("%s", error)

    def clear(self) -> None:
        """Delete what an adding left that was ended half-way: files that no document has, and
        copies not finished."""
        with suppress(OSError, LibraryError):
            kept = {entry.name for entry in os.scandir(self._folder) if entry.is_file()}
            with self._database.read() as connection:
                unused = kept - documents.hashes(connection)
            for sha256 in unused:
                self.drop(sha256)
        before = self._clock().timestamp() - _STALE_SECONDS
        with suppress(OSError):
            for entry in os.scandir(self._folder / _INCOMING):
                if entry.stat().st_mtime < before:
                    os.unlink(entry.path)

    def _copied(self, source: Path) -> tuple[Path, str]:
        """A copy of a file, safe on the disk, and the hash of its bytes."""
        folder = self._folder / _INCOMING
        copied = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=folder)
            copied = Path(name)
            digest = hashlib.sha256()
            with os.fdopen(descriptor, "wb") as copy, source.open("rb") as file:
                while block := file.read(_COPY_BYTES):
                    digest.update(block)
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
        except OSError as error:
            if copied:
                copied.unlink(missing_ok=True)
            raise LibraryError(
                f"无法保存原文件 / cannot keep the original file in {folder}: {error.strerror}"
            ) from error
        return copied, digest.hexdigest()
