"""The figure desk: the form that searches, what it found, and what it could be narrowed by."""

from __future__ import annotations

from html import escape

from assistant.interfaces.record_forms import label_of
from assistant.page.figure_request import (
    PAGE_SIZE,
    UNITS,
    Asked,
    table_value,
    year_value,
)
from assistant.page.readings import grouped
from assistant.page.words.figures import FigureWords
from corpus.states import CellState
from corpus.text import name_of
from index.figure_search import Facet, FigurePage
from index.records import StoredFigure


def screen(words: FigureWords) -> str:
    """The screen before anything is searched; its script fills it."""
    return (
        f'<section class="figure-desk" lang="{words.tag}" data-loading="{escape(words.loading)}"'
        f' data-copied="{escape(words.copied)}">'
        f'<header class="desk-head"><h1>{escape(words.title)}</h1>'
        f'<nav class="views" aria-label="{escape(words.views)}">'
        f'<button type="button" data-view="find" aria-pressed="true">{escape(words.search_view)}'
        f'</button><button type="button" data-view="compare" aria-pressed="false">'
        f"{escape(words.compare_view)}</button></nav></header>"
        f'<div class="find-view">{_form(words)}'
        '<p class="note" role="status" aria-live="polite" data-part="note"></p>'
        '<div class="find-body"><aside data-part="facets"></aside>'
        '<div class="found"><div data-part="chips"></div><div data-part="table"></div>'
        '<div data-part="pager"></div></div></div></div>'
        f'<div class="compare-view" hidden>{_compare_form(words)}'
        '<p class="note" role="status" aria-live="polite" data-part="compare-note"></p>'
        '<div data-part="comparison"></div></div></section>'
    )


def _form(words: FigureWords) -> str:
    units = _options({unit: unit for unit in UNITS}, "万元")
    return (
        '<form class="find-form" role="search"><div class="line">'
        f'<label class="wide"><span>{escape(words.words)}</span><input type="search" name="q"'
        f' maxlength="200" autocomplete="off" placeholder="{escape(words.words_hint)}"></label>'
        f'<label><span>{escape(words.code)}</span><input name="code" maxlength="20" size="10"'
        f' autocomplete="off" placeholder="{escape(words.code_hint)}"></label>'
        f'<button type="submit" class="primary">{escape(words.search)}</button></div>'
        f'<details class="conditions" open><summary>{escape(words.more_conditions)}</summary>'
        f'<div class="line"><fieldset class="amounts"><legend>{escape(words.amount)}</legend>'
        f'<input name="least" inputmode="decimal" maxlength="24" size="9"'
        f' aria-label="{escape(words.least)}" placeholder="{escape(words.least)}">'
        '<span aria-hidden="true">–</span>'
        f'<input name="most" inputmode="decimal" maxlength="24" size="9"'
        f' aria-label="{escape(words.most)}" placeholder="{escape(words.most)}">'
        f'<select name="unit" aria-label="{escape(words.unit)}">{units}</select></fieldset>'
        f'<label><span>{escape(words.source)}</span><select name="source">'
        f"{_options(words.sources)}</select></label>"
        f'<label><span>{escape(words.order)}</span><select name="order">'
        f"{_options(words.orders)}</select></label>"
        f"{_tick('desc', words.descending)}{_tick('blank', words.blanks)}"
        f"{_tick('doubtful', words.doubtful_only)}</div></details></form>"
    )


def _compare_form(words: FigureWords) -> str:
    boxes = "".join(
        f"<label><span>{escape(words.document.format(number=number))}</span>"
        f'<input name="doc" list="figure-documents" maxlength="300" autocomplete="off"'
        f' placeholder="{escape(words.add_document)}"></label>'
        for number in range(1, 5)
    )
    return (
        f'<p class="hint">{escape(words.compare_hint)}</p><form class="compare-form">{boxes}'
        '<datalist id="figure-documents"></datalist>'
        f'<button type="submit" class="primary">{escape(words.compare)}</button></form>'
    )


def _options(held: dict[str, str], chosen: str = "") -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(said)}</option>"
        for value, said in held.items()
    )


def _tick(name: str, said: str) -> str:
    return (
        f'<label class="tick"><input type="checkbox" name="{name}" value="1">'
        f"<span>{escape(said)}</span></label>"
    )


