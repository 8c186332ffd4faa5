"""Comparing: two years or organisations side by side, and changes a document itself states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answer import Answer, Shape
from assistant.answering.passages import negative_sentence
from assistant.answering.sums import sum_of
from assistant.evidence.calculation import (
    difference,
    percent,
    same_table_pair,
    zero_base,
)
from assistant.evidence.citing import cite_passage, computed_figure, label_of
from assistant.evidence.context import Context
from assistant.finding.lookup import Finding, find, is_plain
from assistant.understanding.content import overlap
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from assistant.wording import amount, join, place, say, scope
from corpus.amounts import agree, plain
from corpus.patterns import Pattern
from corpus.states import CellState, Measure
from corpus.text import name_of, normalise
from index.records import StoredFigure

CHANGES = {Measure.INCREASE, Measure.DECREASE, Measure.GROWTH_RATE, Measure.DECLINE_RATE}
RATES = {Measure.GROWTH_RATE, Measure.DECLINE_RATE}
SIGNS = {
    Measure.INCREASE: "增加",
    Measure.DECREASE: "减少",
    Measure.GROWTH_RATE: "增长",
    Measure.DECLINE_RATE: "下降",
}

_CHANGE_OF_SIGN = {"增加额": Measure.INCREASE, "减少额": Measure.DECREASE}


def answer_side_by_side(context: Context) -> Answer | None:
    """The same figure of two scopes, with difference and growth."""
    if len(context.scopes) < 2:
        return None
    findings: list[Finding] = []
    for candidate in context.scopes:
        finding = find(_for_kind(context, candidate), context.shelf_of_scope(candidate))
        if finding is None or finding.rivals:
            return None
        findings.append(finding)
    findings = _of_one_classification(context, findings)
    if findings is None or _executes_nothing(context.question, findings):
        return None
    if not _of_one_name(context.question, [f.figure for f in findings]):
        return None
    if context.question.asks("sum") and not context.question.asks("change", "growth"):
        figures = [f.figure for f in findings]
        alike = len({(f.kind, f.unit if f.amount_yuan is None else "") for f in figures}) == 1
        complete = all(f.value is not None for f in figures)
        return sum_of(context, figures) if alike and complete else None
    if len(findings) > 2:
        return _listed(context, [f.figure for f in findings])
    ordered = sorted(findings, key=lambda f: (f.figure.year or 0, "决算" in f.figure.kind))
    pair = same_table_pair(ordered[0], ordered[1])
    if pair is None:
        return _listed(context, [f.figure for f in ordered])
    return _two(context, *pair)


def _of_one_classification(context: Context, findings: list[Finding]) -> list[Finding] | None:
    """The findings all of one classification; None where one is not found in that of the first.

    住房公积金 is a subject by function (2210201) and one by economic kind (30113): two amounts.
    """
    kinds = [f.figure.code[:1] for f in findings]
    own = next((kind for kind in kinds if kind), "")
    alike: list[Finding] = []
    for candidate, finding, kind in zip(context.scopes, findings, kinds, strict=True):
        if kind and kind != own:
            finding = find(
                _for_kind(context, candidate),
                context.shelf_of_scope(candidate),
                wanted=lambda f: is_plain(f) and f.code[:1] == own,
            )
            if finding is None or finding.rivals:
                return None
        alike.append(finding)
    return alike


_JOINED = Pattern(r"^(?:费|支出|经费)?[及和与、]")


def _of_one_name(question: Question, figures: Sequence[StoredFigure]) -> bool:
    """Whether none is of more than what the question says of another: 公务用车购置费 is not
    公务用车购置及运行费."""
    names = [normalise(label_of(f).rpartition("·")[2]) for f in figures]
    return not any(
        _JOINED.search(wide.removeprefix(name.removesuffix("费")))
        for name in names
        for wide in names
        if name in question.text and wide not in question.text and wide.startswith(name[:-1])
    )


def _executes_nothing(question: Question, findings: Sequence[Finding]) -> bool:
    """Whether 执行数 is asked for, and budgets alone are found: what was planned was not spent."""
    budgeted = ("执行" not in "".join(f.figure.column_path) + f.figure.basis for f in findings)
    final = any("决算" in f.figure.kind for f in findings)
    return "执行数" in question.text and not final and all(budgeted)


def _for_kind(context: Context, candidate: Scope) -> Question:
    """The question as it goes to a budget or a final account when both are compared."""
    if len({s.kind for s in context.scopes}) == 1:
        return context.question
    return replace(context.question, stage="final" if "决算" in candidate.kind else "budget")


def _listed(context: Context, figures: list[StoredFigure]) -> Answer:
    lines = [
        f"{scope(f)}{label_of(f)} {amount(f) if f.value is not None else '空白'}" for f in figures
    ]
    return context.answered(
        join(lines, context.language),
        [f for f in figures if f.value is not None],
        shape=_shape_of(figures),
    )


def _shape_of(figures: Sequence[StoredFigure]) -> Shape:
    """Whether figures of several scopes are one organisation's over the years."""
    years = {f.year for f in figures}
    alike = {(f.organisation, f.kind) for f in figures}
    return Shape.YEARS if len(alike) == 1 and len(years) == len(figures) else Shape.COMPARISON


