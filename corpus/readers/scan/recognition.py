"""From the image of a page to a :class:`Page`: the steps in order, and pixels into points."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import cv2
import numpy as np

from corpus.readers.pdf.page import Char, Edge, Page
from corpus.readers.scan.engine import Glyph, engine
from corpus.readers.scan.lines import TextLine, ink_of, text_lines
from corpus.readers.scan.readings import UNREADABLE, read
from corpus.readers.scan.rulings import Rulings, Segment, trace
from corpus.readers.scan.straighten import level, upright

# Larger pictures are reduced to about 300 dpi of A3, smaller ones enlarged to where small type
# can be told.
MAX_SIDE, MIN_SIDE = 5000, 2200
# A detected box is this much higher than the type in it.
_BOX_TO_TYPE = 0.72
# Lines whose type differs by less are printed in one size.
_SAME_SIZE = 0.13
# How far below the baseline, in sizes of type, a character of either kind reaches.
_CJK_DROP, _BASELINE_DROP = 0.06, 0.14
_CJK_HEIGHT, _DIGIT_HEIGHT = 0.9, 0.72
# Adjoining characters are set to touch, up to this many sizes of type apart.
_TOUCH = 1.25
# Beside a separator within a number the places are rough.
_TOUCH_IN_NUMBER = 2.5


def recognise(image, number: int, width: float, height: float, threads: int | None) -> Page:
    """See :func:`corpus.readers.scan.recognise_page`."""
    grey = _grey(image)
    if not cv2.erode(ink_of(grey), np.ones((2, 2), np.uint8)).any():
        return Page(number, width, height, (), (), scanned=True)
    models = engine(threads)
    grey, skew = level(grey)
    boxes = models.find_lines(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))
    grey, boxes, turns = upright(grey, boxes, models)
    if turns % 2:
        width, height = height, width
    ink = ink_of(grey)
    size = _type_size(boxes, grey.shape)
    rulings = trace(ink, size)
    lines = text_lines(ink, rulings, boxes, size)
    clean = _without(rulings, grey)
    ink = cv2.bitwise_and(ink, cv2.bitwise_not(rulings.mask))
    readings = read(clean, ink, lines, size, models)
    scale = width / grey.shape[1], height / grey.shape[0]
    return Page(
        number,
        width,
        height,
        _chars(lines, readings, scale),
        _edges(rulings, scale),
        scanned=True,
        turned=turns,
        skew=skew,
    )


def _grey(image) -> np.ndarray:
    array = np.asarray(image.convert("L") if hasattr(image, "convert") else image)
    if array.ndim == 3:
        array = cv2.cvtColor(array, cv2.COLOR_RGB2GRAY)
    side = max(array.shape)
    if side > MAX_SIDE:
        scale = MAX_SIDE / side
        array = cv2.resize(array, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    elif side < MIN_SIDE:
        scale = MIN_SIDE / side
        array = cv2.resize(array, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return array


def _type_size(boxes: np.ndarray, shape: tuple[int, ...]) -> float:
    """The size of most of the type on the page, in pixels."""
    if not len(boxes):
        return max(shape) / 100
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    across = heights[widths > heights]
    return float(np.median(across if len(across) else heights)) * _BOX_TO_TYPE


def _without(rulings: Rulings, grey: np.ndarray) -> np.ndarray:
    """The page with its ruling lines painted over with paper."""
    paper = cv2.medianBlur(grey, 5)
    paper = cv2.morphologyEx(paper, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.where(rulings.mask > 0, paper, grey)


def _edges(rulings: Rulings, scale: tuple[float, float]) -> tuple[Edge, ...]:
    def across(s: Segment) -> Edge:
        y = round(s.at * scale[1], 2)
        return Edge(round(s.start * scale[0], 2), y, round(s.end * scale[0], 2), y)

    def down(s: Segment) -> Edge:
        x = round(s.at * scale[0], 2)
        return Edge(x, round(s.start * scale[1], 2), x, round(s.end * scale[1], 2))

    return (*map(across, rulings.horizontal), *map(down, rulings.vertical))


def _chars(
    lines: Sequence[TextLine],
    readings: Sequence[Sequence[Glyph]],
    scale: tuple[float, float],
) -> tuple[Char, ...]:
    sizes = _common_sizes(
        [_size(line, glyphs) for line, glyphs in zip(lines, readings, strict=True)],
        [len(glyphs) for glyphs in readings],
    )
    chars: list[Char] = []
    for line, glyphs, size in zip(lines, readings, sizes, strict=True):
        chars += _placed(line, glyphs, size, scale)
    return tuple(chars)


def _size(line: TextLine, glyphs: Sequence[Glyph]) -> float:
    """The size of the type of a line in pixels: the pitch of Chinese characters, or its height."""
    middles = [
        b.place - a.place
        for a, b in zip(glyphs, glyphs[1:], strict=False)
        if _is_wide(a.text) and _is_wide(b.text)
    ]
    height = line.height / (_CJK_HEIGHT if any(_is_wide(g.text) for g in glyphs) else _DIGIT_HEIGHT)
    if len(middles) >= 4:
        pitch = float(np.mean(middles))
        if 0.8 * height <= pitch <= 1.3 * height:
            return pitch
    return height


def _common_sizes(sizes: Sequence[float], weights: Sequence[int]) -> list[float]:
    """The sizes with those that hardly differ made one, the one of most characters first."""
    left = set(range(len(sizes)))
    found = list(sizes)
    while left:
        best = max(
            left,
            key=lambda i: (
                sum(weights[j] for j in left if abs(sizes[j] - sizes[i]) <= _SAME_SIZE * sizes[i]),
                -i,
            ),
        )
        group = [j for j in left if abs(sizes[j] - sizes[best]) <= _SAME_SIZE * sizes[best]]
        for j in group:
            found[j] = sizes[best]
        left -= set(group)
    return found


def _placed(
    line: TextLine, glyphs: Sequence[Glyph], size: float, scale: tuple[float, float]
) -> list[Char]:
    """The characters of a line side by side, between the ends of its ink."""
    shown = [g for g in glyphs if g.text.strip()]
    if not shown:
        return []
    middles = [min(max(g.place, line.x0), line.x1) for g in shown]
    drop = _CJK_DROP if any(_is_wide(g.text) for g in shown) else 0.0
    baseline = line.y1 - drop * size
    bottom = (baseline + _BASELINE_DROP * size) * scale[1]
    left = float(line.x0)
    chars = []
    for index, glyph in enumerate(shown):
        half = (0.5 if _is_wide(glyph.text) else 0.3) * size
        if index + 1 == len(shown):
            right, following = float(line.x1), 0.0
        elif middles[index + 1] - middles[index] <= size * (
            _TOUCH_IN_NUMBER if _in_number(glyph.text, shown[index + 1].text) else _TOUCH
        ):
            right = following = (middles[index] + middles[index + 1]) / 2
        else:
            right, following = middles[index] + half, middles[index + 1] - half
        chars.append(
            Char(
                glyph.text,
                round(left * scale[0], 2),
                round(bottom - size * scale[1], 2),
                round(max(right, left + 1) * scale[0], 2),
                round(bottom, 2),
                round(size * scale[1], 2),
                UNREADABLE != glyph.text and round(glyph.confidence, 4) or 0.0,
            )
        )
        left = following
    return chars


def _in_number(text: str, following: str) -> bool:
    pair = text + following
    return any(c.isdigit() for c in pair) and any(c in ".,，．" for c in pair)


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[:1]) in "WF"
