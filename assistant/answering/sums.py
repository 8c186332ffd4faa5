"""Sums of stored figures, with their formula and operands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from assistant.answer import Answer, Shape
from assistant.answering.parts import answer_several, parts_of, within_bounds
from assistant.evidence.calculation import as_printed
from assistant.evidence.citing import computed_figure, label_of
from assistant.evidence.context import Context
from assistant.evidence.operands import named_operands
from assistant.finding.lookup import bare_title, find
from assistant.understanding.bounds import bound_said
from assistant.understanding.question_form import number_of
from assistant.understanding.wordlists import pattern
from assistant.wording import amount, join, say, scope
from corpus.amounts import plain
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.tables.words import is_total
from corpus.text import name_of, normalise
from index.records import StoredFigure

_COUNTED = Pattern(r"([两二三四五六七八九十]|\d{1,2})\s*(?:张|个|项|类|笔|大)")
_COUNTED_SUM = Pattern(
    r"([两二三四五六七八九十]|\d{1,2})(?:项|个|笔|样|者|类)(?:费用|支出|经费)?(?:一共|总共|共计|合计|共|加|合|之和|总和|相加)"
)


# How many there are is no sum of their amounts.
_COUNTING = Pattern(r"(?:几|多少)[项个类笔种]|how many")


def answer_sum(context: Context) -> Answer | None:
    """The sum of several figures, named one by one or as the same key of several sheets."""
    if bound_said(context.question.text):
        return _sum_within_bounds(context)
    operands = _rows_of_one_name(context) or named_operands(context) or _same_key_of_sheets(context)
    if operands is None or len(operands) < 2 or not _as_many_as_said(context, operands):
        return None
    if len({f.unit if f.amount_yuan is None else "" for f in operands}) > 1:
        return None
    operands = _without_their_whole(operands)
    if _only_names_totals(context, operands):
        return answer_several(context)
    return sum_of(context, operands)


def _only_names_totals(context: Context, operands: Sequence[StoredFigure]) -> bool:
    """Whether 合计 is said in the names of the figures alone (收入总计和本年收入合计分别是多少)."""
    text = context.question.text
    for name in (normalise(name_of(n)) for f in operands for n in f.row_path[-1:] + f.column_path):
        text = text.replace(name, " ") if is_total(name) and len(name) > 2 else text
    return context.language == "zh" and not pattern("operation", "sum").search(text)


def _sum_within_bounds(context: Context) -> Answer | None:
    """The sum of those parts that a bound told leaves (超过5万元的一共多少), not a list of them."""
    found = parts_of(context)
    if not found or _COUNTING.search(context.question.text):
        return None
    parts, told = within_bounds(context.question.text, found[1])
    return sum_of(context, parts) if told and len(parts) > 1 else None


def _without_their_whole(operands: Sequence[StoredFigure]) -> list[StoredFigure]:
    """Several parts without the whole that all of them are in (三公经费, 接待费 and 公车)."""
    wholes = [
        whole
        for whole in operands
        if len(operands) > 2 and all(_is_inside(f, whole) for f in operands if f is not whole)
    ]
    return [f for f in operands if f not in wholes]


def _as_many_as_said(context: Context, operands: Sequence[StoredFigure]) -> bool:
    """Whether a sum of so many things (三项一共多少) is one of just so many."""
    said = _COUNTED_SUM.search(context.question.text)
    return said is None or number_of(said.group(1)) == len(operands)


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
    inside = [label_of(b) for a, b in permutations(operands, 2) if _is_inside(b, a)]
    names = join(list(dict.fromkeys(inside)), context.language)
    return context.answered(
        text,
        [result, *operands],
        calculation=formula,
        places=1,
        shape=Shape.PARTS,
        warnings=(say("counted_twice", context.language, names=names),) if inside else (),
    )


def _is_inside(part: StoredFigure, whole: StoredFigure) -> bool:
    """Whether a figure stands under another in one table or sentence, and is in it already."""
    one_place = (part.document_id, part.table_id, part.passage_id) == (
        whole.document_id,
        whole.table_id,
        whole.passage_id,
    )
    if not one_place:
        return False
    rows = _is_under(part.row_path, whole.row_path) and part.column_path == whole.column_path
    above, total = part.column_path[:-1], whole.column_path[-1:]
    if total and is_total(normalise(name_of(total[0]))):
        # 小计 of a group of columns is in the 合计 beside the group.
        over = whole.column_path[:-1]
        columns = bool(over) and above[: len(over)] == over
    else:
        columns = _is_under(part.column_path, whole.column_path)
    return rows or columns and part.row_path == whole.row_path


def _is_under(path: Sequence[str], above: Sequence[str]) -> bool:
    return len(above) > 0 and len(path) > len(above) and tuple(path[: len(above)]) == tuple(above)


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
        if number_of(said.group(1)) != len(rows):
            return None
    return rows
