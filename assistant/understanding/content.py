"""The content of a question: which of its characters must be found in the source.

A question is answered from a cell only if every word of it that names something is found in
that cell's headers, table, section or document.  This is what keeps a half-understood
question from getting a wrong number: what stays unexplained leads to declining or asking back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from assistant.understanding.wordlists import WordPlaces, any_of, load, pattern, question_words
from corpus.amounts import Amount, find_amounts
from corpus.patterns import Pattern

# Roles of a character: taken (organisation, year: explained already), soft (may belong to a
# label but need not be found), required (must be found).
TAKEN, SOFT, REQUIRED = "x", "s", "r"


# What may stand before an amount told (不低于5万元).
_BOUNDS = any_of(
    word
    for kind in ("above", "below", "at_least", "at_most")
    for word in question_words("comparison", kind)
)
_ITEMS = Pattern(r"哪(?:些|几个|几项)(?:具体)?项目(?!支出|经费|资金)")


@dataclass(frozen=True)
class Content:
    """A text and the role of each of its characters."""

    text: str
    roles: str

    @cached_property
    def required(self) -> frozenset[int]:
        """Positions that must be found."""
        return frozenset(i for i, role in enumerate(self.roles) if role == REQUIRED)

    @cached_property
    def trade(self) -> frozenset[int]:
        """Words of the trade that are said but need not be found."""
        spoken = {i for i, role in enumerate(self.roles) if role == SOFT and self.text[i].isalnum()}
        return soft_positions(self.text) & frozenset(spoken)

    @cached_property
    def naming(self) -> frozenset[int]:
        """What must be found, or, if that is nothing, the words of the trade that are said."""
        return self.required or self.trade

    def requiring(self, labels) -> Content:
        """The same content, where whole labels that it says must be found, trade words or not.

        ``labels`` are special column headers: who says 项目支出 does not want the total.
        """
        roles = list(self.roles)
        for label in labels:
            start = self.text.find(label)
            while start >= 0:
                for position in range(start, start + len(label)):
                    if roles[position] == SOFT:
                        roles[position] = REQUIRED
                start = self.text.find(label, start + 1)
        return Content(self.text, "".join(roles))

    def words(self, positions) -> list[str]:
        """The given positions as runs of text, in order."""
        runs: list[str] = []
        last = None
        for position in sorted(positions):
            if last is not None and position == last + 1:
                runs[-1] += self.text[position]
            else:
                runs.append(self.text[position])
            last = position
        return runs


@lru_cache(maxsize=1)
def _soft_words() -> WordPlaces:
    words = [
        *question_words("filler"),
        *question_words("soft"),
        *question_words("comparison", "previous"),
    ]
    for kind in load("questions")["operation"]:
        words += question_words("operation", kind)
    words += list(load("questions")["unit"])
    return WordPlaces(words)


def content_of(text: str, taken: list[tuple[int, int]]) -> Content:
    """The roles of a normalised Chinese text; ``taken`` are ranges explained already, which the
    content's text leaves blank."""
    roles = [REQUIRED if _names_something(c) else SOFT for c in text]
    for start, end in _soft_words().of(_blanked(text, taken)):
        roles[start:end] = SOFT * (end - start)
    for match in re.finditer(r"[两二三四五六七八九十\d]+(?=[张个项类笔大家种])", text):
        # How many are asked about is checked against how many are found.
        roles[match.start() : match.end()] = SOFT * (match.end() - match.start())
    for match in re.finditer(
        rf"(?:{_BOUNDS.pattern})?(?:\d[\d,]*(?:\.\d+)?(?:万元|亿元|万|亿|元|%)|[一二两三四五六七八九十百千]+多?[万亿]元?)"
        r"(?:以上|以下|以内)?",
        text,
    ):
        # An amount told in the question describes the figure; it is compared, not looked up.
        roles[match.start() : match.end()] = SOFT * (match.end() - match.start())
    # 由哪些项目构成 asks for items, not for 项目支出.
    taken = [*taken, *(m.span() for m in _ITEMS.finditer(text))]
    for match in re.finditer("其他|其它", text):
        # 其他支出 is a subject of its own, never expenditure at large.
        roles[match.start() : match.end()] = REQUIRED * 2
    for start, end in taken:
        roles[start:end] = TAKEN * (end - start)
        own_part = re.match(r"本级|本部|机关(?!运行)", text[end:])
        if (
            own_part
            and re.search(r"[\u4e00-\u9fff]$", text[start:end])
            and not text[start:end].endswith("年")
        ):
            # 某局本级 is less than 某局: it must be found as a row of its own.
            roles[end : end + own_part.end()] = REQUIRED * own_part.end()
    # What is taken must not be found a second time in a label (司法局 in a row named 司法).
    return Content(_blanked(text, taken), "".join(roles))


