"""Office files as packages of XML parts, opened with care: wrong kinds, passwords and bombs.

OOXML files (ECMA-376 part 2) are ZIP archives; encrypted ones and those of before 2007 are
OLE compound files.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from corpus.errors import ReadError

# The longest known publication unpacks to 20 MB of XML.
MAX_UNPACKED = 200_000_000
MAX_PART = 60_000_000
MAX_PARTS = 10_000
_PART_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The start of a Word document's main stream and the flag in it (MS-DOC 2.5.2, FibBase).
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_FIB = b"\xec\xa5"
_SECTOR = 512
_FLAGS = 11
_FIB_ENCRYPTED = 0x01
_MHTML = re.compile(
    rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart/related", re.IGNORECASE
)
# ISO/IEC 29500 strict has namespaces of its own for the same elements.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
# What a broken archive makes zipfile raise.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def kind_of(data: bytes) -> str:
    """What a file's first bytes show it to be; "" if they do not tell."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = data[:2048].decode("utf-16", "replace").encode("ascii", "replace").lower()
    if data.startswith(b"%PDF"):
        return "PDF"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in data else "OLE"
    if data.startswith(b"PK"):
        return "ZIP"
    if start.startswith(b"{\\rtf"):
        return "RTF"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "HTML"
    if start.startswith(b"<") and (b"<html" in start or b"<table" in start):
        return "HTML"
    return "MHTML" if _MHTML.match(data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")) else ""


def encrypted_word(data: bytes) -> bool:
    """Whether an OLE file is a Word document that only a password opens."""
    if _WORD_STREAM not in data:
        return False
    place = data.find(_FIB, _SECTOR)
    while place >= 0 and place % _SECTOR:
        place = data.find(_FIB, place + 1)
    return place >= 0 and bool(data[place + _FLAGS : place + _FLAGS + 1][0] & _FIB_ENCRYPTED)


def open_package(path: Path, data: bytes, main: str) -> zipfile.ZipFile:
    """The package of an office file whose main part is called ``main``.

    Raises ReadError for packages that are damaged, hold another format or unpack to more than
    ``MAX_UNPACKED`` bytes.
    """
    count = data.count(_PART_ENTRY)
    if count > MAX_PARTS:
        raise ReadError(
            path,
            f"压缩了 {count:,} 个部件，超过上限 {MAX_PARTS:,} / "
            f"packs {count:,} parts, more than the limit of {MAX_PARTS:,}",
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except ZIP_ERRORS as error:
        raise ReadError(path, "文件已损坏或不完整 / the file is damaged or cut off") from error
    if main not in package.namelist():
        raise ReadError(
            path,
            f"不是 {path.suffix} 文件：缺少 {main} / "
            f"not the format that {path.suffix} names: it has no {main}",
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise ReadError(
            path,
            f"解压后有 {unpacked / 1e6:,.0f} MB，超过上限 {MAX_UNPACKED // 1_000_000} MB / "
            f"unpacks to {unpacked / 1e6:,.0f} MB, "
            f"more than the limit of {MAX_UNPACKED // 1_000_000} MB",
        )
    return package


def part(path: Path, package: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, b"" where there is none; of strict documents as transitional ones.

    Raises ReadError for damaged parts and for document type declarations, which no office
    program writes and which serve to blow text up.
    """
    try:
        if package.getinfo(name).file_size > MAX_PART:
            raise ReadError(
                path,
                f"{name} 解压后超过 {MAX_PART // 1_000_000} MB / "
                f"{name} unpacks to more than {MAX_PART // 1_000_000} MB",
            )
        # Unpacks no more than the directory says, which was checked.
        content = package.read(name)
    except KeyError:
        return b""
    except ZIP_ERRORS as error:
        raise ReadError(
            path,
            f"文件已损坏：无法解压 {name} / the file is damaged: {name} cannot be unpacked",
        ) from error
    if _declares_entities(content):
        raise ReadError(
            path,
            f"{name} 含有实体声明，办公软件不会这样写 / "
            f"{name} declares entities, as no office program does",
        )
    return _STRICT.sub(_TRANSITIONAL, content)


def _declares_entities(content: bytes) -> bool:
    if b"\0" in content[:4]:
        # UTF-16 hides the words from a search in bytes.
        content = content.replace(b"\0", b"")
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content
