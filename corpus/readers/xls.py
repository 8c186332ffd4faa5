"""Excel workbooks of before 2007 (.xls), read like those of today.

Web pages and newer workbooks often carry this ending; they are read as what they are.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

from corpus.document import Block
from corpus.errors import ReadError
from corpus.readers import xlsx
from corpus.readers.assembly import Assembler
from corpus.readers.number_format import printed, printed_date
from corpus.readers.printed_sheet import hidden_parts_warning, printed_rows
from corpus.readers.sheet import MAX_CELLS, Rows, too_many_cells


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None, tuple[str, ...]]:
    """Blocks of a workbook, sheet by sheet, and warnings: what is hidden, error values.

    Raises ReadError for workbooks that have a password or are damaged.
    """
    book = _open(path, data)
    assembler = Assembler()
    warnings: list[str] = []
    errors: list[str] = []
    for sheet in book.sheets():
        if sheet.visibility:
            warnings.append(xlsx.hidden_sheet_warning(sheet.name))
        elif sheet.nrows:
            texts = _texts(book, sheet)
            errors += [text for text in texts.values() if text in xlsx.ERROR_VALUES]
            rows, hidden = _rows(sheet, texts)
            warnings += hidden
            xlsx.take_sheet(assembler, sheet.name, rows)
    return assembler.finish(), None, (*warnings, *xlsx.error_warning(errors))


def _open(path: Path, data: bytes):
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise ReadError(
                path,
                "文件有密码保护，请去掉密码后再添加 / "
                "the file is protected with a password; remove it and add the file again",
            ) from error
        raise


def _texts(book, sheet) -> dict[tuple[int, int], str]:
    """What each cell with a value prints, by 1-based row and column."""
    if sheet.nrows * sheet.ncols > MAX_CELLS:
        raise too_many_cells()
    return {
        (r + 1, c + 1): text
        for r in range(sheet.nrows)
        for c in range(sheet.row_len(r))
        if (text := _text(book, sheet.cell(r, c))).strip()
    }


def _rows(sheet, texts: dict[tuple[int, int], str]) -> tuple[Rows, list[str]]:
    """The sheet's cells as they print, and a warning of hidden rows and columns."""
    import xlrd

    spans = {(r0 + 1, c0 + 1): (r1 - r0, c1 - c0) for r0, r1, c0, c1 in sheet.merged_cells}
    hidden_rows = {r + 1 for r, held in sheet.rowinfo_map.items() if held.hidden}
    hidden_columns = {c + 1 for c, held in sheet.colinfo_map.items() if held.hidden}
    warning = hidden_parts_warning(
        sheet.name,
        hidden_rows & {r for r, _ in texts},
        hidden_columns & {c for _, c in texts},
        lambda column: xlrd.colname(column - 1),
    )
    return printed_rows(texts, spans, hidden_rows, hidden_columns), warning


def _text(book, cell) -> str:
    import xlrd

    code = ""
    if cell.xf_index is not None and cell.xf_index < len(book.xf_list):
        held = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        code = held.format_str if held else ""
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return printed(cell.value, code)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date_text(cell.value, code, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return str(cell.value)


def _date_text(value: float, code: str, datemode: int) -> str:
    import xlrd

    try:
        moment: datetime.datetime = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return printed(value, "General")
    return printed_date(moment, code)
