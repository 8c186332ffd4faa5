"""Excel workbooks (.xlsx): every visible sheet with its merged cells, as it prints.

Formulas are read by the value stored with them.  Figures are the printed ones: the stored
number under the cell's number format.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

from corpus.document import Block, GridCell, Position
from corpus.errors import ReadError
from corpus.readers.assembly import Assembler
from corpus.readers.number_format import printed, printed_date
from corpus.readers.package import open_package, part
from corpus.readers.sheet import MAX_CELLS, Rows, hand_over, too_many_cells

# Sheets formatted far beyond their table store a cell for each place, empty ones too.
MAX_STORED_CELLS = 500_000
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_WITHOUT_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_GENERIC_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None, tuple[str, ...]]:
    """Blocks of a workbook, sheet by sheet, and warnings: hidden sheets, formulas without value.

    Web pages that carry the ending of a workbook are read as such.  Raises ReadError for files
    that are no workbook, have a password, are damaged or unpack to too much.
    """
    package = open_package(path, data, "xl/workbook.xml")
    uncalculated = _check_sheets(path, package)
    workbook = _load(path, data, values=True)
    formulas = _load(path, data, values=False) if uncalculated else None
    assembler = Assembler()
    warnings = []
    missing = 0
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"隐藏的工作表未读取 / hidden sheet not read: {sheet.title}")
            continue
        written = formulas[sheet.title] if formulas else None
        rows, without_value = _rows(sheet, written)
        missing += without_value
        take_sheet(assembler, sheet.title, rows)
    if missing:
        warnings.append(
            f"{missing} 个公式没有存储结果，请在 Excel 中打开并保存 / "
            f"{missing} formulas without a stored value: open and save the file in Excel"
        )
    return assembler.finish(), None, tuple(warnings)


def take_sheet(assembler: Assembler, name: str, rows: Rows) -> None:
    """Hands a sheet over under its name, unless that is only a number."""
    if not any(cell.text.strip() for row in rows for cell in row):
        return
    if not _GENERIC_NAME.fullmatch(name.strip()):
        assembler.heading(name, 1, rows[0][0].position)
    hand_over(assembler, rows)


def _load(path: Path, data: bytes, values: bool):
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:
        # openpyxl lets whatever its parsers meet in a damaged file through.
        raise ReadError(
            path,
            f"工作簿已损坏（{type(error).__name__}）/ the workbook is damaged ({type(error).__name__})",
        ) from error


def _check_sheets(path: Path, package: zipfile.ZipFile) -> bool:
    """Whether a formula has no stored value.  ReadError for sheets of too many cells."""
    stored = merged = 0
    uncalculated = False
    for name in package.namelist():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        content = part(path, package, name)
        if not name.startswith("xl/worksheets/"):
            continue
        stored += sum(1 for _ in _CELL.finditer(content))
        for first, top, last, bottom in _MERGED.findall(content):
            merged += (int(bottom) - int(top) + 1) * (_column(last) - _column(first) + 1)
        uncalculated |= any(b't="str"' not in m[1] for m in _WITHOUT_VALUE.finditer(content))
    if stored > MAX_STORED_CELLS or merged > MAX_STORED_CELLS:
        raise ReadError(path, f"sheets of more than {MAX_STORED_CELLS:,} cells")
    return uncalculated


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(sheet, written) -> tuple[Rows, int]:
    """The sheet's cells as they print, and how many formulas have no value."""
    # iter_rows would create every cell up to the farthest one, which may be a million rows down.
    cells = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    missing = 0
    texts: dict[tuple[int, int], str] = {}
    for place, cell in cells.items():
        texts[place] = _text(cell.value, cell.number_format)
    if written is not None:
        for place, cell in written._cells.items():
            if cell.data_type == "f" and place not in cells:
                missing += 1
                # Not blank: the figure exists, the file does not hold it.
                texts[place] = "(=)"
    shown = {place for place, text in texts.items() if text.strip()}
    if not shown:
        return [], missing
    bottom, right = max(r for r, _ in shown), max(c for _, c in shown)
    top, left = min(r for r, _ in shown), min(c for _, c in shown)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise too_many_cells()
    spans = {
        (m.min_row, m.min_col): (m.size["rows"], m.size["columns"])
        for m in sheet.merged_cells.ranges
    }
    right = max([right, *(c + spans[r, c][1] - 1 for r, c in shown if (r, c) in spans)])
    right = min(right, left + MAX_CELLS // (bottom - top + 1))
    rows = []
    for r in range(top, bottom + 1):
        row = []
        for c in range(left, right + 1):
            rowspan, colspan = spans.get((r, c), (1, 1))
            if colspan == 1 and (r, c) in shown:
                colspan = _centred_over(sheet, r, c, shown, right)
            row.append(GridCell(texts.get((r, c), ""), rowspan, colspan, Position(line=r)))
        rows.append(row)
    return rows, missing


def _centred_over(sheet, row: int, column: int, shown: set, right: int) -> int:
    """How many columns a text centred across a selection stands over."""
    end = column
    while end <= right and _is_centred_across(sheet, row, end):
        end += 1
        if (row, end) in shown:
            break
    return max(1, end - column)


def _is_centred_across(sheet, row: int, column: int) -> bool:
    cell = sheet._cells.get((row, column))
    return cell is not None and cell.alignment.horizontal == "centerContinuous"


def _text(value, code: str) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return printed(value, code)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return printed_date(value, code)
    return str(value)
