"""One file in, one understood document out: the only entry to this package.

Usage::

    document = read(Path("某局2026年部门预算.md"))
    document.profile.organisation, len(document.tables), len(document.statements)
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from corpus.document import Block, Document
from corpus.errors import ReadError, UnreadableContent
from corpus.readers import csv_table, doc, docx, html, markdown, mhtml, pdf, xls, xlsx
from corpus.readers.decoding import decode, decoded
from corpus.readers.formats import TEXT_ENDINGS, described, ending_of, family
from corpus.readers.scan import images
from corpus.understanding import understood

_log = logging.getLogger(__name__)

MAX_BYTES = 500_000_000
# The longest known publication has three thousand headings, paragraphs and tables.
MAX_BLOCKS = 20_000
_REASONS = {
    FileNotFoundError: "文件不存在",
    IsADirectoryError: "这是文件夹",
    PermissionError: "没有读取权限",
}

# Blocks of a file, its number of pages (None where the format has none) and, where a format has
# something to warn of, the warnings; by file ending.
Content = (
    tuple[tuple[Block, ...], int | None] | tuple[tuple[Block, ...], int | None, tuple[str, ...]]
)
# Told after each page how many pages are done and how many there are.
OnPage = Callable[[int, int], None]


class Reader(Protocol):
    """Reads the bytes of one file; ``path`` only names it."""

    def __call__(self, path: Path, data: bytes, on_page: OnPage, workers: int) -> Content:
        """Blocks and pages of the file; ``on_page`` and ``workers`` as for :func:`read`."""


def _read_markdown(path: Path, data: bytes) -> tuple[tuple[Block, ...], None]:
    return markdown.read_blocks(decode(path, data)), None


def _read_csv(path: Path, data: bytes) -> tuple[tuple[Block, ...], None]:
    return csv_table.read_blocks(decode(path, data)), None


def _at_once(reader: Callable[[Path, bytes], Content]) -> Reader:
    """A reader of a format that is read in one go, without pages to tell of."""

    def read_it(path: Path, data: bytes, on_page: OnPage, workers: int) -> Content:
        return reader(path, data)

    return read_it


READERS: dict[str, Reader] = {
    ".md": _at_once(_read_markdown),
    ".markdown": _at_once(_read_markdown),
    ".txt": _at_once(_read_markdown),
    ".pdf": pdf.read_blocks,
    ".docx": _at_once(docx.read_blocks),
    ".doc": _at_once(doc.read_blocks),
    ".wps": _at_once(doc.read_blocks),
    ".rtf": _at_once(doc.read_blocks),
    ".odt": _at_once(doc.read_blocks),
    ".xlsx": _at_once(xlsx.read_blocks),
    ".xlsm": _at_once(xlsx.read_blocks),
    ".xls": _at_once(xls.read_blocks),
    ".et": _at_once(xls.read_blocks),
    ".ods": _at_once(doc.read_blocks),
    ".html": _at_once(html.read_blocks),
    ".htm": _at_once(html.read_blocks),
    ".mht": _at_once(mhtml.read_blocks),
    ".mhtml": _at_once(mhtml.read_blocks),
    ".csv": _at_once(_read_csv),
    ".tsv": _at_once(_read_csv),
    **dict.fromkeys(images.ENDINGS, images.read_blocks),
}
_SPREADSHEETS = frozenset((".xls", ".xlsx", ".ods"))


def readable(path: Path) -> bool:
    """Whether a file's ending names a format that can be read."""
    return path.suffix.lower() in READERS


