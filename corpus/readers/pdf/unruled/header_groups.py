"""Which neighbouring columns a header over several of them is centred over."""

from __future__ import annotations

from corpus.readers.pdf.unruled.columns import Column
from corpus.readers.pdf.unruled.header_cells import HeaderCell, text_of
from corpus.readers.pdf.unruled.segments import Unclear

# How far a centred text may stand off the middle, in sizes of type.
_OFF_CENTRE = 0.5
# The lines of one header stand closer than so many sizes.
_LINE_SIZES = 1.5
# A header set in the middle of two rows stands off their middle at most by this share.
_HALFWAY = 0.15
# How much room a table keeps at most beside the text of its outer columns, in points.
OUTER_ROOM = 14.0
_OUTER_ROOM_CENTRED = 80.0

Interval = tuple[float, float]


def bounds_of(
    leaves: list[HeaderCell], columns: list[Column], sides: tuple[float, float] | None
) -> list[Interval]:
    """Where each boundary between columns may lie, the outer ones included."""
    spread = [[c.x0, c.x1] for c in columns]
    for leaf in leaves:
        if leaf.end - leaf.start == 1:
            spread[leaf.start][0] = min(spread[leaf.start][0], leaf.x0)
            spread[leaf.start][1] = max(spread[leaf.start][1], leaf.x1)
    left, right = spread[0][0], spread[-1][1]
    for a, b in zip(spread, spread[1:], strict=False):
        if a[1] > b[0]:
            raise Unclear("a header reaches over the column beside it")
    bounds: list[Interval] = [
        (left - (_OUTER_ROOM_CENTRED if columns[0].figures else OUTER_ROOM), left),
        *((a[1], b[0]) for a, b in zip(spread, spread[1:], strict=False)),
        (right, right + _OUTER_ROOM_CENTRED),
    ]
    if sides and sides[0] <= left + 1 and sides[1] >= right - 1:
        bounds[0], bounds[-1] = (sides[0], sides[0]), (sides[1], sides[1])
    centred = [x for x in leaves if columns[x.start].figures]
    for _ in range(len(columns)):
        for leaf in centred:
            _narrow(bounds, leaf)
    return bounds


def _narrow(bounds: list[Interval], leaf: HeaderCell) -> None:
    """Draws in the boundaries beside a header that stands in the middle between them."""
    i, j, room = leaf.start, leaf.end, 0.3 * leaf.size
    twice = 2 * leaf.centre
    low = max(bounds[i][0], twice - bounds[j][1] - room)
    high = min(bounds[i][1], twice - bounds[j][0] + room)
    low_end = max(bounds[j][0], twice - bounds[i][1] - room)
    high_end = min(bounds[j][1], twice - bounds[i][0] + room)
    # A header not set in the middle says nothing about the boundaries.
    if low <= high and low_end <= high_end:
        bounds[i], bounds[j] = (low, high), (low_end, high_end)


def rows_of_groups(groups: list[HeaderCell]) -> list[list[HeaderCell]]:
    """Headers over others, the lowest row first; those of a row stand beside one another."""
    rows: list[list[HeaderCell]] = []
    for cell in sorted(groups, key=lambda c: -c.bottom):
        if rows and cell.bottom > rows[-1][0].top:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda c: c.x0) for row in rows]


def set_to_bottom(
    leaves: list[HeaderCell], groups: list[HeaderCell], columns: list[Column]
) -> bool:
    """Whether header texts may be set to the bottom of their cells: then the header of a column
    of words, which mostly has none above it, stands on the lowest line, and none between two
    lines."""
    lowest = max(leaf.bottom for leaf in leaves)
    if any(_stands_between(leaf, leaves, groups) for leaf in leaves):
        return False
    return any(
        leaf.bottom > lowest - 0.3 * leaf.size and not columns[leaf.start].figures
        for leaf in leaves
    )


def _stands_between(leaf: HeaderCell, leaves: list[HeaderCell], groups: list[HeaderCell]) -> bool:
    """Whether a header's middle lies halfway between those of a header above some and of one
    below it."""
    low = max(map(_middle, leaves))
    return any(
        _middle(group) < _middle(leaf) < low
        and abs((_middle(group) + low) / 2 - _middle(leaf)) <= _HALFWAY * leaf.size
        for group in groups
    )


