"""What a question asks, read without any language model: the structured query.

Reading only finds words: organisations, years, operations, units, codes and the content that
remains.  Which figure is meant is decided against the library (:mod:`assistant.engine`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.content import Content, content_of, required_content
from assistant.official import official_spans
from assistant.organisations import Directory, Mention
from assistant.wordlists import (
    any_of,
    english_terms,
    load,
    pattern,
    question_words,
    said_in,
    synonyms,
)
from corpus.text import normalise

# 2064万元 and 2,050.5 are amounts.
_YEAR = re.compile(
    r"(?<![\d.])(20\d\d)(?!\d|\.\d|,\d{3}(?!\d)|\s*(?:万|亿|元|%|个|人|辆|家|平方))\s*年?(?:度)?|(?<!\d)(\d\d)年(?:度)?"
)
_AS_OF = re.compile(
    r"(?:截至|截止|到)?(20\d\d)\s*年(?:年?底|年?末|12月31日|\d{1,2}月底|\d{1,2}月\d{1,2}日)|"
    r"end of (20\d\d)|as of [a-z0-9 ,]*?(20\d\d)"
)
_CODE = re.compile(r"(?<![\d.,])(\d{3}(?:\d{2}){0,3})(?![\d.,年%万元])")
_MAX_VARIANTS = 12


@dataclass(frozen=True)
class Question:
    """A question as read.

    ``variants`` are the content texts to look up, best first: the user's own words, then with
    everyday words replaced by official labels.  ``operations`` are the kinds of work asked
    for; ``stated_year`` is a year whose amount a later document states (2025年执行数 in the
    budget of 2026); ``slips`` is how many characters may stay unexplained; ``years`` the fiscal years named in order, ``as_of`` a date's year (…年底), ``previous``
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


def read_question(text: str, directory: Directory) -> Question:
    """Reads a question in Chinese or English."""
    folded = normalise(re.sub(r"(?<=[A-Za-z])['’]s?\b", " ", text))
    chinese = len(re.findall(r"[\u4e00-\u9fff]", folded))
    latin = len(re.findall(r"[a-z]{2,}", folded))
    if (latin > 2 and latin * 2 > chinese) or (latin > 1 and re.match(r"[a-z]{2}", folded)):
        return _read_english(folded, directory)
    return _read_chinese(folded, directory)


def _years(text: str) -> tuple[list[int], list[tuple[int, int]], int | None]:
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


def _read_chinese(text: str, directory: Directory) -> Question:
    mentions = directory.mentions(text)
    years, taken, as_of = _years(text)
    taken += [m.span for m in mentions]
    before = re.compile(rf"(?:{pattern('comparison', 'previous').pattern})(?!结转|结余)")
    taken += [m.span() for m in before.finditer(text)]
    # 第一 in the name of a school asks for no ranking.
    unnamed = _blanked(text, [m.span for m in mentions])
    operations = _consistent(
        frozenset(
            kind
            for kind in load("questions")["operation"]
            if pattern("operation", kind).search(unnamed)
        ),
        unnamed,
    )
    codes = frozenset(
        m.group(1) for m in _CODE.finditer(text) if not any(a <= m.start() < b for a, b in taken)
    )
    unit = next((u for word, u in load("questions")["unit"].items() if _asks_unit(word, text)), "")
    content = content_of(text, taken)
    return Question(
        text=text,
        language="zh",
        mentions=tuple(mentions),
        years=tuple(years),
        as_of=as_of,
        previous=bool(before.search(text)),
        stage=_stage(_FUND_OR_STAGE.sub("", text), "决算", "预算"),
        operations=operations,
        unit=unit,
        codes=codes,
        variants=tuple(_variants(text, content, taken)),
        top_n=_top_n(text),
        off_topic=any(word in text for word in question_words("beyond")),
    )


def _blanked(text: str, spans) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _asks_unit(word: str, text: str) -> bool:
    """Whether a measure word asks for a count (几个 before 项目 asks for the projects)."""
    return bool(re.search(rf"{re.escape(word)}(?!科目|项目|单位|方面|部分|专项|类|子项)", text))


