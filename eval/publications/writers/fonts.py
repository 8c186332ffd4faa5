"""The fonts of generated PDFs: Chinese ones as TrueType outlines, as word processors embed them.

Debian's Noto CJK fonts hold cubic outlines (CFF), which publications hardly ever embed and some
PDF libraries read without their text; the glyphs in use are converted.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

FOLDER = Path("/usr/share/fonts/opentype/noto")
# Faces by what publications use in their place: Song and Hei, regular and bold.
FACES = {
    "serif": "NotoSerifCJK-Regular.ttc",
    "serif bold": "NotoSerifCJK-Bold.ttc",
    "sans": "NotoSansCJK-Regular.ttc",
    "sans bold": "NotoSansCJK-Bold.ttc",
}
# Latin digits beside Chinese text, as word processors set them; left out where not installed.
DIGITS = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
# Place of the simplified Chinese font in Noto's collections: JP, KR, SC, TC, HK.
_SIMPLIFIED = 2
_ERROR = 1.0  # units of the em (1000) that a converted curve may be off


class FontMissing(Exception):
    """A font that is needed is not installed."""


def chinese_font(face: str, characters: Iterable[str], folder: Path = FOLDER) -> bytes:
    """A TrueType font of one of ``FACES`` with the glyphs of ``characters``.

    Raises FontMissing, naming the cure, where the face is not installed in ``folder``.
    """
    from fontTools.fontBuilder import FontBuilder

    path = folder / FACES[face]
    if not path.exists():
        raise FontMissing(f"{path} is missing; make browser installs it (fonts-noto-cjk)")
    source = _source(path)
    known = [c for c in sorted({" ", *characters}) if ord(c) in source.getBestCmap()]
    names = {ord(c): source.getBestCmap()[ord(c)] for c in known}
    order = [".notdef", *dict.fromkeys(names.values())]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: _outline(path, name) for name in order})
    widths = source["hmtx"]
    builder.setupHorizontalMetrics({name: widths[name] for name in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": face.title(), "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@lru_cache(maxsize=4)
def _source(path: Path):
    from fontTools.ttLib import TTCollection

    return TTCollection(path, lazy=True).fonts[_SIMPLIFIED]


@lru_cache(maxsize=20_000)
def _outline(path: Path, name: str):
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    _glyphs(path)[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
    return pen.glyph()


@lru_cache(maxsize=4)
def _glyphs(path: Path):
    return _source(path).getGlyphSet()
