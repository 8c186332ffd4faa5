"""Checking a text that a language model worded: may it stand for the sentences it was given?

The text is thrown away at the first thing in it that cannot be accounted for.  What is looked
at: its form and language; every number, which must be one of the given in value and unit; that
numbers stand in the order and beside the words they were given with; words that turn a
statement round; bodies that were not named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.language_model.numbers import Number, folded, numbers_in, words
from assistant.understanding.content import overlap
from assistant.understanding.organisations import agency_like
from assistant.understanding.wordlists import any_of, english_agencies
from corpus.amounts import canonical_unit, is_money, plain, to_yuan
from corpus.text import normalise, sentences

_LONGEST = {"zh": 400, "en": 1200}
# Links, markup and code, which no sentence of a publication needs.
_MARKUP = re.compile(r"[<>\[\]{}`|\\]|://|www\.|\*\*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_YEARS = (1900, 2100)
_DATES = frozenset(("年", "月", "日", "季度"))
_THIS_BODY = re.compile(r"(?:该|本|我)[局委厅院]$")
# How much of a Chinese text must stand in its source.
_GROUNDED = 0.6


@dataclass(frozen=True)
class Given:
    """What the model was given to word: the ``quotes`` and the names around them (document,
    section, organisation), which may be said but hold no figures of their own."""

    quotes: str
    names: str = ""

    @cached_property
    def text(self) -> str:
        """All of it, as numbers are read in it."""
        return folded(f"{self.names}\n{self.quotes}")

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of the quotes, in order."""
        return numbers_in(self.quotes)

    @cached_property
    def figures(self) -> list[Number]:
        """The numbers of the quotes that are neither dates nor parts of words."""
        return [n for n in self.numbers if not (n.in_word or n.units & _DATES)]

    @cached_property
    def of_names(self) -> list[Number]:
        """The numbers of the names: years, mostly."""
        return numbers_in(self.names)

    @cached_property
    def readings(self) -> dict[int, Number]:
        """By its place among the numbers, the same amount exactly in yuan."""
        found = {}
        for place, number in enumerate(self.numbers):
            unit = canonical_unit(next(iter(number.units))) if len(number.units) == 1 else ""
            if number.value is not None and is_money(unit) and unit != "元":
                yuan = to_yuan(number.value, unit)
                found[place] = Number(yuan, frozenset(["元"]), number.span)
        return found

    def printed(self) -> list[str]:
        """The figures that may be stated, each with its reading in yuan where it has one."""
        said = []
        for place, number in enumerate(self.numbers):
            if number in self.figures and number.value is not None:
                text = self._folded_quotes[slice(*number.span)].strip()
                reading = self.readings.get(place)
                exact = f" = {plain(reading.value.normalize() + 0)}元" if reading else ""
                said.append(text + exact)
        return list(dict.fromkeys(said))

    @cached_property
    def _folded_quotes(self) -> str:
        return folded(self.quotes)


def objection(text: str, given: Given, language: str) -> str:
    """Why a text may not stand, "" if it may.  ``language`` is the one asked for, "zh" or "en"."""
    checks = (
        _form(text, language),
        _numbers(text, given),
        _pairing(text, given, language),
        _turned_round(text, given, language),
        _bodies(text, given),
        _grounding(text, given, language),
    )
    return next((found for found in checks if found), "")


def _form(text: str, language: str) -> str:
    if not text.strip():
        return "it is empty"
    if len(text) > _LONGEST.get(language, _LONGEST["en"]):
        return "it is too long"
    if any(unicodedata.category(c)[0] == "C" and c != "\n" for c in text):
        return "it holds control characters"
    if _MARKUP.search(text):
        return "it holds markup or a link"
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    # A Chinese word says as much as some four letters.
    if (language == "zh") != (han * 4 >= latin):
        return "it is in another language"
    return ""


def _numbers(text: str, given: Given) -> str:
    known = [*given.numbers, *given.of_names, *given.readings.values()]
    for number in numbers_in(text):
        if not (_is_copied(number, given) or any(_same(number, other) for other in known)):
            return "it states a number that was not given"
    return ""


def _is_copied(number: Number, given: Given) -> bool:
    """Whether a numeral stands in a word, or has no value, just as it was given."""
    if not number.in_word and number.value is not None:
        return False
    return any(len(piece) > 1 and piece in given.text for piece in number.around)


