"""A printed table as HTML, the cited cell and its header path marked.

Every text is escaped; what the document says is never markup.
"""

from __future__ import annotations

from html import escape

from assistant.page.evidence.table_marks import TableMarks, covering
from assistant.page.wording import Wording
from corpus.amounts import parse_cell
from corpus.states import CellState
from corpus.text import tidy
from index.records import StoredTable

# A table longer than this is shown in part: the header and the rows around the mark.
MOST_ROWS = 240
ROWS_AROUND = 60


def table_html(table: StoredTable, marked: TableMarks, words: Wording) -> str:
    """The table as printed, in a region of its own that scrolls, with ``marked`` places marked."""
    shown, gaps = _window(len(table.grid), table.header_rows, marked.cell)
    owners = covering(table)
    label_column = max((c for _, c in marked.row_labels), default=None)
    head, body = [], []
    for r in shown:
        if r in gaps:
            width = len(table.grid[r])
            text = escape(words.rows_left_out.format(count=gaps[r]))
            body.append(f'<tr class="gap"><td colspan="{width}">{text}</td></tr>')
        cells = "".join(
            _cell(table, marked, owners, label_column, r, c) for c in range(len(table.grid[r]))
        )
        (head if r < table.header_rows else body).append(f"<tr>{cells}</tr>")
    return (
        f'<div class="scroller" tabindex="0" role="region" aria-label="{escape(words.table_region)}">'
        f'<table lang="zh-CN"><caption class="sr">{escape(table.title)}</caption>'
        f"<thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _window(rows: int, header_rows: int, cell) -> tuple[list[int], dict[int, int]]:
    """The rows to show, and before which of them how many are left out."""
    if rows <= MOST_ROWS:
        return list(range(rows)), {}
    centre = cell[0] if cell else header_rows
    first = max(header_rows, centre - ROWS_AROUND)
    last = min(rows, first + 2 * ROWS_AROUND)
    shown = [*range(header_rows), *range(first, last)]
    gaps = {first: first - header_rows} if first > header_rows else {}
    if last < rows:
        shown.append(rows - 1)
        if rows - 1 > last:
            gaps[rows - 1] = rows - 1 - last
    return shown, gaps


def _cell(table, marked, owners, label_column, r, c) -> str:
    if owners.get((r, c), (r, c)) != (r, c):
        return ""
    text, rowspan, colspan = table.grid[r][c]
    is_header = r < table.header_rows
    classes = _mark_classes(table, marked, label_column, r, c)
    # Digits before the row's label are its code, not a figure.
    is_code = label_column is not None and c < label_column and text.strip().isdigit()
    if is_header:
        classes += _header_joins(table, r, c)
    elif not is_code and parse_cell(text).state in (CellState.NUMBER, CellState.DASH):
        classes.append("number")
    elif len(text) > 5:
        classes.append("words")
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    if rowspan > 1:
        attributes += f' rowspan="{rowspan}"'
    if colspan > 1:
        attributes += f' colspan="{colspan}"'
    shown = escape(tidy(text))
    if (r, c) == marked.cell:
        return f"<td{attributes}><mark>{shown}</mark></td>"
    if is_header:
        scope = "colgroup" if colspan > 1 else "col"
        return f'<th scope="{scope}"{attributes}>{shown}</th>'
    if (r, c) in marked.row_labels:
        return f'<th scope="row"{attributes}>{shown}</th>'
    return f"<td{attributes}>{shown}</td>"


def _mark_classes(table, marked, label_column, r, c) -> list[str]:
    """How a cell is marked: the figure, a label of it, or on the way from a label to it."""
    classes = []
    cell = marked.cell
    if (r, c) == cell:
        classes.append("figure")
    elif (r, c) in marked.headers or (r, c) in marked.row_labels or (r, c) in marked.header_runs:
        classes.append("label")
    elif cell and r == cell[0] and label_column is not None and label_column < c < cell[1]:
        classes.append("track")
    elif cell and c == cell[1] and r < cell[0]:
        classes.append("track")
    if c == label_column:
        classes.append("stuck")
    return classes


def _header_joins(table, r, c) -> list[str]:
    """Which edges of a header cell to leave open, so that it reads as one with its neighbour.

    Formats that state no spans leave the cells under a wide or high header empty.  An empty
    cell continues the header above it if that column has one, else the header to its left.
    """
    joins = []
    row = table.grid[r]
    heads = table.grid[: table.header_rows]
    if (
        c + 1 < len(row)
        and not row[c + 1][0].strip()
        and not any(heads[above][c + 1][0].strip() for above in range(r))
    ):
        joins.append("open")
    if r + 1 < table.header_rows and not heads[r + 1][c][0].strip():
        if any(heads[above][c][0].strip() for above in range(r + 1)):
            joins.append("deep")
    return joins
