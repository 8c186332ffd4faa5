"""Excel workbooks of before 2007 (.xls), read like those of today.

Web pages and newer workbooks often carry this ending; they are read as what they are.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path

from corpus.document import Block, GridCell, Position
from corpus.errors import ReadError
from corpus.readers import xlsx
from corpus.readers.assembly import Assembler
from corpus.readers.number_format import printed, printed_date
from corpus.readers.sheet import MAX_CELLS, Rows, too_many_cells


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None, tuple[str, ...]]:
    """Blocks of a workbook, sheet by sheet, and warnings about hidden sheets.

    Raises ReadError for files that are no workbook, have a password or are damaged.
    """
    book = _open(path, data)
    assembler = Assembler()
    warnings = []
    for sheet in book.sheets():
        if sheet.visibility:
            warnings.append(f"隐藏的工作表未读取 / hidden sheet not read: {sheet.name}")
        elif sheet.nrows:
            xlsx.take_sheet(assembler, sheet.name, _rows(book, sheet))
    return assembler.finish(), None, tuple(warnings)


def _open(path: Path, data: bytes):
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except Exception as error:
        # xlrd lets whatever it meets in a damaged file through.
        if "encrypted" in str(error):
            raise ReadError(
                path,
                "文件有密码保护，请去掉密码后再添加 / "
                "the file is protected with a password; remove it and add the file again",
            ) from error
        raise ReadError(
            path,
            f"工作簿已损坏（{type(error).__name__}）/ the workbook is damaged ({type(error).__name__})",
        ) from error


def _rows(book, sheet) -> Rows:
    if sheet.nrows * sheet.ncols > MAX_CELLS:
        raise too_many_cells()
    spans = {(r0, c0): (r1 - r0, c1 - c0) for r0, r1, c0, c1 in sheet.merged_cells}
    rows = []
    for r in range(sheet.nrows):
        row = []
        for c in range(sheet.ncols):
            rowspan, colspan = spans.get((r, c), (1, 1))
            text = _text(book, sheet.cell(r, c))
            row.append(GridCell(text, rowspan, colspan, Position(line=r + 1)))
        rows.append(row)
    return rows


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
