"""From the lines of a page to its unruled tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.amounts import header_unit, unit_in
from corpus.readers.pdf.page import Box, Page
from corpus.readers.pdf.unruled.columns import (
    Column,
    body_columns,
    reach_of_names,
    with_columns_of_totals,
)
from corpus.readers.pdf.unruled.header import HeaderTree, header_tree
from corpus.readers.pdf.unruled.header_cells import HeaderCell, text_of
from corpus.readers.pdf.unruled.printed import Found, printed
from corpus.readers.pdf.unruled.regions import numbers_columns, runs, states_unit, usual_step
from corpus.readers.pdf.unruled.rows import Row, body_rows
from corpus.readers.pdf.unruled.segments import (
    Line,
    NoHeader,
    Segment,
    Unclear,
    edge_of,
    lines_outside,
    rules_across,
    unspaced,
)
from corpus.tables.words import words
from corpus.text import normalise, numbering

# A table without a header goes on from the page before only this high up.
_TOP_SHARE = 0.25
# The unit stands at most so many lines above the header.
_UNIT_LINES = 4
# Header rows stand at most so many sizes of type apart.
_HEADER_STEP = 4.5
# The ruling line above a header stands at most so many points above its text.
_RULE_ABOVE = 40.0
_TITLE = re.compile(r"(?:表|明细|一览)(?:[(（].{1,20}[)）])?$")
_AMOUNT = re.compile(r"[-+−－△▲]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d+)")
_CODE_PARTS = ("类", "款", "项")
_PAGES = ("页码", "页次", "页数", "页")


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like a table but stays text because it cannot be read without guessing: why,
    and the box of its text."""

    warning: str
    box: Box


def find_tables(page: Page, taken: Sequence[Box]) -> tuple[list[Found], list[Unread]]:
    """The unruled tables outside the ``taken`` boxes, from top to bottom, and what looks like
    one but stays text."""
    lines = lines_outside(page.chars, taken)
    found: list[Found] = []
    unread: list[Unread] = []
    for start, first, last, end in runs(lines):
        has_unit = any(states_unit(line) for line in lines[max(0, start - _UNIT_LINES) : start])
        short = _is_lone(lines[first : last + 1])
        lone = short and not has_unit
        if lone and (start or edge_of(lines[0])[1] > _TOP_SHARE * page.height):
            continue
        reading = _Reading(page, lines[start:end], first - start, last - start, start == 0, lone)
        try:
            table = reading.table(has_unit)
        except Unclear as reason:
            if lone or (short and isinstance(reason, NoHeader)):
                continue
            unread.append(Unread(unread_warning(page.number, str(reason)), reading.box))
            continue
        if table is not None:
            found.append(table)
    return found, unread


def unread_warning(number: int, reason: str) -> str:
    """What to tell of a table on a page that stays text."""
    return (
        f"第{number}页有一处疑似无框线表格，无法确定其行列，未作为表格读取 / "
        f"page {number}: what looks like a table was left as text: {reason}"
    )


def _is_lone(lines: Sequence[Line]) -> bool:
    """Whether lines that print figures are too few for a table."""
    rows = [line for line in lines if any(s.is_figure for s in line)]
    return len(rows) < 2 and sum(s.is_figure for line in rows for s in line) < 3