# Operations that leave no room for asking what a word means.
_NOT_A_DEFINITION = frozenset(
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


def _consistent(operations: frozenset[str], text: str) -> frozenset[str]:
    """Operations without those that another one explains away (最大的是啥 asks no meaning)."""
    if operations & _NOT_A_DEFINITION and "意思" not in text:
        operations = operations - {"definition"}
    if "list" in operations:
        operations = operations - {"where"}
    if operations & {"change", "growth"} and "share" in operations and "占" not in text:
        # 下降百分之几 asks how fast, not how large a part.
        operations = operations - {"share"} | {"growth"}
    if not operations & _NOT_A_DEFINITION and re.search(r"[^多]是什么[?？。]?$", text):
        operations = operations | {"definition"}
    return operations


# All that is said of the subject when the budget as a whole is meant.
_WHOLE_BUDGET = re.compile(
    r"(?:部门|单位|总|全年|年度|支出|收入|预算|决算|的)*(?:预算|决算|支出|收入)(?:总额|安排)?"
)
# What stands around the name of an amount: blanks of what is taken, asking and comparing.
_NAMED_PART = re.compile(
    r"^[\0 的和与跟同、,]+|[\0 ?？。的是有了比较与同跟和相对]*"
    r"(?:增加|减少|增长|下降|上升|变化|变动|增减|情况|多|少|高|低|降|涨|[\0 了相对比])*"
    r"(?:多少|百分之几|几)?[钱万元]*[\0 ?？。]*$"
)
# Words with 预算 in them that do not say which document is meant.
_FUND_OR_STAGE = re.compile(
    r"完成预算|预算执行|预算完成|预算的百分之|年初预算|超出?预算|一般公共预算|政府性基金预算|国有资本经营预算|预算单位|预算管理"
)


def _stage(text: str, final: str, budget: str) -> str:
    if final in text:
        return "final" if budget not in text else "both"
    return "budget" if budget in text else ""


_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "八": 8, "十": 10}
_ENGLISH_NUMERALS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def _top_n(text: str) -> int:
    match = re.search(
        r"前(\d{1,2}|[两二三四五六八十])|最[大高多小低少]的?(\d|[两二三四五六八十])[个项]", text
    )
    if match:
        said = match.group(1) or match.group(2)
        return int(said) if said.isdigit() else _NUMERALS[said]
    match = re.search(
        r"(two|three|four|five|ten|\d{1,2}) (?:items|largest|biggest|highest|smallest)", text
    )
    match = match or re.search(r"top (two|three|four|five|ten|\d{1,2})", text)
    if match:
        said = match.group(1)
        return int(said) if said.isdigit() else _ENGLISH_NUMERALS[said]
    return 1


def _variants(text: str, content: Content, taken: list[tuple[int, int]]) -> list[Content]:
    """The content as asked, and with everyday words replaced by official labels.

    A word inside an official label that the question already says in full stays (接待费 in
    公务接待费).
    """
    texts = [content.text]
    done: list[tuple[int, int]] = []
    official = official_spans(content.text)
    for said, means in said_in(content.text, synonyms):
        start = content.text.find(said)
        if any(a < start + len(said) and start < b for a, b in done):
            continue
        if any(label in content.text and said in label for label in means):
            continue
        span = (start, start + len(said))
        if any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in official):
            # 公务用车 within 公务用车运行维护费 is no everyday word.
            continue
        done.append(span)
        grown = [t.replace(said, label, 1) for t in texts for label in means if said in t]
        texts = [*texts, *grown][:_MAX_VARIANTS]
    if not content.required and _WHOLE_BUDGET.fullmatch(_NAMED_PART.sub("", content.text)):
        # 某局2026年预算是多少 asks for the total.
        side = "收入总计" if "收入" in content.text else "支出总计"
        texts.append(f"{content.text}|{side}")
    return [content, *(_content_of_blanked(t) for t in texts[1:])]


def _content_of_blanked(text: str) -> Content:
    """Content of a text whose taken parts are blanks already."""
    runs = [m.span() for m in re.finditer("\0+", text)]
    return content_of(text, runs)


