"""Where running text stands on its pages: the printed lines of a paragraph, character by character.

Kept by the readers of paged formats while they read, so that a sentence can later be marked on
the image of its page without looking for its words there.  Characters are counted without
white space, which print and text set differently.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# By how many tenths of a point a line of a page askew may rise within one rectangle.
_RISE = 30

# (x0, top, x1, bottom) in points from the upper left corner of a page.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageSetting:
    """How a page that was read upright and level is shown.

    ``width`` and ``height`` are those of the page as read, in points; ``turned`` is by how many
    quarters of a circle, clockwise, it has to be turned to be as it is shown; ``skew`` by how
    many degrees anticlockwise it was turned about its middle to be read.
    """

    width: float
    height: float
    turned: int = 0
    skew: float = 0.0

    def as_shown(self, box: Box) -> Box:
        """A box of the page as read in points of the page as it is shown, rounded to 0.1.

        On a page shown askew it is as large as here and has its middle in the right place.
        """
        x0, top, x1, bottom = box
        turned = self.turned % 4
        if turned == 1:
            box = (self.height - bottom, x0, self.height - top, x1)
        elif turned == 2:
            box = (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        elif turned == 3:
            box = (top, self.width - x1, bottom, self.width - x0)
        if self.skew:
            box = self._askew(box)
        return tuple(round(value, 1) for value in box)

    def _askew(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        width, height = self.width, self.height
        if self.turned % 2:
            width, height = height, width
        x, y = (x0 + x1 - width) / 2, (top + bottom - height) / 2
        sin, cos = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
        right, down = cos * x - sin * y - x, sin * x + cos * y - y
        return x0 + right, top + down, x1 + right, bottom + down


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters printed on one line, without white space; lengths in tenths of a point.

    They stand on the 1-based ``page`` between ``top`` and ``bottom``, the first of them at
    ``left``; ``steps`` is of each character how far right the next one begins, of the last one
    its width.  ``setting`` is None where the page is shown as it was read.  Of text whose place
    is not known there is a line on page 0 with a step for each character.
    """

    page: int
    left: int
    top: int
    bottom: int
    steps: tuple[int, ...]
    setting: PageSetting | None = None

    def part(self, start: int, end: int) -> PrintedLine:
        """The characters from ``start`` to before ``end``."""
        left = self.left + sum(self.steps[:start])
        return PrintedLine(
            self.page, left, self.top, self.bottom, self.steps[start:end], self.setting
        )

    def level_parts(self) -> list[PrintedLine]:
        """The line in parts short enough for a rectangle to lie over its print on a page that is
        shown askew; the line itself on any other."""
        skew = abs(self.setting.skew) if self.setting else 0.0
        longest = _RISE / math.tan(math.radians(skew)) if skew else math.inf
        found, start, length = [], 0, 0
        for index, step in enumerate(self.steps):
            if length + step > longest and index > start:
                found.append(self.part(start, index))
                start, length = index, 0
            length += step
        return [*found, self.part(start, len(self.steps))] if found else [self]

    @property
    def box(self) -> Box:
        """The rectangle of the line on the page as it is shown, in points."""
        *most, last = self.steps
        # The step of a character within a line also covers the blank that follows it.
        right = self.left + sum(most) + min(last, self.bottom - self.top)
        box = (self.left / 10, self.top / 10, right / 10, self.bottom / 10)
        return self.setting.as_shown(box) if self.setting else box


def unplaced(text: str) -> PrintedLine:
    """The line of text whose place is not known."""
    return PrintedLine(0, 0, 0, 0, (0,) * count(text))


def count(text: str) -> int:
    """How many characters of a text are no white space."""
    return len("".join(text.split()))


def parts(lines: Iterable[PrintedLine], start: int, end: int) -> tuple[PrintedLine, ...]:
    """Of printed lines the characters from ``start`` to before ``end``, white space not counted."""
    found = []
    first = 0
    for line in lines:
        last = first + len(line.steps)
        low, high = max(start, first), min(end, last)
        if low < high:
            found.append(line.part(low - first, high - first))
        first = last
        if first >= end:
            break
    return tuple(found)


def boxes(
    lines: Sequence[PrintedLine], text: str, start: int, end: int
) -> tuple[tuple[int, Box], ...]:
    """The rectangles of the characters ``start`` to ``end`` of a text printed on ``lines``: for
    each line its page and its box as shown (several on a page that is shown askew).  () unless
    the place of every character is known.

    ``lines`` must hold the text's characters, all of them and no others.
    """
    if sum(len(line.steps) for line in lines) != count(text):
        return ()
    found = parts(lines, count(text[:start]), count(text[:end]))
    if not all(line.page for line in found):
        return ()
    return tuple((part.page, part.box) for line in found for part in line.level_parts())


def steps_of(lefts: Sequence[float], right: float) -> tuple[int, ...]:
    """The steps of characters that begin at ``lefts``, ascending, the last ending at ``right``
    (points)."""
    edges = [*(round(10 * left) for left in lefts), round(10 * right)]
    return tuple(max(0, b - a) for a, b in zip(edges, edges[1:], strict=False))
