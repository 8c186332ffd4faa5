"""Revenue beside expenditure: which of the two is more, and by how much (收入比支出多多少)."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.answering.gaps import exceeding
from assistant.evidence.calculation import same_table_pair
from assistant.evidence.context import Context
from assistant.evidence.totals import of_side
from assistant.understanding.question import Question
from assistant.understanding.whole_side import EXPENDITURE, REVENUE, is_plain_side, labels_of
from corpus.patterns import Pattern

_JOINED = Pattern(
    r"(?P<a>收入|支出)[^,，。]{0,4}?(?:和|与|跟|同|及|、|比|减去?|减掉)[^,，。]{0,3}?(?P<b>收入|支出)"
)
# These name one row of a table each.
_ROWS = Pattern("总计|合计|小计")


def sets_sides_beside(question: Question) -> bool:
    """Whether a Chinese question sets both sides beside each other or adds them, neither by the
    name of a row of its own."""
    joined = _JOINED.search(question.text)
    if not joined or joined["a"] == joined["b"] or _ROWS.search(question.text):
        return False
    other = question.asks("share", "growth", "list", "completion", "top", "bottom", "reason")
    return not question.content.required and not other and not question.previous


def answer_balance(context: Context) -> Answer | None:
    """The side named first against the other, both of the year alone or both with what is
    carried over; None where a sum is asked for, which would count the same money twice, and of a
    part of both (财政拨款收入和支出), where one side would be taken for the whole's."""
    question = context.question
    joined = _JOINED.search(question.text)
    if len(context.scopes) != 1 or not joined or question.asks("sum"):
        return None
    if not is_plain_side(question.content):
        return None
    sides = (REVENUE, EXPENDITURE) if joined["a"] == REVENUE else (EXPENDITURE, REVENUE)
    for first, second in zip(*map(labels_of, sides), strict=True):
        a, b = of_side(first, context), of_side(second, context)
        pair = same_table_pair(a, b) if a and b and not a.rivals and not b.rivals else None
        if pair is not None:
            return exceeding(context, *pair)
    return None
