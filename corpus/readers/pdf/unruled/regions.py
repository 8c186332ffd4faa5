"""Where on a page a table without ruling lines may stand: lines of figures between barriers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.amounts import unit_in
from corpus.readers.pdf.unruled.columns import is_total_name, names_of
from corpus.readers.pdf.unruled.segments import Line, Segment, edge_of, unspaced
from corpus.text import normalise

_SENTENCE = re.compile(r"[。；;！？]|，.{12,}")
_LEADER = re.compile(r"(?:[.．·…]\s?){4,}|…{2,}|_{4,}")
_CAPTION = re.compile(
    r"^[(（]?(?:金额|计量|货币)?单位[:：]|(?:编制|预算|填报|公开|主管)(?:部门|单位)(?:名称)?[:：]"
    r"|^(?:部门|单位)(?:名称)?[:：]|^(?:注|备注|说明)\d?[:：]|^[(（]20\d\d年度?[)）]$"
    r"|^(?:制表|填表|审核|编制)(?:人|日期)"
)
_TITLE = re.compile(r"^\D{0,8}\d.*(?:表|明细|一览)(?:[(（].{1,20}[)）])?$")
_SHEET = re.compile(
    r"^(?:公开|预算|决算|附)?表?\d{1,2}(?:[-—]\d{1,2})?表$|^附?表\s*\d{1,2}(?:-\d{1,2})?$"
)
# A line set in type this many times as large as all figures of a page is a title.
_LARGE = 1.2
# Text as wide as so many characters without a gap is a line of a paragraph, not of a cell.
_WIDEST_CELL = 32
# Lines this many times as far apart as most lines of a table end it.
_FAR = 2.6
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN_MARK = re.compile(r"\d{1,2}|[*＊]+|[甲乙丙丁—–-]")


def is_barrier(line: Line) -> bool:
    """Whether a line is no part of a table: running text, a contents entry, a caption."""
    text = "".join(s.text for s in line)
    # The full-width commas of figures part no sentence.
    plain = "".join("0" if s.is_figure else s.text for s in line)
    if _SENTENCE.search(plain) or _LEADER.search(text) or _CAPTION.search(text):
        return True
    return any(not s.is_figure and s.x1 - s.x0 > _WIDEST_CELL * s.size for s in line)


def is_title(line: Line, figure_size: float) -> bool:
    """Whether a line names the table below it: it says so, or is set in type larger than the
    ``figure_size``, the largest size of figures on the page."""
    whole = unspaced(line)
    if any(s.is_figure for s in whole):
        return False
    text = "".join(s.text for s in whole)
    if len(whole) == 1 and (_TITLE.search(text) or _SHEET.search(text)):
        return True
    return 0 < figure_size * _LARGE < min(s.size for s in whole)


def states_unit(line: Line) -> bool:
    """Whether a line states the unit of the figures below it."""
    return bool(unit_in("".join(s.text for s in line)))


def holds_figures(line: Line) -> bool:
    """Whether a line prints figures as a row does: alone in their place, beside other text.

    Lines that number the columns or name their years are headers.
    """
    figures = [s for s in line if s.is_figure]
    return bool(figures) and len(line) > 1 and not numbers_columns(line) and not _years(figures)


def numbers_columns(line: Line) -> bool:
    """Whether a line numbers the columns: 栏次 1 2 3."""
    marks = [s.text for s in line if _COLUMN_MARK.fullmatch(s.text)]
    words = [normalise(s.text) for s in line if not _COLUMN_MARK.fullmatch(s.text)]
    counted = [int(text) for text in marks if text.isdigit()]
    named = words or len(marks) > len(counted)
    return (
        len(counted) > (0 if named else 1)
        and counted == list(range(counted[0], counted[0] + len(counted)))
        and counted[0] in (1, 2)
        and all(word in ("栏次", "行次", "序号") for word in words)
    )


def names_total(line: Line) -> bool:
    """Whether a line is that of a total, which may stand far below the last row with figures."""
    return any(is_total_name(names) for names in names_of(line))


def _years(figures: Sequence[Segment]) -> bool:
    return all(_YEAR.fullmatch(s.text) for s in figures)


def runs(lines: Sequence[Line]) -> Iterator[tuple[int, int, int, int]]:
    """Candidates as places in ``lines``: first line, first and last line of figures, end.

    A run lies between barriers; it is parted where lines of figures stand much further apart
    than most do, and where another header begins is for the caller to find.
    """
    start = 0
    size = max(
        (s.size for line in lines if holds_figures(line) for s in line if s.is_figure), default=0.0
    )
    for index in range(len(lines) + 1):
        if index < len(lines) and not (is_barrier(lines[index]) or is_title(lines[index], size)):
            continue
        yield from _parted(lines, start, index)
        start = index + 1


def _parted(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    core = [i for i in range(start, end) if holds_figures(lines[i])]
    if not core:
        return
    bottoms = [edge_of(line)[3] for line in lines]
    usual = usual_step(lines[core[0] : core[-1] + 1])
    first = 0
    for k in range(1, len(core) + 1):
        inner = range(core[k - 1], core[k]) if k < len(core) else ()
        far = any(bottoms[i + 1] - bottoms[i] > _FAR * usual for i in inner)
        if k < len(core) and (not far or names_total(lines[core[k]])):
            continue
        yield start, core[first], core[k - 1], core[k] if k < len(core) else end
        start = core[k - 1] + 1
        first = k


def usual_step(lines: Sequence[Line]) -> float:
    """The distance from line to line in most of a table, 0 for a single one; parts of one row
    that stand a little apart are no lines of their own."""
    boxes = [edge_of(line) for line in lines]
    steps = [b[3] - a[3] for a, b in zip(boxes, boxes[1:], strict=False)]
    high = [
        step
        for step, line in zip(steps, lines[1:], strict=False)
        if step >= 0.8 * max(s.size for s in line)
    ]
    return median(high) if high else 0.0
