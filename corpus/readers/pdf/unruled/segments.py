"""Lines of a page split into segments: pieces of text with white space on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.page import Box, Char, Edge

# Characters whose baselines differ by less than this share of their size are on one line.
_BASELINE = 0.35
# White space of this share of the size of type ends a segment: a ruled cell keeps its text two
# points or so from its sides, letters of one word do not stand so far apart.
_GAP = 0.4
# Spaced names (因 公 出 国) are one segment up to this gap beside a single character.
_SPACED = 1.6

# Digits of one number stand closer.
_GAP_IN_NUMBER = 0.2
_OF_NUMBERS = "0123456789.,-０１２３４５６７８９．，"
# Words of the next column may stand closer to an amount that fills its own.
_GAP_AT_AMOUNT = 0.12

_AMOUNT = re.compile(r"[-+−－△▲]?\d[\d,，]*[.．]\d\d")
_FIGURE = re.compile(r"[-+−－△▲]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?[%％]?")
_DASH = re.compile(r"[-–—－―─]{1,4}")


class Unclear(Exception):
    """What looks like a table cannot be read without guessing; the message says why."""


class NoHeader(Unclear):
    """Figures have no header above them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line; its box is in points from the page's upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    chars: tuple[Char, ...]

    @property
    def is_figure(self) -> bool:
        """Whether it prints a number or a dash and nothing else."""
        return bool(_FIGURE.fullmatch(self.text) or _DASH.fullmatch(self.text))

    @property
    def is_garbled(self) -> bool:
        """Whether it prints nothing but digits and signs and yet no number: figures of two
        columns without white space between them."""
        digits = sum(c in _OF_NUMBERS for c in self.text)
        return not self.is_figure and digits == len(self.text) and digits > 4

    @property
    def centre(self) -> float:
        """The middle between its left and right edge."""
        return (self.x0 + self.x1) / 2


Line = tuple[Segment, ...]


def lines_outside(chars: Iterable[Char], taken: Sequence[Box]) -> list[Line]:
    """The lines of a page from top to bottom, each as its segments from left to right.

    Characters in the ``taken`` boxes are left out, and white space.
    """
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.bottom):
        if not char.text.strip() or _inside(char, taken):
            continue
        if rows and char.bottom - rows[-1][0].bottom <= _BASELINE * min(
            char.size, rows[-1][0].size
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [tuple(_split(sorted(row, key=lambda c: c.x0))) for row in rows]


def _inside(char: Char, boxes: Sequence[Box]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes)


def _split(row: list[Char]) -> Iterable[Segment]:
    piece = [row[0]]
    for char in row[1:]:
        gap = (char.x0 - piece[-1].x1) / min(char.size, piece[-1].size)
        digits = piece[-1].text in _OF_NUMBERS and char.text in _OF_NUMBERS
        if gap > (_GAP_IN_NUMBER if digits else _GAP) or (
            gap > _GAP_AT_AMOUNT and _amount_ends(piece, char)
        ):
            yield segment(piece)
            piece = []
        piece.append(char)
    yield segment(piece)


def _amount_ends(piece: list[Char], following: Char) -> bool:
    text = "".join(c.text for c in piece[-24:])
    return following.text > "\u2e80" and _AMOUNT.fullmatch(text) is not None


def segment(chars: Sequence[Char]) -> Segment:
    """The segment of some characters in reading order."""
    return Segment(
        "".join(c.text for c in chars),
        min(c.x0 for c in chars),
        min(c.top for c in chars),
        max(c.x1 for c in chars),
        max(c.bottom for c in chars),
        max(c.size for c in chars),
        tuple(chars),
    )


def unspaced(line: Line) -> Line:
    """The line with names printed letter by letter joined; figures stay what they are."""
    joined: list[Segment] = []
    for item in line:
        last = joined[-1] if joined else None
        if (
            last is not None
            and not (last.is_figure or item.is_figure)
            and 1 in (len(last.text), len(item.text))
            and item.x0 - last.x1 <= _SPACED * item.size
        ):
            joined[-1] = segment((*last.chars, *item.chars))
        else:
            joined.append(item)
    return tuple(joined)


def edge_of(line: Line) -> Box:
    """The box around a line."""
    return (
        line[0].x0,
        min(s.top for s in line),
        max(s.x1 for s in line),
        max(s.bottom for s in line),
    )


def rules_across(edges: Iterable[Edge], left: float, right: float) -> list[float]:
    """The heights of the ruling lines that run across most of a table, from top to bottom.

    A line may be drawn in pieces, one a cell.
    """
    return [
        place
        for place, pieces in _by_place([e for e in edges if e.horizontal], "top")
        if _covered([(e.x0, e.x1) for e in pieces], left, right) >= 0.7 * (right - left)
    ]


def _by_place(edges: list[Edge], side: str) -> list[tuple[float, list[Edge]]]:
    groups: list[tuple[float, list[Edge]]] = []
    for edge in sorted(edges, key=lambda e: getattr(e, side)):
        place = getattr(edge, side)
        if groups and place - groups[-1][0] <= 2:
            groups[-1][1].append(edge)
        else:
            groups.append((place, [edge]))
    return groups


def _covered(pieces: list[tuple[float, float]], start: float, end: float) -> float:
    total, reached = 0.0, start
    for a, b in sorted(pieces):
        a, b = max(a, reached), min(b, end)
        if b > a:
            total += b - a
            reached = b
    return total
