"""Every number of a free text, however it is written: digits, Chinese numerals, English words.

Unlike :func:`corpus.amounts.find_amounts`, which reads what is certain to be an amount, this
finds whatever a reader could take for a number, so that none passes unnoticed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from corpus.amounts import unit_pattern
from corpus.vocabulary_files import vocabulary

# Units of what any noun may be counted by in English: 3个部门 are 3 departments.
COUNTERS = frozenset("个项家所名条次份件户场处部批张台套间组期篇册类种位")

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "兩": 2, "俩": 2, "仨": 3}
_FORMAL = {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", start=1)} | {"貳": 2, "陸": 6}
_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30}
_NUMERALS = "".join([*_DIGITS, *_FORMAL, *_SCALES, *_MYRIADS, *_TENS, "半", "点"])
_VAGUE_ALONE = frozenset("百千万萬亿億佰仟")
_ONLY_IN_RUNS = frozenset([*_FORMAL, "拾", "佰", "仟"])

_ARABIC = r"\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_ENDS = _NUMERALS.replace("点", "")
_CHINESE = f"[{_ENDS}](?:[{_NUMERALS}]*[{_ENDS}])?"
_QUOTES = re.compile(r"[“”\"'‘’「」『』《》]")


@dataclass(frozen=True)
class Number:
    """A number in a text.

    ``value`` is None where something is a number but not which.  ``units`` are the printed
    units it may be in; "" stands for none.  ``in_word`` tells a numeral that may only be part
    of a word (九江), ``around`` its neighbourhoods in the text, of which one must be copied.  ``span`` is its place in the
    folded text (:func:`folded`), the unit included.
    """

    value: Decimal | None
    units: frozenset[str]
    span: tuple[int, int]
    in_word: bool = False
    around: tuple[str, ...] = ()


@cache
def words(*path: str) -> tuple[str, ...] | dict:
    """A part of ``worded_text.toml``."""
    node = vocabulary("worded_text", Path(__file__).parent)
    for key in path:
        node = node[key]
    return node if isinstance(node, dict) else tuple(sorted(node, key=len, reverse=True))


def folded(text: str) -> str:
    """A text in the form in which its numbers are read: width folded, no quotation marks."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


def numbers_in(text: str) -> list[Number]:
    """All numbers of a text, in order."""
    plain = folded(text)
    for word in words("words_with_numerals"):
        plain = plain.replace(word, "\n" * len(word))
    found = [_arabic(plain, match) for match in _arabic_pattern().finditer(plain)]
    taken = [n.span for n in found]
    for match in [*_chinese_pattern().finditer(plain), *_english_pattern().finditer(plain)]:
        if not any(a < match.end() and match.start() < b for a, b in taken):
            read = _english if match["number"].isascii() else _chinese
            number = read(plain, match)
            if number is not None:
                found.append(number)
                taken.append(number.span)
    for match in re.finditer("|".join(words("amounts_in_words")), plain):
        found.append(Number(None, frozenset(), match.span(), around=(match[0],)))
    for place, character in enumerate(plain):
        strange = not character.isascii() and character not in _NUMERALS
        if strange and unicodedata.category(character) in ("Nd", "Nl", "No"):
            found.append(Number(None, frozenset(), (place, place + 1)))
    return sorted(found, key=lambda n: n.span)


@cache
def _unit() -> str:
    """A regular expression for whatever unit may stand behind a number."""
    own = [*words("chinese", "time"), *words("chinese", "measure")]
    english = [*words("english", "units"), *words("english", "other_units")]
    english += list(words("english", "numbers"))
    latin = "|".join(rf"{re.escape(w)}(?![a-z])" for w in sorted(english, key=len, reverse=True))
    own = sorted([*map(re.escape, own), *unit_pattern().split("|")], key=len, reverse=True)
    printed = "|".join(own)
    rough = "".join(words("rough"))
    return (
        rf"(?P<rough>[{rough}])?\s?"
        rf"(?P<unit>[十百千万亿]*(?:{printed})|[十百千万亿]+|[\s-]?(?:{latin}))?"
    )


@cache
def _arabic_pattern() -> re.Pattern:
    before = [*words("english", "currency_before"), *words("english", "foreign_before")]
    signs = "|".join(re.escape(w) for w in sorted(before, key=len, reverse=True))
    return re.compile(
        rf"(?P<before>(?:{signs})\s?)?(?P<of>[百千万]分之\s?)?(?P<sign>(?<![\d-])[-−](?=\d))?"
        rf"(?P<number>{_ARABIC})\s?{_unit()}",
        re.I,
    )


@cache
def _chinese_pattern() -> re.Pattern:
    return re.compile(
        rf"(?P<before>第|数|几|约|近|超|逾|达|仅|共|计|余)?(?P<of>[百千万]分之)?(?P<number>{_CHINESE})\s?{_unit()}"
    )


