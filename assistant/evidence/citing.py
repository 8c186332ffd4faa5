"""From a stored figure or passage to what an answer shows of it: label, quote, citation."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import AnswerFigure, Citation, Evidence
from assistant.understanding.wordlists import question_words
from corpus.amounts import plain
from corpus.patterns import Pattern
from corpus.states import Measure
from corpus.tables.words import is_total
from corpus.text import name_of, normalise
from index.records import StoredFigure, StoredPassage

_MEASURE_NAMES = {
    Measure.INCREASE: "增加额",
    Measure.DECREASE: "减少额",
    Measure.GROWTH_RATE: "增长率",
    Measure.DECLINE_RATE: "下降率",
    Measure.SHARE: "占比",
    Measure.COMPLETION_RATE: "完成率",
}


_HEADER_UNIT = Pattern(r"[（(](?:单位[:：])?(?:人民币)?(?:元|百元|千元|万元|亿元)[）)]$")
# Totals that say nothing without the table they sum up.
_BARE_TOTALS = ("合计", "总计", "小计")


def label_of(figure: StoredFigure) -> str:
    """A short name of what a figure is: its row, its special column, what is stated of it."""
    row = name_of(figure.row_path[-1]) if figure.row_path else ""
    if figure.source == "sentence":
        stage = figure.basis if figure.measure in (None, Measure.AMOUNT) else ""
        if row.endswith("支出") and stage.startswith("支出"):
            stage = stage.removeprefix("支出")
        parts = [row, stage]
        parts.append(_MEASURE_NAMES.get(figure.measure, ""))
        return "".join(p for p in parts if p) or row
    free = (*question_words("columns", "free"), *question_words("columns", "near"))
    columns = [header_name(c) for c in figure.column_path]
    special = [c for c in columns if normalise(name_of(c)) not in free]
    if not row or row == "0" or is_total(row) and special:
        named = special or columns[:1] or [figure.table]
        total = "" if special and not row else row if row != "0" else ""
        return "·".join([*named[-2:], *([total] if total and not special else [])])
    if row in _BARE_TOTALS and not special and figure.table:
        return re.sub(r"^20\d\d\s*年度?", "", name_of(figure.table)) + row
    return "·".join([row, *special[-1:]]) if special else row


def header_name(column: str) -> str:
    """A column header without its year and the unit of its figures."""
    return _HEADER_UNIT.sub("", re.sub(r"^20\d\d\s*年度?", "", column))


def quote_of(figure: StoredFigure) -> str:
    """The words at the place: the sentence, or row › column: value of the cell."""
    if figure.source == "sentence":
        return figure.quote
    row = " › ".join(figure.row_path)
    column = " › ".join(figure.column_path)
    printed = figure.printed or "（空白）"
    unit = figure.unit if figure.unit and figure.unit not in printed else ""
    head = " ".join(part for part in (figure.code, row) if part)
    place = " | ".join(part for part in (figure.context, head, column) if part)
    return f"{place}：{printed}{unit}"


def evidence_of(figure: StoredFigure) -> Evidence:
    """Where the figure stands in the store."""
    return Evidence(
        document_id=figure.document_id,
        table_id=figure.table_id,
        row=figure.row,
        column=figure.column,
        passage_id=figure.passage_id,
        span=figure.span,
        line=figure.line,
        box=figure.box,
    )


def answer_figure(figure: StoredFigure) -> AnswerFigure:
    """A stored number as an answer states it."""
    return AnswerFigure(
        label=label_of(figure),
        value="" if figure.value is None else plain(figure.value),
        unit=figure.unit,
        amount_yuan=figure.amount_yuan,
        organisation=figure.organisation,
        year=figure.year,
        document=figure.document,
        page=figure.page,
        table=figure.table,
        row=figure.row_path,
        column=figure.column_path or _stated(figure),
        quote=quote_of(figure),
        measure=str(figure.measure or ""),
        confidence=figure.confidence,
        evidence=evidence_of(figure),
    )


def _stated(figure: StoredFigure) -> tuple[str, ...]:
    """What a sentence states of its subject, in the place of a column path."""
    parts = (figure.basis, _MEASURE_NAMES.get(figure.measure, ""))
    return tuple(part for part in parts if part)


def computed_figure(
    label: str,
    value: Decimal,
    unit: str,
    amount_yuan: Decimal | None = None,
    measure: Measure | None = None,
) -> AnswerFigure:
    """A figure reckoned from others; its operands follow it in the answer."""
    return AnswerFigure(
        label=label,
        value=plain(value),
        unit=unit,
        amount_yuan=amount_yuan,
        computed=True,
        measure=str(measure or ""),
    )


def cite(figure: StoredFigure) -> Citation:
    """The citation of a stored figure."""
    return Citation(
        document=figure.document,
        page=figure.page,
        section=" › ".join(figure.section),
        table=figure.table,
        quote=quote_of(figure),
        evidence=evidence_of(figure),
    )


def cite_passage(passage: StoredPassage, quote: str) -> Citation:
    """The citation of words of a passage."""
    return Citation(
        document=passage.document,
        page=passage.page,
        section=" › ".join(passage.section),
        quote=quote,
        evidence=Evidence(passage.document_id, passage_id=passage.id, line=passage.line),
    )
