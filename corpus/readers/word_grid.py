"""The columns of a Word table: its grid without the slivers between edges that miss each other.

Cells of a Word table span columns of a grid (ECMA-376 part 1, 17.4.48).  Edges drawn by hand or
rounded by a converter miss each other by a hair, which makes a column of the grid that no one
sees; a cell over it would seem to span two columns.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.readers.word_numbering import W

# A narrower column, in twentieths of a point, holds no character.
_SLIVER = 60


def columns(table, spans: Iterable[tuple[int, int]]) -> list[int]:
    """The printed column at each edge of the grid, the last edge included; [] for a plain grid.

    ``spans`` are the first grid columns of the table's cells and those after their last; no
    cell loses its last column.
    """
    widths = [_width(column) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not any(width < _SLIVER for width in widths) or all(w < _SLIVER for w in widths):
        return []
    places = [0]
    for width in widths:
        places.append(places[-1] + (width >= _SLIVER))
    cells = list(spans)
    if any(end >= len(places) or places[start] >= places[end] for start, end in cells):
        return []
    return places


def _width(column) -> int:
    stated = column.get(W + "w", "")
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 9 else _SLIVER
