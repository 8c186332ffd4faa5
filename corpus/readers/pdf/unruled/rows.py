"""The rows of a table's body: which lines of a wrapped name belong together, and to which figures.

A name goes on in the next line where that line stands closer than rows do.  Where rows stand
as close as lines, a name that fills its column may or may not go on, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.unruled.columns import Column, column_of, is_total_name, names_of
from corpus.readers.pdf.unruled.segments import Line, Segment, Unclear
from corpus.tables.words import is_total
from corpus.text import numbering

# Lines of one cell stand at most this share of the distance of rows apart.
_CLOSE = 0.8
# Lines of cells stand evenly: none this many times further from the next than the closest do.
_LEADING = 1.12
_APART = 0.9
# Lines of one cell stand at most so many sizes apart, whatever the rows.
_LINE_SIZES = 1.7
# Lines of a number that does not fit its cell stand at most so many sizes apart.
_NUMBER_LINE_SIZES = 1.36
# Without two rows to measure by, lines of one cell stand at most this many sizes apart.
_CLOSE_SIZES = 1.45
# A name reaches the end of its column where no further character fits.
_FULL_SIZES = 1.3
# Parts of a row overlap vertically by at least this share of the lower one; rows do not.
_SAME_ROW = 0.25


@dataclass(frozen=True, slots=True)
class Part:
    """What one row prints in one column: the lines of a name, or a figure."""

    column: int
    lines: tuple[tuple[Segment, ...], ...]

    @property
    def top(self) -> float:
        """The upper edge of the first line."""
        return min(s.top for s in self.lines[0])

    @property
    def bottom(self) -> float:
        """The lower edge of the last line."""
        return max(s.bottom for s in self.lines[-1])


Row = dict[int, Part]


def body_rows(
    lines: Sequence[Line], columns: Sequence[Column], rules: Sequence[float]
) -> list[Row]:
    """The rows from top to bottom, each with its parts by column.

    ``rules`` are the heights of ruling lines across the table.  Raises Unclear where the row of
    a line cannot be told.
    """
    parts = _lines_by_column(lines, columns)
    banded = _by_bands(parts, rules)
    if banded is not None:
        return banded
    figures = [p for k, column in enumerate(parts) if columns[k].figures for p in column]
    joined: list[Part] = []
    for k, column in enumerate(parts):
        if columns[k].figures:
            _check_whole(column)
            joined += column
        else:
            panel = _panel(k, columns)
            own = [p for p in figures if p.column in panel]
            joined += _joined_names(column, own, rules)
    return _together(joined)


def _lines_by_column(lines: Sequence[Line], columns: Sequence[Column]) -> list[list[Part]]:
    parts: list[list[Part]] = [[] for _ in columns]
    for line in lines:
        cells: dict[int, list[Segment]] = {}
        for item in line:
            cells.setdefault(_place(item, line, columns), []).append(item)
        for k, items in cells.items():
            if len(items) > 1 and any(s.is_figure for s in items):
                raise Unclear("two figures stand in one place")
            parts[k].append(Part(k, (tuple(items),)))
    return parts


def _place(item: Segment, line: Line, columns: Sequence[Column]) -> int:
    """The column of a segment; the parts of a centred total all belong where it begins."""
    for names in names_of(line):
        if item in names and len(names) > 1 and is_total_name(names) and _spread(names):
            return column_of(names[0], columns)
    return column_of(item, columns)


def _spread(names: Sequence[Segment]) -> bool:
    """Whether some words are the letters of one word."""
    return all(len(s.text) == 1 for s in names)


def _check_whole(column: list[Part]) -> None:
    """Raises Unclear where figures of a column stand much closer than most: a number that does
    not fit its cell goes on in the next line."""
    steps = [b.bottom - a.bottom for a, b in zip(column, column[1:], strict=False)]
    size = max((part.lines[0][0].size for part in column), default=0.0)
    if steps and min(steps) < min(_NUMBER_LINE_SIZES * size, _CLOSE * median(steps)):
        raise Unclear("a number may go on in the line below it")


def _panel(k: int, columns: Sequence[Column]) -> range:
    """The columns that say with column ``k`` of words what a row is and how much: up to the
    words on either side that have figures in between, codes of the next panel excepted."""
    start = k
    while start and columns[start - 1].figures and _holds_codes(start - 1, columns):
        start -= 1
    end = k + 1
    while end < len(columns) and columns[end].figures:
        end += 1
    return range(start, end)


def _holds_codes(k: int, columns: Sequence[Column]) -> bool:
    """Whether a column of figures before words may hold codes: it leads the table, or is
    narrower than the words' own figures can be told from; the first figures behind words are
    amounts."""
    left = k
    while left and columns[left - 1].figures:
        left -= 1
    return left == 0 or k - left >= 1


def _joined_names(column: list[Part], figures: list[Part], rules: Sequence[float]) -> list[Part]:
    """The names of a column with their wrapped lines joined."""
    if not column:
        return []
    own = [{f for f in figures if _overlap(part, f) >= _SAME_ROW} for part in column]
    pitches = [
        b.bottom - a.bottom
        for a, b, x, y in zip(column, column[1:], own, own[1:], strict=False)
        if x and y and not x & y
    ]
    size = median(part.lines[0][0].size for part in column)
    pitch = min(pitches) if pitches else 0.0
    steps = [b.bottom - a.bottom for a, b in zip(column, column[1:], strict=False)]
    leading = min(steps, default=0.0)
    close = min(_LEADING * leading, _APART * pitch if pitch else _LINE_SIZES * size)
    if leading > (_CLOSE * pitch if pitch else _CLOSE_SIZES * size):
        close = 0.0
    right = max(part.lines[-1][-1].x1 for part in column)
    joined = [column[0]]
    for index in range(1, len(column)):
        above, below = column[index - 1], column[index]
        before, after = own[index - 1], own[index]
        # A figure beside two lines stands in the middle of both.
        goes_on = bool(before & after) or (
            not (before and after)
            and _goes_on(above, below, close, pitch, right, size, bool(before or after), rules)
        )
        if goes_on:
            joined[-1] = Part(below.column, (*joined[-1].lines, *below.lines))
        else:
            joined.append(below)
    return joined


def _goes_on(
    above: Part,
    below: Part,
    close: float,
    pitch: float,
    right: float,
    size: float,
    has_figures: bool,
    rules: Sequence[float],
) -> bool:
    """Whether a name goes on in the line below it."""
    if any(above.bottom - 2 < rule < below.top + 2 for rule in rules):
        return False
    first = below.lines[0][0]
    text = "".join(s.text for s in below.lines[0])
    distance = below.bottom - above.bottom
    if distance > _LINE_SIZES * size or (pitch and distance > 1.25 * pitch):
        return False
    if numbering(text)[0] is not None or is_total(text):
        return False
    if distance <= close:
        return True
    if close or not has_figures or above.lines[-1][-1].x1 < right - _FULL_SIZES * size:
        return False
    if first.x0 > above.lines[0][0].x0 + 0.6 * size:
        return False
    raise Unclear(f"whether “{text}” goes on from the line above cannot be told")


def _overlap(a: Part, b: Part) -> float:
    """How much two parts overlap vertically, as a share of the lower one."""
    common = min(a.bottom, b.bottom) - max(a.top, b.top)
    return common / min(a.bottom - a.top, b.bottom - b.top)


def _together(parts: list[Part]) -> list[Row]:
    """Rows of the parts that stand beside one another.  Unclear where a row would hold two
    parts in one column."""
    groups: list[list[Part]] = []
    for part in sorted(parts, key=lambda p: (p.top, p.bottom)):
        near = [g for g in groups[-4:] if any(_overlap(part, other) >= _SAME_ROW for other in g)]
        if len(near) > 1:
            raise Unclear("a line stands between two rows")
        if near:
            near[0].append(part)
        else:
            groups.append([part])
    rows = []
    for group in groups:
        row = {part.column: part for part in group}
        if len(row) < len(group):
            raise Unclear("a row would hold two figures in one column")
        rows.append(row)
    return rows


def _by_bands(parts: list[list[Part]], rules: Sequence[float]) -> list[Row] | None:
    """The rows between ruling lines, None where the lines do not part all rows."""
    everything = [part for column in parts for part in column]
    top = min(p.top for p in everything)
    bottom = max(p.bottom for p in everything)
    inner = [rule for rule in rules if top < rule < bottom]
    if not inner:
        return None
    bands: dict[int, dict[int, list[Part]]] = {}
    for part in everything:
        middle = (part.top + part.bottom) / 2
        band = sum(1 for rule in inner if rule < middle)
        bands.setdefault(band, {}).setdefault(part.column, []).append(part)
    for row in bands.values():
        for items in row.values():
            if len(items) > 1 and any(s.is_figure for p in items for s in p.lines[0]):
                return None
        tall = [items for items in row.values() if len(items) > 1]
        if tall and not any(len(items) == 1 for items in row.values()):
            return None
    return [
        {k: Part(k, tuple(p.lines[0] for p in items)) for k, items in row.items()}
        for _, row in sorted(bands.items())
    ]
