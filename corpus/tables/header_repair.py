"""Mending header rows that a conversion set beside their columns.

OCR of deep headers drops empty cells, so that a whole header row stands some columns too far
left.  What is printed below proves where it belongs: a subtotal header (小计) must stand over
the sum of the columns its siblings stand over, and no parent may begin inside a group of
siblings.  Without that proof nothing is moved and the columns are marked uncertain.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.amounts import parse_cell
from corpus.document import CellState
from corpus.tables.header import HeaderLabel, spans_from_starts
from corpus.tables.words import words
from corpus.text import normalise

Levels = list[list[HeaderLabel]]
Span = tuple[int, int]


def repair(levels: Levels, body: list[list[str]]) -> tuple[Levels, frozenset[int]]:
    """The levels with displaced rows moved to where the body proves they belong.

    Returns the levels and the columns whose header stays unproven.  ``body`` holds the texts
    of the rows below the header.
    """
    if len(levels) < 2 or not body or not levels[-1]:
        return levels, frozenset()
    width = len(body[0])
    leaf = levels[-1]
    leaf_moved = _stands_over_text(leaf, body)
    if leaf_moved:
        shift = _proven_shift(leaf, body, width)
        if shift is None:
            return levels, frozenset(range(min(x.start for x in leaf), width))
        leaf = _moved(leaf, shift)
    groups = sibling_groups(leaf)
    if not leaf_moved:
        groups = _groups_split_wrongly(groups, levels, body)
    starts = [_without_split_groups(labels, groups) for labels in levels[:-1]]
    starts.append([(x.start, x.text) for x in leaf])
    starts = [[(start, text) for start, text in row if start < width] for row in starts]
    mended = spans_from_starts(starts, width)
    if not leaf_moved:
        return mended, frozenset()
    proven = _columns_with_sums(groups, body)
    return mended, frozenset(c for c in range(leaf[0].start, width) if c not in proven)


def sibling_groups(leaf: list[HeaderLabel]) -> list[Span]:
    """Column ranges of a subtotal header together with the parts that follow it."""
    subtotals = words("subtotal_headers")
    groups: list[Span] = []
    for item in sorted(leaf, key=lambda x: x.start):
        if normalise(item.text) in subtotals:
            groups.append((item.start, item.start + 1))
        elif groups and groups[-1][1] == item.start:
            groups[-1] = (groups[-1][0], item.start + 1)
    return [group for group in groups if group[1] - group[0] > 1]


def _stands_over_text(leaf: list[HeaderLabel], body: list[list[str]]) -> bool:
    """Whether an amount header stands over a column of words."""
    amounts = words("value_headers")
    for item in leaf:
        if normalise(item.text) not in amounts:
            continue
        states = [parse_cell(row[item.start]).state for row in body if item.start < len(row)]
        if states.count(CellState.TEXT) > states.count(CellState.NUMBER):
            return True
    return False


def _proven_shift(leaf: list[HeaderLabel], body: list[list[str]], width: int) -> int | None:
    """The one shift under which every subtotal is the sum of its parts, or None.

    The row may run off the right edge: a conversion that loses cells on the left often loses
    the last columns too.
    """
    fitting = [
        shift
        for shift in range(1, width - leaf[0].start)
        if not _stands_over_text(_moved(leaf, shift), body)
        and _sums_hold(sibling_groups(_moved(leaf, shift)), body)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _moved(labels: list[HeaderLabel], shift: int) -> list[HeaderLabel]:
    return [replace(x, start=x.start + shift, end=x.end + shift) for x in labels]


def _numbers(row: list[str], span: Span) -> list[Decimal | None]:
    return [parse_cell(text).value for text in row[span[0] : span[1]]]


def _sum_verdict(row: list[str], span: Span) -> bool | None:
    """True if subtotal = sum of parts, False if not, None if the row prints nothing there."""
    total, *parts = _numbers(row, span) or [None]
    present = [part for part in parts if part is not None]
    if total is None and not present:
        return None
    return total == sum(present, Decimal(0))


def _sums_hold(groups: list[Span], body: list[list[str]]) -> bool:
    verdicts = [_sum_verdict(row, group) for group in groups for row in body]
    nonzero = any(any(n for n in _numbers(row, group)) for group in groups for row in body)
    return bool(groups) and nonzero and False not in verdicts


def _groups_split_wrongly(groups: list[Span], levels: Levels, body: list[list[str]]) -> list[Span]:
    """The groups inside which a parent begins though they are proven to be whole.

    What is printed stands unless the subtotal is the sum of all parts and not of those up to
    where the parent begins, or the same words stand undivided under another parent.
    """
    starts = [x.start for labels in levels[:-1] for x in labels]
    inside = {group: [s for s in starts if group[0] < s < group[1]] for group in groups}
    printed = {
        group: [normalise(x.text) for x in levels[-1] if group[0] <= x.start < group[1]]
        for group in groups
    }
    whole = [printed[group] for group in groups if not inside[group]]
    return [
        group
        for group in groups
        if inside[group]
        and (
            printed[group] in whole
            or (
                _sums_hold([group], body) and not _sums_hold([(group[0], min(inside[group]))], body)
            )
        )
    ]


def _columns_with_sums(groups: list[Span], body: list[list[str]]) -> set[int]:
    """Columns of the groups whose sum the body shows."""
    return {
        column
        for group in groups
        if any(_sum_verdict(row, group) for row in body)
        for column in range(*group)
    }


def _without_split_groups(labels: list[HeaderLabel], groups: list[Span]) -> list[tuple[int, str]]:
    """Starts and texts of labels, moved right just so far that none begins inside a group.

    Labels just as wide as the split group that stand directly before the misplaced one belong
    to the same displaced run and move with it.
    """
    starts = [x.start for x in labels]
    widths = [x.end - x.start for x in labels]
    for index in range(len(labels)):
        group = next((g for g in groups if g[0] < starts[index] < g[1]), None)
        if group is None:
            continue
        first, target = index, group[1]
        while first and widths[first - 1] == group[1] - group[0] and starts[first - 1] < group[0]:
            first -= 1
            target = group[0]
        shift = target - starts[first]
        starts[first:] = [start + shift for start in starts[first:]]
    return list(zip(starts, (x.text for x in labels), strict=True))
