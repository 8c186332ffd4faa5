"""ZIP archives: each publication in one is a document of its own.

Nothing is unpacked before the whole archive was looked at, and member names never become
places on the disk.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
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
_UNICODE_PATH = 0x7075


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


def members(path: Path, folder: Path, readable: Callable[[Path], bool]) -> Iterator[Member]:
    """The files of an archive whose name ``readable`` takes, by name, each unpacked into
    ``folder`` when it is asked for; to be deleted by the caller.

    Archives in the archive are read like its folders; one that cannot be read, or holds archives
    of its own, is a member with a fault.  Hidden files and the lock files of office programs
    are left out.  Raises ReadError, before anything is unpacked, for files that are no archive,
    archives with a password and those that unpack to too much.
    """
    return _Unpacking(folder, readable).run(path, path.name, nested=False)


class _Unpacking:
    """One archive with those in it, which share its bounds."""

    def __init__(self, folder: Path, readable: Callable[[Path], bool]):
        self._folder = folder
        self._readable = readable
        self._files = 0
        self._bytes = 0

    def run(self, path: Path, name: str, nested: bool) -> Iterator[Member]:
        """The members of the archive at ``path``, known as ``name``."""
        with _opened(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            self._refuse_bomb(path, infos)
            names = {_name(info): info for info in infos}
            for inner in sorted(names):
                if _is_hidden(inner):
                    continue
                shown = f"{name}/{inner}"
                if is_archive(Path(inner)):
                    yield from self._archive(archive, names[inner], shown, nested)
                elif self._readable(Path(inner)):
                    yield self._member(archive, names[inner], shown)

    def _archive(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, nested: bool
    ) -> Iterator[Member]:
        if nested:
            cause = (
                "压缩包套了三层，请先解压 / an archive in an archive in an archive: unpack it first"
            )
            yield Member(name, self._folder, cause)
            return
        member = self._member(archive, info, name)
        if member.fault:
            yield member
            return
        try:
            yield from self.run(member.path, name, nested=True)
        except ReadError as error:
            yield Member(name, member.path, error.cause)
        finally:
            member.path.unlink(missing_ok=True)

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
        # A name of our own: the member's could lead anywhere.
        ending = Path(name).suffix.lower()
        descriptor, target = tempfile.mkstemp(ending, "member-", self._folder)
        try:
            with archive.open(info) as packed, open(descriptor, "wb") as unpacked:
                shutil.copyfileobj(packed, unpacked, _COPY_BYTES)
        except ZIP_ERRORS:
            Path(target).unlink(missing_ok=True)
            cause = "压缩包中的这个文件已损坏 / the file is damaged in the archive"
            return Member(name, Path(target), cause)
        return Member(name, Path(target))

    def _refuse_bomb(self, path: Path, infos: list[zipfile.ZipInfo]) -> None:
        self._files += len(infos)
        self._bytes += sum(info.file_size for info in infos)
        if self._files > MAX_MEMBERS:
            raise ReadError(
                path,
                f"压缩包内有 {self._files:,} 个文件，超过上限 / "
                f"{self._files:,} files, more than the limit of {MAX_MEMBERS:,}",
            )
        if self._bytes > MAX_UNPACKED:
            size, limit = f"{self._bytes / 1e9:,.1f} GB", f"{MAX_UNPACKED // 1_000_000_000} GB"
            raise ReadError(
                path,
                f"解压后有 {size}，超过上限 / unpacks to {size}, more than the limit of {limit}",
            )
        for info in infos:
            if info.file_size > max(_RATIO_FROM, info.compress_size * _MAX_RATIO):
                ratio = f"{info.file_size / max(1, info.compress_size):,.0f}"
                raise ReadError(
                    path,
                    f"{_name(info)} 解压后是压缩时的 {ratio} 倍，不像公开文件 / "
                    f"{_name(info)} unpacks to {ratio} times its size, as no publication does",
                )
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise ReadError(path, "压缩包有密码保护 / the archive is protected with a password")


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        with path.open("rb") as file:
            kind = kind_of(file.read(1024))
        if kind != "ZIP":
            raise ReadError(
                path,
                f"不是 ZIP 压缩包 / not a ZIP archive: the content is {kind or 'something else'}",
            )
        return zipfile.ZipFile(path)
    except ZIP_ERRORS as error:
        raise ReadError(path, "压缩包已损坏或不完整 / the archive is damaged or cut off") from error


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 as Chinese systems write it."""
    name = _unicode_path(info) or info.filename
    if name == info.filename and not info.flag_bits & _UTF_8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return unicodedata.normalize("NFC", "/".join(p for p in parts if p not in ("/", "..", ".")))


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8 that some packers add beside one in the system's own encoding: the Unicode
    Path Extra Field (APPNOTE 4.6.9: tag, size, version, CRC of the other name, name)."""
    extra = info.extra
    while len(extra) >= 4:
        tag, size = struct.unpack_from("<HH", extra)
        if tag == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[-1].startswith("~$") or any(p.startswith(".") or p == "__MACOSX" for p in parts)
