"""Documents side by side on the figure desk."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.checking.document_comparison import (
    Change,
    DocumentComparison,
    Line,
    Obstacle,
    Standing,
    counts,
)
from assistant.page.readings import grouped
from assistant.page.screens.figures import value_html
from assistant.page.words.figures import FigureWords
from index.records import StoredDocument, StoredFigure

LINES = 200


def shown_lines(comparison: DocumentComparison, table: str, only_changed: bool) -> list[Line]:
    """The lines of one table ("" for all), or only those with a difference."""
    return [
        line
        for line in comparison.lines
        if (not table or line.table == table) and (line.changed or not only_changed)
    ]


def comparison_html(
    comparison: DocumentComparison,
    table: str,
    only_changed: bool,
    offset: int,
    words: FigureWords,
) -> str:
    """A page of lines with what they can be narrowed by."""
    lines = shown_lines(comparison, table, only_changed)
    page = lines[offset : offset + LINES]
    return (
        f"{_choices(comparison, table, only_changed, words)}"
        f'<div class="scroller" tabindex="0" role="region" aria-label="{escape(words.results)}">'
        f'<table class="figures compared">{_head(comparison, words)}<tbody>'
        f"{_rows(page, len(comparison.documents), words)}</tbody></table></div>"
        f'<p class="hint">{escape(words.rounding)}</p>{_pager(len(lines), offset, page, words)}'
    )


def note(comparison: DocumentComparison, words: FigureWords) -> str:
    """How many lines could be compared, in words."""
    number = counts(comparison)
    return escape(
        words.lines.format(
            total=f"{len(comparison.lines):,}",
            matched=f"{number[Standing.MATCHED]:,}",
            only_some=f"{number[Standing.ONLY_SOME]:,}",
            ambiguous=f"{number[Standing.AMBIGUOUS]:,}",
        )
    )


def suggestions_html(documents: Sequence[StoredDocument], words: FigureWords) -> str:
    """Other documents of the same organisation, each to be added by pressing it."""
    if not documents:
        return ""
    buttons = "".join(
        f'<button type="button" class="chip" data-suggest="{escape(document.name)}">'
        f"{escape(document.name)}</button>"
        for document in documents
    )
    return f'<div class="suggested"><h2>{escape(words.suggestions)}</h2>{buttons}</div>'


def _choices(
    comparison: DocumentComparison, table: str, only_changed: bool, words: FigureWords
) -> str:
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == table else ""}>'
        f"{escape(name)}</option>"
        for name in comparison.tables
    )
    ticked = " checked" if only_changed else ""
    exports = "".join(
        f'<button type="button" class="export" data-export-compared="{suffix}">'
        f"{escape(words.export)} {said}</button>"
        for suffix, said in (("csv", "CSV"), ("xlsx", "Excel"))
    )
    return (
        f'<div class="choices"><label><span>{escape(words.tables)}</span>'
        f'<select name="table"><option value="">{escape(words.all_tables)}</option>{options}'
        f'</select></label><label class="tick"><input type="checkbox" name="changed" value="1"'
        f"{ticked}><span>{escape(words.only_changed)}</span></label>"
        f'<div class="exports">{exports}</div></div>'
    )


def _head(comparison: DocumentComparison, words: FigureWords) -> str:
    documents = "".join(
        f'<th scope="col" class="value">{number}. {escape(document.organisation)}'
        f"<small>{document.year or ''} {escape(document.kind)}</small></th>"
        + (
            ""
            if number == 1
            else f'<th scope="col" class="yuan">{escape(words.difference)}'
            f"<small>{escape(words.against)}</small></th>"
            f'<th scope="col" class="rate">{escape(words.percent)}</th>'
        )
        for number, document in enumerate(comparison.documents, start=1)
    )
    return (
        f'<thead><tr><th scope="col" class="item">{escape(words.item)}</th>'
        f'<th scope="col" class="column">{escape(words.column)}</th>{documents}</tr></thead>'
    )


def _rows(lines: Sequence[Line], documents: int, words: FigureWords) -> str:
    width = 2 + documents + 2 * (documents - 1)
    return "".join(
        f'<tr class="group"><th scope="rowgroup" colspan="{width}">{escape(table)}</th></tr>'
        + "".join(_row(line, words) for line in held)
        for table, held in groupby(lines, key=lambda line: line.table)
    )


def _row(line: Line, words: FigureWords) -> str:
    name = line.row[-1] if line.row else ""
    outer = " › ".join(line.row[:-1])
    code = f'<i class="code">{escape(line.code)}</i> ' if line.code else ""
    flag = ""
    if line.standing is not Standing.MATCHED:
        said = words.only_some if line.standing is Standing.ONLY_SOME else words.ambiguous
        flag = f'<span class="standing">{escape(said)}</span>'
    cells = "".join(
        _cell(cell, words) + ("" if number == 0 else _change(change, line, words))
        for number, (cell, change) in enumerate(zip(line.cells, line.changes, strict=True))
    )
    return (
        f'<tr class="row {line.standing}"><th scope="row" class="item">{code}'
        f"<b>{escape(name)}</b>{f'<small>{escape(outer)}</small>' if outer else ''}{flag}</th>"
        f'<td class="column">{escape(" › ".join(line.column))}</td>{cells}</tr>'
    )


def _cell(figure: StoredFigure | None, words: FigureWords) -> str:
    if figure is None:
        return f'<td class="value"><span class="none">{escape(words.not_present)}</span></td>'
    open_it = escape(words.open.format(what=f"{figure.printed}{figure.unit}"))
    return (
        f'<td class="value"><button type="button" data-open="{figure.id}" aria-label="{open_it}">'
        f"{value_html(figure, words)}</button></td>"
    )


def _change(change: Change | None, line: Line, words: FigureWords) -> str:
    if change is None or change.obstacle is not Obstacle.NONE:
        said = "" if change is None else words.obstacles[str(change.obstacle)]
        return f'<td class="yuan" colspan="2"><span class="none">{escape(said)}</span></td>'
    size = change.value if change.amount_yuan is None else change.amount_yuan
    unit = change.unit if change.amount_yuan is None else ""
    way = "up" if size > 0 else "down" if size < 0 else "same"
    sign = "+" if size > 0 else ""
    rate = "" if change.percent is None else f"{sign}{grouped(change.percent)}%"
    return (
        f'<td class="yuan {way}">{sign}{escape(grouped(size))}'
        f"{f'<span class=unit>{escape(unit)}</span>' if unit else ''}</td>"
        f'<td class="rate {way}">{escape(rate)}</td>'
    )


def _pager(total: int, offset: int, page: Sequence[Line], words: FigureWords) -> str:
    if total <= LINES:
        return ""
    first, last = offset + 1, offset + len(page)
    told = words.shown.format(first=f"{first:,}", last=f"{last:,}", total=f"{total:,}")
    before, after = max(0, offset - LINES), last

    def turn(said: str, to: int, possible: bool) -> str:
        disabled = "" if possible else " disabled"
        return f'<button type="button" data-line="{to}"{disabled}>{escape(said)}</button>'

    return (
        f'<nav class="pager" aria-label="{escape(words.pages)}">'
        f"{turn(words.previous, before, offset > 0)}<span>{escape(told)}</span>"
        f"{turn(words.next, after, last < total)}</nav>"
    )
