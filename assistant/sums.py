"""Sums of stored figures, with their formula and operands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Answer, Shape
from assistant.calculation import as_printed
from assistant.citing import computed_figure, label_of
from assistant.context import Context
from assistant.lookup import bare_title, find
from assistant.operands import named_operands
from assistant.wording import amount, join, scope
from corpus.amounts import plain
from corpus.patterns import Pattern
from corpus.states import CellState
from index.records import StoredFigure

_COUNTED = Pattern(r"([两二三四五六七八九十]|\d{1,2})\s*(?:张|个|项|类|笔|大)")
_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def answer_sum(context: Context) -> Answer | None:
    """The sum of several figures, named one by one or as the same key of several sheets."""
    operands = _rows_of_one_name(context) or named_operands(context) or _same_key_of_sheets(context)
    if operands is None or len(operands) < 2:
        return None
    if len({f.unit if f.amount_yuan is None else "" for f in operands}) > 1:
        return None
    return sum_of(context, operands)


def answer_addition(context: Context) -> Answer | None:
    """The sum of the figures that a question adds to each other; None unless each is found."""
    operands = named_operands(context)
    if operands is None or len({f.unit if f.amount_yuan is None else "" for f in operands}) > 1:
        return None
    return sum_of(context, operands)


def sum_of(context: Context, operands: Sequence[StoredFigure]) -> Answer:
    first = operands[0]
    if first.amount_yuan is None:
        total, amount_yuan = sum((f.value for f in operands), Decimal(0)), None
    else:
        amount_yuan = sum((f.amount_yuan for f in operands), Decimal(0))
        total = as_printed(amount_yuan, first.unit, operands)
    formula = " + ".join(amount(f) for f in operands) + f" = {plain(total)}{first.unit}"
    names = [" ".join(p for p in (f.context, label_of(f)) if p) for f in operands]
    of_one = len({(f.organisation, f.year, f.kind) for f in operands}) == 1
    if not of_one:
        names = [f"{scope(f)}{name}" for f, name in zip(operands, names, strict=True)]
    label, whose = join(names, context.language), scope(first) if of_one else ""
    if context.language == "zh":
        text = f"{whose}{label}合计 {plain(total)}{first.unit}。计算：{formula}。"
    else:
        text = f"{whose + ': ' if whose else ''}{label} together {plain(total)}{first.unit}. {formula}."
    result = computed_figure("合计", total, first.unit, amount_yuan)
    return context.answered(
        text, [result, *operands], calculation=formula, places=1, shape=Shape.PARTS
    )


def _rows_of_one_name(context: Context) -> list[StoredFigure] | None:
    """All rows of one name in one column of a table (one purchase paid from two subjects)."""
    finding = find(context.question, context.shelf)
    if finding is None or not finding.rivals:
        return None
    rows = [finding.figure, *(m.figure for m in finding.rivals)]
    names = {f.row_path[-1] for f in rows if f.row_path}
    return rows if len(names) == 1 and len({f.row for f in rows}) == len(rows) else None


def _same_key_of_sheets(context: Context) -> list[StoredFigure] | None:
    """The same row of every form-like sheet of a table title (each project's funds)."""
    finding = find(context.question, context.shelf)
    if finding is None or not finding.figure.context:
        return None
    figure = finding.figure
    title = bare_title(re.sub(r"[（(].*?[)）]$", "", figure.table))
    rows = [
        f
        for f, _ in context.shelf
        if f.context
        and f.row_path == figure.row_path
        and f.column_path == figure.column_path
        and f.state is CellState.NUMBER
        and bare_title(re.sub(r"[（(].*?[)）]$", "", f.table)) == title
    ]
    said = _COUNTED.search(context.question.text)
    if said:
        count = int(said.group(1)) if said.group(1).isdigit() else _NUMERAL[said.group(1)]
        if count != len(rows):
            return None
    return rows