@cache
def _english_pattern() -> re.Pattern:
    said = "|".join(sorted(words("english", "numbers"), key=len, reverse=True))
    # may before a number is the month, elsewhere a verb
    months = "|".join(rf"{m}(?=\s\d)" if m == "may" else m for m in words("english", "months"))
    return re.compile(rf"(?<![a-z])(?P<number>{said}|{months})(?![a-z])(?P<next>\s+of\b)?", re.I)


_PARTS = {"百分之": "%", "千分之": "‰", "万分之": "‱"}


def _arabic(text: str, match: re.Match) -> Number:
    value = Decimal(re.sub(r"[, ]", "", match["number"]))
    if match["sign"]:
        value = -value
    before = (match["before"] or "").strip().lower()
    units = _units(match, text)
    if match["of"]:
        units = frozenset([_PARTS[match["of"].strip()]])
    elif before in words("english", "foreign_before"):
        units = frozenset(["foreign"])
    elif before and units <= {""} | COUNTERS:
        units = frozenset(["元"])
    elif before and not any("元" in unit for unit in units):
        units = frozenset(f"{unit}元" for unit in units)
    return Number(value, units, match.span())


def _units(match: re.Match, text: str) -> frozenset[str]:
    """The printed units that the words behind a number may stand for."""
    said = (match["unit"] or "").strip(" -").lower()
    rough = match["rough"] or ""
    if not said:
        if rough:
            return frozenset([rough])
        noun = re.match(r"[\s-]?[a-z]", text[match.end() :], re.I)
        return frozenset(["", *COUNTERS]) if noun else frozenset([""])
    if said in words("english", "units"):
        return frozenset(rough + unit for unit in words("english", "units")[said])
    return frozenset([rough + {"年度": "年", "号": "日"}.get(said, said)])


def _chinese(text: str, match: re.Match) -> Number | None:
    run = match["number"]
    said = match["unit"] or match["rough"] or match["of"]
    if len(run) == 1 and run in _ONLY_IN_RUNS and not said:
        return None
    start, end = match.span("number")
    plain_word = len(run) == 1 and not (said or match["before"])
    if plain_word:
        around = (text[max(0, start - 1) : end + 1], text[max(0, start - 2) : end])
        around += (text[start : end + 2],)
    else:
        around = (text[max(0, match.start() - 1) : match.end()],)
    units = frozenset([_PARTS[match["of"]]]) if match["of"] else _units(match, text)
    if match["before"] == "第":
        units = frozenset(f"第{unit}" for unit in units)
    span = match.span() if not plain_word else (start, end)
    # 数十万元 and 百万元 are amounts, but not which.
    vague = match["before"] in ("数", "几") or (run[0] in _VAGUE_ALONE)
    return Number(None if vague else numeral_value(run), units, span, plain_word, around)


def numeral_value(run: str) -> Decimal | None:
    """The value of a Chinese numeral (三百二十万, 二〇二六, 一点二万), None if it has none."""
    if run == "半":
        return Decimal("0.5")
    whole, point, fraction = run.partition("点")
    if point:
        scale = fraction.lstrip("".join([*_DIGITS, *_FORMAL]))
        digits = fraction[: len(fraction) - len(scale)]
        if not whole or not digits or "点" in fraction or set(scale) - set(_MYRIADS):
            return None
        base, tail = numeral_value(whole), "".join(str(_digit(c)) for c in digits)
        if base is None:
            return None
        factor = 1
        for character in scale:
            factor *= _MYRIADS[character]
        return (base + Decimal(f"0.{tail}")) * factor
    if all(_digit(c) is not None for c in run):
        return Decimal("".join(str(_digit(c)) for c in run))
    return _composed(run)


def _digit(character: str) -> int | None:
    return _DIGITS.get(character, _FORMAL.get(character))


def _composed(run: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last = 0
    for character in run:
        if _digit(character) is not None:
            digit = _digit(character)
        elif character in _TENS:
            section += _TENS[character]
        elif character in _SCALES:
            section += (1 if digit is None else digit) * _SCALES[character]
            digit = None
        elif character in _MYRIADS:
            section, digit = section + (digit or 0), None
            scale = _MYRIADS[character]
            if not section and not total:
                return None
            # 一亿二千万 adds, 三万亿 multiplies.
            total = total + section * scale if scale < last else (total + section) * scale
            section, last = 0, scale
        else:
            return None
    return Decimal(total + section + (digit or 0))


def _english(text: str, match: re.Match) -> Number | None:
    word = match["number"].lower()
    if word == "one" and match["next"]:
        # one of them tells no number
        return None
    if word in words("english", "months"):
        month = Decimal(words("english", "months")[word])
        return Number(month, frozenset(["月"]), match.span("number"))
    value = Decimal(words("english", "numbers")[word])
    rest = re.compile(rf"\s?{_unit()}", re.I).match(text, match.end("number"))
    return Number(value, _units(rest, text), (match.start(), rest.end()))
