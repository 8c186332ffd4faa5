"""Budget against execution inside one final account: 年初预算 and 决算 of the same subject."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.calculation import difference
from assistant.citing import computed_figure, label_of
from assistant.context import Context
from assistant.lookup import Finding, find, is_plain
from assistant.wording import amount, place, scope
from corpus.amounts import plain
from corpus.document import CellState
from corpus.text import normalise
from index.records import StoredFigure


def answer_stages(context: Context) -> Answer | None:
    """The budgeted and the executed amount a final account states, with their difference."""
    if "决算" not in context.scope.kind:
        return None
    budget = _find_stage(context, _is_budgeted)
    final = _find_stage(context, _is_executed)
    if budget is None or final is None:
        return None
    a, b = budget.figure, final.figure
    if CellState.NUMBER not in (a.state, b.state) or a.value is None or b.value is None:
        return None
    value, unit, yuan = difference(b, a)
    word = "高于" if value > 0 else "低于"
    zh = context.language == "zh"
    verdict = "两者相同" if not value else f"决算{word}预算 {plain(abs(value))}{unit}"
    text = (
        f"{scope(b)}{label_of(b)}：预算 {amount(a)}，决算 {amount(b)}，{verdict}。来源：{place(b, 'zh')}。"
        if zh
        else f"{scope(b)} {label_of(b)}: budget {amount(a)}, final account {amount(b)}. Source: {place(b, 'en')}."
    )
    result = computed_figure("差额", abs(value), unit, None if yuan is None else abs(yuan))
    formula = f"{amount(b)} − {amount(a)} = {plain(value)}{unit}"
    return context.answered(text, [a, b, result], calculation=formula, places=1)


def _find_stage(context: Context, is_stage) -> Finding | None:
    finding = find(
        context.question,
        context.shelf,
        wanted=lambda f: is_plain(f) and is_stage(f),
        any_stage=True,
    )
    return None if finding is None or finding.rivals else finding


def _own(figure: StoredFigure) -> str:
    return normalise(" ".join(figure.column_path) + figure.basis)


def _is_budgeted(figure: StoredFigure) -> bool:
    return "预算" in _own(figure) and "执行" not in _own(figure) and "决算" not in _own(figure)


def _is_executed(figure: StoredFigure) -> bool:
    return not _is_budgeted(figure) or "决算" in _own(figure)
