"""The columns of a table's body, by the white space that runs down between its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.unruled.segments import Line, Segment, Unclear
from corpus.tables.words import is_total

# Figures are set to one edge of their column: this share of them within this share of the size.
_ALIGNED_SHARE = 0.75
_ALIGNED_WITHIN = 0.75


@dataclass(frozen=True, slots=True)
class Column:
    """The space the text of a column takes; ``figures`` tells numbers (and codes) from words."""

    x0: float
    x1: float
    figures: bool


def body_columns(lines: Sequence[Line]) -> list[Column]:
    """The columns of a table's lines, from the first that prints figures to the last, from the
    left.

    Raises Unclear where two columns cannot be told apart or a column is set to no edge.
    """
    figures = [s for line in lines for s in line if s.is_figure]
    columns = [Column(x0, x1, True) for x0, x1 in _merged(figures)]
    if any(s.is_garbled for line in lines for s in line):
        raise Unclear("figures of two columns run together")
    for column in columns:
        _check_aligned([s for s in figures if _overlap(s, column) > 0])
    words: list[Segment] = []
    totals: list[Segment] = []
    loose: list[Segment] = []
    for line in lines:
        if not any(s.is_figure for s in line):
            loose += [s for s in line if not any(_overlap(s, c) > 0 for c in columns)]
            continue
        for names in names_of(line):
            clear = [s for s in names if not any(_overlap(s, c) > 0 for c in columns)]
            # A total is centred over all columns of codes and names.
            (totals if is_total_name(names) else words).extend(clear)
    words = words or loose or totals
    named = [Column(x0, x1, False) for x0, x1 in _merged(words)]
    return sorted([*columns, *_widened(named, loose)], key=lambda c: c.x0)


def _widened(columns: list[Column], loose: Sequence[Segment]) -> list[Column]:
    """Columns of words, as wide as the lines of names that stand in one of them alone."""
    for item in loose:
        over = [k for k, column in enumerate(columns) if _overlap(item, column) > 0]
        if len(over) == 1:
            column = columns[over[0]]
            columns[over[0]] = Column(min(column.x0, item.x0), max(column.x1, item.x1), False)
    return columns


def names_of(line: Line) -> list[list[Segment]]:
    """The words of a line, parted by the figures between them."""
    names: list[list[Segment]] = [[]]
    for item in line:
        if not item.is_figure:
            names[-1].append(item)
        elif names[-1]:
            names.append([])
    return [group for group in names if group]


def is_total_name(names: Sequence[Segment]) -> bool:
    """Whether some words name a total, perhaps letter by letter."""
    return len(names) <= 3 and is_total("".join(s.text for s in names))


def _merged(segments: Sequence[Segment]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for item in sorted(segments, key=lambda s: s.x0):
        if spans and item.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], item.x1))
        else:
            spans.append((item.x0, item.x1))
    return spans


def _check_aligned(figures: list[Segment]) -> None:
    if len(figures) < 2:
        return
    size = max(s.size for s in figures)
    edges = (
        [s.x1 for s in figures],
        [s.x0 for s in figures],
        [s.centre for s in figures],
        [_point(s) for s in figures],
    )
    if not any(_gathered(places, _ALIGNED_WITHIN * size) for places in edges):
        raise Unclear("the figures of a column are set to no common edge")


def _point(item: Segment) -> float:
    """The place of the decimal point, the right edge without one."""
    for char in item.chars:
        if char.text in ".．":
            return char.x0
    return item.x1


def _gathered(places: list[float], within: float) -> bool:
    best = max(sum(1 for p in places if abs(p - q) <= within) for q in places)
    return best >= _ALIGNED_SHARE * len(places)


def _overlap(item: Segment, column: Column) -> float:
    return min(item.x1, column.x1) - max(item.x0, column.x0)


def column_of(item: Segment, columns: Sequence[Column]) -> int:
    """The column a body segment stands in.

    Raises Unclear where it reaches over figures of two columns.  Words that run over from
    their own column into blank ones belong where they begin.
    """
    over = [k for k, column in enumerate(columns) if _overlap(item, column) > 0]
    if len(over) == 1:
        return over[0]
    if over:
        if item.is_figure:
            raise Unclear(f"“{item.text}” reaches over two columns")
        return over[0]
    nearest = min(
        range(len(columns)),
        key=lambda k: max(columns[k].x0 - item.x1, item.x0 - columns[k].x1),
    )
    gap = max(columns[nearest].x0 - item.x1, item.x0 - columns[nearest].x1)
    if item.is_figure or gap > 4 * item.size:
        raise Unclear(f"“{item.text}” stands in no column")
    return nearest
