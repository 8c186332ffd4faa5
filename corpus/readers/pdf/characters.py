"""The characters of a PDF page through pdfium, each on its baseline, each printed one once."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from math import hypot

import pypdfium2.raw as pdfium

from corpus.readers.pdf.frame import Frame
from corpus.readers.pdf.page import Char

# The baseline stands so far above the bottom of a character's box, in parts of its size.
_DESCENT = 0.14
# The same character again within this part of its size is one printed twice (bold, or a layer).
_SAME_PLACE = 0.15
# More places than any page is wide.
_STRIDE = 1 << 20
# Codes by which pdfium and fonts say that a character has no known meaning.
_UNKNOWN = frozenset((0, 0xFFFD, 0xFFFE, 0xFFFF))
_HYPHEN_AT_LINE_END = 2


@dataclass(frozen=True, slots=True)
class Characters:
    """What the text layer of a page says: its visible ``chars``, how many more are
    ``invisible`` (the layer a scanner's software lays under its picture), how many of the
    visible ones have an ``unknown`` meaning, and the direction most of them run in:
    ``quarters`` of a circle, clockwise, from upright."""

    chars: tuple[Char, ...]
    invisible: int = 0
    unknown: int = 0
    quarters: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share; ``quarters`` as for the whole page, None
    for a slanting one."""

    size: float
    quarters: int | None
    visible: bool


def characters_of(page, frame: Frame) -> Characters:
    """The characters of a page (a raw pdfium page handle), in the file's order.

    Blanks are kept as characters, also those that pdfium infers between pieces of text.
    Characters beside the page and such as are printed twice in one place are left out.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return Characters(())
    try:
        return _Reader(text_page, frame).read()
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class _Reader:
    def __init__(self, text_page, frame: Frame):
        self._page = text_page
        self._size = (frame.width, frame.height)
        # Takes PDF coordinates to those of the page as it is read.
        self._place = frame.matrix
        self._styles: dict[int, _Style] = {}
        self._seen: dict[tuple[str, int], set[int]] = {}
        self._matrix = pdfium.FS_MATRIX()

    def read(self) -> Characters:
        page = self._page
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        a, b, c, d, e, f = self._place
        width, height = self._size
        # A slanting stamp or watermark over a table is no part of its cells.
        level: list[Char] = []
        slanting: list[Char] = []
        kept = level
        invisible = unknown = 0
        directions: Counter[int | None] = Counter()
        for i in range(pdfium.FPDFText_CountChars(page)):
            code = pdfium.FPDFText_GetUnicode(page, i)
            if code <= 32 and code not in _UNKNOWN:
                if code == _HYPHEN_AT_LINE_END:
                    code = ord("-")
                elif code != 32:
                    continue
                elif pdfium.FPDFText_IsGenerated(page, i):
                    # pdfium puts these for blanks that stand alone in the file, too.
                    if kept:
                        last = kept[-1]
                        kept.append(Char(" ", last.x1, last.top, last.x1, last.bottom, last.size))
                    continue
            style = self._style(i)
            if not style.visible:
                invisible += 1
                continue
            kept = level if style.quarters is not None else slanting
            pdfium.FPDFText_GetLooseCharBox(page, i, box_at)
            xs = (a * box.left + c * box.bottom + e, a * box.right + c * box.top + e)
            ys = (b * box.left + d * box.bottom + f, b * box.right + d * box.top + f)
            x0, x1 = (xs[0], xs[1]) if xs[0] <= xs[1] else (xs[1], xs[0])
            top, bottom = (ys[0], ys[1]) if ys[0] <= ys[1] else (ys[1], ys[0])
            size = style.size
            if style.quarters == 0:
                pdfium.FPDFText_GetCharOrigin(page, i, x_at, y_at)
                bottom = b * x.value + d * y.value + f + _DESCENT * size
                top = bottom - size
            # A character half beside the page is cut off in print.
            if not (0 <= x0 + x1 <= 2 * width and 0 <= top + bottom <= 2 * height):
                continue
            if code in _UNKNOWN or 0xE000 <= code <= 0xF8FF:
                unknown += 1
                text = "\N{REPLACEMENT CHARACTER}" if code in _UNKNOWN else chr(code)
            else:
                text = chr(code)
            if self._again(text, x0, bottom, size):
                continue
            kept.append(Char(text, x0, top, x1, bottom, size))
            directions[style.quarters] += 1
        kept = level if len(level) >= len(slanting) else level + slanting
        quarters = directions.most_common(1)[0][0] if kept else 0
        return Characters(tuple(kept), invisible, unknown, quarters or 0)

    def _style(self, i: int) -> _Style:
        """The style of a character's text object."""
        text_object = pdfium.FPDFText_GetTextObject(self._page, i)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._new_style(i, text_object)
        return style

    def _new_style(self, i: int, text_object) -> _Style:
        visible = True
        if text_object:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
            visible = mode not in (
                pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
                pdfium.FPDF_TEXTRENDERMODE_CLIP,
            )
        size = pdfium.FPDFText_GetFontSize(self._page, i)
        m = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._page, i, ctypes.byref(m)):
            return _Style(size, 0, visible)
        a, b, c, d, _, _ = self._place
        quarters = _quarters(a * m.a + c * m.b, b * m.a + d * m.b)
        return _Style(size * hypot(m.c, m.d) or size, quarters, visible)

    def _again(self, text: str, x: float, y: float, size: float) -> bool:
        """Whether this character stands in this place already."""
        # Places are counted in steps of the size, so only those of one size compare.
        size = max(1, round(size))
        step = max(_SAME_PLACE * size, 0.5)
        place = round(x / step) + _STRIDE * round(y / step)
        places = self._seen.setdefault((text, size), set())
        again = not places.isdisjoint(
            (
                place,
                place - 1,
                place + 1,
                place - _STRIDE,
                place - _STRIDE - 1,
                place - _STRIDE + 1,
                place + _STRIDE,
                place + _STRIDE - 1,
                place + _STRIDE + 1,
            )
        )
        places.add(place)
        return again


def _quarters(x: float, y: float) -> int | None:
    """The direction of writing as quarters of a circle from left-to-right, clockwise."""
    if abs(y) <= 0.02 * abs(x):
        return 0 if x >= 0 else 2
    if abs(x) <= 0.02 * abs(y):
        return 1 if y > 0 else 3
    return None
