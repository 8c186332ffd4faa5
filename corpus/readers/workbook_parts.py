"""The parts of an Excel workbook that figures come from, checked and without what else it holds.

Charts, pictures, comments and rules are not handed on, nor the million empty cells of a sheet
formatted far beyond its table, so that the library that reads the rest meets nothing of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.readers.package import part
from corpus.readers.sheet import MAX_ROWS

# Cells with something in them, of all sheets together; and places covered by merged cells.
MAX_CELLS = 400_000
# From here on empty cells are left out; fewer may carry a format that says something.
_MANY_CELLS = 100_000
_MANY_ROWS = 20_000
_MAX_COLUMNS = 20_000
# Excel itself knows 65,490 cell formats; publications have some hundred, and texts some thousand.
_MAX_STYLE_TAGS = 300_000
_MAX_TAGS = 1_500_000
_NOT_READ = re.compile(
    r"(?:docProps|customXml|xl/(?:charts|chartsheets|comments|ctrlProps|customProperty|diagrams"
    r"|drawings|embeddings|externalLinks|media|pivotCache|pivotTables|printerSettings|queryTables"
    r"|revisions|slicers|tables|theme|threadedComments|worksheets/_rels))\b.*",
    re.IGNORECASE,
)
_DATA = re.compile(
    rb"<((?:\w+:)?)sheetData\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?sheetData\s*>)", re.DOTALL
)
_MERGES = re.compile(rb"<((?:\w+:)?)mergeCells\b[^>]*>.*?</(?:\w+:)?mergeCells\s*>", re.DOTALL)
_END = re.compile(rb"</(?:\w+:)?worksheet\s*>\s*$")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>|<((?:\w+:)?)c(?:\s[^<>]*)?></\1c>")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_EMPTY_ROW = re.compile(
    rb"<(?:\w+:)?row(?:\s[^<>]*)?/>|<((?:\w+:)?)row(?:\s[^<>]*[^/<>])?>\s*</\1row>"
)
_COLUMN = re.compile(rb"<(?:\w+:)?col[\s/>]")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def plain_workbook(path: Path, package: zipfile.ZipFile) -> tuple[bytes, bool]:
    """The workbook with nothing but its sheets, texts and formats, and whether a formula in it
    has no stored value.

    Raises ReadError for damaged parts and for sheets of too many rows or cells.
    """
    out = io.BytesIO()
    uncalculated = False
    cells = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as plain:
        for name in dict.fromkeys(package.namelist()):
            if not name.lower().endswith((".xml", ".rels")) or _NOT_READ.match(name):
                continue
            content = part(path, package, name)
            if name.startswith("xl/worksheets/"):
                content, stored = _plain_sheet(path, content)
                cells += stored
                if cells > MAX_CELLS:
                    raise _too_many(path, "单元格", "cells", MAX_CELLS)
                found = _WITHOUT_VALUE.finditer(content)
                uncalculated |= any(b't="str"' not in match[1] for match in found)
            elif content.count(b"<") > (_MAX_STYLE_TAGS if "styles" in name else _MAX_TAGS):
                raise _too_many(path, "样式或文本", "formats or texts", _MAX_STYLE_TAGS)
            plain.writestr(name, content)
    return out.getvalue(), uncalculated


def _plain_sheet(path: Path, content: bytes) -> tuple[bytes, int]:
    """A sheet's columns, cells and merged cells, and how many cells and merged places it has."""
    data = _DATA.search(content)
    if data is None:
        return content, sum(1 for _ in _CELL.finditer(content))
    head, tail = content[: data.start()], content[data.end() :]
    if sum(1 for _ in _COLUMN.finditer(head)) > _MAX_COLUMNS:
        raise _too_many(path, "列", "columns", _MAX_COLUMNS)
    rows = data[2] or b""
    if sum(1 for _ in _CELL.finditer(rows)) > _MANY_CELLS:
        rows = _EMPTY_CELL.sub(b"", rows)
    if sum(1 for _ in _ROW.finditer(rows)) > _MANY_ROWS:
        rows = _EMPTY_ROW.sub(b"", rows)
    if sum(1 for _ in _ROW.finditer(rows)) > MAX_ROWS:
        raise _too_many(path, "行", "rows", MAX_ROWS)
    merges = _MERGES.search(tail)
    merged = merges[0] if merges else b""
    end = _END.search(tail)
    prefix = data[1]
    sheet = b"<%ssheetData>%s</%ssheetData>%s" % (prefix, rows, prefix, merged)
    stored = sum(1 for _ in _CELL.finditer(rows)) + _covered(merged)
    return head + sheet + (end[0] if end else tail), stored


def _covered(merged: bytes) -> int:
    return sum(
        (int(bottom) - int(top) + 1) * (_column(last) - _column(first) + 1)
        for first, top, last, bottom in _MERGED.findall(merged)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_many(path: Path, chinese: str, english: str, limit: int) -> ReadError:
    return ReadError(
        path,
        f"工作表的{chinese}超过 {limit:,} / sheets of more than {limit:,} {english}",
    )
