"""Whether an answer is true to what it stands on, whatever was asked.

A score compares the figures of an answer with what was expected; a reader reads its text and
opens its places.  Here the text is held against the figures, each figure against its quotation,
the calculation against itself, and, where the library is at hand, each place against the cell it
leads to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from assistant.answer import Answer, AnswerFigure, Citation, Evidence, Status
from corpus.amounts import canonical_unit, find_amounts, is_money, to_yuan
from eval.formulas import unsound
from eval.scoring import bare, same_figure
from index.library import Library
from index.records import StoredFigure, StoredTable

# How a quotation shows a blank cell.
_BLANK = "空白"


def contradictions(answer: Answer) -> list[str]:
    """What in an answer does not agree with the rest of it, one sentence each."""
    if answer.status is not Status.ANSWERED:
        return []
    formulas = (f"{each!r} does not come out" for each in unsound(answer.calculation))
    return [*_of_text(answer), *_of_figures(answer), *formulas]


def misplaced(library: Library, answer: Answer) -> list[str]:
    """The figures and citations of an answer whose place in the library holds something else,
    one sentence each."""
    stated = (each for figure in answer.figures for each in _of_figure(library, figure))
    cited = (each for citation in answer.citations for each in _of_citation(library, citation))
    return [*stated, *cited]


def check_in(library: Library) -> Callable[[Answer], list[str]]:
    """The check of answers over a library: what contradicts itself, and what is misplaced."""

    def check(answer: Answer) -> list[str]:
        return [*contradictions(answer), *misplaced(library, answer)]

    return check


def _of_text(answer: Answer) -> Iterator[str]:
    # How many rows were compared is a count of no source.
    amounts = [
        (a.value, a.unit) for a in find_amounts(answer.text) if is_money(a.unit) or a.unit == "%"
    ]
    if answer.figures and not _said(answer.figures[0], amounts, answer.text):
        yield f"the text does not say {_told(answer.figures[0])}"
    known = [(_number(f), f.unit) for f in (*answer.figures, *answer.differing)]
    words = [answer.calculation, *(c.quote for c in answer.citations)]
    known += [(a.value, a.unit) for text in words for a in find_amounts(text)]
    for value, unit in amounts:
        if not any(n is not None and same_figure(abs(value), unit, abs(n), u) for n, u in known):
            yield f"the text says {value:f}{unit}, which no figure or quotation holds"


def _said(figure: AnswerFigure, amounts: list[tuple[Decimal, str]], text: str) -> bool:
    number = _number(figure)
    if number is None:
        return False
    if any(same_figure(abs(v), u, abs(number), figure.unit) for v, u in amounts):
        return True
    return not is_money(figure.unit) and f"{figure.value}{figure.unit}" in "".join(text.split())


def _of_figures(answer: Answer) -> Iterator[str]:
    cited = {citation.document for citation in answer.citations}
    for figure in answer.figures:
        number = _number(figure)
        if number is None:
            yield f"{_told(figure)} is no number"
            continue
        if figure.amount_yuan != to_yuan(number, canonical_unit(figure.unit)):
            yield f"{_told(figure)} is not {figure.amount_yuan} yuan"
        if figure.computed:
            continue
        if figure.document not in cited:
            yield f"{_told(figure)}: its document is not cited"
        if figure.value not in figure.quote.replace(",", ""):
            yield f"{_told(figure)} does not stand in {figure.quote!r}"


def _of_figure(library: Library, figure: AnswerFigure) -> Iterator[str]:
    if figure.computed:
        return
    if figure.evidence is None:
        yield f"{_told(figure)} has no place"
    elif not any(_same(figure, stored) for stored in _stored_at(library, figure.evidence)):
        yield f"{_told(figure)} is not what stands at its place"


def _of_citation(library: Library, citation: Citation) -> Iterator[str]:
    place = citation.evidence
    if place is None:
        yield f"{citation.quote!r} has no place"
        return
    if place.table_id is None:
        passage = library.passage(place.passage_id) if place.passage_id else None
        if passage is None or bare(citation.quote) not in bare(passage.text):
            yield f"{citation.quote!r} is not what stands at its place"
        return
    table = library.table(place.table_id)
    if table is None or (table.document, table.title) != (citation.document, citation.table):
        yield f"{citation.quote!r} is cited from another table than its place"
    elif place.row is not None and place.column is not None:
        printed = _printed(table, place.row, place.column)
        # Of a dash nothing is left without punctuation.
        words = bare(printed or _BLANK) or printed
        if printed is None or words not in (
            bare(citation.quote) if bare(words) else citation.quote
        ):
            yield f"{citation.quote!r} is cited, but {printed!r} is printed at its place"


def _printed(table: StoredTable, row: int, column: int) -> str | None:
    """What a cell prints, None where the table has no such cell."""
    if not (0 <= row < len(table.grid) and 0 <= column < len(table.grid[row])):
        return None
    # Some files mark up their cells (<b>3.50</b>).
    return re.sub(r"<[^<>]*>", "", table.grid[row][column][0]).strip()


def _same(figure: AnswerFigure, stored: StoredFigure) -> bool:
    return (
        stored.value == _number(figure)
        and stored.unit == figure.unit
        and stored.document == figure.document
        and stored.organisation == figure.organisation
        and stored.year == figure.year
        and stored.page == figure.page
        and stored.table == figure.table
        and stored.row_path == figure.row
        and (stored.source == "sentence" or stored.column_path == figure.column)
    )


def _stored_at(library: Library, place: Evidence) -> list[StoredFigure]:
    own = library.figures_of([place.document_id])
    if place.table_id is None:
        return [f for f in own if f.passage_id == place.passage_id and f.span == place.span]
    at = (place.table_id, place.row, place.column)
    return [f for f in own if (f.table_id, f.row, f.column) == at]


def _number(figure: AnswerFigure) -> Decimal | None:
    try:
        return Decimal(figure.value)
    except InvalidOperation:
        return None


def _told(figure: AnswerFigure) -> str:
    return f"{figure.label} {figure.value}{figure.unit}"