def _two(context: Context, earlier: StoredFigure, later: StoredFigure) -> Answer:
    try:
        value, unit, yuan = difference(later, earlier)
    except ValueError:
        return _listed(context, [earlier, later])
    same_organisation = earlier.organisation == later.organisation
    label = label_of(later)
    size = abs(value)
    formula = f"{amount(later)} − {amount(earlier)} = {plain(value)}{unit}"
    sign = "差额" if not same_organisation or not value else "增加额" if value > 0 else "减少额"
    change = _CHANGE_OF_SIGN.get(sign)
    size_in_yuan = None if yuan is None else abs(yuan)
    results = [computed_figure(f"{label}{sign}", size, unit, size_in_yuan, change)]
    kinds = ("", "") if earlier.kind == later.kind else (earlier.kind, later.kind)
    both = f"{scope(earlier)}{kinds[0]} {amount(earlier)}，{scope(later)}{kinds[1]} {amount(later)}"
    if not same_organisation:
        higher = later if value > 0 else earlier
        verdict = "两者相同" if not value else f"{scope(higher)}较高，相差 {plain(size)}{unit}"
        english = "equal" if not value else f"{scope(higher)} is higher by {plain(size)}{unit}"
    else:
        word = "增加" if value > 0 else "减少"
        verdict = "没有变化" if not value else f"{word} {plain(size)}{unit}"
        english = (
            "unchanged" if not value else f"{'up' if value > 0 else 'down'} {plain(size)}{unit}"
        )
        if earlier.value and value:
            rate = percent(abs(_amount(later) - _amount(earlier)), abs(_amount(earlier)))
            verdict += f"，{'增长' if value > 0 else '下降'} {plain(rate)}%" if value else ""
            english += f" ({plain(rate)}%)"
            formula += f"；{plain(size)}{unit} ÷ {amount(earlier)} × 100% = {plain(rate)}%"
            growth = Measure.GROWTH_RATE if value > 0 else Measure.DECLINE_RATE
            name = "增长率" if value > 0 else "下降率"
            rated = computed_figure(f"{label}{name}", rate, "%", measure=growth)
            asks_rate = context.question.asks("growth") or context.question.unit == "%"
            results = [rated, *results] if asks_rate else [*results, rated]
        elif value:
            verdict += "。" + zero_base("zh")
            english += ". " + zero_base("en")
    text = (
        f"{label}：{both}，{verdict}。"
        if context.language == "zh"
        else f"{label}: {both}; {english}."
    )
    warnings = _stage_warning(earlier, later)
    return context.answered(
        text,
        [*results, earlier, later],
        calculation=formula,
        warnings=warnings,
        places=2,
        shape=_shape_of((earlier, later)),
    )


def _amount(figure: StoredFigure) -> Decimal:
    return figure.value if figure.amount_yuan is None else figure.amount_yuan


def _stage_warning(a: StoredFigure, b: StoredFigure) -> tuple[str, ...]:
    return () if a.kind == b.kind else (f"口径不同：{a.kind} 与 {b.kind}",)


