"""The structured query that a question is read into, and the words both languages share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.content import Content
from assistant.understanding.organisations import Mention
from corpus.patterns import Pattern

# 2064万元 and 2,050.5 are amounts.
_YEAR = Pattern(
    r"(?<![\d.])(20\d\d)(?!\d|\.\d|,\d{3}(?!\d)|\s*(?:万|亿|元|%|个|人|辆|家|平方))\s*年?(?:度)?|(?<!\d)(\d\d)年(?:度)?"
)
_AS_OF = Pattern(
    r"(?:截至|截止|到)?(20\d\d)\s*年(?:年?底|年?末|12月31日|\d{1,2}月底|\d{1,2}月\d{1,2}日)|"
    r"end of (20\d\d)|as of [a-z0-9 ,]*?(20\d\d)"
)
CODE = Pattern(r"(?<![\d.,])(\d{3}(?:\d{2}){0,3})(?![\d.,年%万元])")
MAX_VARIANTS = 12
# Operations that leave no room for asking what a word means.
NOT_A_DEFINITION = frozenset(
    (
        "top",
        "bottom",
        "top_n",
        "list",
        "sum",
        "share",
        "change",
        "reason",
        "who",
        "where",
        "when",
        "basis",
        "units",
        "duties",
    )
)


@dataclass(frozen=True)
class Question:
    """A question as read.

    ``variants`` are the content texts to look up, best first: the user's own words, then with
    everyday words replaced by official labels.  ``operations`` are the kinds of work asked
    for; ``stated_year`` is a year whose amount a later document states (2025年执行数 in the
    budget of 2026); ``whole_side`` is the side
    of the budget ("支出", "收入") whose whole is asked for (:mod:`assistant.understanding.whole_side`);
    ``nth`` is the place in a ranking asked for (第二大);
    ``slips`` is how many characters may stay unexplained; ``years`` the fiscal years named in order, ``as_of`` a date's year (…年底), ``previous``
    whether the year before is spoken of; ``stage`` is "budget", "final" or "".
    """

    text: str
    language: str
    mentions: tuple[Mention, ...]
    years: tuple[int, ...]
    as_of: int | None
    previous: bool
    stage: str
    operations: frozenset[str]
    unit: str
    codes: frozenset[str]
    variants: tuple[Content, ...]
    unknown_agency: str = ""
    top_n: int = 1
    off_topic: bool = False
    slips: int = 0
    stated_year: int | None = None
    whole_side: str = ""
    nth: int = 1

    @property
    def organisations(self) -> tuple[str, ...]:
        """The organisations named, in order, each once; only unambiguous mentions."""
        seen: dict[str, None] = {}
        for mention in self.mentions:
            if len(mention.organisations) == 1:
                seen[mention.organisations[0]] = None
        return tuple(seen)

    @property
    def content(self) -> Content:
        """The content in the user's own words."""
        return self.variants[0]

    def asks(self, *operations: str) -> bool:
        """Whether any of the operations is asked for."""
        return bool(self.operations & set(operations))


def years_said(text: str) -> tuple[list[int], list[tuple[int, int]], int | None]:
    """Fiscal years, their places in the text, and the year of a date."""
    taken: list[tuple[int, int]] = []
    as_of = None
    for match in _AS_OF.finditer(text):
        as_of = int(next(g for g in match.groups() if g))
        taken.append(match.span())
    years: list[int] = []
    for match in _YEAR.finditer(text):
        if any(a <= match.start() < b for a, b in taken):
            continue
        year = int(match.group(1) or "20" + match.group(2))
        if year not in years:
            years.append(year)
        taken.append(match.span())
    return years, taken, as_of


# Words with 预算 in them that do not say which document is meant.
FUND_OR_STAGE = Pattern(
    r"完成预算|预算执行|预算完成|预算的百分之|年初预算|超出?预算|一般公共预算|政府性基金预算|国有资本经营预算|预算单位|预算管理"
)


# 比预算少多少 sets what was spent beside its budget.
AGAINST_BUDGET = Pattern(r"比(?:年初)?预算[多少超低高省节结]")


def stage_said(text: str, final: str, budget: str) -> str:
    """Which accounts the words ask for: "budget", "final", "both" or ""."""
    if final in text:
        return "final" if budget not in text else "both"
    return "budget" if budget in text else ""


_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ENGLISH_NUMERALS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def number_of(numeral: str) -> int:
    """三 and 3 as 3."""
    return int(numeral) if numeral.isdigit() else _NUMERALS[numeral]


# A place in a ranking: 第二大 and 排名第二, not the 第二高中 or 第二季度.
NTH = Pattern(
    r"(?P<last>倒数)第(?P<c>[二三四五六七八九十]|\d{1,2})(?!季|学|中学)|"
    r"排(?:名|行|在|位)*第(?P<a>[二三四五六七八九十]|\d{1,2})(?:名|位)?|"
    r"第(?P<b>[二三四五六七八九十]|\d{1,2})(?P<most>[大高多](?!中|校|等|级|队|学|街|厦|元)|(?P<least>[小少低](?!学|区|组|年|儿|保|碳)))|"
    r"(?P<en>second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:(?:largest|biggest|highest|greatest|most)|"
    r"(?P<en_least>smallest|lowest|least))(?![a-z])"
)
_ORDINALS = {
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
}


def nth_said(text: str) -> tuple[int, str, tuple[int, int] | None]:
    """The place in a ranking that a text asks for, "top" or "bottom", and where it is said;
    (1, "", None) where it asks for none."""
    match = NTH.search(text)
    if not match:
        return 1, "", None
    least = match["last"] or match["least"] or match["en_least"]
    said = match["a"] or match["b"] or match["c"]
    place = _ORDINALS[match["en"]] if match["en"] else _NUMERALS.get(said) or int(said)
    return place, "bottom" if least else "top", match.span()


def top_n(text: str) -> int:
    """How many of a ranking are asked for, 1 where no number is said."""
    match = re.search(
        r"前(\d{1,2}|[两二三四五六八十])|最[大高多小低少]的?(\d|[两二三四五六八十])[个项家]|"
        r"哪(\d|[两二三四五六八十])[个项家]",
        text,
    )
    if match:
        said = match.group(1) or match.group(2) or match.group(3)
        return int(said) if said.isdigit() else _NUMERALS[said]
    match = re.search(
        r"(two|three|four|five|ten|\d{1,2}) (?:items|largest|biggest|highest|smallest|organi[sz]ations|departments)",
        text,
    )
    match = match or re.search(r"top (two|three|four|five|ten|\d{1,2})", text)
    # Which three projects cost the most.
    match = match or re.search(
        r"(?:which|what|the|name) (two|three|four|five|ten|\d{1,2}) [a-z][a-z ]*?s (?=.*(?:most|least)(?![a-z]))",
        text,
    )
    if match:
        said = match.group(1)
        return int(said) if said.isdigit() else _ENGLISH_NUMERALS[said]
    return 1