def _same(number: Number, other: Number) -> bool:
    if number.value is None or number.value != other.value:
        return False
    if number.units & other.units:
        return True
    year = other.units == {"年"} and _YEARS[0] <= other.value <= _YEARS[1]
    # 3月5日 is March 5, 2026年 is 2026 in English.
    return "" in number.units and (year or other.units == {"日"})


def _pairing(text: str, given: Given, language: str) -> str:
    """Numbers keep their order, and in Chinese figures keep the words before them."""
    places = [i for i, n in enumerate(given.numbers) if not n.in_word]
    figures = [i for i in places if given.numbers[i] in given.figures]
    stated = [n for n in numbers_in(text) if _place(n, given, places, 0) is not None]
    if language != "zh":
        said = [n for n in stated if _place(n, given, figures, 0) is not None]
        several = len({(given.numbers[i].value, given.numbers[i].units) for i in figures}) > 1
        if said and several:
            return "which of several figures it means cannot be checked in this language"
        return ""
    clauses = _clauses(given.quotes, given.numbers)
    at, last = 0, None
    for number, clause in zip(stated, _clauses(text, stated), strict=True):
        place = _place(number, given, places, at)
        if place is None:
            return "its numbers are in another order"
        # 0.26万元（2600元） is one figure told twice.
        again, follows = place == last, place - 1 == last
        at = last = place
        if follows and not any(map(str.isalnum, clause + clauses[place])):
            # 11批次、86人次: nothing stands between them in the source either.
            continue
        if again or place not in figures or len(figures) < 2:
            continue
        shared = {i: len(overlap(normalise(clause), normalise(clauses[i]))[0]) for i in figures}
        if not shared[place] or shared[place] < max(shared.values()):
            return "a number stands beside other words than it was given with"
    return ""


def _place(number: Number, given: Given, places: Sequence[int], start: int) -> int | None:
    """The first of some places among the given numbers, from ``start`` on, that a text states."""
    for place in places:
        reading = given.readings.get(place)
        if place >= start and (
            _same(number, given.numbers[place]) or (reading is not None and _same(number, reading))
        ):
            return place
    return None


def _clauses(text: str, numbers: Sequence[Number]) -> list[str]:
    """The words before each number: from the number before it or the start of its sentence."""
    plain_text = folded(text)
    starts = [a for a, _ in sentences(plain_text)]
    found, last = [], 0
    for number in numbers:
        first = max([last, *(a for a in starts if a <= number.span[0])])
        found.append(plain_text[first : number.span[0]])
        last = number.span[1]
    return found


def _turned_round(text: str, given: Given, language: str) -> str:
    if any(_says(t, text) and not _says(t, given.quotes) for t in ("more", "less", "none")):
        return "it turns a statement round"
    source = [given.quotes[a:b] for a, b in sentences(given.quotes)]
    if language == "zh":
        spoken = [text[a:b] for a, b in sentences(text)]
        pairs = [(s, max(source, key=lambda o: len(overlap(s, o)[0]), default="")) for s in spoken]
    else:
        # Which sentence a text of another language stands for is certain where there is one.
        pairs = [(text, source[0])] if len(source) == 1 else []
    if any(_says("none", original) != _says("none", said) for said, original in pairs):
        return "it turns a statement round"
    return ""


def _says(turn: str, text: str) -> bool:
    patterns = (any_of(words("turning", turn, tongue)) for tongue in ("chinese", "english"))
    return any(pattern.search(text.lower()) for pattern in patterns)


def _bodies(text: str, given: Given) -> str:
    known = normalise(given.text)
    plain_text = normalise(text)
    for english, chinese in english_agencies():
        if english not in plain_text:
            continue
        named = re.search(rf"(?<![a-z]){re.escape(english)}(?![a-z])", plain_text)
        if named and not any(name in known for name in chinese):
            return "it names a body that was not given"
    body = agency_like(plain_text)
    while body:
        # The words before a name are not part of it: 根据某局 is 某局.
        inner = next((body[i:] for i in range(len(body) - 2) if body[i:] in known), "")
        if not inner and not _THIS_BODY.search(body):
            return "it names a body that was not given"
        plain_text = plain_text.replace(body, "\n")
        body = agency_like(plain_text)
    return ""


def _grounding(text: str, given: Given, language: str) -> str:
    """Whether a Chinese text says what its source says, in enough of its words."""
    if language != "zh":
        return ""
    plain_text = normalise(text)
    han = {i for i, c in enumerate(plain_text) if _HAN.match(c)}
    shared = overlap(plain_text, normalise(given.text))[1]
    return "" if len(han & shared) >= _GROUNDED * len(han) else "it says other things"