def parts(page: FigurePage, said: Asked, words: FigureWords) -> dict[str, str]:
    """The parts of the screen for a page of what was found, by their names."""
    note = words.found.format(total=f"{page.total:,}", documents=f"{page.documents:,}")
    return {
        "note": escape(note if page.total else words.found_none),
        "chips": _chips(said, words),
        "facets": _facets(page, said, words),
        "table": _table(page, words) if page.figures else "",
        "pager": _pager(page, words),
    }


# What is asked for


def _chips(said: Asked, words: FigureWords) -> str:
    named = {
        "org": "",
        "year": "",
        "kind": "",
        "table": "",
        "doc": "",
        "code": f"{words.code} ",
        "least": f"{words.least} ",
        "most": f"{words.most} ",
    }
    chips = []
    for name, value in said.given:
        shown = value
        if name == "in":
            shown = words.of_table
        elif name not in named:
            continue
        elif value == "-":
            shown = words.unknown if name == "year" else words.text
        elif name in ("least", "most"):
            shown = f"{value} {said.value('unit') or UNITS[0]}"
        shown = named.get(name, "") + shown
        remove = escape(words.remove.format(what=shown))
        chips.append(
            f'<li><button type="button" class="chip" data-name="{escape(name)}"'
            f' data-value="{escape(value)}" aria-label="{remove}">'
            f'{escape(shown)}<span aria-hidden="true">×</span></button></li>'
        )
    if not chips:
        return ""
    clear = (
        f'<li><button type="button" class="clear" data-clear>{escape(words.clear)}</button></li>'
    )
    return f'<ul class="chips">{"".join(chips)}{clear}</ul>'


def _facets(page: FigurePage, said: Asked, words: FigureWords) -> str:
    facets = page.facets
    years = Facet(
        tuple(
            sorted(((year_value(year), count) for year, count in facets.years.values), reverse=True)
        ),
        facets.years.distinct,
    )
    tables = Facet(
        tuple((table_value(name), count) for name, count in facets.tables.values),
        facets.tables.distinct,
    )
    groups = (
        ("year", words.years, years, words.unknown),
        ("kind", words.kinds, facets.kinds, words.unknown),
        ("org", words.organisations, facets.organisations, words.unknown),
        ("table", words.tables, tables, words.text),
    )
    return "".join(_facet(*group, said, words) for group in groups)


def _facet(name: str, title: str, facet: Facet, none: str, said: Asked, words: FigureWords) -> str:
    chosen = set(said.values(name))
    if not facet.values and not chosen:
        return ""
    counts = {str(value): count for value, count in facet.values}
    values = [*(value for value in chosen if value not in counts), *counts]
    ticks = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"'
        f"{' checked' if value in chosen else ''}>"
        f"<span>{escape(none if value in ('-', '') else value)}</span>"
        f"<b>{counts.get(value, 0):,}</b></label>"
        for value in values
    )
    more = ""
    if facet.distinct > len(facet.values):
        told = words.more_values.format(count=f"{facet.distinct:,}", shown=len(facet.values))
        more = f'<p class="more">{escape(told)}</p>'
    opened = " open" if chosen or name in ("year", "kind", "org") else ""
    return (
        f'<details{opened} data-facet="{name}"><summary>{escape(title)}</summary>'
        f'<fieldset><legend class="sr">{escape(title)}</legend>{ticks}</fieldset>{more}</details>'
    )


# What was found


