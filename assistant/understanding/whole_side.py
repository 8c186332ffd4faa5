"""Reading that a whole side of a budget is asked for: what a body spends, or receives, altogether.

一共花多少钱, 支出由哪些部分构成 and “how much does it spend in total” name no item: they ask for the
total of expenditure, or what it is made of.
"""

from __future__ import annotations

from assistant.understanding.content import Content
from assistant.understanding.wordlists import any_of, pattern, question_words
from corpus.patterns import Pattern

EXPENDITURE, REVENUE = "支出", "收入"
# What may be said of a side without naming a part of it.
_PLAIN = Pattern("(?:部门|单位|总|总额|支出|收入|预算|决算|安排|类|款|科目)*")


def is_plain_side(content: Content) -> bool:
    """Whether nothing but a side is named, and no part of it."""
    return not content.required and bool(_PLAIN.fullmatch("".join(content.words(content.trade))))


def whole_side(content: Content, asks_for_items: bool = False) -> str:
    """The side ("支出" or "收入") of which a Chinese question asks the whole, or what it is made
    of, or the largest item; "" where an item is named."""
    text = content.text
    said = "".join(content.words(content.trade))
    if not is_plain_side(content) or pattern("less_than_whole").search(text):
        return ""
    spends = bool(pattern("spending").search(text))
    listed = asks_for_items or bool(pattern("operation", "list").search(text))
    if EXPENDITURE in said and REVENUE in said:
        return ""
    if listed and (said or spends):
        return REVENUE if REVENUE in said else EXPENDITURE
    spends = spends or bool(said) and bool(pattern("operation", "sum").search(text))
    asked = any_of(question_words("asking_size")).search(text)
    return EXPENDITURE if spends and asked and REVENUE not in said else ""


def whole_side_in_english(text: str, labels: list[tuple[str, ...]], unknown: list[str]) -> str:
    """The same of an English question, by the labels it names and the words not known."""
    named = {label for group in labels for label in group}
    if unknown or named - {"合计", EXPENDITURE, REVENUE}:
        return ""
    if any_of(question_words("english", "narrowing")).search(text):
        return ""
    spends = any_of(question_words("english", "spending")).search(text)
    side = REVENUE if REVENUE in named else EXPENDITURE if spends else ""
    if any_of(question_words("english", "list")).search(text):
        return side
    return side if side and any_of(question_words("english", "whole")).search(text) else ""


def labels_of(side: str) -> tuple[str, str]:
    """What tables call the whole of a side: of the year alone, and with what is carried over."""
    return (f"本年{side}合计", f"{side}总计")