def answer_stated_change(context: Context) -> Answer | None:
    """What the document itself states of the change against the year before, with the reason."""
    changes = stated_changes(context)
    if not changes:
        unchanged = negative_sentence(context, "unchanged")
        return context.answered(unchanged[1], [], [cite_passage(*unchanged)]) if unchanged else None
    first = changes[0]
    siblings = _amounts_beside(context, first)
    parts = [f"{SIGNS[c.measure]} {amount(c)}" for c in changes]
    label = name_of(first.row_path[-1]) if first.row_path else ""
    text = say(
        "stated_change",
        context.language,
        label=f"{scope(first)}{label}",
        basis=first.basis or ("上年" if context.language == "zh" else "the year before"),
        changes=join(parts, context.language),
    )
    if siblings:
        text += join([f"{f.basis or label} {amount(f)}" for f in siblings], context.language) + "。"
    if first.reason and context.question.asks("reason"):
        text += say("reason", context.language, reason=first.reason)
    warnings = (zero_base(context.language),) if any(not f.value for f in siblings) else ()
    if context.question.asks("growth"):
        changes = sorted(changes, key=lambda c: c.measure not in RATES)
    figures = [*changes, *siblings]
    plain_finding = find(context.question, context.shelf)
    warnings += _contradiction(context, plain_finding, siblings)
    if plain_finding and plain_finding.figure.state is CellState.NUMBER and not siblings:
        figures.append(plain_finding.figure)
    return context.answered(text, figures, warnings=warnings, places=1)


def _contradiction(
    context: Context, finding: Finding | None, stated: list[StoredFigure]
) -> tuple[str, ...]:
    """A warning where the table states another amount than the sentence with the change."""
    if finding is None or finding.figure.source != "table" or finding.figure.value is None:
        return ()
    table = finding.figure
    own_year = [f for f in stated if f.stated_year in (None, table.year) and "执行" not in f.basis]
    if not own_year or any(agree(f.value, f.unit, table.value, table.unit) for f in own_year):
        return ()
    return (
        say(
            "others_differ",
            context.language,
            others=f"{label_of(table)} {amount(table)}（{place(table, context.language)}）",
        ),
    )


def answer_against_last_year(context: Context) -> Answer | None:
    """The change against the year before, worked out from its document, where one is held."""
    own = context.scope
    earlier = [
        s
        for s in context.catalogue.scopes_of([own.organisation])
        if (s.kind, s.year) == (own.kind, (own.year or 0) - 1)
    ]
    if len(context.scopes) != 1 or not earlier:
        return None
    return answer_side_by_side(replace(context, scopes=(*earlier, own)))


def stated_changes(context: Context) -> list[StoredFigure]:
    """The change statements about the question's subject: amount first, then rate."""
    finding = find(
        context.question, context.shelf, wanted=lambda f: f.measure in CHANGES, least_share=0.75
    )
    found = finding.figure if finding and not finding.rivals else linked_statement(context, CHANGES)
    if found is None:
        return []
    return [
        f
        for f, _ in context.shelf
        if f.measure in CHANGES
        and f.quote == found.quote
        and f.passage_id == found.passage_id
        and f.row_path == found.row_path
        and f.unit in ("元", "万元", "亿元", "%", found.unit)
    ]


def linked_statement(context: Context, measures) -> StoredFigure | None:
    """A statement about the same amount under a slightly different name.

    Texts and tables of one publication often name a subject differently; a like name and the
    same amount together tell that they are the same.
    """
    finding = find(context.question, context.shelf)
    if finding is None or finding.rivals or finding.figure.state is not CellState.NUMBER:
        return None
    figure = finding.figure
    if not figure.row_path:
        return None
    name = normalise(name_of(figure.row_path[-1]))
    stated = [f for f, _ in context.shelf if f.source == "sentence" and f.row_path]
    for anchor in stated:
        other = normalise(name_of(anchor.row_path[-1]))
        alike = len(overlap(other, name)[1]) >= 0.6 * max(len(other), len(name))
        if not (
            alike
            and is_plain(anchor)
            and agree(anchor.value, anchor.unit, figure.value, figure.unit)
        ):
            continue
        for f in stated:
            if (
                f.measure in measures
                and f.row_path == anchor.row_path
                and f.section == anchor.section
            ):
                return f
    return None


def _amounts_beside(context: Context, change: StoredFigure) -> list[StoredFigure]:
    """The amounts stated together with a change: this year's and the one compared with."""
    beside: dict[tuple, StoredFigure] = {}
    for f, _ in context.shelf:
        if (
            f.source == "sentence"
            and is_plain(f)
            and f.passage_id == change.passage_id
            and f.row_path == change.row_path
            and (f.quote == change.quote or f.section == change.section)
        ):
            beside.setdefault((f.value, f.unit), f)
    return list(beside.values())[:3]