class _Reading:
    """One candidate: its lines, of which ``first`` to ``last`` print figures.

    ``on_top`` says that nothing stands above it on the page, ``lone`` that it is too short for
    a table by itself.
    """

    def __init__(
        self, page: Page, lines: Sequence[Line], first: int, last: int, on_top: bool, lone: bool
    ):
        self._page = page
        self._lines = list(lines)
        self._on_top = on_top
        self._is_lone = lone
        self._first = first
        self._last = last

    @property
    def box(self) -> Box:
        """The box of its text, a header above the figures included."""
        first = self._first
        while first and self._goes_with_header(first):
            first -= 1
        boxes = [edge_of(line) for line in self._lines[first : self._last + 1]]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    def _goes_with_header(self, index: int) -> bool:
        step = edge_of(self._lines[index])[3] - edge_of(self._lines[index - 1])[3]
        return step <= _HEADER_STEP * max(s.size for s in self._lines[index - 1])

    def table(self, has_unit: bool) -> Found | None:
        """The table, None for what is no table of amounts.  Raises Unclear."""
        self._take_code_headers()
        while self._first and _figures_beside(
            self._lines[self._first - 1], self._lines[self._first]
        ):
            self._first -= 1
        while self._last + 1 < len(self._lines) and _figures_below(
            self._lines[self._last], self._lines[self._last + 1]
        ):
            self._last += 1
        self._first, self._last = reach_of_names(self._lines, self._first, self._last)
        core = [unspaced(line) for line in self._lines[self._first : self._last + 1]]
        columns = body_columns(core)
        if len(columns) < 2:
            return None
        left, right = columns[0].x0, columns[-1].x1
        begin = self._begin(columns)
        stop = self._stop(columns)
        body = [unspaced(line) for line in self._lines[begin:stop]]
        top, bottom = edge_of(body[0])[1], edge_of(body[-1])[3]
        rules = rules_across(self._page.edges, left, right)
        header = self._header_lines(begin, rules, columns)
        doubtful = self._is_lone
        if header and not has_unit and not self._prints_amounts(core, header, columns):
            if begin > len(header) + 1 or not self._at_top(edge_of(header[0])[1]):
                return None
            # It may go on from the page before with the header printed again.
            doubtful = True
        tree = None
        if header:
            tree = header_tree(
                header,
                columns,
                rules,
                self._sides(rules, top, bottom),
                usual_step([line for line in body if any(s.is_figure for s in line)]),
            )
            if any(text_of(cell) in _PAGES for cell in _walk(tree.roots)):
                return None
        elif begin or not self._at_top(top):
            raise NoHeader("it has no header")
        columns = with_columns_of_totals(columns, tree and tree.columns, body)
        rows = body_rows(body, columns, [r for r in rules if top - 2 < r < bottom + 2])
        if tree is not None:
            _check_named(tree, columns, rows)
        return printed(tree, columns, rows, header, doubtful)

    def _at_top(self, top: float) -> bool:
        """Whether a place is so high up that the table may go on from the page before."""
        return self._on_top and top <= _TOP_SHARE * self._page.height

    def _take_code_headers(self) -> None:
        """Moves the headers of the columns of codes that stand beside the first figures to a
        line of their own above: forms print 类 款 项 in the middle of two rows, the numbers of
        the columns and the total."""
        line = self._lines[self._first]
        heads = tuple(s for s in line if s.text in _CODE_PARTS)
        rest = tuple(s for s in line if s.text not in _CODE_PARTS)
        if heads and rest:
            self._lines[self._first : self._first + 1] = [heads, rest]
            self._first += 1
            self._last += 1

    def _begin(self, columns: Sequence[Column]) -> int:
        """The first body line: rows of a name alone, and the first lines of a wrapped name, stand
        above the first figures, set to the left of a column of words."""
        begin = self._first
        names = [c for c in columns if not c.figures]
        while begin and _may_begin(self._lines[begin - 1], names):
            begin -= 1
        return begin

    def _stop(self, columns: Sequence[Column]) -> int:
        """The end of the body: rows of a name alone below the last figures."""
        stop = self._last + 1
        names = [c for c in columns if not c.figures]
        bottoms = [edge_of(line)[3] for line in self._lines]
        steps = [b - a for a, b in zip(bottoms, bottoms[1:], strict=False)]
        usual = usual_step(self._lines[self._first : self._last + 1])
        while (
            stop < len(self._lines)
            and all(_set_left(s, names) for s in self._lines[stop])
            and steps[stop - 1] <= 1.3 * usual
        ):
            stop += 1
        return stop

    def _header_lines(
        self, begin: int, rules: Sequence[float], columns: Sequence[Column]
    ) -> list[Line]:
        """The header's lines: those above the body that no title, gap or ruling line parts from
        it."""
        header: list[Line] = []
        below = self._lines[begin]
        for line in reversed(self._lines[:begin]):
            step = edge_of(below)[3] - edge_of(line)[3]
            if step > _HEADER_STEP * max(s.size for s in line):
                break
            if not numbers_columns(line):
                header.insert(0, line)
            below = line
        # What stands above the uppermost ruling line is a title.
        top = edge_of(header[0])[1] if header else 0.0
        under = [rule for rule in rules if top - _RULE_ABOVE < rule]
        beneath = [line for line in header if under and edge_of(line)[3] > under[0] + 2]
        header = beneath or header
        while header and self._is_title(header):
            header.pop(0)
        return header

    def _is_title(self, header: Sequence[Line]) -> bool:
        line, rest = header[0], header[1:]
        text = "".join(s.text for s in line)
        if not rest:
            return len(line) == 1
        if max(s.size for s in line) > 1.12 * max(s.size for s in rest[0]):
            return True
        if len(line) == 1 and (_TITLE.search(text) or numbering(text)[0] is not None):
            return True
        return len(line) == 1 and len(rest) == 1 and len(rest[0]) > 1 and len(text) > 12

    def _prints_amounts(
        self, body: Sequence[Line], header: Sequence[Line], columns: Sequence[Column]
    ) -> bool:
        """Whether the table itself shows that it holds amounts."""
        texts = [
            _with_lines_below(s, header[k + 1 :]) for k, line in enumerate(header) for s in line
        ]
        if any(unit_in(text) or header_unit(text) for text in texts):
            return True
        for column in columns:
            printed = [s.text for line in body for s in line if column.x0 <= s.centre <= column.x1]
            telling = [text for text in printed if re.search("[1-9]", text)]
            amounts = [text for text in telling if _AMOUNT.fullmatch(text)]
            if len(amounts) > 1 and len(amounts) >= 0.8 * len(telling):
                return True
        return False

    def _sides(
        self, rules: Sequence[float], top: float, bottom: float
    ) -> tuple[float, float] | None:
        """The left and right end of the ruling lines across the table."""
        mine = [
            e
            for e in self._page.edges
            if e.horizontal
            and any(abs(e.top - r) <= 2 and top - 40 < r < bottom + 10 for r in rules)
        ]
        if not mine:
            return None
        return min(e.x0 for e in mine), max(e.x1 for e in mine)


