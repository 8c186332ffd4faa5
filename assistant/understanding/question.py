"""What a question asks, read without any language model: the structured query.

Reading only finds words: organisations, years, operations, units, codes and the content that
remains.  Which figure is meant is decided against the library (:mod:`assistant.engine`).
"""

from __future__ import annotations

import re

from assistant.understanding.content import Content, content_of
from assistant.understanding.english_question import read_english
from assistant.understanding.official import official_spans
from assistant.understanding.organisations import Directory
from assistant.understanding.question_form import (
    AGAINST_BUDGET,
    CODE,
    FUND_OR_STAGE,
    MAX_VARIANTS,
    NOT_A_DEFINITION,
    Question,
    nth_said,
    stage_said,
    top_n,
    years_said,
)
from assistant.understanding.whole_side import labels_of, whole_side
from assistant.understanding.wordlists import load, pattern, question_words, said_in, synonyms
from corpus.patterns import Pattern
from corpus.text import normalise

__all__ = ["Question", "read_question"]

# A follow-up is read with the questions before it, each time anew.
_MOST_REMEMBERED = 2000


def read_question(text: str, directory: Directory, of_english: bool = False) -> Question:
    """Reads a question in Chinese or English; ``of_english``: a piece of an English one."""
    readings = directory.readings
    found = readings.get((text, of_english))
    if found is None:
        if len(readings) >= _MOST_REMEMBERED:
            readings.clear()
        found = readings[text, of_english] = _read(text, directory, of_english)
    return found


def _read(text: str, directory: Directory, of_english: bool) -> Question:
    folded = normalise(re.sub(r"(?<=[A-Za-z])['’]s?\b", " ", text))
    chinese = len(re.findall(r"[\u4e00-\u9fff]", folded))
    latin = len(re.findall(r"[a-z]{2,}", folded))
    if of_english and latin:
        return read_english(folded, directory)
    if (latin > 2 and latin * 2 > chinese) or (latin > 1 and re.match(r"[a-z]{2}", folded)):
        return read_english(folded, directory)
    return _read_chinese(folded, directory)


def _read_chinese(text: str, directory: Directory) -> Question:
    mentions = directory.mentions(text)
    years, taken, as_of = years_said(text)
    taken += [m.span for m in mentions]
    before = re.compile(rf"(?:{pattern('comparison', 'previous').pattern})(?!结转|结余)")
    taken += [m.span() for m in before.finditer(text)]
    # 第一 in the name of a school asks for no ranking.
    unnamed = _blanked(text, [m.span for m in mentions])
    place, end, said = nth_said(unnamed)
    taken += [said] if said else []
    kinds = load("questions")["operation"]
    asked = {kind for kind in kinds if pattern("operation", kind).search(unnamed)}
    if said:
        asked = asked - {"top", "bottom"} | {end}
    operations = _consistent(frozenset(asked), unnamed)
    codes = frozenset(
        m.group(1) for m in CODE.finditer(text) if not any(a <= m.start() < b for a, b in taken)
    )
    unit = next((u for word, u in load("questions")["unit"].items() if _asks_unit(word, text)), "")
    content = content_of(text, taken)
    side = whole_side(content, bool(operations & {"top", "bottom", "top_n"}))
    return Question(
        text=text,
        language="zh",
        mentions=tuple(mentions),
        years=tuple(years),
        as_of=as_of,
        previous=bool(before.search(text)),
        stage="both"
        if AGAINST_BUDGET.search(text)
        else stage_said(FUND_OR_STAGE.sub("", text), "决算", "预算"),
        operations=operations,
        unit=unit,
        codes=codes,
        variants=tuple(_variants(text, content, taken, side)),
        top_n=top_n(text),
        whole_side=side,
        nth=place,
        off_topic=any(word in text for word in question_words("beyond")),
    )


def _blanked(text: str, spans) -> str:
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _asks_unit(word: str, text: str) -> bool:
    """Whether a measure word asks for a count (几个 before 项目 asks for the projects)."""
    return word in text and bool(
        re.search(rf"{re.escape(word)}(?!科目|项目|单位|方面|部分|专项|类|子项)", text)
    )


# 增加上级补助, 加上缴款, 再加强: here a character belongs to the word behind it.
_NO_ADDING = Pattern(r"增加上|(?<!再)加上(?:年|级|缴)|再加(?:强|大|快|重)")


def _consistent(operations: frozenset[str], text: str) -> frozenset[str]:
    """Operations without those that another one explains away (最大的是啥 asks no meaning)."""
    if operations & NOT_A_DEFINITION and "意思" not in text:
        operations = operations - {"definition"}
    if "list" in operations:
        operations = operations - {"where"}
    if "adding" in operations and _NO_ADDING.search(text):
        operations = operations - {"adding"}
    if operations & {"change", "growth"} and "share" in operations and "占" not in text:
        # 下降百分之几 asks how fast, not how large a part.
        operations = operations - {"share"} | {"growth"}
    if not operations & NOT_A_DEFINITION and re.search(r"[^多]是什么[?？。]?$", text):
        operations = operations | {"definition"}
    return operations


# All that is said of the subject when the budget as a whole is meant.
_WHOLE_BUDGET = Pattern(
    r"(?:部门|单位|总|全年|年度|支出|收入|预算|决算|的)*(?:预算|决算|支出|收入)(?:总额|安排)?"
)
# What stands around the name of an amount: blanks of what is taken, asking and comparing.
_NAMED_PART = Pattern(
    r"^[\0 的和与跟同、,]+|[\0 ?？。的是有了比较与同跟和相对]*"
    r"(?:增加|减少|增长|下降|上升|变化|变动|增减|情况|多|少|高|低|降|涨|[\0 了相对比])*"
    r"(?:多少|百分之几|几)?[钱万元]*[\0 ?？。]*$"
)


def _variants(
    text: str, content: Content, taken: list[tuple[int, int]], side: str
) -> list[Content]:
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
        texts = [*texts, *grown][:MAX_VARIANTS]
    if not content.required and _WHOLE_BUDGET.fullmatch(_NAMED_PART.sub("", content.text)):
        # 某局2026年预算是多少 asks for the total.
        total = "收入总计" if "收入" in content.text else "支出总计"
        texts.append(f"{content.text}|{total}")
    elif side:
        texts += [f"{content.text}|{label}" for label in labels_of(side)]
    return [content, *(_content_of_blanked(t) for t in texts[1:])]


def _content_of_blanked(text: str) -> Content:
    """Content of a text whose taken parts are blanks already."""
    runs = [m.span() for m in re.finditer("\0+", text)]
    return content_of(text, runs)
