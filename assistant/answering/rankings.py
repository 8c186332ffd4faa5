"""Rankings: the largest or smallest parts of an amount, or the one in a place of the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Answer, Shape
from assistant.answering.parts import Parts, part_name, parts_of, within_bounds
from assistant.answering.sums import sum_of
from assistant.evidence.context import Context
from assistant.understanding.question import Question
from assistant.understanding.wordlists import any_of, question_words
from assistant.wording import amount, join, place, say, scope
from corpus.patterns import Pattern
from index.records import StoredFigure

_SUMMED = Pattern(
    r"(?:最[大多高小少低]|前).*(?:合计|共计|一共|总共|加起来|之和|总和)(?:是|为)?(?:多少|几|$)"
)
_RECKONED = Pattern(rf"{_SUMMED.pattern}|(?:最[大多高小少低]|前).*占")
# Of a ranking of all so many are named.
_WHOLE_RANKING = 10


def answer_ranking(context: Context) -> Answer | None:
    """The largest and/or smallest items of what the question names."""
    question = context.question
    found = None if ranks_other_than_amounts(question) else parts_of(context)
    if not found:
        return None
    # Of what exceeds an amount, what does not is not the least.
    within, _ = within_bounds(question.text, found[1])
    parts = [p for p in within if p.value is not None]
    if len(parts) < 2:
        return None
    ordered = sorted(parts, key=_size, reverse=True)
    count = how_many(question)
    if question.nth > 1:
        return _answer_nth(context, ordered[::-1] if question.asks("bottom") else ordered)
    chosen: Parts = []
    if question.asks("top", "top_n") or not question.asks("bottom"):
        chosen += _with_ties(ordered, count)
    if question.asks("bottom"):
        chosen += _with_ties(ordered[::-1], count)
    if _RECKONED.search(question.text):
        # 最大的三项合计多少, 占多少: the items themselves are no answer.
        summed = _SUMMED.search(question.text) and len({p.amount_yuan is None for p in chosen}) == 1
        several = not question.asks("top", "top_n") or not question.asks("bottom")
        untied = several and len(chosen) == count > 1
        return sum_of(context, chosen) if summed and untied else None
    named = [f"{p.code + ' ' if p.code else ''}{part_name(p)} {amount(p)}" for p in chosen]
    if context.language == "zh":
        text = f"{scope(chosen[0])}共比较{len(parts)}项：{join(named, 'zh')}。来源：{place(chosen[0], 'zh')}。"
    else:
        text = f"{scope(chosen[0])}, of {len(parts)} items: {join(named, 'en')}. Source: {place(chosen[0], 'en')}."
    return context.answered(text, chosen, places=1, shape=Shape.RANKING)


def _answer_nth(context: Context, ordered: Parts) -> Answer | None:
    """The item in the place of a ranking that a question asks for, with all that share it."""
    if _RECKONED.search(context.question.text) or context.question.asks("share", "sum"):
        return None
    chosen = of_rank(ordered, context.question.nth)
    if not chosen:
        return None
    named = join([f"{part_name(p)} {amount(p)}" for p in chosen], context.language)
    orders = {"zh": ("多到少", "少到多"), "en": ("largest", "smallest")}
    text = say(
        "nth",
        context.language,
        order=orders[context.language][context.question.asks("bottom")],
        scope=scope(chosen[0]),
        items=len(ordered),
        nth=context.question.nth,
        named=named,
        place=place(chosen[0], context.language),
    )
    warnings = (say("tied", context.language, items=len(chosen)),) if len(chosen) > 1 else ()
    return context.answered(text, chosen, warnings=warnings, places=1, shape=Shape.RANKING)


def of_rank(ordered: Parts, nth: int) -> Parts:
    """The figures of the amount in a place of a ranking, [] where it is not as long."""
    if len(ordered) < nth:
        return []
    return [f for f in ordered if _size(f) == _size(ordered[nth - 1])]


def _size(figure: StoredFigure) -> Decimal:
    return figure.amount_yuan or figure.value


def ranks_other_than_amounts(question: Question) -> bool:
    """Whether the largest or smallest change or rate of execution is asked for (增长最多, 完成率最低):
    amounts in order are the answer to another question."""
    text = any_of(question_words("comparison", "together")).sub("", question.text)
    changing = question.previous or any_of(question_words("operation", "change")).search(text)
    return bool(changing) or question.asks("growth", "completion", "over")


def how_many(question: Question) -> int:
    """How many of a ranking to name: as many as are asked for, of a whole ranking the first."""
    whole = any_of(question_words("comparison", "ranking")).search(question.text)
    if whole and question.top_n == 1 and "第" not in question.text:
        return _WHOLE_RANKING
    return max(question.top_n, 1)


def _with_ties(ordered: Sequence[StoredFigure], count: int) -> Parts:
    last = ordered[:count][-1].value
    return [p for i, p in enumerate(ordered) if i < count or p.value == last]
