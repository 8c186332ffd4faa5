"""The evidence panel: the printed page with the cited place marked, and what was read there.

Every text is escaped; what the document says is never markup.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

from assistant.page.evidence.page import pages_html
from assistant.page.evidence.places import Found, PageView
from assistant.page.evidence.source import Source
from assistant.page.evidence.table import table_html
from assistant.page.evidence.text import figure_in, paragraphs_html, places_of
from assistant.page.readings import grouped
from assistant.page.wording import Wording
from assistant.page.words.evidence import evidence_words

__all__ = ["Source", "gone_sheet", "message", "panel", "quote_sheet"]


def panel(
    found: Found,
    view: PageView | None,
    words: Wording,
    opened: bool = True,
    page_failed: bool = False,
) -> str:
    """The panel of a cited place.

    ``view`` is its page, None for a document whose pages are not shown; ``page_failed`` says that
    there should have been one.  ``opened`` tells whether the user asked for the panel (a phone
    shows it only then).
    """
    more = evidence_words(words.tag)
    source = found.source
    text = _table(found, words) if found.table else _passage(found, words)
    name = more.view_table if found.table else more.view_passage
    notes = _cautions(source, words)
    if view is None:
        if page_failed and source.page is not None:
            notes.append(_note(more.page_failed.format(page=source.page)))
        elif found.original is None and found.document.pages is not None:
            notes.append(_note(more.no_original))
        body = f'<div class="view">{text}</div>'
    else:
        notes += _misses(found, view, words)
        body = pages_html(found, view, words, text, name)
    shown = source
    if found.passage is not None and found.passage.section:
        # The headings stand in full above the passage; the innermost one alone would repeat them.
        shown = replace(source, section="")
    unit = found.table.unit if found.table else ""
    has_original = found.original is not None
    original = _original(found, words) if has_original else ""
    head = _where(shown, words, unit) + original
    return _sheet(source, words, head, f"{''.join(notes)}{_path(found, words)}{body}", opened)


def message(text: str, words: Wording) -> str:
    """A panel that only says why there is nothing to show."""
    return _sheet(Source("", ""), words, "", _note(text))


def gone_sheet(source: Source, words: Wording, same_name: bool) -> str:
    """A panel that says that a source is gone; with ``same_name`` the library holds another
    document of its name, of which the question can be asked again."""
    more = evidence_words(words.tag)
    body = _note(words.gone)
    if same_name:
        body += f'<p class="note">{escape(more.same_name)}</p>'
        if source.question:
            body += (
                f'<p class="note"><button type="button" class="again" '
                f'data-ask="{escape(source.question)}">{escape(more.ask_again)}</button></p>'
            )
    return _sheet(source, words, "", body)


def quote_sheet(source: Source, words: Wording, opened: bool = True) -> str:
    """The panel for a place that has only its words."""
    body = f'<div class="passage" lang="zh-CN"><p><mark>{escape(source.quote)}</mark></p></div>'
    return _sheet(source, words, _where(source, words, ""), body, opened)


def _sheet(source: Source, words: Wording, head: str, body: str, opened: bool = True) -> str:
    """The panel around ``body``: which document and place, and the ways out of it."""
    title = words.evidence_of.format(number=source.number) if source.number else words.evidence
    kind = "opened" if opened else "offered"
    return (
        f'<section class="sheet {kind}" aria-labelledby="evidence-title" lang="{words.tag}">'
        '<header class="sheet-head"><div class="sheet-bar">'
        f'<h2 id="evidence-title" tabindex="-1">{escape(title)}</h2>'
        f'<button type="button" class="back" data-back>{escape(words.back)}</button>'
        f'<button type="button" class="close" data-close aria-label="{escape(words.close)}">'
        '<span aria-hidden="true">×</span></button></div>'
        f'<p class="sheet-document" lang="zh-CN">{escape(source.document)}</p>'
        f"{head}</header>{body}</section>"
    )


def _note(text: str) -> str:
    return f'<p class="miss" role="status">{escape(text)}</p>'


def _where(source: Source, words: Wording, unit: str) -> str:
    parts = []
    if source.page is not None:
        parts.append(escape(words.page.format(page=source.page)))
    # A section that is only the title of its table is said once.
    named = dict.fromkeys(name for name in (source.section, source.table) if name)
    parts += [f'<span lang="zh-CN">{escape(name)}</span>' for name in named]
    if unit:
        parts.append(escape(words.unit.format(unit=unit)))
    return f'<p class="sheet-where">{" · ".join(parts)}</p>' if parts else ""


def _original(found: Found, words: Wording) -> str:
    """The link to the file: shown by the browser in a tab of its own, or downloaded."""
    more = evidence_words(words.tag)
    address = f"originals/{found.document.id}"
    if not found.original.shown_inline:
        return f'<p class="sheet-file"><a href="{address}" download>{escape(more.download)}</a></p>'
    return (
        f'<p class="sheet-file"><a href="{address}" target="_blank" rel="noopener">'
        f"{escape(more.original)}"
        f'<span class="sr">（{escape(more.new_tab)}）</span><span aria-hidden="true"> ↗</span></a></p>'
    )


def _cautions(source: Source, words: Wording) -> list[str]:
    """What is to be minded of the figure itself."""
    more = evidence_words(words.tag)
    said = []
    if source.confidence is not None:
        # What was recognised is never wholly sure.
        percent = f"{min(99, int(source.confidence * 100))}%"
        said.append(more.recognised.format(percent=percent))
    if source.doubtful:
        said.append(more.doubtful)
    if not source.certain:
        said.append(more.uncertain)
    return [f'<p class="caution" role="note">{escape(text)}</p>' for text in said]


def _misses(found: Found, view: PageView, words: Wording) -> list[str]:
    """Why nothing is marked on the page, or only the whole table."""
    more = evidence_words(words.tag)
    name = more.view_table if found.table else more.view_passage
    if view.off_page:
        return [_note(more.missed.format(view=name))]
    if any(mark.kind == "table" for mark in view.marks):
        return [f'<p class="note" role="note">{escape(more.whole_table)}</p>']
    if not view.marks:
        return [_note(more.unplaced.format(view=name))]
    return []


def _path(found: Found, words: Wording) -> str:
    """Row, column and value of a cell that was found."""
    source, rows = found.source, []
    if found.cells.cell is None:
        return ""
    for name, path in ((words.row, source.row), (words.column, source.column)):
        if path:
            steps = '<span aria-hidden="true"> › </span>'.join(escape(step) for step in path)
            rows.append(f'<div><dt>{escape(name)}</dt><dd lang="zh-CN">{steps}</dd></div>')
    if source.value:
        stated = f"{escape(grouped(source.value))} <span>{escape(source.unit)}</span>"
        rows.append(f'<div><dt>{escape(words.value)}</dt><dd class="stated">{stated}</dd></div>')
    return f'<dl class="path">{"".join(rows)}</dl>' if rows else ""


def _table(found: Found, words: Wording) -> str:
    """The table as it was read, the cited cell and its labels marked."""
    place, table = found.source.evidence, found.table
    parts = []
    if place.row is not None and found.cells.cell is None:
        parts.append(_note(words.missed_cell))
    parts.append(table_html(table, found.cells, words))
    if table.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in table.notes)
        parts.append(f'<ul class="notes" lang="zh-CN">{notes}</ul>')
    return "".join(parts)


def _passage(found: Found, words: Wording) -> str:
    """The cited passage as it was read, the quoted sentence and the figure in it marked."""
    source, passage = found.source, found.passage
    if passage is None:
        return f'<div class="passage" lang="zh-CN"><p>{escape(source.quote)}</p></div>'
    heading = "".join(f"<li>{escape(step)}</li>" for step in passage.section)
    crumbs = f'<ol class="crumbs" lang="zh-CN">{heading}</ol>' if heading else ""
    places = places_of(passage.text, source.quote)
    place = places[0] if len(places) == 1 else None
    miss = ""
    if source.quote and place is None:
        miss = (
            f'<p class="miss" role="status">{escape(words.missed_sentence)}'
            f'<q lang="zh-CN">{escape(source.quote)}</q></p>'
        )
    figure = figure_in(source, place) if place else None
    text = paragraphs_html(passage.text, place, figure)
    return f'{crumbs}{miss}<div class="passage" lang="zh-CN">{text}</div>'
