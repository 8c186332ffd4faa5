"""Budget against execution inside one final account: 年初预算 and 决算 of the same subject."""

from __future__ import annotations

from assistant.answer import Answer, Shape
from assistant.evidence.calculation import difference, percent, same_table_pair
from assistant.evidence.citing import computed_figure, label_of
from assistant.evidence.context import Context
from assistant.finding.lookup import Finding, find, is_plain
from assistant.wording import amount, place, scope
from corpus.amounts import plain
from corpus.patterns import Pattern
from corpus.states import Measure
from corpus.text import normalise
from index.records import StoredFigure

# 一般公共预算财政拨款 names the fund that pays, not the stage of an amount.
_FUND = Pattern(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算(?!数)")


def answer_stages(context: Context) -> Answer | None:
    """The budgeted and the executed amount a final account states, with their difference."""
    pair = _both_stages(context)
    if pair is None:
        return None
    a, b = pair
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
    return context.answered(
        text, [a, b, result], calculation=formula, places=1, shape=Shape.COMPARISON
    )


def answer_execution(context: Context) -> Answer | None:
    """What part of its budget was spent, reckoned from the two amounts of one final account."""
    pair = _both_stages(context)
    if pair is None:
        return None
    a, b = pair
    if a.amount_yuan is None or b.amount_yuan is None:
        return None
    zh = context.language == "zh"
    if not a.amount_yuan:
        text = (
            f"{scope(b)}{label_of(b)}：预算 {amount(a)}，决算 {amount(b)}；预算为 0，执行率没有意义，不予计算。"
            if zh
            else f"{scope(b)} {label_of(b)}: budget {amount(a)}, final account {amount(b)}; of a budget of zero there is no rate."
        )
        return context.answered(text, [a, b], places=1)
    rate = percent(b.amount_yuan, a.amount_yuan)
    formula = f"{amount(b)} ÷ {amount(a)} × 100% = {plain(rate)}%"
    text = (
        f"{scope(b)}{label_of(b)}：预算 {amount(a)}，决算 {amount(b)}，完成预算的 {plain(rate)}%。来源：{place(b, 'zh')}。"
        if zh
        else f"{scope(b)} {label_of(b)}: {amount(b)} of a budget of {amount(a)}, {plain(rate)}%. Source: {place(b, 'en')}."
    )
    result = computed_figure("执行率", rate, "%", measure=Measure.COMPLETION_RATE)
    return context.answered(
        text, [result, a, b], calculation=formula, places=1, shape=Shape.COMPARISON
    )


def _both_stages(context: Context) -> tuple[StoredFigure, StoredFigure] | None:
    """The budgeted and the executed amount that a final account states of one subject."""
    if "决算" not in context.scope.kind:
        return None
    budget = _find_stage(context, _is_budgeted)
    final = _find_stage(context, _is_executed)
    if budget is None or final is None:
        return None
    pair = same_table_pair(budget, final)
    return None if pair is None or pair[0].id == pair[1].id else pair


def _find_stage(context: Context, is_stage) -> Finding | None:
    finding = find(
        context.question,
        context.shelf,
        wanted=lambda f: is_plain(f) and is_stage(f),
        any_stage=True,
    )
    return None if finding is None or finding.rivals else finding


def _own(figure: StoredFigure) -> str:
    return _FUND.sub(" ", normalise(" ".join(figure.column_path) + figure.basis))


def _is_budgeted(figure: StoredFigure) -> bool:
    return "预算" in _own(figure) and "执行" not in _own(figure) and "决算" not in _own(figure)


def _is_executed(figure: StoredFigure) -> bool:
    if any("预算数" in name or "年初预算" in name for name in figure.row_path[-1:]):
        return False
    return not _is_budgeted(figure) or "决算" in _own(figure)