def _check_named(tree: HeaderTree, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Raises Unclear where there are headers of names but no row has one: the names must stand
    where they are not looked for."""
    labels = {
        (tree.columns[cell.start].x0, tree.columns[cell.start].x1)
        for cell in _walk(tree.roots)
        if not cell.below and normalise(text_of(cell)) in words("label_headers")
    }
    printed_ones = {(columns[k].x0, columns[k].x1) for row in rows for k in row}
    if labels and not labels & printed_ones:
        raise Unclear("the names of its rows are not found")


def _with_lines_below(item: Segment, lines: Sequence[Line]) -> str:
    """A header's text and what goes on from it below: a unit may be broken over lines."""
    below = [s.text for line in lines for s in line if s.x0 < item.x1 and item.x0 < s.x1]
    return "".join((item.text, *below))


def _figures_beside(line: Line, other: Line) -> bool:
    """Whether a line of figures alone belongs to a row of the other line."""
    if not all(s.is_figure for s in line) or numbers_columns(line):
        return False
    return edge_of(line)[3] - edge_of(other)[1] > 0.25 * line[0].size


def _figures_below(line: Line, other: Line) -> bool:
    """Whether a line of figures alone is no row of its own below a line, but part of a number
    that goes on."""
    if not all(s.is_figure for s in other):
        return False
    return edge_of(other)[3] - edge_of(line)[3] < 1.5 * other[0].size


def _walk(cells: Sequence[HeaderCell]):
    for cell in cells:
        yield cell
        yield from _walk(cell.below)


def _may_begin(line: Line, names: Sequence[Column]) -> bool:
    """Whether a line above the first rows with figures is of the body: names, or one figure of
    a row whose name stands a little higher or lower."""
    if len(line) == 1 and line[0].is_figure:
        return re.fullmatch(r"(?:19|20)\d\d", line[0].text) is None
    return all(_set_left(s, names) for s in line)


def _set_left(item: Segment, names: Sequence[Column]) -> bool:
    """Whether a text stands at the left of a column of words (or is indented in it)."""
    return not item.is_figure and any(
        -1.5 * item.size <= item.x0 - c.x0 <= 2.2 * item.size and item.x0 < c.x1 for c in names
    )
