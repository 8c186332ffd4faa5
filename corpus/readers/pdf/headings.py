"""What a run of lines is: running text, a heading of some level, a page number, a contents list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.pdf.lines import Line
from corpus.text import numbering

LEADER = re.compile(r"(?:[.．·…]\s?){4,}\s*\d*\s*$")
_PAGE_NUMBER = re.compile(
    r"^[-—–―\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–―\s]*$"
    r"|^\d{1,4}\s*[/／]\s*\d{1,4}$|^第\s*\d{1,4}\s*页\s*[/／，,]?\s*共\s*\d{1,4}\s*页$"
)
# The margins of a page, in parts of its height.
TOP_MARGIN, BOTTOM_MARGIN = 0.08, 0.9
_CLOSED = re.compile(r"[。；;！？:：]\s*$")
_IN_SENTENCE = re.compile(r"[。；;！？，]")
_SENTENCE_END = re.compile(r"[。；;！？]$")
# Share of the text's width by which no first line of a paragraph is indented.
_SET_OFF = 0.35
# A numbered line up to this long, alone and without full stop, is a heading.
_MAX_HEADING = 45
# Depths of numbering that head sections; 1. and （1） number items of lists.
_HEADING_DEPTHS = (0, 10, 20)


def is_page_number(line: Line, height: float) -> bool:
    """Whether a line of a page so high is its number."""
    edge = line.top > height * BOTTOM_MARGIN or line.bottom < height * TOP_MARGIN
    return edge and bool(_PAGE_NUMBER.match(line.text))


def looks_like_contents(lines: Sequence[Line]) -> bool:
    """Whether a page's lines may be entries of a contents list."""
    return bool(lines) and all(
        len(line.text) < 50 and not _SENTENCE_END.search(line.text) for line in lines
    )


def body_size(lines: Sequence[Line]) -> float:
    """The size of most of a page's text."""
    weights: dict[float, int] = {}
    for line in lines:
        weights[round(line.size, 1)] = weights.get(round(line.size, 1), 0) + len(line.text)
    return max(weights, key=weights.get) if weights else 12.0


def heading_level(text: str, run: Sequence[Line], width: float, body: float) -> int | None:
    """The level of a heading, None for running text: by size and place, or by number.

    ``run`` are the lines that ``text`` was made of, on a page so wide whose text has the size
    ``body``.
    """
    if len(text) > _MAX_HEADING or _IN_SENTENCE.search(text) or len(run) > 2:
        return None
    line = run[0]
    centred = abs((line.x0 + line.x1) / 2 - width / 2) < width * 0.06
    depth, rest = numbering(text)
    if line.size > body * 1.2 and (centred or depth is not None):
        return 1 if centred else 2
    if len(run) > 1:
        return None
    if depth in _HEADING_DEPTHS and rest and not re.search(r"[:：，,]", text[:-1]):
        return 2 + depth // 10
    indent = line.x0 > width * 0.2
    if centred and indent and len(text) >= 4 and not re.search(r"[:：]", text):
        return 1
    return None


class Margins:
    """Decides which lines of a page go on from one another.

    ``lines`` are all lines of the page, ``body`` the size of most of them.
    """

    def __init__(self, lines: Sequence[Line], body: float):
        self._body = body
        self._sides: dict[float, tuple[float, float]] = {}
        self._lines = lines

    def goes_on(self, last: Line, line: Line) -> bool:
        """Whether a line goes on from the one before: as large, close below, not indented, and
        the one before reaches the right margin."""
        if abs(last.size - line.size) > 0.1 * self._body:
            return False
        if line.top - last.bottom > 1.8 * line.size:
            return False
        if line.size > 1.15 * self._body and _stacked(last, line):
            return True
        left, right = self._of_size(line.size)
        if last.x0 - left > _SET_OFF * (right - left):
            # Set to the right: the number of a form, a unit, a date.
            return False
        if numbering(line.text)[0] is not None and _CLOSED.search(last.text):
            return False
        if _is_heading_like(line.text) and line.x1 < right - 3 * line.size:
            return False
        reaches = last.x1 > right - 3.2 * last.size
        indented = line.x0 - left > 1.2 * line.size
        return reaches and not indented

    def _of_size(self, size: float) -> tuple[float, float]:
        """Where lines of a size begin and end."""
        sides = self._sides.get(size)
        if sides is None:
            alike = [line for line in self._lines if abs(line.size - size) < 0.6]
            sides = min(line.x0 for line in alike), max(line.x1 for line in alike)
            self._sides[size] = sides
        return sides


def _is_heading_like(text: str) -> bool:
    depth, _ = numbering(text)
    return depth in _HEADING_DEPTHS and len(text) <= _MAX_HEADING and not _IN_SENTENCE.search(text)


def _stacked(a: Line, b: Line) -> bool:
    """Whether two lines are set centred one below the other: a title on two lines."""
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) < a.size and a.x0 < b.x0 + a.size


def glued(text: str, following: str) -> str:
    """A line's text with what joins it to the next: a blank between Latin words."""
    if following and text[-1:].isascii() and text[-1:].isalpha() and following[:1].isascii():
        return text + " "
    return text
