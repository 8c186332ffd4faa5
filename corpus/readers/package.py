"""Office files as packages of XML parts, opened with care: wrong kinds, passwords and bombs.

OOXML files (ECMA-376 part 2) are ZIP archives; encrypted ones and those of before 2007 are
OLE compound files.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from corpus.errors import ReadError

# The longest known publication unpacks to 20 MB of XML.
MAX_UNPACKED = 200_000_000
MAX_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
    return "HTML" if start.startswith(b"<") and (b"<html" in start or b"<table" in start) else ""


def refuse_other_kind(path: Path, data: bytes, wanted: str) -> None:
    """Raises ReadError for a file whose bytes are no ``wanted`` (a ZIP or OLE file)."""
    kind = kind_of(data)
    if kind == "encrypted":
        raise ReadError(path, "the file is protected with a password")
    if kind != wanted:
        found = f"the content is {kind}" if kind else "the content is something else or damaged"
        raise ReadError(path, f"not the format that {path.suffix} names: {found}")


def open_package(path: Path, data: bytes, main: str) -> zipfile.ZipFile:
    """The package of an office file whose main part is called ``main``.

    Raises ReadError for files of another kind, with a password, damaged, or unpacking to more
    than ``MAX_UNPACKED`` bytes.
    """
    refuse_other_kind(path, data, "ZIP")
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        parts = package.infolist()
    except ZIP_ERRORS as error:
        raise ReadError(path, "the file is damaged or cut off") from error
    if main not in package.namelist():
        raise ReadError(path, f"not the format that {path.suffix} names: it has no {main}")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise ReadError(
            path,
            f"unpacks to {unpacked / 1e6:,.0f} MB in {len(parts):,} parts, "
            f"more than the limit of {MAX_UNPACKED // 1_000_000} MB and {MAX_PARTS:,}",
        )
    return package


def part(path: Path, package: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, b"" where there is none.

    Raises ReadError for damaged parts and for document type declarations, which no office
    program writes and which serve to blow text up.
    """
    try:
        content = package.read(name)
    except KeyError:
        return b""
    except ZIP_ERRORS as error:
        raise ReadError(path, f"the file is damaged: {name} cannot be unpacked") from error
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
        raise ReadError(path, f"{name} declares entities, as no office program does")
    return content