# 50,000 yuan, RMB 1.5 million.
_NUMBER, _SIZE = r"\d[\d,]*(?:\.\d+)?", r"(?: ?(thousand|million|billion))?"
YUAN_IN_ENGLISH = Pattern(
    rf"(?<![a-z])(?:rmb|cny) ?({_NUMBER}){_SIZE}(?![a-z])|({_NUMBER}){_SIZE} ?(?:yuan|rmb|cny)(?![a-z])"
)
# In 2026 1.9 million yuan: the year is no part of the number.
_YEAR_BEFORE_NUMBER = Pattern(r"(?<![\d.,])(20\d\d) +(?=\d)")
_SIZES = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def _in_yuan(match: re.Match) -> str:
    number = Decimal((match[1] or match[3]).replace(",", ""))
    return f" {number * _SIZES[match[2] or match[4]]:f}元 "


def told_amounts(text: str) -> list[Amount]:
    """The amounts a question tells; in speech 100万 is 100万元, 1.5 million yuan 1500000元."""
    text = YUAN_IN_ENGLISH.sub(_in_yuan, _YEAR_BEFORE_NUMBER.sub(r"\1年 ", text))
    return find_amounts(re.sub(r"(?<=\d)([万亿])(?!元)", r"\1元", text))


def required_content(text: str) -> Content:
    """Content in which every character that can name something must be found."""
    return Content(text, "".join(REQUIRED if _names_something(c) else SOFT for c in text))


def _blanked(text: str, taken: list[tuple[int, int]]) -> str:
    for start, end in taken:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _names_something(character: str) -> bool:
    return character.isalnum()


@lru_cache(maxsize=65536)
def soft_positions(label: str) -> frozenset[int]:
    """Positions of a label that are words of the trade (支出, 经费, 预算) rather than its name."""
    found: set[int] = set()
    for match in pattern("soft").finditer(label):
        found |= set(range(match.start(), match.end()))
    found |= {i for i, c in enumerate(label) if not c.isalnum()}
    return frozenset(found)


@lru_cache(maxsize=200_000)
def overlap(label: str, text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where a label and a text share runs of two or more characters.

    Returns the positions in the text and the positions in the label.
    """
    places = pair_places(text)
    in_text: set[int] = set()
    in_label: set[int] = set()
    for i, pair in enumerate(pairs_of(label)):
        found = places.get(pair)
        if found is not None:
            in_text |= found
            in_label |= {i, i + 1}
    return (frozenset(in_text), frozenset(in_label)) if in_label else _NOTHING_SHARED


_NOTHING_SHARED = (frozenset[int](), frozenset[int]())


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters of a text, in order."""
    return [text[i : i + 2] for i in range(len(text) - 1)]


@lru_cache(maxsize=1024)
def pair_places(text: str) -> dict[str, set[int]]:
    """The positions that each pair of neighbouring characters takes in a text."""
    places: dict[str, set[int]] = {}
    for i, pair in enumerate(pairs_of(text)):
        places.setdefault(pair, set()).update((i, i + 1))
    return places
