"""The header of an unruled table: which text stands over which columns.

A header cell prints its text in its middle.  The boundaries between columns lie in the white
space between them; the lowest headers, each centred over its column, narrow down where.  A
header over several columns belongs to the one set of neighbouring columns it is centred over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.unruled.columns import Column
from corpus.readers.pdf.unruled.header_cells import HeaderCell, text_of
from corpus.readers.pdf.unruled.header_groups import (
    OUTER_ROOM,
    bounds_of,
    placed,
    rows_of_groups,
    set_to_bottom,
)
from corpus.readers.pdf.unruled.segments import Line, Segment, Unclear, segment
from corpus.tables.words import words
from corpus.text import normalise

# Lines of one header cell stand at most so many sizes apart; rows of headers further.
_STACKED_SIZES = 1.36
_STACKED_SIZES_AT_MOST = 1.6
# Rows of headers stand at least this share of the distance of body rows apart.
_ROW_STEP = 0.9
# How far a centred text may stand off the middle, in sizes of type.
_OFF_CENTRE = 0.5
# Headers of one row differ in their baselines by less than this share of the size of type.
_ONE_BASELINE = 0.1
# Letters of one word may be spread so far, in sizes of type.
_SPREAD = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
_KNOWN_LISTS = ("label_headers", "value_headers", "panel_headers", "code_headers", "index_headers")


@dataclass(frozen=True, slots=True)
class HeaderTree:
    """The outermost header cells from the left, and the columns with blank ones added."""

    roots: tuple[HeaderCell, ...]
    columns: tuple[Column, ...]
    bounds: tuple[float, ...]


def header_tree(
    lines: Sequence[Line],
    columns: Sequence[Column],
    rules: Sequence[float],
    sides: tuple[float, float] | None,
    pitch: float,
) -> HeaderTree:
    """The header over some columns.

    ``rules`` are the heights of ruling lines among the header, ``sides`` the left and right end
    of the table where ruling lines show them; ``pitch`` is the distance of body rows.  Raises Unclear where a text's columns cannot be
    told, or a column of figures has no header.
    """
    for line in lines:
        if any(s.is_figure and not _YEAR.fullmatch(s.text) for s in line):
            raise Unclear("a figure stands in the header")
    cells = _stacked([_whole_words(line) for line in lines], rules, pitch)
    columns = list(columns)
    leaves, groups, columns = _leaves(cells, columns)
    bounds = bounds_of(leaves, columns, sides)
    open_ = sorted(leaves, key=lambda c: c.start)
    tell = not set_to_bottom(leaves, groups, columns) if leaves else False
    for row in rows_of_groups(groups):
        open_ = placed(row, open_, bounds, tell)
    for cell in open_:
        _join_single(cell)
    for k, column in enumerate(columns):
        if column.figures and not any(c.start <= k < c.end for c in leaves):
            raise Unclear("a column of figures has no header")
    return HeaderTree(tuple(open_), tuple(columns), tuple((lo + hi) / 2 for lo, hi in bounds))


def _join_single(cell: HeaderCell) -> None:
    """Joins what stands over the same columns to one header: no header has another of the same
    columns above it, but many are printed on several lines."""
    for below in cell.below:
        _join_single(below)
    if len(cell.below) != 1:
        return
    only = cell.below[0]
    lines = only.lines
    if lines[0].bottom - cell.bottom <= _STACKED_SIZES_AT_MOST * cell.size:
        cell.lines = [*cell.lines, *lines]
        cell.below = only.below
    else:
        raise Unclear(f"“{text_of(cell)}” stands over no other columns than the header below it")


def _whole_words(line: Line) -> list[Segment]:
    """The header texts of a line, words spread over their cell (项　目) put together."""
    known = {word for name in _KNOWN_LISTS for word in words(name)} | words("total_endings")
    items = list(line)
    joined: list[Segment] = []
    while items:
        for count in range(min(4, len(items)), 1, -1):
            run = items[:count]
            spread = all(
                len(a.text) == 1 and b.x0 - a.x1 <= _SPREAD * a.size
                for a, b in zip(run, run[1:], strict=False)
            )
            if (
                spread
                and len(run[-1].text) == 1
                and normalise("".join(s.text for s in run)) in known
            ):
                joined.append(segment([c for s in run for c in s.chars]))
                del items[:count]
                break
        else:
            joined.append(items.pop(0))
    return joined


def _stacked(lines: list[list[Segment]], rules: Sequence[float], pitch: float) -> list[HeaderCell]:
    """Header cells: lines that stand one below the other in one cell are put together."""
    cells: list[HeaderCell] = []
    open_: list[tuple[Segment, HeaderCell, list[Segment]]] = []
    for line in lines:
        above = [(cell.x0, cell.x1) for cell in cells]
        for item in line:
            over = [
                cell
                for cell in cells
                if cell.x0 < item.x1 and item.x0 < cell.x1 and cell.lines[-1] not in line
            ]
            last = max(over, key=lambda c: c.bottom, default=None)
            if last is not None and _same_cell(last, item, line, rules, pitch):
                if not _is_open(last):
                    orphans = _orphans_beside(item, line, above)
                    if orphans:
                        open_.append((item, last, orphans))
                last.lines.append(item)
            else:
                cells.append(HeaderCell([item]))
    for item, cell, beside in open_:
        if not _on_one_height(cell, [c for c in cells if any(s in beside for s in c.lines)]):
            raise Unclear(f"whether “{item.text}” goes on from the header above is open")
    return cells


def _same_cell(
    cell: HeaderCell, item: Segment, line: list[Segment], rules: Sequence[float], pitch: float
) -> bool:
    """Whether a text goes on from the header above it, which closes with the line before."""
    last = cell.lines[-1]
    step = item.bottom - last.bottom
    distance = step / item.size
    if any(last.bottom - 2 < rule < item.top + 2 for rule in rules):
        return False
    if distance > _STACKED_SIZES_AT_MOST or (pitch and step > _ROW_STEP * pitch):
        return False
    if sum(1 for other in line if other.x0 < cell.x1 and cell.x0 < other.x1) > 1:
        return False
    room = 0.3 * item.size
    inside = cell.x0 - room <= item.x0 and item.x1 <= cell.x1 + room
    centred = abs(cell.centre - item.centre) <= _OFF_CENTRE * item.size
    if not inside and not centred:
        return False
    wider = item.x1 - item.x0 > cell.x1 - cell.x0 + item.size
    return distance <= _STACKED_SIZES and (not wider or item.text[0] in "(（")


def _is_open(cell: HeaderCell) -> bool:
    """Whether a bracket of a header is not closed yet."""
    text = text_of(cell)
    return sum(map(text.count, "(（")) > sum(map(text.count, ")）"))


def _orphans_beside(item: Segment, line: list[Segment], above: list[HeaderCell]) -> list[Segment]:
    """The texts on both sides of one, if they have nothing above them: then what stands above
    it in the middle may be the header of all.  The headers of one row stand on one baseline."""
    place = line.index(item)
    beside = line[max(0, place - 1) : place] + line[place + 1 : place + 2]
    if any(abs(other.bottom - item.bottom) > _ONE_BASELINE * item.size for other in beside):
        return []
    covered = any(x0 < other.x1 and other.x0 < x1 for other in beside for x0, x1 in above)
    return [] if covered or len(beside) < 2 else beside


def _on_one_height(cell: HeaderCell, others: list[HeaderCell]) -> bool:
    """Whether headers of different numbers of lines are set to one middle: they would not be,
    were the first line of one of them a header over all."""
    middle = cell.top + cell.bottom
    return all(
        abs(other.top + other.bottom - middle) <= 2 * _ONE_BASELINE * cell.size
        and abs(other.bottom - cell.bottom) > _ONE_BASELINE * cell.size
        for other in others
    )


def _common(cell: HeaderCell, column: Column) -> float:
    return min(cell.x1, column.x1) - max(cell.x0, column.x0)


def _leaves(
    cells: list[HeaderCell], columns: list[Column]
) -> tuple[list[HeaderCell], list[HeaderCell], list[Column]]:
    """The lowest header of each column and the headers above them.

    A header over no column's text stands over a column whose body is blank, which is added, or
    over figures set to the right or words set to the left of it.
    """
    leaves: list[HeaderCell] = []
    groups: list[HeaderCell] = []
    apart: list[HeaderCell] = []
    headed: set[int] = set()
    for cell in sorted(cells, key=lambda c: -c.bottom):
        over = [k for k in range(len(columns)) if _common(cell, columns[k]) > 0]
        below = [x for x in (*leaves, *apart) if x.top >= cell.bottom - 0.3 * cell.size]
        free = [k for k in over if k not in headed]
        on = [x for x in below if x.x0 < cell.x1 and cell.x0 < x.x1]
        named = _label_beside(cell, over, below, apart, columns)
        if named is not None:
            # The names of this page are too short to reach below their own header.
            apart.remove(named)
            named.start, named.end = over[0], over[0] + 1
            headed.add(over[0])
            leaves.append(named)
            groups.append(cell)
            continue
        if free and len(free) == len(over) and not on:
            cell.start, cell.end = over[0], over[-1] + 1
            headed.update(over)
            leaves.append(cell)
        elif over or on or _between(cell, below, apart, columns):
            groups.append(cell)
        else:
            apart.append(cell)
    return _with_blank_columns(leaves, groups, apart, columns, headed)


def _label_beside(
    cell: HeaderCell,
    over: list[int],
    below: list[HeaderCell],
    apart: list[HeaderCell],
    columns: list[Column],
) -> HeaderCell | None:
    """The header of a column of names that stands right of its names, below a header that
    stands over them and is no name for names."""
    if len(over) != 1 or columns[over[0]].figures or text_of(cell) in words("label_headers"):
        return None
    right = columns[over[0] + 1].x0 if over[0] + 1 < len(columns) else float("inf")
    found = [
        x
        for x in apart
        if any(x is other for other in below)
        and columns[over[0]].x1 <= x.x0
        and x.x1 <= right
        and normalise(text_of(x)) in words("label_headers")
    ]
    return found[0] if len(found) == 1 else None


def _between(
    cell: HeaderCell, below: list[HeaderCell], apart: list[HeaderCell], columns: list[Column]
) -> bool:
    """Whether a header over white space is centred over two headers below it: no column lies
    between those but the ones that they themselves stand beside."""
    left = max((x for x in below if x.x1 <= cell.x0 + 1), key=lambda x: x.x1, default=None)
    right = min((x for x in below if x.x0 >= cell.x1 - 1), key=lambda x: x.x0, default=None)
    if left is None or right is None:
        return False
    inside = [c for c in columns if left.x1 <= c.x0 and c.x1 <= right.x0]
    if inside and inside[0].figures and any(left is x for x in apart):
        inside.pop(0)
    if inside and not inside[-1].figures and any(right is x for x in apart):
        inside.pop()
    return not inside


def _with_blank_columns(
    leaves: list[HeaderCell],
    groups: list[HeaderCell],
    apart: list[HeaderCell],
    columns: list[Column],
    headed: set[int],
) -> tuple[list[HeaderCell], list[HeaderCell], list[Column]]:
    added: list[tuple[Column, HeaderCell]] = []
    for right in range(len(columns) + 1):
        inside = sorted(
            (
                c
                for c in apart
                if (right == 0 or c.x0 >= columns[right - 1].x1)
                and (right == len(columns) or c.x1 <= columns[right].x0)
            ),
            key=lambda c: c.x0,
        )
        if not inside:
            continue
        # Centred over its column a header stands right of words and left of figures.
        before = right and right - 1 not in headed and not columns[right - 1].figures
        behind = right < len(columns) and right not in headed and columns[right].figures
        if before + behind > len(inside):
            raise Unclear(f"which column “{text_of(inside[0])}” heads cannot be told")
        if before:
            first = inside.pop(0)
            first.start, first.end = right - 1, right
            headed.add(right - 1)
            leaves.append(first)
        if behind:
            last = inside.pop()
            last.start, last.end = right, right + 1
            headed.add(right)
            leaves.append(last)
        for cell in inside:
            _check_blank(cell, leaves, columns, right, apart)
        added += [(Column(c.x0, c.x1, True), c) for c in inside]
    if not added:
        return leaves, groups, columns
    everything = sorted([*columns, *(column for column, _ in added)], key=lambda c: c.x0)
    places = {id(column): k for k, column in enumerate(everything)}
    for leaf in leaves:
        first, last = columns[leaf.start], columns[leaf.end - 1]
        leaf.start, leaf.end = places[id(first)], places[id(last)] + 1
    for column, cell in added:
        cell.start, cell.end = places[id(column)], places[id(column)] + 1
        leaves.append(cell)
    return leaves, groups, everything


def _check_blank(
    cell: HeaderCell,
    leaves: list[HeaderCell],
    columns: list[Column],
    right: int,
    apart: list[HeaderCell],
) -> None:
    """Raises Unclear where a header over white space may belong to the figures beside it: the
    higher header over those would then stand over both."""
    for leaf in leaves:
        if leaf.top >= cell.top - 0.3 * cell.size or not columns[leaf.start].figures:
            continue
        if leaf.start == right:
            # The furthest right both may reach, were they under one header.
            end = columns[leaf.end].x0 if leaf.end < len(columns) else columns[-1].x1 + OUTER_ROOM
            column = columns[right]
            doubtful = leaf.centre <= (cell.x0 + max(end, leaf.x1)) / 2
        elif leaf.end == right:
            start = columns[leaf.start - 1].x1 if leaf.start else columns[0].x0 - OUTER_ROOM
            column = columns[right - 1]
            doubtful = leaf.centre >= (cell.x1 + min(start, leaf.x0)) / 2
        else:
            continue
        if doubtful and _may_head(cell, column, [*leaves, *apart]):
            raise Unclear(f"which column “{text_of(cell)}” heads cannot be told")


def _may_head(cell: HeaderCell, column: Column, headers: list[HeaderCell]) -> bool:
    """Whether a header beside a column's figures may be centred over them: no other header may
    stand where the column would then have to reach."""
    low = min(column.x0, 2 * cell.centre - column.x1)
    high = max(column.x1, 2 * cell.centre - column.x0)
    others = [h for h in headers if h is not cell and h.bottom > cell.top and h.top < cell.bottom]
    return not any(h.x0 < high and low < h.x1 for h in others)