def _table(page: FigurePage, words: FigureWords) -> str:
    heads = (
        ("item", words.item),
        ("column", words.column),
        ("value", words.value),
        ("yuan", words.yuan),
        ("scope", words.scope),
        ("place", words.place),
    )
    cells = "".join(
        f'<th scope="col" class="{name}" role="columnheader">{escape(said)}</th>'
        for name, said in heads
    )
    rows = "".join(_row(figure, words) for figure in page.figures)
    return (
        f'<div class="scroller" tabindex="0" role="region" aria-label="{escape(words.results)}">'
        f'<table class="figures" role="table"><thead role="rowgroup"><tr role="row">{cells}'
        f'<th scope="col" class="act" role="columnheader"><span class="sr">{escape(words.copy)}'
        f'</span></th></tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(figure: StoredFigure, words: FigureWords) -> str:
    name = label_of(figure) or (figure.column_path[-1] if figure.column_path else figure.table)
    outer = " › ".join(figure.row_path[:-1])
    code = f'<i class="code">{escape(figure.code)}</i> ' if figure.code else ""
    open_it = escape(words.open.format(what=name))
    copy_it = escape(words.copy_of.format(what=name))
    column = " › ".join(figure.column_path)
    if figure.source == "sentence":
        column = figure.basis
    yuan = "" if figure.amount_yuan is None else grouped(figure.amount_yuan)
    page = "" if figure.page is None else words.page.format(page=figure.page)
    table = name_of(figure.table) if figure.table else words.text
    total = " total" if figure.is_total else ""
    return (
        f'<tr role="row" class="row{total}" data-figure="{figure.id}">'
        f'<td class="item" role="cell"><button type="button" data-open="{figure.id}"'
        f' aria-label="{open_it}">{code}<b>{escape(name)}</b></button>'
        f"{_small(outer)}</td>"
        f'<td class="column" role="cell">{escape(column)}</td>'
        f'<td class="value" role="cell">{value_html(figure, words)}</td>'
        f'<td class="yuan" role="cell">{escape(yuan)}</td>'
        f'<td class="scope" role="cell">{escape(figure.organisation)}'
        f"{_small(' '.join(str(part) for part in (figure.year or '', figure.kind) if part))}</td>"
        f'<td class="place" role="cell">{escape(table)}{_small(page)}</td>'
        f'<td class="act" role="cell"><button type="button" class="copy"'
        f' data-copy="{escape(citation(figure, words))}" aria-label="{copy_it}">'
        f"{escape(words.copy)}</button></td></tr>"
    )


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def value_html(figure: StoredFigure, words: FigureWords) -> str:
    """A figure as a cell: its number and unit, a blank as a blank, a doubt as one."""
    if figure.state is CellState.BLANK:
        return f'<span class="none">{escape(words.blank)}</span>'
    if figure.state is CellState.DASH:
        return (
            f'<span class="none" title="{escape(words.dash)}">{escape(figure.printed)}</span>'
            f'<span class="sr">{escape(words.dash)}</span>'
        )
    if figure.value is None:
        return f'<span class="none">{escape(figure.printed)}</span>'
    doubt = words.doubtful if figure.doubtful else "" if figure.certain else words.uncertain
    flag = f'<span class="doubt">{escape(doubt)}</span>' if doubt else ""
    return (
        f'<span class="number">{escape(grouped(figure.value))}</span>'
        f'<span class="unit">{escape(figure.unit)}</span>{flag}'
    )


def citation(figure: StoredFigure, words: FigureWords) -> str:
    """A figure with everything that is needed to find it, on one line, as text to be copied."""
    path = [figure.code, *figure.row_path, *figure.column_path]
    scope = (figure.organisation, str(figure.year or ""), figure.kind)
    printed = words.blank if figure.state is CellState.BLANK else f"{figure.printed}{figure.unit}"
    place = (
        f"《{figure.document}》",
        "" if figure.page is None else words.page.format(page=figure.page),
        figure.table or " › ".join(figure.section),
    )
    doubt = f"（{words.doubtful}）" if figure.doubtful else ""
    return (
        f"{' '.join(part for part in scope if part)} "
        f"{' › '.join(part for part in path if part)} {printed}{doubt} "
        f"[{' '.join(part for part in place if part)}]"
    )


def _pager(page: FigurePage, words: FigureWords) -> str:
    if not page.figures:
        return ""
    first, last = page.offset + 1, page.offset + len(page.figures)
    told = words.shown.format(first=f"{first:,}", last=f"{last:,}", total=f"{page.total:,}")
    before = max(0, page.offset - PAGE_SIZE)
    exports = "".join(
        f'<button type="button" class="export" data-export="{suffix}">'
        f"{escape(words.export)} {said}</button>"
        for suffix, said in (("csv", "CSV"), ("xlsx", "Excel"))
    )
    return (
        f'<nav class="pager" aria-label="{escape(words.pages)}">'
        f"{_turn(words.previous, before, page.offset > 0)}"
        f"<span>{escape(told)}</span>{_turn(words.next, last, last < page.total)}</nav>"
        f'<div class="exports">{exports}</div>'
    )


def _turn(said: str, offset: int, possible: bool) -> str:
    disabled = "" if possible else " disabled"
    return f'<button type="button" data-offset="{offset}"{disabled}>{escape(said)}</button>'
