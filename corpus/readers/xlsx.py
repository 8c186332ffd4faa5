"""Excel workbooks (.xlsx): every visible sheet with its merged cells, as it prints.

Formulas are read by the value stored with them.  Figures are the printed ones: the stored
number under the cell's number format.
"""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path

from corpus.document import Block
from corpus.readers.assembly import Assembler
from corpus.readers.number_format import printed, printed_date
from corpus.readers.package import open_package
from corpus.readers.printed_sheet import hidden_parts_warning, printed_rows
from corpus.readers.sheet import Rows, hand_over
from corpus.readers.workbook_parts import plain_workbook

_GENERIC_NAME = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
ERROR_VALUES = frozenset(
    ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None, tuple[str, ...]]:
    """Blocks of a workbook, sheet by sheet, and warnings: what is hidden, formulas without value,
    error values.

    Raises ReadError for files that are no workbook, are damaged or unpack to too much.
    """
    plain, uncalculated = plain_workbook(path, open_package(path, data, "xl/workbook.xml"))
    workbook = _load(plain, values=True)
    formulas = _load(plain, values=False) if uncalculated else None
    assembler = Assembler()
    warnings: list[str] = []
    missing = 0
    errors: list[str] = []
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(hidden_sheet_warning(sheet.title))
            continue
        texts = _texts(sheet)
        unsolved = _without_value(formulas[sheet.title], texts) if formulas else []
        # Not blank: the figure exists, the file does not hold it.
        texts |= dict.fromkeys(unsolved, "(=)")
        missing += len(unsolved)
        errors += [text for text in texts.values() if text in ERROR_VALUES]
        rows, hidden = _rows(sheet, texts)
        warnings += hidden
        take_sheet(assembler, sheet.title, rows)
    if missing:
        warnings.append(
            f"{missing} 个公式没有存储结果，请在 Excel 中打开并保存 / "
            f"{missing} formulas without a stored value: open and save the file in Excel"
        )
    return assembler.finish(), None, (*warnings, *error_warning(errors))


def hidden_sheet_warning(name: str) -> str:
    """What the user is told of a hidden sheet."""
    return f"隐藏的工作表未读取 / hidden sheet not read: {name}"


def error_warning(errors: list[str]) -> list[str]:
    """What the user is told of cells that hold an error value instead of a figure."""
    if not errors:
        return []
    kinds = "、".join(sorted(set(errors)))
    return [
        f"{len(errors)} 个单元格是错误值（{kinds}），没有数字 / "
        f"{len(errors)} cells hold an error value ({kinds}), no figure"
    ]


def take_sheet(assembler: Assembler, name: str, rows: Rows) -> None:
    """Hands a sheet over under its name, unless that is only a number."""
    if not any(cell.text.strip() for row in rows for cell in row):
        return
    if not _GENERIC_NAME.fullmatch(name.strip()):
        assembler.heading(name, 1, rows[0][0].position)
    hand_over(assembler, rows)


def _load(plain: bytes, values: bool):
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(plain), data_only=values, keep_links=False)


def _texts(sheet) -> dict[tuple[int, int], str]:
    """What each cell with a value prints.

    iter_rows would create every cell up to the farthest one, which may be a million rows down.
    """
    return {
        place: text
        for place, cell in sheet._cells.items()
        if cell.value is not None and (text := _text(cell.value, cell.number_format)).strip()
    }


def _without_value(written, texts: dict) -> list[tuple[int, int]]:
    """The places of formulas that no value is stored with."""
    return [
        place
        for place, cell in written._cells.items()
        if cell.data_type == "f" and place not in texts
    ]


def _rows(sheet, texts: dict[tuple[int, int], str]) -> tuple[Rows, list[str]]:
    """The sheet's cells as they print, and a warning of hidden rows and columns."""
    from openpyxl.utils import get_column_letter

    spans = {
        (m.min_row, m.min_col): (m.size["rows"], m.size["columns"])
        for m in sheet.merged_cells.ranges
    }
    hidden_rows = {r for r, held in sheet.row_dimensions.items() if held.hidden}
    hidden_columns = {
        c
        for held in sheet.column_dimensions.values()
        if held.hidden and held.min
        for c in range(held.min, min(held.max or held.min, sheet.max_column) + 1)
    }
    right = max((c for _, c in texts), default=0)
    for r, c in texts:
        if (r, c) not in spans and _is_centred_across(sheet, r, c):
            spans[r, c] = (1, _centred_over(sheet, r, c, texts, right))
    warning = hidden_parts_warning(
        sheet.title,
        hidden_rows & {r for r, _ in texts},
        hidden_columns & {c for _, c in texts},
        get_column_letter,
    )
    return printed_rows(texts, spans, hidden_rows, hidden_columns), warning


def _centred_over(sheet, row: int, column: int, shown: dict, right: int) -> int:
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