def _middle(cell: HeaderCell) -> float:
    return (cell.top + cell.bottom) / 2


class _Heights:
    """What the heights of some headers tell of those above them; nothing unless ``tell``."""

    def __init__(self, nodes: list[HeaderCell], tell: bool):
        self._lowest = max(map(_middle, nodes))
        self._tell = tell

    def orphans(self, nodes: list[HeaderCell]) -> int:
        """How many headers in the lowest row would have none above them."""
        lowest = sum(_middle(n) > self._lowest - 0.3 * n.size for n in nodes)
        return lowest if self._tell else 0

    def uneven(self, nodes: list[HeaderCell]) -> int:
        """1 if headers side by side do not stand in the middle of one row of headers."""
        middles = [_middle(n) for n in nodes if not n.below]
        spread = max(middles) - min(middles) if middles else 0.0
        return int(self._tell and spread > 0.3 * nodes[0].size)


def placed(
    groups: list[HeaderCell],
    nodes: list[HeaderCell],
    bounds: list[Interval],
    tell: bool,
) -> list[HeaderCell]:
    """The cells with ``groups`` put over those of ``nodes`` they are centred over."""
    found = _choices(groups, nodes, bounds, 0, _Heights(nodes, tell))
    if not found:
        raise Unclear(f"no columns are found that “{text_of(groups[0])}” is centred over")
    found.sort(key=lambda choice: choice[0])
    if len(found) > 1 and found[1][0] - found[0][0] < 1.0:
        raise Unclear(f"several sets of columns fit the header “{text_of(groups[0])}”")
    result: list[HeaderCell] = []
    used = 0
    for cell, (i, j) in zip(groups, found[0][1], strict=True):
        result += nodes[used:i]
        cell.below = nodes[i:j]
        cell.start, cell.end = nodes[i].start, nodes[j - 1].end
        result.append(cell)
        used = j
    return result + nodes[used:]


def _choices(
    groups: list[HeaderCell],
    nodes: list[HeaderCell],
    bounds: list[Interval],
    first: int,
    heights: _Heights,
) -> list[tuple[float, list[tuple[int, int]]]]:
    """The ways to put groups over nodes from ``first`` on, each with its cost.

    The cost is how far off the middle the groups stand, in sizes of type, and one for each way
    in which the heights of the headers speak against it, or a header over a single column,
    which prints none above its own.
    """
    if not groups:
        return [(float(heights.orphans(nodes[first:])), [])]
    cell = groups[0]
    found = []
    for i in range(first, len(nodes)):
        for j in range(i + 1, len(nodes) + 1):
            if nodes[j - 1].top < cell.bottom - 0.3 * cell.size:
                break
            if not _covers(cell, nodes[i], nodes[j - 1], nodes, i, j):
                continue
            off = _off_centre(cell, bounds[nodes[i].start], bounds[nodes[j - 1].end])
            if off > _OFF_CENTRE:
                continue
            skipped = heights.orphans(nodes[first:i])
            for cost, spans in _choices(groups[1:], nodes, bounds, j, heights):
                against = heights.uneven(nodes[i:j]) + skipped + _is_alone(cell, nodes[i:j])
                found.append((off + against + cost, [(i, j), *spans]))
    return found


def _is_alone(cell: HeaderCell, nodes: list[HeaderCell]) -> bool:
    """Whether a header stands over a single column, further above its own header than the lines
    of one header are apart."""
    apart = _middle(nodes[0]) - _middle(cell) > _LINE_SIZES * cell.size
    return len(nodes) == 1 and not nodes[0].below and apart


def _covers(
    cell: HeaderCell, first: HeaderCell, last: HeaderCell, nodes: list[HeaderCell], i: int, j: int
) -> bool:
    """Whether a group over some nodes covers its own text and no other node's."""
    if i and nodes[i - 1].x1 > cell.x0:
        return False
    return j == len(nodes) or nodes[j].x0 >= cell.x1


def _off_centre(cell: HeaderCell, left: Interval, right: Interval) -> float:
    """How far a text stands off the middle between two boundaries, in sizes of type; 0 where
    the boundaries may lie so that it is in the middle."""
    low, high = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
    return max(0.0, low - cell.centre, cell.centre - high) / cell.size
