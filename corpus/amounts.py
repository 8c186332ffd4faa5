"""Exact amounts: reading printed numbers, their units, and comparing them at printed precision.

Everything is :class:`decimal.Decimal`; nothing here passes through float.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.vocabulary_files import vocabulary

_NUMBER = r"[-+−△▲]?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+−△▲]?\s?\d+(?:\.\d+)?"
_DASHES = Pattern(r"[-–—－―ー─_/／]+|\*+")
_WHOLE = Pattern(rf"({_NUMBER})")
_BOUND_BEFORE = (
    r"(?:≥|≤|>=|<=|>|<|＞|＜|不低于|不少于|不超过|不高于|大于等于|小于等于|达到|大于|小于|约)?"
)
_BOUND_AFTER = r"(?:以上|以下|以内|左右|及以上|及以下|\(含\))?"


# What may follow the telling word of a header: 人数合计, 占比(%), 面积数.
_HEADER_REMARK = Pattern(r"(?:\([^()]*\)|合计|小计|总计|情况)+$|(?<=[比率重例])%$")

# Measure words that are units only when no word grows out of them: 3个月, 2部门, 1期工程.
_AMBIGUOUS_UNITS = frozenset("个分部期次名条项")
_NOT_AFTER_UNIT = "月年别期点之门署类目）)"
# What an amount may be counted by, besides the units: 元/年, 元/生.
_PER = "年|月|日|季|生|车|公里|平方公里"
_RATIOS = frozenset(("%", "％", "‰", "个百分点", "倍"))
# 5万 is money at the end of a clause only; 5万农户 and 3亿斤 are not.
_BARE_SCALES = frozenset("万亿")
_AFTER_BARE_SCALE = Pattern(r"$|[^\w]|余元|以上|以下|以内|左右")
# One character for one, so that places in the text stay: full-width figures as converters and
# forms print them.
_FULL_WIDTH_FIGURES = str.maketrans("０１２３４５６７８９．－＋％", "0123456789.-+%")
_FULL_WIDTH_COMMA = Pattern(r"(?<!\d)(\d{1,3}(?:[,，]\d{3})+)(?!\d)")
_BEHIND_NUMBER = Pattern(r"\d\s?(\D)")
# What stands before a number that is not whole: the end of a range (5至10万元), the tail of a
# number broken by blanks (3 175.50).
_BROKEN_BEFORE = Pattern(r"\d\s*[-–—~～至到]\s*$|\d[.,]?\s+$")


def _units() -> dict:
    return vocabulary("units")


@lru_cache(maxsize=1)
def _money() -> dict[str, Decimal]:
    return {name: Decimal(factor) for name, factor in _units()["money"].items()}


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """A regular expression that matches any known unit, the longest first."""
    other = list(_units()["other"])
    # 36万人次 counts people: 万 before a measure word is no money.
    many = [f"{scale}{name}" for scale in "万亿" for name in other if name not in _RATIOS]
    names = sorted([*_units()["money"], *other, *many], key=len, reverse=True)
    return "|".join(re.escape(name) for name in names)


@lru_cache(maxsize=1)
def _unit_beginnings() -> frozenset[str]:
    return frozenset(name[0] for name in (*_units()["money"], *_units()["other"], "万", "亿"))


@dataclass(frozen=True)
class Printed:
    """A number as printed: its exact value, its unit ("" if none stands beside it), its text."""

    state: CellState
    text: str
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class Amount:
    """A number with unit found in running text; ``span`` is its character range there."""

    value: Decimal
    unit: str
    printed: str
    span: tuple[int, int]


def _decimal(text: str) -> Decimal:
    folded = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    sign = -1 if folded[0] in "-−△▲" else 1
    return sign * Decimal(folded.lstrip("+-−△▲"))


def canonical_unit(unit: str) -> str:
    """The name a unit is kept under (％ → %, 万 → 万元); "" stays ""."""
    if unit in ("万", "亿"):
        return unit + "元"
    return _units()["other"].get(unit, unit)


@lru_cache(maxsize=65536)
def parse_cell(text: str) -> Printed:
    """What a table cell prints: a number, nothing, a dash or other text.

    ``40个以上`` is the number 40 in 个; ``2026年12月`` and ``1-12月`` are text.  A number in
    brackets is kept as text: some houses mean a negative by it, others a remark.
    """
    stripped = text.strip()
    if not stripped:
        return Printed(CellState.BLANK, "")
    if any(unicodedata.category(c) in ("No", "Nl") for c in stripped):
        # Folding would turn the footnote of 12.5① and 12² into digits of the number.
        return Printed(CellState.TEXT, stripped)
    folded = unicodedata.normalize("NFKC", stripped)
    if _DASHES.fullmatch(folded):
        return Printed(CellState.DASH, stripped)
    match = _WHOLE.fullmatch(folded)
    if match:
        return Printed(CellState.NUMBER, stripped, _decimal(match.group(1)))
    match = re.fullmatch(
        rf"{_BOUND_BEFORE}\s?({_NUMBER})\s?({unit_pattern()})\s?{_BOUND_AFTER}", folded
    )
    if match:
        unit = canonical_unit(match.group(2))
        return Printed(CellState.NUMBER, stripped, _decimal(match.group(1)), unit)
    return Printed(CellState.TEXT, stripped)


def find_amounts(text: str) -> list[Amount]:
    """Every number followed by a unit in running text, in order.

    Dates, codes and item numbers carry no unit and are left out; so is the number of a
    longer token (``A4``, ``2026年``), an ordinal (第3批), a range (5至10万元), and a number broken
    by blanks (``3 175.50万元``), of which only the tail could be read.
    """
    found = []
    folded = _folded(text)
    if _unit_beginnings().isdisjoint(_BEHIND_NUMBER.findall(folded)):
        return []
    for match in re.finditer(rf"(?<![\dA-Za-z.])({_NUMBER})\s?({unit_pattern()})", folded):
        unit = match.group(2)
        printed = match.group(1)
        start = match.start(1)
        before = folded[max(0, start - 12) : start]
        after = folded[match.end() : match.end() + 2]
        if printed[0] in "-−+" and re.search(r"[年月日]$", before):
            printed = printed[1:]
            start += 1
        if _is_no_amount(printed, unit, before, after):
            continue
        found.append(
            Amount(
                _decimal(printed),
                canonical_unit(unit),
                text[start : start + len(printed)].strip(),
                (start, match.end()),
            )
        )
    return found


def _folded(text: str) -> str:
    """The text with full-width figures as plain ones, character for character."""
    plain_figures = text.translate(_FULL_WIDTH_FIGURES)
    return _FULL_WIDTH_COMMA.sub(lambda match: match[1].replace("，", ","), plain_figures)


def _is_no_amount(printed: str, unit: str, before: str, after: str) -> bool:
    """Whether the words around a number and its unit show that it is not an amount."""
    if unit in _AMBIGUOUS_UNITS and after and after[0] in _NOT_AFTER_UNIT:
        return True
    if unit in _BARE_SCALES and not _AFTER_BARE_SCALE.match(after):
        return True
    if printed[0] in "-−" and re.search(r"\d$", before):
        return True
    if before.endswith("第") and unit not in _money():
        return True
    return _BROKEN_BEFORE.search(before) is not None


def is_unit(text: str) -> bool:
    """Whether a text is a known unit and nothing else."""
    return re.fullmatch(unit_pattern(), unicodedata.normalize("NFKC", text.strip())) is not None


def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    return unit in _money()


def to_yuan(value: Decimal, unit: str) -> Decimal | None:
    """The exact amount in yuan, or None if ``unit`` is not one of money."""
    factor = _money().get(unit)
    if factor is None:
        return None
    with localcontext() as context:
        context.prec = 60
        return value * factor


def from_yuan(amount: Decimal, unit: str) -> Decimal:
    """An amount in yuan expressed exactly in another unit of money.  KeyError if not money."""
    with localcontext() as context:
        context.prec = 60
        return (amount / _money()[unit]).normalize() + Decimal(0)


def plain(value: Decimal) -> str:
    """A decimal in plain digits: no exponent, no thousands separators, printed zeros kept."""
    return format(value, "f")


def agree(a: Decimal, a_unit: str, b: Decimal, b_unit: str) -> bool:
    """Whether two printed figures are the same amount at the coarser of their precisions.

    37,151.47万元 agrees with 371,514,655元.  Zero agrees only with zero: 0万元 is no rounding
    of 0.26万元.  Figures that are not money agree when unit and value are equal.
    """
    a_digit = Decimal(1).scaleb(a.as_tuple().exponent)
    b_digit = Decimal(1).scaleb(b.as_tuple().exponent)
    return same_money(a, a_unit, a_digit, b, b_unit, b_digit)


def same_money(
    a: Decimal, a_unit: str, a_quantum: Decimal, b: Decimal, b_unit: str, b_quantum: Decimal
) -> bool:
    """Whether two amounts are the same at the coarser of two precisions, each in its unit."""
    a_yuan, b_yuan = to_yuan(a, a_unit), to_yuan(b, b_unit)
    if a_yuan is None or b_yuan is None:
        return a_unit == b_unit and a == b
    if not a or not b:
        return a == b
    coarser = max(to_yuan(a_quantum, a_unit), to_yuan(b_quantum, b_unit))
    return round_to(a_yuan, coarser) == round_to(b_yuan, coarser)


def round_to(value: Decimal, quantum: Decimal) -> Decimal:
    """``value`` rounded half up to a multiple of ``quantum``."""
    with localcontext() as context:
        context.prec = 60
        return (value / quantum).quantize(Decimal(1), rounding=ROUND_HALF_UP) * quantum


def unit_in(text: str) -> str:
    """The unit a header or unit line states, "" if none: 单位：万元 → 万元, 金额（元） → 元."""
    folded = unicodedata.normalize("NFKC", text)
    # A unit ends where it is printed to end: 单位：元谋县 and 单位：人社局 name who, not what.
    match = re.search(
        rf"(?:单位|金额)\s*[:：]\s*(?:人民币)?\s*({unit_pattern()})(?![\w])", folded
    ) or re.search(rf"[(]\s*单位\s*[:：]?\s*(?:人民币)?\s*({unit_pattern()})\s*[),、]", folded)
    if match:
        return canonical_unit(match.group(1))
    match = re.search(rf"[(]\s*(?:人民币)?\s*({unit_pattern()})\s*[)]", folded)
    if not match:
        # 元/人 is no money: amounts in it cannot be summed or compared with those in 元.
        match = re.search(
            rf"[(]\s*((?:{unit_pattern()})/(?:{_PER}|{unit_pattern()}))\s*[)]", folded
        )
    # 行政运行（项） and 检测站（所） are names.
    if match and match.group(1) not in _units()["names_in_brackets"]:
        return canonical_unit(match.group(1))
    return ""


def header_unit(text: str) -> str | None:
    """The unit a header's wording implies (人数 → 人), "" if it is known to be another than the
    table's but not which, None if the header says nothing."""
    folded = _HEADER_REMARK.sub("", unicodedata.normalize("NFKC", text))
    for word, unit in _units()["header"].items():
        if folded.endswith(word):
            return unit
    # 为预算的%, or % alone under 增减.
    return "%" if folded.endswith("%") else None
