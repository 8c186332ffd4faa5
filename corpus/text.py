"""Text as printed versus text as compared: white space, width, markup, numbering.

Labels keep what was printed (:func:`label`); comparison and search use the folded form
(:func:`normalise`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.patterns import Pattern

_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_SPACE_BESIDE_CJK = Pattern(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_SPACE_BY_DIGIT = Pattern(r"(?<=\d)\s+(?=[%％,，.)）])|(?<=[（(])\s+|\s+(?=[)）:：])")
_TAG = Pattern(r"</?(?:b|i|u|em|strong|span|sub|sup|font|p|br)\b[^<>]{0,200}>", re.IGNORECASE)
_EMPHASIS = Pattern(r"\*\*|__(?=\S)|(?<=\S)__")
_ASTERISKS = Pattern(r"\s*\*{1,3}\s*")
_IDEOGRAPHS = Pattern(r"[\u4e00-\u9fff]+")
_INVISIBLE = dict.fromkeys(
    [c for c in range(32) if c not in (9, 10, 13)]
    + [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x7F]
)

_CHINESE_NUMERAL = "零〇一二三四五六七八九十百"
# Depth of a numbering style, outermost first: GB/T 9704-2012 (layout of official documents)
# orders 一、 / （一） / 1. / （1）, usage puts ① below; 第…部分 stands above all of them in budget publications.
_NUMBERING = (
    (0, Pattern(rf"第[{_CHINESE_NUMERAL}\d]+[部章]分?[、.:：]?")),
    (10, Pattern(rf"[{_CHINESE_NUMERAL}]{{1,4}}[、.．]|[{_CHINESE_NUMERAL}]{{1,4}}(?=是)")),
    (20, Pattern(rf"[（(][{_CHINESE_NUMERAL}]{{1,4}}[)）][、.]?")),
    # 1．2026年 is numbered, １．１５ is an amount in full-width figures.
    (30, Pattern(r"\d{1,2}(?:、|．(?![０-９])|\.(?!\d))")),
    (40, Pattern(r"[（(]\d{1,2}[)）][、.]?|\d{1,2}[)）]")),
    (50, Pattern(r"[①-⑳][、.]?")),
)
# What any of them but a plain digit begins with.
_NUMBERING_BEGINS = frozenset(f"第{_CHINESE_NUMERAL}（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
# Quotation marks and middle dots, which comparison passes over.
_NOT_COMPARED = dict.fromkeys(map(ord, "“”\"'‘’「」『』《》·•"))


def tidy(text: str) -> str:
    """Running text as printed, without markup, invisible characters and layout blanks.

    Blanks beside a Chinese character are layout and go; blanks between Latin words stay.
    """
    text = text.translate(_INVISIBLE)
    if "<" in text:
        text = _TAG.sub("", text)
    # ** alone marks a column of names in a row of column numbers; it stresses nothing.
    if ("*" in text or "_" in text) and not _ASTERISKS.fullmatch(text):
        text = _EMPHASIS.sub("", text)
    text = text.strip()
    if not _has_blanks(text):
        return text
    text = _SPACE_BESIDE_CJK.sub("", re.sub(r"[ \t\u00a0\u3000]+", " ", text))
    return _SPACE_BY_DIGIT.sub("", text)


def _has_blanks(text: str) -> bool:
    """Whether white space stands within a text; most labels have none."""
    return len(text.split(None, 1)) > 1


def visible(text: str) -> str:
    """A text without the invisible characters that :func:`tidy` leaves out."""
    return text.translate(_INVISIBLE)


def label(text: str) -> str:
    """A header or row label as printed, on one line, without layout blanks or markup."""
    return tidy(re.sub(r"\s+", " ", text) if _has_blanks(text) else text)


@lru_cache(maxsize=1)
def _to_simplified():
    from opencc import OpenCC

    return OpenCC("t2s").convert


def simplified(text: str) -> str:
    """Traditional characters as simplified ones.

    The converter is loaded only when a character outside GB 2312 occurs, which simplified
    text hardly ever holds.
    """
    if not _is_gb2312(text) and not _is_gb2312("".join(c for c in text if c > "\u2e80")):
        return _to_simplified()(text)
    return text


def _is_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """The form used to compare and search: simplified, half-width, lower case, no blanks.

    Blanks between Latin words stay as single blanks.  Quotation marks and middle dots go:
    “三公”经费 and 三公经费 are the same words.
    """
    if _IDEOGRAPHS.fullmatch(text):
        # Most names and labels: only the characters themselves can be others.
        return simplified(text)
    text = unicodedata.normalize("NFKC", tidy(text))
    text = simplified(text).lower().translate(_NOT_COMPARED)
    words = text.split()
    return _SPACE_BESIDE_CJK.sub("", " ".join(words)) if len(words) > 1 else "".join(words)


def numbering(text: str) -> tuple[int | None, str]:
    """The depth of a label's numbering (0, 10, 20, 30, 40, 50; None without) and the rest of it.

    ``numbering("(二) 外交支出")`` is ``(20, "外交支出")``.  Depths compare: smaller is outer.
    """
    stripped = text.strip()
    if stripped[:1] not in _NUMBERING_BEGINS and not stripped[:1].isdecimal():
        return None, stripped
    for depth, pattern in _NUMBERING:
        match = pattern.match(stripped)
        if match and match.end() < len(stripped):
            return depth, stripped[match.end() :].strip()
    return None, stripped


@lru_cache(maxsize=65536)
def name_of(text: str) -> str:
    """A label without numbering, leading 其中 and trailing colon: the bare name it gives."""
    _, rest = numbering(label(text))
    rest = re.sub(r"^(?:其中|包括|含|加|减)[:：]", "", rest)
    _, rest = numbering(rest)
    return rest.rstrip(":：")


_SENTENCE_END = Pattern(r"[。！？!?]+[”’」』）)]*|\n+")


def sentences(text: str) -> list[tuple[int, int]]:
    """Character ranges of the sentences of a paragraph, blanks at the edges left out."""
    spans, start = [], 0
    for match in [*_SENTENCE_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, start + len(piece.rstrip())))
        start = end
    return spans
