"""Excel workbooks: a cover, and a sheet a table or all tables on one, with merged cells."""

from __future__ import annotations

import io
import random
from decimal import Decimal

from corpus.document import CellState
from eval.publications.model import (
    PrintedCell,
    PrintedHeading,
    PrintedTable,
    PrintedText,
    Publication,
)
from eval.publications.style import Style

# Binary floating point holds so many digits exactly.
_EXACT_DIGITS = 15


def write_xlsx(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Figures as numbers with a format where they can be, else as text."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "封面"
    sheet["B3"] = publication.title
    one_sheet = rng.random() < 0.3
    as_numbers = rng.random() < 0.7 and not style.full_width
    titles = {table.title for table in publication.tables}
    words = [
        part
        for part in publication.parts[1:]
        if isinstance(part, PrintedHeading | PrintedText) and part.text not in titles
    ]
    row = 5
    for part in words:
        sheet.cell(row, 2, part.text)
        row += 1
    row += 2
    for number, table in enumerate(publication.tables, start=1):
        if not one_sheet:
            sheet, row = book.create_sheet(f"表{number}"), 1
        row = _table(sheet, row, table, style, as_numbers) + 3
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet, top: int, table: PrintedTable, style: Style, as_numbers: bool) -> int:
    """Writes a table from row ``top`` down and returns the row behind it."""
    sheet.cell(top, 1, table.title)
    if table.width > 1:
        sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=table.width)
    top += 1
    for side, text in table.captions:
        left, _, right = text.partition("|")
        if side == "right":
            sheet.cell(top, table.width, text)
        else:
            sheet.cell(top, 1, left)
            sheet.cell(top, table.width, right or None)
        top += 1
    for r, cells in enumerate(table.rows, start=top):
        for c, cell in enumerate(cells, start=1):
            if cell:
                _write(sheet, r, c, cell, style, as_numbers)
    top += len(table.rows)
    for note in table.notes:
        sheet.cell(top, 1, note)
        top += 1
    return top


def _write(sheet, row: int, column: int, cell: PrintedCell, style: Style, as_numbers: bool):
    written = sheet.cell(row, column)
    held = _stored(cell, style) if as_numbers else None
    if held:
        written.value, written.number_format = held
    elif cell.text:
        written.value = cell.text
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_cells(
            start_row=row,
            end_row=row + cell.rowspan - 1,
            start_column=column,
            end_column=column + cell.colspan - 1,
        )


def _stored(cell: PrintedCell, style: Style) -> tuple[float | int, str] | None:
    """The number and format of a figure that a spreadsheet holds exactly as it prints."""
    figure = cell.figure
    if not figure or figure.state is not CellState.NUMBER or not cell.text[-1].isdigit():
        return None
    if cell.text[0] not in "-−" and not cell.text[0].isdigit():
        return None
    value: Decimal = figure.value
    if len(value.as_tuple().digits) > _EXACT_DIGITS:
        return None
    places = -value.as_tuple().exponent
    code = ("#,##0" if style.thousands and "," in cell.text else "0") + (
        "." + "0" * places if places else ""
    )
    return (float(value) if places else int(value)), code
