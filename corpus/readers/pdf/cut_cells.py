"""Merged cells that a page's end cuts: their text stands in one of the parts, and means both.

Word prints it in the first part; a spreadsheet prints it in the middle of the whole cell, which
may be on the next page, where the rows above would be taken for those of the name before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.amounts import parse_cell
from corpus.document import CellState, GridCell
from corpus.readers.pdf.continuation import is_upper_part_of_form
from corpus.tables.header import header_row_count
from corpus.tables.words import is_total
from corpus.text import label

# A header has fewer rows, and a form shows itself in as many.
_TOP_ROWS = 20
# Rows above the page's end in which merged names are looked for.
_NEAR_ROWS = 200

Row = tuple[GridCell, ...]


def mended(upper: Sequence[Row], lower: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows above and below a page's end, in the same columns, with the text of a cut name
    in both of its parts.

    Only columns in which names are merged are mended, and no figures: elsewhere a blank may be
    meant.  Outside of forms a row of totals has no name beside it; within them names are always
    merged.
    """
    first = _header_again(upper, lower)
    if first == len(lower):
        return upper, lower
    form = is_upper_part_of_form(upper[:_TOP_ROWS])
    head = 0 if form else _header_rows(upper)
    for column in range(len(lower[first]) - 1):
        row = _reaching_end(upper, column)
        below = lower[first][column]
        if row is None or row < head or below.position.box is None:
            continue
        above = upper[row][column]
        if above.colspan != below.colspan or bool(above.text) == bool(below.text):
            continue
        if parse_cell(above.text or below.text).state is not CellState.TEXT:
            continue
        if not _has_name(lower[first] if above.text else upper[row], column, form):
            continue
        near = (*upper[max(head, len(upper) - _NEAR_ROWS) :], *lower[first:])
        merged = any(cells[column].rowspan > 1 for cells in near)
        if below.text and merged:
            upper = _with_text(upper, row, column, below.text)
        elif above.text and (
            form or merged and (below.rowspan > 1 or _has_name(upper[-1], column, form))
        ):
            lower = _with_text(lower, first, column, above.text)
    return upper, lower


def _header_again(upper: Sequence[Row], lower: Sequence[Row]) -> int:
    """How many rows at the top of the page repeat the table's header."""
    count = 0
    for head, row in zip(upper, lower, strict=False):
        if [label(cell.text) for cell in head] != [label(cell.text) for cell in row]:
            break
        count += 1
    return count


def _header_rows(rows: Sequence[Row]) -> int:
    return header_row_count([[label(cell.text) for cell in row] for row in rows[:_TOP_ROWS]])


def _reaching_end(rows: Sequence[Row], column: int) -> int | None:
    """The row of the cell that ends a column, None if another column's covers the place."""
    for index in range(len(rows) - 1, -1, -1):
        cell = rows[index][column]
        if cell.position.box is not None:
            return index if index + cell.rowspan >= len(rows) else None
    return None


def _has_name(row: Row, column: int, form: bool) -> bool:
    """Whether a cell may name its row: something stands right of it, outside of forms no total."""
    right = [cell.text for cell in row[column + 1 :] if cell.text]
    return bool(right) and (form or not any(is_total(label(text)) for text in right))


def _with_text(rows: Sequence[Row], index: int, column: int, text: str) -> Sequence[Row]:
    row = list(rows[index])
    row[column] = replace(row[column], text=text)
    return (*rows[:index], tuple(row), *rows[index + 1 :])
