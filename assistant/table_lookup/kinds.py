"""What kind of thing a cell's text is, judged by its characters alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_NUMBER = re.compile(r"[-+−(（]?[¥￥$]?\d[\d,，]*(?:\.\d+)?[)）]?(?:%|‰)?")
_DATE = re.compile(
    r"\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?|\d{4}年(?:度)?|\d{1,2}月\d{1,2}日"
    r"|(?:\d{1,2})?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    r"(?:\d{1,2},)?\d{4}"
)
_AMOUNT = re.compile(r"[约近超]?[-+−]?\d[\d,.]*\D{1,6}")
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "不适用", "一", "－", "*"})
_CHOICE = re.compile(r"[□√☑■✓×是否有无]{1,6}|.*[□√☑■].*|yes|no")

NAMES = (
    "empty",
    "number",
    "percent",
    "date",
    "amount",
    "choice",
    "digits",
    "latin",
    "length",
    "long",
    "colon",
)


@lru_cache(maxsize=100_000)
def kind_features(text: str, nothing: frozenset[str] = frozenset()) -> tuple[float, ...]:
    """Numbers describing a folded text, in the order of :data:`NAMES`.

    ``nothing`` are further texts that say there is nothing.
    """
    length = len(text)
    number = bool(_NUMBER.fullmatch(text))
    return (
        float(text in _NOTHING or text in nothing),
        float(number),
        float(number and text.endswith(("%", "‰"))),
        float(bool(_DATE.fullmatch(text))),
        float(not number and bool(_AMOUNT.fullmatch(text))),
        float(bool(_CHOICE.fullmatch(text))),
        sum(c.isdigit() for c in text) / length if length else 0.0,
        sum(c.isascii() and c.isalpha() for c in text) / length if length else 0.0,
        float(min(length, 40)),
        float(length > 25),
        float(text.endswith((":", "："))),
    )


def is_figure(features: Sequence[float]) -> bool:
    """Whether a text of these features is a number, a percentage, a date, a mark for nothing or
    blank."""
    return bool(features[0] or features[1] or features[3])
