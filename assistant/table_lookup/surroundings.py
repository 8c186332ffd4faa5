"""What stands around a cell: the headers and the fellow cells it is read with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.grid import LookupGrid

CHANNELS = (
    "own",
    "row header",
    "further row headers",
    "row fellows",
    "column header",
    "further column headers",
    "column fellows",
)


@dataclass(frozen=True)
class Surroundings:
    """Cells read together with one cell, per channel of :data:`CHANNELS`.

    ``row_gap`` and ``column_gap`` count the data cells between the cell and its nearest
    header (-1: it has none).
    """

    channels: tuple[tuple[int, ...], ...]
    row_gap: int
    column_gap: int


def membership(around: Sequence[Surroundings], index: np.ndarray, texts: int) -> np.ndarray:
    """Which distinct texts each cell is read with: (channels, cells, texts), boolean.

    ``index`` gives the text of each cell of the grid, ``texts`` how many there are.
    """
    members = np.zeros((len(CHANNELS), len(around), texts), dtype=bool)
    for i, cell in enumerate(around):
        for j, others in enumerate(cell.channels):
            members[j, i, index[list(others)]] = True
    return members


def surroundings(grid: LookupGrid, header: list[bool], cell: int) -> Surroundings:
    """The surroundings of a cell, given for each cell whether it is a header."""
    top, left, bottom, right = grid.boxes[cell]
    rows = range(top, bottom + 1)
    columns = range(left, right + 1)
    before = [[x for x in reversed(grid.layout[r][:left]) if x != cell] for r in rows]
    above = [[grid.layout[r][c] for r in range(top - 1, -1, -1)] for c in columns]
    near_row, far_row, row_gap = _headers(before, header)
    near_column, far_column, column_gap = _headers(above, header)
    in_row = {x for r in rows for x in grid.layout[r]} - {cell, *near_row, *far_row}
    in_column = {row[c] for row in grid.layout for c in columns}
    in_column -= {cell, *near_column, *far_column}
    channels = (
        (cell,),
        tuple(near_row),
        tuple(far_row),
        tuple(sorted(in_row)),
        tuple(near_column),
        tuple(far_column),
        tuple(sorted(in_column)),
    )
    return Surroundings(channels, row_gap, column_gap)


def _headers(lines: list[list[int]], header: list[bool]) -> tuple[list[int], list[int], int]:
    """The nearest block of headers along the lines, those further off, and the gap before."""
    near: dict[int, None] = {}
    far: dict[int, None] = {}
    gap = -1
    for line in lines:
        seen = list(dict.fromkeys(line))
        i = 0
        while i < len(seen) and not header[seen[i]]:
            i += 1
        if i < len(seen):
            gap = i if gap < 0 else min(gap, i)
        while i < len(seen) and header[seen[i]]:
            near[seen[i]] = None
            i += 1
        for other in seen[i:]:
            if header[other]:
                far[other] = None
    return list(near), [x for x in far if x not in near], gap
