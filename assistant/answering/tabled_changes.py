"""Changes against the year before that a table states in columns of its own (增减额, 增减%)."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer
from assistant.evidence.citing import header_name, label_of
from assistant.evidence.context import Context
from assistant.finding.lookup import find
from assistant.understanding.wordlists import question_words
from assistant.wording import amount, join, place, scope
from corpus.states import CellState
from corpus.text import name_of, normalise
from index.records import StoredFigure


def answer_tabled_change(context: Context) -> Answer | None:
    """The change of a row as its table prints it: the amount, the rate and both years' figures."""
    plain = replace(context.question, unit="")
    finding = find(plain, context.shelf, wanted=_is_change)
    if finding is None or finding.rivals or finding.figure.state is not CellState.NUMBER:
        return None
    found = finding.figure
    row = [
        f
        for f, _ in context.shelf
        if (f.table_id, f.row) == (found.table_id, found.row) and f.state is CellState.NUMBER
    ]
    changes = sorted((f for f in row if _is_change(f)), key=lambda f: f.unit == "%")
    if context.question.asks("growth"):
        changes.reverse()
    told = join(
        [f"{header_name(f.column_path[-1])} {amount(f)}" for f in changes], context.language
    )
    subject = name_of(found.row_path[-1]) if found.row_path else label_of(found)
    text = (
        f"{scope(found)}{subject}比上年{told}（表中所列）。来源：{place(found, 'zh')}。"
        if context.language == "zh"
        else f"{scope(found)} {subject} against the year before: {told} (as the table prints). Source: {place(found, 'en')}."
    )
    return context.answered(text, changes, places=1)


def _is_change(figure: StoredFigure) -> bool:
    if figure.source != "table" or not figure.column_path:
        return False
    header = normalise(figure.column_path[-1])
    return any(word in header for word in question_words("columns", "changing"))
