"""Two readings of one line, and how far they vouch for each other.

A line with digits is read twice, cut out and stretched differently.  What both readings say
alike keeps the model's own confidence; where they differ, nobody knows which is right, and the
characters there get a confidence that no figure passes with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from corpus.doubt import SURE
from corpus.readers.scan.engine import Engine, Glyph
from corpus.readers.scan.lines import TextLine
from corpus.readers.scan.misreadings import mended

# The most a character can be trusted whose place two readings see differently.
DISPUTED = 0.3
# What stands for ink that no reading makes anything of.
UNREADABLE = "\ufffd"

# How the two readings differ: paper above and beside the ink in heights of a full character, how
# much more of the cell is seen on either side in sizes of type (digits that were not taken for
# part of the line show there), and how far the line is stretched.
_FIRST = (0.16, 0.22, 0.0, 1.0)
_SECOND = (0.28, 0.45, 2.0, 1.3)
# So many and so large a share of unsure numbers show that the picture is too poor.
_POOR_NUMBERS, _POOR_SHARE = 5, 0.08
_FIGURE = re.compile(r"[-+−△▲(]?\d{1,3}(?:,\d{3})*(?:\.\d+)?[)%]?|[-+−]?\d+(?:\.\d+)?%?")
# Marks that readings and printers interchange; they say the same.
_ALIKE = str.maketrans("，．。：；（）－—–―─一〇○Ｏ", ",..:;()------00O")
_SEPARATORS = frozenset(".,，．")
_DIGIT = re.compile(r"\d")
# A unit misread turns every figure under it into another amount.
_UNIT_LINE = re.compile(r"单位\s*[:：]|金额|[(（][万亿千百]*元[)）]")
_UNIT_CHARACTERS = frozenset("百千万亿元")
_SURE_UNIT = 0.6
_NUMBERLIKE = re.compile(r"[\d.,，．\-+%()（）OoIl|\s]+")


def read(
    grey: np.ndarray, ink: np.ndarray, lines: Sequence[TextLine], size: float, engine: Engine
) -> list[list[Glyph]]:
    """What each line says, character by character; blanks between characters are kept."""
    first = _read(grey, lines, size, engine, *_FIRST)
    again = [i for i, glyphs in enumerate(first) if _needs_second(glyphs, lines[i], size)]
    second = _read(grey, [lines[i] for i in again], size, engine, *_SECOND)
    found = list(first)
    for index, other in zip(again, second, strict=True):
        found[index] = _agreed(first[index], other)
        if _more_ink_than_read(found[index], ink, lines[index], size):
            found[index] = _at_most(found[index], DISPUTED)
    found = _believed_less_where_poor(found)
    return [
        [Glyph(UNREADABLE, 0.0, line.x0)]
        if line.in_cell and not glyphs
        else _put_right(_sure_units(glyphs))
        for line, glyphs in zip(lines, found, strict=True)
    ]


def _put_right(glyphs: list[Glyph]) -> list[Glyph]:
    """The reading with known misreadings of words put right, character by character."""
    if any(len(glyph.text) != 1 for glyph in glyphs):
        return glyphs
    texts = mended(text_of(glyphs))
    return [replace(g, text=text) for g, text in zip(glyphs, texts, strict=True)]


def _read(
    grey: np.ndarray,
    lines: Sequence[TextLine],
    size: float,
    engine: Engine,
    above: float,
    beside: float,
    reach: float,
    stretch: float,
) -> list[list[Glyph]]:
    """One reading of the lines; the places of its characters are pixels of the page."""
    cuts = [_cut(line, size, above, beside, reach, grey.shape) for line in lines]
    crops = [grey[top:bottom, left:right] for left, top, right, bottom in cuts]
    return [
        [replace(g, place=left + g.place * (right - left)) for g in glyphs]
        for (left, _, right, _), glyphs in zip(cuts, engine.read_lines(crops, stretch), strict=True)
    ]


def _at_most(glyphs: list[Glyph], confidence: float) -> list[Glyph]:
    return [replace(g, confidence=min(g.confidence, confidence)) for g in glyphs]


def _believed_less_where_poor(readings: list[list[Glyph]]) -> list[list[Glyph]]:
    """The readings, no number of them sure if many of the page are not: then the picture is so
    poor that two readings may well make the same mistake."""
    numbers = [i for i, glyphs in enumerate(readings) if _is_number(text_of(glyphs))]
    unsure = [i for i in numbers if min(g.confidence for g in readings[i]) < SURE]
    if len(unsure) < _POOR_NUMBERS or len(unsure) < _POOR_SHARE * len(numbers):
        return readings
    poor = set(numbers)
    return [
        _at_most(glyphs, SURE - 0.01) if i in poor else glyphs for i, glyphs in enumerate(readings)
    ]


def _is_number(text: str) -> bool:
    return bool(_DIGIT.search(text) and _NUMBERLIKE.fullmatch(text))


def _sure_units(glyphs: list[Glyph]) -> list[Glyph]:
    """The reading with the characters of an unsure unit made unreadable: no unit is better than
    a wrong one."""
    if not _UNIT_LINE.search(text_of(glyphs)):
        return glyphs
    return [
        replace(g, text=UNREADABLE)
        if g.text in _UNIT_CHARACTERS and g.confidence < _SURE_UNIT
        else g
        for g in glyphs
    ]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters of a reading as a string."""
    return "".join(glyph.text for glyph in glyphs)


