"""Files as they come in with a request: taken from its body piece by piece, into a folder.

Nothing is held in memory, no name becomes a place on the disk, and what is too large is given up
as soon as that shows, without keeping the other files out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from index.documents import file_name

# For one file; the whole request has the limit of the settings.
MOST_BYTES_A_FILE = 100_000_000
MOST_FILES = 200
# File systems take 255 bytes; some are left for what is put before a name.
LONGEST_NAME = 200
_NO_NAME = "文件没有名称 / the file has no name"
_SAME_NAME = (
    "同一次上传中已有同名文件，请改名后再上传 / another file of this upload has the same name: "
    "rename it"
)
_DAMAGED = "上传的内容不完整 / the upload is cut off or damaged"
_EMPTY = "文件是空的 / the file is empty"


class BadUpload(ValueError):
    """A request that holds no files as forms send them; the message says why."""


@dataclass(frozen=True)
class Upload:
    """A file that came in: its ``name``, where it lies, and how many bytes it has.

    ``fault`` says why it was not taken, "" if it was; there is then nothing at ``path``.
    """

    name: str
    path: Path
    size: int
    fault: str = ""


def safe_name(name: str) -> str:
    """A file name as a document may be called: the last part of a path, without characters that
    are not seen or turn the reading direction, of at most LONGEST_NAME bytes, "" if none is left.

    (Unicode general categories Cc and Cf: controls, bidirectional marks, zero-width signs.)
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if c.isspace() else c for c in file_name(last))
    seen = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Cn"))
    # A leading dot or ~$ would hide the file, blanks at the ends are not seen.
    tidy = " ".join(seen.split()).lstrip("~$. ").rstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot or len(ending) > 10:
        return _cut(tidy, LONGEST_NAME)
    return f"{_cut(stem, LONGEST_NAME - len(ending.encode()) - 1)}.{ending}"


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip()


async def receive(
    content_type: str, body: AsyncIterator[bytes], folder: Path, most_bytes: int
) -> list[Upload]:
    """The files of a ``multipart/form-data`` body, each written into ``folder`` as it comes.

    Raises BadUpload for other bodies, for more than ``most_bytes`` in all (with :class:`TooLarge`)
    and more than MOST_FILES files; OSError where the disk is full.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise BadUpload("请求不是文件上传 / the request is no upload of files")
    receiver = _Receiver(folder)
    total = 0
    try:
        parser = MultipartParser(boundary, receiver.callbacks())
        async for piece in body:
            total += len(piece)
            if total > most_bytes:
                raise TooLarge
            # Disks may be slow, and nobody else is to wait for them.
            await run_in_threadpool(parser.write, piece)
    except FormParserError as error:
        raise BadUpload(_DAMAGED) from error
    finally:
        receiver.close()
    if not receiver.is_whole:
        raise BadUpload(_DAMAGED)
    return receiver.uploads


class TooLarge(BadUpload):
    """More bytes in one request than may be."""


class _Receiver:
    """Writes the files of a body as the parser comes to them."""

    def __init__(self, folder: Path):
        self.uploads: list[Upload] = []
        self.is_whole = False
        self._folder = folder
        self._names: set[str] = set()
        self._header: list[bytes] = []
        self._disposition = b""
        self._field = b""
        self._value = b""
        self._file: BinaryIO | None = None
        self._name = ""
        self._size = 0
        self._fault = ""
        self._is_file = False

    def callbacks(self) -> dict:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def close(self) -> None:
        """Close what a body that broke off left open."""
        if self._file:
            self._file.close()

    def _begin(self) -> None:
        self._disposition = self._field = self._value = b""
        self._file, self._name, self._size, self._fault = None, "", 0, ""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._field.lower() == b"content-disposition":
            self._disposition = self._value
        self._field = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._is_file = b"filename" in options
        if not self._is_file:
            return
        if len(self.uploads) >= MOST_FILES:
            raise BadUpload(
                f"一次最多上传 {MOST_FILES} 个文件 / at most {MOST_FILES} files in one upload"
            )
        self._name = safe_name(_decoded(options[b"filename"]))
        if not self._name:
            self._fault = _NO_NAME
        elif self._name in self._names:
            self._fault = _SAME_NAME
        else:
            self._names.add(self._name)
            # A folder of its own: what documents are called is the name of their file.
            place = self._folder / str(len(self.uploads))
            place.mkdir()
            self._file = (place / self._name).open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if not self._is_file:
            return
        self._size += end - start
        if self._file and self._size > MOST_BYTES_A_FILE:
            self._drop(
                f"文件超过 {MOST_BYTES_A_FILE // 1_000_000} MB 的上限 / "
                f"larger than the limit of {MOST_BYTES_A_FILE // 1_000_000} MB"
            )
        if self._file:
            self._file.write(data[start:end])

    def _end(self) -> None:
        if not self._is_file:
            return
        path = Path(self._file.name) if self._file else self._folder
        if self._file and not self._size:
            self._drop(_EMPTY)
        if self._file:
            self._file.close()
            self._file = None
        self.uploads.append(Upload(self._name, path, self._size, self._fault))

    def _finish(self) -> None:
        self.is_whole = True

    def _drop(self, fault: str) -> None:
        self._fault = fault
        self._file.close()
        Path(self._file.name).unlink()
        self._file = None


def _decoded(name: bytes) -> str:
    # Browsers send UTF-8, with these three characters escaped (HTML, multipart form data).
    text = name.decode("utf-8", "replace")
    for escaped, character in (("%22", '"'), ("%0D", "\r"), ("%0A", "\n")):
        text = text.replace(escaped, character)
    return text
