"""One file in, one understood document out: the only entry to this package.

Usage::

    document = read(Path("某局2026年部门预算.md"))
    document.profile.organisation, len(document.tables), len(document.statements)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from corpus.document import Block, Document, Grid
from corpus.errors import ReadError, UnreadableContent
from corpus.profile import read_profile
from corpus.readers import csv_table, doc, docx, html, markdown, pdf, xls, xlsx
from corpus.statements import read_statements
from corpus.tables import understand

# Larger text files are no publications but dumps; 20 MB is 200 times the longest known.
MAX_TEXT_BYTES = 20_000_000
MAX_BYTES = 500_000_000
# A publication's longest paragraph is a few thousand characters, its longest known text has
# ten thousand lines.
MAX_LINE_CHARACTERS = 50_000
MAX_LINES = 200_000

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
    ".xlsx": _at_once(xlsx.read_blocks),
    ".xlsm": _at_once(xlsx.read_blocks),
    ".xls": _at_once(xls.read_blocks),
    ".html": _at_once(html.read_blocks),
    ".htm": _at_once(html.read_blocks),
    ".csv": _at_once(_read_csv),
    ".tsv": _at_once(_read_csv),
}
TEXT_ENDINGS = (".md", ".markdown", ".txt", ".csv", ".tsv")


def readable(path: Path) -> bool:
    """Whether a file's ending names a format that can be read."""
    return path.suffix.lower() in READERS


def read(path: Path, on_page: OnPage | None = None, workers: int = 1) -> Document:
    """Reads and understands one publication.

    ``on_page(done, total)`` is called after each page of a format with pages; formats without
    pages do not call it.  With ``workers`` above 1 a long file may be read in that many
    processes; callers that are worker processes themselves leave it at 1.

    Raises :class:`corpus.errors.ReadError`, naming the file and the cause, if the file cannot
    be opened, is empty, is not of a known format, or holds nothing readable.
    """
    try:
        data = _bytes_of(path)
    except OSError as error:
        raise ReadError(path, f"cannot be opened ({error.strerror})") from error
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadError(path, f"unknown format {path.suffix or '(no ending)'}; known are {known}")
    if not data.strip():
        raise ReadError(path, "the file is empty")
    try:
        blocks, pages, *warned = reader(path, data, on_page or _unheard, workers)
    except UnreadableContent as error:
        raise ReadError(path, str(error)) from error
    if not blocks:
        raise ReadError(path, "no text found in the file")
    tables = tuple(understand(block) for block in blocks if isinstance(block, Grid))
    profile = read_profile(blocks)
    names = [name for name in (profile.organisation, *profile.short_names) if name]
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=blocks,
        pages=pages,
        profile=profile,
        tables=tables,
        statements=tuple(read_statements(blocks, names)),
        warnings=warned[0] if warned else (),
    )


def _unheard(done: int, total: int) -> None:
    pass


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    limit = MAX_TEXT_BYTES if path.suffix.lower() in TEXT_ENDINGS else MAX_BYTES
    if size > limit:
        raise ReadError(
            path, f"{size / 1e6:.0f} MB, more than the limit of {limit // 1_000_000} MB"
        )
    return path.read_bytes()


def decode(path: Path, data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 (with mark) or GB 18030.

    Raises ReadError for bytes that are no text in any of them, and for lines no text has.
    """
    damage = _damaged_utf8(data)
    if damage is not None:
        raise ReadError(path, f"the file is damaged: its UTF-8 text breaks at byte {damage:,}")
    text = _decoded(data)
    if text is None:
        raise ReadError(path, "not a text file (neither UTF-8 nor GB 18030)")
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise ReadError(path, f"more than {MAX_LINES:,} lines")
    if max(map(len, lines), default=0) > MAX_LINE_CHARACTERS:
        raise ReadError(path, f"a line of more than {MAX_LINE_CHARACTERS:,} characters")
    return text


def _damaged_utf8(data: bytes) -> int | None:
    """Where UTF-8 text with a few broken bytes breaks, None for whole UTF-8 and other bytes.

    GB 18030 would read most of such a file too, as other characters.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data[:2_000_000].decode("utf-8", "replace")
        wide = sum(1 for c in text if c > "\u2e80" and c != "\ufffd")
        return error.start if text.count("\ufffd") * 20 < wide else None
    return None


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # GB 18030 decodes many binary files; control characters and private use tell them.
        odd = sum(
            1
            for c in text[:200_000]
            if (c < " " and c not in "\t\r\n\f") or "\ue000" <= c <= "\uf8ff"
        )
        if odd * 100 <= min(len(text), 200_000):
            return text
    return None