def _read_english(text: str, directory: Directory) -> Question:
    mentions, unknown = directory.english_mentions(text)
    chinese_mentions = directory.mentions(text)
    years, taken, as_of = _years(text)
    english = load("questions")["english"]
    operations = frozenset(
        kind
        for kind in load("questions")["operation"]
        if kind in english and any_of(tuple(english[kind])).search(text)
    )
    if re.match(r"(?:does|do|did|is|are|was|were|has|have|will)\b", text):
        operations |= {"yesno"}
    taken += [m.span for m in (*mentions, *chinese_mentions)]
    if not mentions and not chinese_mentions:
        taken += unknown
    parts, rest = _english_parts(text, taken)
    contents = _english_variants(parts, rest)
    return Question(
        text=text,
        language="en",
        mentions=tuple([*mentions, *chinese_mentions]),
        years=tuple(years),
        as_of=as_of,
        previous=bool(any_of(tuple(english["previous"])).search(text)),
        stage=_stage(_FUND_OR_STAGE.sub("", text), "决算", "预算")
        or _stage(text, "final account", "budget")
        or ("final" if "spent" in text else ""),
        operations=operations,
        unit=next(
            (
                u
                for w, u in (
                    ("square met", "平方米"),
                    ("vehicles", "辆"),
                    ("how many employees", "人"),
                    ("how many people", "人"),
                    ("how many staff", "人"),
                )
                if w in text
            ),
            "",
        ),
        codes=frozenset(
            m.group(1) for m in _CODE.finditer(text) if int(m.group(1)[:4]) not in years
        ),
        variants=contents,
        unknown_agency=text[slice(*unknown[0])]
        if unknown and not (mentions or chinese_mentions)
        else "",
        top_n=_top_n(text),
    )


def _english_parts(text: str, taken) -> tuple[list[tuple[str, ...]], list[str]]:
    """Chinese labels the text names (in brackets or by an English term), and unknown words."""
    parts: list[tuple[str, ...]] = []
    english = load("questions")["english"]
    text = _without_glossed(text, taken)
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    printed = re.findall(r"[\u4e00-\u9fff][\u4e00-\u9fff()]*", text)
    parts += [(label.strip("()"),) for label in printed if len(label) > 1]
    text = re.sub(r"[(]?[\u4e00-\u9fff][\u4e00-\u9fff()]*[)]?", " ", text)
    consumed = " " + text + " "
    for term, labels in said_in(consumed, english_terms):
        found = re.search(rf"(?<![a-z]){re.escape(term)}(?![a-z])", consumed)
        if not found:
            continue
        parts.append(labels)
        consumed = consumed[: found.start()] + " " * len(term) + consumed[found.end() :]
    for words in english.values():
        consumed = any_of(tuple(words)).sub(" ", consumed)
    rest = [w for w in re.findall(r"[a-z][a-z'&-]+", consumed) if len(w) > 1]
    return parts, rest


def _without_glossed(text: str, taken) -> str:
    """The text without English words that a Chinese name in brackets behind them says again.

    The words are blanked back to the next connecting word (``budget for training (培训费)``).
    """
    connecting = any_of(
        (
            "the",
            "of",
            "for",
            "in",
            "on",
            "is",
            "are",
            "does",
            "do",
            "from",
            "what",
            "was",
            "were",
            "by",
            "than",
            "'s",
        )
    )
    for match in list(re.finditer(r"([a-z][a-z' &-]*?) ?\((?=[\u4e00-\u9fff])", text)):
        start, end = match.span(1)
        last = max((m.end() for m in connecting.finditer(text[start:end])), default=0)
        if any(a < end and start + last < b for a, b in taken):
            continue
        text = text[: start + last] + " " * (end - start - last) + text[end:]
    return text


def _english_variants(parts: list[tuple[str, ...]], rest: list[str]) -> tuple[Content, ...]:
    texts = [""]
    for labels in parts:
        texts = [f"{text}|{label}" for text in texts for label in labels[:3]][:_MAX_VARIANTS]
    tail = "|".join(rest)
    return tuple(_with_soft_words(required_content(f"{text}|{tail}")) for text in texts)


def _with_soft_words(content: Content) -> Content:
    """Trade words inside translated labels need not be found either."""
    soft = content_of(content.text, [])
    roles = "".join(
        s if c > "\u2e80" else r
        for c, s, r in zip(content.text, soft.roles, content.roles, strict=True)
    )
    return replace(content, roles=roles)
