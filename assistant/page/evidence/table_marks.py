"""Which cells of a printed table to mark: the figure, its row labels and its header path.

The place of the figure is stored; its labels are found again in the grid by the texts of its
row and column path, each only where it can belong to that cell.  What is not found is not
marked: a missing mark is honest, a wrong one is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from corpus.amounts import find_amounts, parse_cell
from corpus.text import name_of, normalise, tidy
from index.records import StoredTable

Place = tuple[int, int]


@dataclass(frozen=True)
class TableMarks:
    """0-based (row, column) places to mark; ``cell`` is None where the figure was not found.

    ``header_runs`` are the empty cells between a header that begins further left and the
    column of the figure.
    """

    cell: Place | None = None
    row_labels: frozenset[Place] = frozenset()
    headers: frozenset[Place] = frozenset()
    header_runs: frozenset[Place] = frozenset()


def marks(
    table: StoredTable,
    row: int | None,
    column: int | None,
    row_path: tuple[str, ...] = (),
    column_path: tuple[str, ...] = (),
    value: str = "",
) -> TableMarks:
    """The marks for the figure at ``row`` and ``column`` of ``table``.

    With ``value`` given (as printed, without separators) the cell must state that value, else
    nothing is marked.
    """
    if row is None or column is None:
        return TableMarks()
    if not (0 <= row < len(table.grid) and 0 <= column < len(table.grid[row])):
        return TableMarks()
    if value and not states(table.grid[row][column][0], value):
        return TableMarks()
    owners = covering(table)
    headers = _headers(table, owners, row, column, column_path)
    runs = [
        (r, between)
        for r, c in headers
        for between in range(c + 1, column + 1)
        if (r, between) not in owners
    ]
    return TableMarks(
        cell=owners.get((row, column), (row, column)),
        row_labels=frozenset(_row_labels(table, row, column, row_path)),
        headers=frozenset(headers),
        header_runs=frozenset(runs),
    )


def states(text: str, value: str) -> bool:
    """Whether a cell's text states ``value``: as its number, or as a figure among its words."""
    try:
        wanted = Decimal(value)
    except InvalidOperation:
        return normalise(value) in normalise(text)
    text = tidy(text)
    if parse_cell(text).value == wanted:
        return True
    return any(amount.value == wanted for amount in find_amounts(text))


def covering(table: StoredTable) -> dict[Place, Place]:
    """For every place covered by a spanning cell, the place where that cell begins."""
    owners = {}
    for r, cells in enumerate(table.grid):
        for c, (_, rowspan, colspan) in enumerate(cells):
            if rowspan == 1 and colspan == 1:
                continue
            for rr in range(r, min(r + rowspan, len(table.grid))):
                for cc in range(c, min(c + colspan, len(cells))):
                    owners.setdefault((rr, cc), (r, c))
    return owners


def _same(printed: str, element: str) -> bool:
    if not printed.strip() or not element.strip():
        return False
    if normalise(printed) == normalise(element):
        return True
    bare = normalise(name_of(printed))
    return bool(bare) and bare == normalise(name_of(element))


def _headers(table, owners, row, column, column_path) -> list[Place]:
    """Header cells over ``column``: first those exactly over it, then those to its left.

    A format that does not state its spans leaves the covered cells of a wide header empty, so
    a header may begin to the left of the column, past empty cells only.  Each element of the
    path is used once, so that a blank under one group does not take the like-named header of
    its neighbour.  A form has headers among its rows: what is left is looked for above the
    figure in its own column.
    """
    wanted = list(column_path)
    found: list[Place] = []

    def take(place: Place) -> None:
        text = table.grid[place[0]][place[1]][0]
        for element in reversed(wanted):
            if _same(text, element):
                wanted.remove(element)
                found.append(place)
                return

    header_rows = range(min(table.header_rows, len(table.grid)) - 1, -1, -1)
    empty = []
    for r in header_rows:
        place = owners.get((r, column), (r, column))
        if table.grid[place[0]][place[1]][0].strip():
            if place not in found:
                take(place)
        else:
            empty.append(r)
    for r in empty:
        for c in range(column - 1, -1, -1):
            if table.grid[r][c][0].strip():
                take((r, c))
                break
    for r in range(row - 1, table.header_rows - 1, -1):
        take((r, column))
    return found


def _row_labels(table, row, column, row_path) -> list[Place]:
    """Label cells of the row, innermost first: in the row itself, else above in its columns."""
    found: list[Place] = []
    limit = column - 1
    for element in reversed(row_path):
        place = _nearest_label(table, row, limit, element, found)
        if place is not None:
            found.append(place)
            limit = place[1]
    return found


def _nearest_label(table, row, limit, element, taken) -> Place | None:
    for c in range(limit, -1, -1):
        if (row, c) not in taken and _same(table.grid[row][c][0], element):
            return row, c
    for c in range(limit, -1, -1):
        for r in range(row - 1, -1, -1):
            if (r, c) not in taken and _same(table.grid[r][c][0], element):
                return r, c
    return None