def _cut(
    line: TextLine,
    size: float,
    above: float,
    beside: float,
    reach: float,
    shape: tuple[int, ...],
) -> tuple[int, int, int, int]:
    """The box to read a line in: some paper around it, at least a full character high (digits
    alone are lower), and ``reach`` sizes of type more of its cell."""
    full = max(line.height, size if line.in_cell else line.height)
    y = round((full - line.height) / 2 + above * full)
    x = round(beside * full)
    left, right = line.x0 - x, line.x1 + x
    wall = max(3, round(0.2 * size))
    if reach and line.in_cell:
        left = min(line.x0 - 2, max(line.left + wall, round(line.x0 - reach * size)))
        right = max(line.x1 + 2, min(line.right - wall, round(line.x1 + reach * size)))
    height, width = shape
    return max(0, left), max(0, line.y0 - y), min(width, right), min(height, line.y1 + y)


def _needs_second(glyphs: Sequence[Glyph], line: TextLine, size: float) -> bool:
    text = text_of(glyphs)
    short = line.in_cell and line.x1 - line.x0 < 1.5 * size and len(text) < 2
    return short or not text or bool(_DIGIT.search(text) or _UNIT_LINE.search(text))


def _agreed(first: list[Glyph], second: list[Glyph]) -> list[Glyph]:
    """The better of two readings, with low confidence wherever the other says otherwise."""
    first, second = _joined_figure(_without_wall(first)), _joined_figure(_without_wall(second))
    mine, other = _comparable(first), _comparable(second)
    if mine == other:
        return (
            [
                replace(a, confidence=min(a.confidence, b.confidence))
                for a, b in zip(first, second, strict=True)
            ]
            if len(first) == len(second)
            else first
        )
    if _merit(second, mine) > _merit(first, other):
        first, mine, other = second, other, mine
    disputed: set[int] = set()
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        disputed |= set(range(a0, a1))
        if tag == "insert" and other[b0:b1].strip():
            disputed |= {a0 - 1, a0}
    return [
        replace(g, confidence=min(g.confidence, DISPUTED)) if i in disputed else g
        for i, g in enumerate(first)
    ]


def _without_wall(glyphs: list[Glyph]) -> list[Glyph]:
    """The reading without a remnant of the cell's wall at either end, seen as a box or tick."""
    while glyphs and unicodedata.category(glyphs[0].text[0]) == "So":
        glyphs = glyphs[1:]
    while glyphs and unicodedata.category(glyphs[-1].text[0]) == "So":
        glyphs = glyphs[:-1]
    return glyphs


def _merit(glyphs: list[Glyph], other: str) -> tuple[bool, bool, float]:
    """A well-formed figure before anything else, then one that holds the other reading and
    more, then the surer reading."""
    text = text_of(glyphs)
    longer = _is_number(text) and len(text) > len(other) > 0 and other in _comparable(glyphs)
    sure = min((g.confidence for g in glyphs), default=0.0)
    return bool(_FIGURE.fullmatch(text)), longer, sure


def _joined_figure(glyphs: list[Glyph]) -> list[Glyph]:
    """A number without the blanks that the model sees around separators; other blanks part
    numbers."""
    if not _is_number(text_of(glyphs)):
        return glyphs
    marks = [g.text for g in glyphs]
    beside = zip(glyphs, ["", *marks], [*marks[1:], ""], strict=False)
    return [g for g, left, right in beside if g.text.strip() or not _SEPARATORS & {left, right}]


def _comparable(glyphs: list[Glyph]) -> str:
    folded = (unicodedata.normalize("NFKC", g.text)[:1] or " " for g in glyphs)
    return "".join(folded).translate(_ALIKE)


def _more_ink_than_read(glyphs: list[Glyph], ink: np.ndarray, line: TextLine, size: float) -> bool:
    """Whether a number shows more separate strokes than it was read to have characters.

    Digits and separators each are one piece of ink; if there are more pieces than characters,
    one was passed over.
    """
    text = text_of(glyphs)
    if not line.in_cell or not _NUMBERLIKE.fullmatch(text):
        return False
    columns = (ink[line.y0 : line.y1, line.x0 : line.x1] > 0).sum(axis=0) >= 2
    edges = np.flatnonzero(np.diff(np.concatenate([[0], columns.astype(int), [0]])))
    widths = edges[1::2] - edges[::2]
    return int((widths >= max(2, 0.08 * size)).sum()) > len(text.replace(" ", ""))
