"""The amount that a question says something is to be above or below (不低于5万元, 1万元以下)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.content import told_amounts
from assistant.understanding.wordlists import any_of, question_words
from corpus.amounts import Amount, is_money, to_yuan
from corpus.patterns import Pattern
from index.records import StoredFigure

# The longer word first: 不低于 is no 低于.  以上, 以下 and 以内 include the number itself, 超过 and
# 不满 do not (民法典 第一千二百五十九条).
_RELATIONS: tuple[tuple[str, Callable[[Decimal, Decimal], bool]], ...] = (
    ("at_least", operator.ge),
    ("at_most", operator.le),
    ("above", operator.gt),
    ("below", operator.lt),
)
_NUMERAL = "[0-9一二两三四五六七八九十百千半]"
_BEHIND = Pattern(rf"{_NUMERAL}[万亿]?元?(?:\(含\)|及|或)?(?P<to>以上|以下|以内)")
_BEHIND_MEANS = {"以上": "at_least", "以下": "at_most", "以内": "at_most"}
# 有没有超过 asks, 没有超过 denies.
_ASKING = Pattern(r"有没有(?=超过|达到)|超没(?=超过)|达没(?=达到)|是不是|是否")
_RANGE = Pattern(
    r"\d[\d,.]*[万亿]?元?(?:到|至|~|-|—|–)\d[\d,.]*(?:万|亿|元)|(?:万|亿|元)[^,。]{0,3}之间|介于|"
    r"between (?:rmb |cny )?\d[\d,.]* ?(?:yuan|万|元|thousand|million|and (?:rmb |cny )?\d[\d,.]* ?(?:yuan|万|元|thousand|million))"
)

# What is bounded by another amount of each thing: 哪些科目的决算超过年初预算.
_OF_ANOTHER = Pattern(
    r"哪(?:些|几|一?[个项类])[^,。]*(?:超过|超出|超|高于|大于|多于|低于|小于|少于)了?(?:年初|上年|去年|预算|决算)"
)

# Whether anything inside of something is above an amount: not the amount of the whole.
_FOR_ONE = Pattern(
    r"[万亿元](?:以上|以下|以内)?的(?:项目|科目|支出|开支|费用|部分)?(?:吗|么)?[?？。]*$|"
    r"有(?:没有|无)?(?:哪|任何|某|一)?[一]?(?:[项类个笔]|科目|费用)|(?<![a-z])(?:any|items?|one)(?![a-z])"
)


@dataclass(frozen=True)
class Bound:
    """What something is to be to an amount: ``holds(own, told)``, both in the same unit."""

    holds: Callable[[Decimal, Decimal], bool]
    amount: Amount

    def allows(self, figure: StoredFigure) -> bool | None:
        """Whether a figure is within the bound; None where the two cannot be compared."""
        if figure.value is None:
            return None
        if figure.amount_yuan is not None and is_money(self.amount.unit):
            return self.holds(figure.amount_yuan, to_yuan(self.amount.value, self.amount.unit))
        if figure.amount_yuan is None and figure.unit == self.amount.unit:
            return self.holds(figure.value, self.amount.value)
        return None


def bound_said(text: str) -> Bound | None:
    """The bound that a normalised question tells; None where it tells none that can be read."""
    found, told = _relations(text), told_amounts(text)
    if len(found) != 1 or len(told) != 1 or _RANGE.search(text):
        return None
    return Bound(dict(_RELATIONS)[found.pop()], told[0])


def bound_unread(text: str) -> bool:
    """Whether a question tells a bound that cannot be read: a range, two bounds, 超过一万元."""
    if _RANGE.search(text) or _OF_ANOTHER.search(text):
        return True
    words = any_of([word for kind, _ in _RELATIONS for word in question_words("comparison", kind)])
    before_number = re.compile(rf"(?:{words.pattern}) ?(?:rmb |cny )?{_NUMERAL}")
    bounded = _BEHIND.search(text) or before_number.search(text)
    return bool(bounded) and bound_said(text) is None


def asks_for_one(text: str) -> bool:
    """Whether a question asks if any of several things is within a bound (有没有超过10万元的)."""
    return bool(_FOR_ONE.search(text)) and (bound_unread(text) or bound_said(text) is not None)


def tells_relation(text: str) -> bool:
    """Whether a question says that something is to be above or below something."""
    return bool(_relations(text))


def without_bound(text: str) -> str:
    """A Chinese text without the bound that it tells (商品和服务支出里超过5万元的)."""
    words = any_of([word for kind, _ in _RELATIONS for word in question_words("comparison", kind)])
    clause = rf"(?:{words.pattern})?(?<!\d){_NUMERAL}[\d,.]*[万亿]?元?(?:以上|以下|以内)?的?"
    return re.sub(rf"{clause}$", "", text)


def without_bounds(text: str) -> str:
    """An English text without at least and at most, which rank nothing."""
    for kind in ("at_least", "at_most"):
        text = any_of(question_words("comparison", kind)).sub(" ", text)
    return text


def _relations(text: str) -> set[str]:
    text = _ASKING.sub(" ", text)
    found = {_BEHIND_MEANS[match["to"]] for match in _BEHIND.finditer(text)}
    for kind, _ in _RELATIONS:
        words = any_of(question_words("comparison", kind))
        if words.search(text):
            found.add(kind)
            text = words.sub(" ", text)
    return found
