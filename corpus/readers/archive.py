"""ZIP archives: each publication in one is a document of its own.

Nothing is unpacked before the whole archive was looked at, and member names never become
places on the disk.
"""

from __future__ import annotations

import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import ReadError
from corpus.readers.package import ZIP_ERRORS, kind_of

MAX_MEMBERS = 2_000
MAX_UNPACKED = 2_000_000_000
# PDF and office files are compressed already and text shrinks to a twentieth; only bombs pack
# this tightly, from the size on at which it matters.
_MAX_RATIO = 150
_RATIO_FROM = 5_000_000
_COPY_BYTES = 1_000_000
_ENCRYPTED = 0x1
_UTF_8 = 0x800


@dataclass(frozen=True)
class Member:
    """A file of an archive: ``name`` is ``archive.zip/folder/file.pdf``, ``path`` where it lies
    unpacked for the moment; ``fault`` says why it could not be unpacked, "" if it could."""

    name: str
    path: Path
    fault: str = ""


def is_archive(path: Path) -> bool:
    """Whether a file's ending names an archive."""
    return path.suffix.lower() == ".zip"


def members(path: Path, folder: Path, readable) -> Iterator[Member]:
    """The files of an archive whose name ``readable`` takes, each unpacked into ``folder`` while
    it is looked at, by name.

    Hidden files and the lock files of office programs are left out, archives in the archive
    too.  Raises ReadError, before anything is unpacked, for files that are no archive,
    archives with a password and those that unpack to too much.
    """
    try:
        with path.open("rb") as file:
            kind = kind_of(file.read(1024))
        if kind != "ZIP":
            raise ReadError(path, f"not a ZIP archive: the content is {kind or 'something else'}")
        archive = zipfile.ZipFile(path)
    except ZIP_ERRORS as error:
        raise ReadError(path, "the archive is damaged or cut off") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        _refuse_bomb(path, infos)
        names = {_name(info): info for info in infos}
        for name in sorted(names):
            if not _is_hidden(name) and readable(Path(name)):
                yield _unpacked(archive, names[name], f"{path.name}/{name}", folder)


def _refuse_bomb(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_MEMBERS:
        raise ReadError(path, f"{len(infos):,} files, more than the limit of {MAX_MEMBERS:,}")
    total = sum(info.file_size for info in infos)
    if total > MAX_UNPACKED:
        raise ReadError(
            path,
            f"unpacks to {total / 1e9:,.1f} GB, more than the limit of "
            f"{MAX_UNPACKED // 1_000_000_000} GB",
        )
    for info in infos:
        if info.file_size > max(_RATIO_FROM, info.compress_size * _MAX_RATIO):
            raise ReadError(
                path,
                f"{_name(info)} unpacks to {info.file_size / max(1, info.compress_size):,.0f} "
                f"times its size, as no publication does",
            )
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise ReadError(path, "the archive is protected with a password")


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 as Chinese systems write it."""
    name = info.filename
    if not info.flag_bits & _UTF_8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return unicodedata.normalize("NFC", "/".join(p for p in parts if p not in ("/", "..", ".")))


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[-1].startswith("~$") or any(p.startswith(".") or p == "__MACOSX" for p in parts)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, folder: Path) -> Member:
    # One place for all: the member's own name could lead anywhere.
    target = folder / ("member" + Path(name).suffix.lower())
    try:
        with archive.open(info) as packed, target.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked, _COPY_BYTES)
    except ZIP_ERRORS:
        return Member(name, target, "the file is damaged in the archive")
    return Member(name, target)