def read(path: Path, on_page: OnPage | None = None, workers: int = 1) -> Document:
    """Reads and understands one publication.

    ``on_page(done, total)`` is called after each page of a format with pages; formats without
    pages do not call it.  With ``workers`` above 1 a long file may be read in that many
    processes; callers that are worker processes themselves leave it at 1.

    A file whose content is of another format than its name says is read as what it is, with a
    warning.  Raises :class:`corpus.errors.ReadError`, naming the file and the cause, if the
    file cannot be opened, is empty, is not of a known format, or holds nothing readable.
    """
    data = _bytes_of(path)
    if path.suffix.lower() not in READERS:
        known = ", ".join(sorted(READERS))
        ending = path.suffix or "(无扩展名 / no ending)"
        raise ReadError(
            path,
            f"不支持的格式 {ending}，可读：{known} / unknown format {ending}; known are {known}",
        )
    if not data.strip():
        raise ReadError(path, "文件是空的 / the file is empty")
    ending = _true_ending(path, data)
    blocks, pages, warnings = _content(path, data, READERS[ending], on_page or _unheard, workers)
    if not blocks:
        raise ReadError(path, "文件中没有文字 / no text found in the file")
    if len(blocks) > MAX_BLOCKS:
        raise ReadError(
            path,
            f"段落和表格超过 {MAX_BLOCKS:,} 个 / more than {MAX_BLOCKS:,} paragraphs and tables",
        )
    if ending != family(path.suffix):
        warnings = (_misnamed(path.suffix, ending), *warnings)
    read_as = Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks,
        pages=pages,
        warnings=warnings,
    )
    return understood(read_as)


def _true_ending(path: Path, data: bytes) -> str:
    """The ending of the format to read a file as: what its bytes show, else what it is named.

    Raises ReadError for formats that are not read, and for content that shows none where the
    format named by the file would.
    """
    named = family(path.suffix)
    shown = ending_of(data, path.suffix)
    if shown == "encrypted":
        raise ReadError(
            path,
            "文件有密码保护，请去掉密码后再添加 / "
            "the file is protected with a password; remove it and add the file again",
        )
    if shown in READERS:
        return shown
    chinese, english = described(shown)
    if shown:
        raise ReadError(
            path, f"内容是{chinese}，不能读取 / the content is {english}, which is not read"
        )
    if named in TEXT_ENDINGS or named == ".html":
        return named
    if decoded(data) is not None:
        return ".csv" if named in _SPREADSHEETS else ".txt"
    chinese, english = described(named)
    raise ReadError(
        path,
        f"不是{chinese}，或者文件已损坏 / not {english}, or the file is damaged",
    )


def _misnamed(named: str, ending: str) -> str:
    chinese, english = described(ending)
    return (
        f"文件名以 {named} 结尾，内容却是{chinese}（{ending}），已按内容读取 / "
        f"the name ends in {named} but the content is {english} ({ending}): read as that"
    )


def _content(
    path: Path, data: bytes, reader: Reader, on_page: OnPage, workers: int
) -> tuple[tuple[Block, ...], int | None, tuple[str, ...]]:
    try:
        blocks, pages, *warned = reader(path, data, on_page, workers)
    except ReadError:
        raise
    except UnreadableContent as error:
        raise ReadError(path, str(error)) from error
    except Exception as error:
        # Parsers let whatever damaged bytes make them meet through; the log keeps what it was.
        _log.warning("%s", path, exc_info=True)
        raise ReadError(
            path,
            f"文件已损坏或不合规范（{type(error).__name__}）/ "
            f"the file is damaged or malformed ({type(error).__name__})",
        ) from error
    return blocks, pages, warned[0] if warned else ()


def _unheard(done: int, total: int) -> None:
    pass


def _bytes_of(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError(
                    path, "无法打开：不是普通文件 / cannot be opened (not a regular file)"
                )
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        # ValueError: a name no file system knows.
        reason = getattr(error, "strerror", None) or str(error)
        chinese = _REASONS.get(type(error), "系统拒绝读取")
        raise ReadError(path, f"无法打开：{chinese} / cannot be opened ({reason})") from error
    if len(data) > MAX_BYTES:
        raise ReadError(
            path,
            f"文件超过 {MAX_BYTES // 1_000_000} MB / "
            f"more than the limit of {MAX_BYTES // 1_000_000} MB",
        )
    return data


def _without_waiting(name: str, flags: int) -> int:
    # A pipe named like a document would be waited for.
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
