"""From the header, columns and rows of an unruled table to its cells and their boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.page import PrintedCell, PrintedTable
from corpus.readers.pdf.unruled.columns import Column
from corpus.readers.pdf.unruled.header import HeaderTree
from corpus.readers.pdf.unruled.header_cells import HeaderCell
from corpus.readers.pdf.unruled.places import Kind, Place, kind_of
from corpus.readers.pdf.unruled.rows import Row
from corpus.readers.pdf.unruled.segments import Line, edge_of
from corpus.tables.words import is_total

_WORD = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Found:
    """An unruled table.

    ``places`` tell where its columns stand; a table goes on from another where they agree.
    Without ``header_rows`` it is a table only if it does, and so is a ``doubtful``
    one: a lone row, or figures that need not be amounts.
    """

    table: PrintedTable
    places: tuple[Place, ...]
    header_rows: int
    doubtful: bool


def printed(
    tree: HeaderTree | None,
    columns: Sequence[Column],
    rows: list[Row],
    header: Sequence[Line],
    doubtful: bool,
) -> Found:
    """The table of a header, columns and rows as it is printed."""
    shift: dict[int, int] = {k: k for k in range(len(columns))}
    if tree is not None:
        places = [(c.x0, c.x1) for c in tree.columns]
        shift = {k: places.index((c.x0, c.x1)) for k, c in enumerate(columns)}
        columns, bounds = tree.columns, list(tree.bounds)
    else:
        bounds = [
            columns[0].x0 - 2,
            *((a.x1 + b.x0) / 2 for a, b in zip(columns, columns[1:], strict=False)),
            columns[-1].x1 + 2,
        ]
    height = max((cell.depth for cell in tree.roots), default=0) if tree else 0
    tops = [min(part.top for part in row.values()) for row in rows]
    bottoms = [max(part.bottom for part in row.values()) for row in rows]
    middles = [(b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)]
    head_top = edge_of(header[0])[1] if height else tops[0]
    head_bottom = (edge_of(header[-1])[3] + tops[0]) / 2 if height else tops[0]
    lines = [head_top + (head_bottom - head_top) * r / height for r in range(height)]
    lines += [head_bottom, *middles, bottoms[-1]]
    cells: list[PrintedCell] = []
    if tree:
        for root in tree.roots:
            cells += _header_cells(root, 0, height, lines, bounds)
        cells += _blank_headers(tree, height, lines, bounds)
    for r, row in enumerate(rows, start=height):
        parts = {shift[k]: part for k, part in row.items()}
        for k in range(len(columns)):
            box = (bounds[k], lines[r], bounds[k + 1], lines[r + 1])
            segments = [s for line in parts[k].lines for s in line] if k in parts else []
            text = (
                "\n".join("".join(s.text for s in line) for line in parts[k].lines)
                if segments
                else ""
            )
            cells.append(_cell(r, k, 1, 1, box, text, segments))
    cells.sort(key=lambda c: (c.row, c.column))
    table = PrintedTable(
        (bounds[0], lines[0], bounds[-1], lines[-1]),
        tuple(bounds[:-1]),
        tuple(lines[:-1]),
        tuple(cells),
    )
    return Found(table, _places(columns, table, height, bounds), height, doubtful)


def _places(
    columns: Sequence[Column], table: PrintedTable, height: int, bounds: Sequence[float]
) -> tuple[Place, ...]:
    places: list[Place] = []
    codes = False
    for k in reversed(range(len(columns))):
        cells = [c for c in table.cells if c.column == k and c.row >= height and c.text]
        # A total may be centred over more than its own column.
        named = [c for c in cells if not is_total(c.text)] or cells
        figures = columns[k].figures and not any(_WORD.search(c.text) for c in named)
        kind = kind_of([c.text for c in named], figures, codes)
        codes = not figures or (codes and kind in (Kind.CODES, Kind.BLANK))
        x0 = min((char.x0 for c in named for char in c.chars), default=columns[k].x0)
        x1 = max((char.x1 for c in named for char in c.chars), default=columns[k].x1)
        places.append(Place(kind, x0, x1, bounds[k], bounds[k + 1]))
    return tuple(reversed(places))


def _cell(r, k, rowspan, colspan, box, text, segments) -> PrintedCell:
    return PrintedCell(
        r, k, rowspan, colspan, box, text, tuple(c for s in segments for c in s.chars)
    )


def _header_cells(
    cell: HeaderCell, row: int, height: int, lines: Sequence[float], bounds: Sequence[float]
) -> list[PrintedCell]:
    rowspan = 1 if cell.below else height - row
    box = (bounds[cell.start], lines[row], bounds[cell.end], lines[row + rowspan])
    text = "\n".join(s.text for s in cell.lines)
    cells = [_cell(row, cell.start, rowspan, cell.end - cell.start, box, text, cell.lines)]
    for below in cell.below:
        cells += _header_cells(below, row + 1, height, lines, bounds)
    return cells


def _blank_headers(
    tree: HeaderTree, height: int, lines: Sequence[float], bounds: Sequence[float]
) -> list[PrintedCell]:
    headed = {k for root in tree.roots for k in range(root.start, root.end)}
    return [
        _cell(0, k, height, 1, (bounds[k], lines[0], bounds[k + 1], lines[height]), "", [])
        for k in range(len(tree.columns))
        if k not in headed
    ]
