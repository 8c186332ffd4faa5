"""Which organisation of the library has the largest or smallest amount of something."""

from __future__ import annotations

from assistant.answer import Answer, Shape
from assistant.answering.rankings import how_many, of_rank, ranks_other_than_amounts
from assistant.evidence.citing import label_of
from assistant.evidence.context import Context
from assistant.understanding.question import Question
from assistant.understanding.wordlists import question_words
from assistant.wording import amount, join, say
from corpus.states import CellState
from index.records import StoredFigure


def answer_league(context: Context) -> Answer | None:
    """The organisations of one year ranked by the figure asked for.

    None unless the question asks for an organisation by its amount, not by a share of something
    or a change, and one year and one kind of document are meant: a budget is not ranked against
    another year's final account.  Says how many were
    compared and which have no such figure.
    """
    question = context.question
    if not _asks_for_body(question):
        return None
    if question.asks("share") or ranks_other_than_amounts(question):
        return None
    stage = {"budget": "预算", "final": "决算"}.get(question.stage, "")
    scopes = [s for s in context.scopes if stage in s.kind]
    if len({(s.year, "决算" in s.kind) for s in scopes}) != 1:
        return None
    found: dict[tuple[int, ...], StoredFigure] = {}
    for candidate, meant in context.findings(scopes):
        figure = meant.figure if meant and not meant.rivals else None
        if figure and figure.state is CellState.NUMBER and figure.amount_yuan is not None:
            found[candidate.ids] = figure
    if len(found) < 2:
        return None
    ranked = list(found.values())
    without = [scope.organisation for scope in scopes if scope.ids not in found]
    ranked.sort(key=lambda f: f.amount_yuan, reverse=not question.asks("bottom"))
    count = how_many(question)
    last = ranked[:count][-1].amount_yuan
    chosen = [f for i, f in enumerate(ranked) if i < count or f.amount_yuan == last]
    if question.nth > 1:
        chosen = of_rank(ranked, question.nth)
    if not chosen:
        return None
    zh = context.language == "zh"
    lines = join([f"{f.organisation} {amount(f)}" for f in chosen], context.language)
    if question.nth > 1:
        lines = f"排第{question.nth}的是{lines}" if zh else f"number {question.nth}: {lines}"
    year = f"{ranked[0].year}年" if ranked[0].year else ""
    text = (
        f"{year}{label_of(chosen[0])}，共比较资料库中 {len(ranked)} 个单位：{lines}。"
        if zh
        else f"{label_of(chosen[0])} {ranked[0].year or ''}, of {len(ranked)} organisations held: {lines}."
    )
    tied = question.nth > 1 and len(chosen) > 1
    warnings = (say("tied", context.language, items=len(chosen)),) if tied else ()
    if without:
        names = join(without[:8], context.language)
        warnings += (f"没有该数的单位：{names}。" if zh else f"Without such a figure: {names}.",)
    return context.answered(text, chosen, warnings=warnings, places=1, shape=Shape.RANKING)


def ranks_bodies(context: Context) -> bool:
    """Whether organisations are asked to be ranked, of which one account alone is held.

    A part of that account is no organisation.  A library of one organisation is asked for its
    subordinate units.
    """
    held = {scope.organisation for scope in context.catalogue.scopes}
    return _asks_for_body(context.question) and not context.question.mentions and len(held) > 1


def _asks_for_body(question: Question) -> bool:
    asks = question.asks("top", "bottom", "top_n") or any(w in question.text for w in _more())
    return asks and any(word in question.text for word in question_words("tables", "bodies"))


def _more() -> tuple[str, ...]:
    return ("最", "更多", "更高")
