"""The columns of a table's body, by the white space that runs down between its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.unruled.segments import Line, Segment, Unclear
from corpus.tables.words import is_total

# Figures are set to one edge of their column: this share of them within this share of the size.
_ALIGNED_SHARE = 0.75
_ALIGNED_WITHIN = 0.75
# Lines of one name stand at most so many sizes apart, and as far above its figures as below
# them but for this share of the size.
_LINE_SIZES = 1.45
_MIRRORED = 0.25


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
    if not words and loose:
        words = _in_one_column_each(loose, lines, columns)
    words = words or totals
    words += _of_unseen_columns(columns, words, totals, loose)
    named = [Column(x0, x1, False) for x0, x1 in _merged(words)]
    return sorted([*columns, *_widened(named, loose)], key=lambda c: c.x0)


def _of_unseen_columns(
    columns: Sequence[Column],
    words: Sequence[Segment],
    totals: Sequence[Segment],
    loose: Sequence[Segment],
) -> list[Segment]:
    """The words of columns in which every name but that of a total stands above or below its
    figures, on two lines."""
    named = {_gap(s, columns) for s in words}
    apart = [s for s in loose if _gap(s, columns) not in named]
    led = [s for s in totals if any(abs(s.x0 - other.x0) <= s.size for other in apart)]
    return [s for s in (*apart, *led) if any(_beside(s, total) for total in led)]


def _in_one_column_each(
    loose: Sequence[Segment], lines: Sequence[Line], columns: Sequence[Column]
) -> list[Segment | Column]:
    """The words of lines without figures; those between the same columns of figures are of one
    column unless a line holds two of them: an indented name goes on further to the left."""
    gaps: dict[int, list[Segment]] = {}
    for item in loose:
        gaps.setdefault(_gap(item, columns), []).append(item)
    found: list[Segment | Column] = []
    for items in gaps.values():
        if any(sum(s in items for s in line) > 1 for line in lines):
            found += items
        else:
            found.append(Column(min(s.x0 for s in items), max(s.x1 for s in items), False))
    return found


def _gap(item: Segment | Column, columns: Sequence[Column]) -> int:
    """Between which columns of figures some words stand: how many are to their left."""
    return sum(column.figures and column.x1 <= item.x0 for column in columns)


def with_columns_of_totals(
    columns: Sequence[Column], headed: Sequence[Column] | None, lines: Sequence[Line]
) -> list[Column]:
    """The columns, and those of the ``headed`` ones that print nothing but a total, which is
    centred over columns of codes and names without any or stands on two lines.  Without a
    header (None) the total alone shows its column."""
    added: list[Column] = []
    blank = [h for h in headed or () if not any(h.x0 == c.x0 and h.x1 == c.x1 for c in columns)]
    for line in lines:
        if not any(s.is_figure for s in line):
            for item in line:
                under = [b for b in blank if _overlap(item, b) > 0]
                if len(under) == 1 and not any(_overlap(item, c) > 0 for c in columns):
                    added += under
        for names in names_of(line):
            item = names[0]
            if not is_total_name(names) or any(_overlap(item, c) > 0 for c in columns):
                continue
            gap = _gap(item, columns)
            if any(_gap(c, columns) == gap for c in columns if not c.figures):
                continue
            if headed is None:
                added.append(Column(item.x0, names[-1].x1, False))
            near = [b for b in blank if _gap(b, columns) == gap]
            over = [b for b in near if _overlap(item, b) > 0]
            added += over[:1] or (near if len(near) == 1 else [])
    if headed is None:
        spans = _merged(added)
    else:
        spans = list({(c.x0, c.x1) for c in added})
    return sorted([*columns, *(Column(*span, False) for span in spans)], key=lambda c: c.x0)


def reach_of_names(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """The first and last line of a body whose lines ``first`` to ``last`` print figures: names
    of the outer rows may be set in the middle, on as many lines above their figures as below."""
    figures = [s for line in lines[first : last + 1] for s in line if s.is_figure]
    return first - _mirrored(lines, first, figures), last + _mirrored(lines, last, figures)


def _mirrored(lines: Sequence[Line], row: int, figures: Sequence[Segment]) -> int:
    """How many lines above a line of figures, and below it, stand as far from it as one another."""
    baseline = max(s.bottom for s in lines[row] if s.is_figure)
    size = max(s.size for s in lines[row])
    count, reached = 0, 0.0
    while 0 <= row - count - 1 and row + count + 1 < len(lines):
        above, below = lines[row - count - 1], lines[row + count + 1]
        up, down = baseline - above[0].bottom, below[0].bottom - baseline
        if abs(up - down) > _MIRRORED * size or up - reached > _LINE_SIZES * size:
            break
        if not all(_is_name(s, figures) for s in (*above, *below)):
            break
        count, reached = count + 1, up
    return count


def _is_name(item: Segment, figures: Sequence[Segment]) -> bool:
    return not item.is_figure and not any(_beside(item, figure) for figure in figures)


def _beside(item: Segment, other: Segment) -> bool:
    return item.x0 < other.x1 and other.x0 < item.x1


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


def _merged(segments: Sequence[Segment | Column]) -> list[tuple[float, float]]:
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


def _overlap(item: Segment | Column, column: Column) -> float:
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
