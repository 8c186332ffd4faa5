"""One document of the library as HTML: what was understood of it, and what can be corrected.

Every text is escaped; what a document or a file name says is never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.page.finding_places import places
from assistant.page.readings import grouped
from assistant.page.words.library import LibraryWords
from assistant.page.words.told import in_language
from corpus.amounts import plain
from corpus.profile import KINDS
from corpus.reconciliation.findings import Finding, Place, Reconciliation
from corpus.states import TableState
from index.corrections import FIRST_YEAR, LAST_YEAR
from index.records import StoredDocument, StoredTable

MOST_FINDINGS = 200
_MOST_OTHERS = 40


def document_html(
    words: LibraryWords,
    document: StoredDocument,
    tables: Sequence[StoredTable],
    check: Reconciliation | None,
    admin: bool,
    has_original: bool,
) -> str:
    """The whole document; ``admin`` shows what changes it, ``check`` is its self-check."""
    return (
        f'<article class="document" data-document="{document.id}">'
        f'<p class="back-way"><a href="#library" data-back-to-list>← {escape(words.back)}</a></p>'
        f'<h1 tabindex="-1" lang="zh-CN">{escape(document.name)}</h1>'
        f"{_actions(words, document, admin, has_original)}"
        '<p class="document-said" role="status" aria-live="polite"></p>'
        f"{_profile(words, document, admin)}{_findings(words, document, check)}"
        f"{_warnings(words, document)}{_tables(words, tables)}</article>"
    )


def _actions(words: LibraryWords, document: StoredDocument, admin: bool, original: bool) -> str:
    ways = []
    if original:
        ways.append(
            f'<a class="way plain" href="originals/{document.id}" target="_blank" rel="noopener">'
            f"{escape(words.original)}</a>"
        )
    if admin and original:
        ways.append(
            f'<button type="button" class="way plain" data-read-again '
            f'title="{escape(words.read_again_hint)}">{escape(words.read_again)}</button>'
        )
    if admin:
        question = words.remove_question.format(name=document.name)
        ways.append(
            '<button type="button" class="way danger" data-remove aria-haspopup="dialog">'
            f"{escape(words.remove)}</button>"
            '<dialog class="removing" aria-labelledby="removing-title" '
            'aria-describedby="removing-words">'
            f'<h2 id="removing-title">{escape(words.remove_title)}</h2>'
            f'<p id="removing-words">{escape(question)}</p><div class="actions">'
            f'<button type="button" class="way plain" data-keep>{escape(words.keep)}</button>'
            '<button type="button" class="way danger" data-remove-now>'
            f"{escape(words.remove_yes)}</button></div></dialog>"
        )
    missing = f'<p class="hint">{escape(words.no_original)}</p>' if admin and not original else ""
    return f'<div class="document-ways">{"".join(ways)}</div>{missing}'


def _profile(words: LibraryWords, document: StoredDocument, admin: bool) -> str:
    rows = "".join(_fact(words, document, name) for name in words.fields)
    pages = f"{words.columns['pages']} {document.pages} · " if document.pages else ""
    counts = words.counts.format(
        pages=pages,
        tables=f"{document.tables:,}",
        figures=f"{document.figures:,}",
        passages=f"{document.passages:,}",
        added=document.added[:10],
    )
    return (
        f'<section aria-labelledby="profile-title"><h2 id="profile-title">{escape(words.profile)}'
        f'</h2><dl class="profile">{rows}</dl><p class="counts">{escape(counts)}</p>'
        f"{_form(words, document) if admin else ''}</section>"
    )


def _fact(words: LibraryWords, document: StoredDocument, name: str) -> str:
    value = _text(document, name)
    shown = f'<span lang="zh-CN">{escape(value)}</span>' if value else escape(words.unknown)
    mark = ""
    if name in document.corrected:
        mark = f' <span class="mark good">{escape(words.corrected)}</span>'
    elif name in document.uncertain:
        mark = f' <span class="mark care">{escape(words.uncertain)}</span>'
    return f"<div><dt>{escape(words.fields[name])}</dt><dd>{shown}{mark}</dd></div>"


def _text(document: StoredDocument, name: str) -> str:
    if name == "short_names":
        return "、".join(document.short_names)
    value = getattr(document, name)
    return "" if value is None else str(value)


def _form(words: LibraryWords, document: StoredDocument) -> str:
    def field(name: str, more: str, hint: str = "") -> str:
        value = escape(_text(document, name))
        return (
            f"<label><span>{escape(words.fields[name])}</span>"
            f'<input name="{name}" value="{value}" {more}>{hint}</label>'
        )

    options = "".join(
        f"<option{' selected' if kind == document.kind else ''}>{kind}</option>"
        for kind in (*(("",) if document.kind not in KINDS else ()), *KINDS)
    )
    taken_back = ""
    if document.corrected:
        taken_back = (
            f'<button type="button" class="way plain" data-as-read>{escape(words.as_read)}</button>'
        )
    hint = f"<small>{escape(words.short_names_hint)}</small>"
    year = f'type="number" inputmode="numeric" min="{FIRST_YEAR}" max="{LAST_YEAR}"'
    opened = " open" if document.uncertain else ""
    return (
        f'<details class="editing"{opened}><summary>{escape(words.edit)}</summary>'
        f'<form class="correcting" data-saving="{escape(words.saving)}" '
        f'data-unchanged="{escape(words.nothing_changed)}">'
        f"{field('organisation', 'maxlength=100 required')}"
        f"{field('short_names', 'maxlength=300', hint)}{field('region', 'maxlength=100')}"
        f"{field('year', year)}"
        f'<label><span>{escape(words.fields["kind"])}</span><select name="kind" lang="zh-CN">'
        f'{options}</select></label><p class="correcting-fault" role="alert"></p>'
        f'<div class="actions"><button type="submit" class="way">{escape(words.save)}</button>'
        f'{taken_back}</div><p class="effect">{escape(words.effect)}</p></form></details>'
    )


def _findings(words: LibraryWords, document: StoredDocument, check: Reconciliation | None) -> str:
    head = f'<h2 id="findings-title">{escape(words.findings)}</h2>'
    if check is None:
        inner = f"<p>{escape(words.not_checked)}</p>"
    else:
        made = words.checks_made.format(count=f"{sum(check.checks.values()):,}")
        roundings = ""
        if check.roundings:
            roundings = " " + words.roundings.format(count=f"{len(check.roundings):,}")
        if check.findings:
            items = "".join(
                _finding(words, document, number, finding)
                for number, finding in enumerate(check.findings[:MOST_FINDINGS])
            )
            left = len(check.findings) - MOST_FINDINGS
            more = f"<p>{escape(words.more_findings.format(count=left))}</p>" if left > 0 else ""
            inner = (
                f'<p class="explained">{escape(words.findings_explained)}</p>'
                f'<ol class="findings">{items}</ol>{more}'
                f'<p class="counts">{escape(made)}{escape(roundings)}</p>'
            )
        else:
            inner = f"<p>{escape(words.no_findings)} {escape(made)}{escape(roundings)}</p>"
    return f'<section aria-labelledby="findings-title">{head}{inner}</section>'


def _finding(words: LibraryWords, document: StoredDocument, number: int, finding: Finding) -> str:
    message = finding.message_en if words.tag == "en" else finding.message
    address = f"library/documents/{document.id}/findings/{number}"
    named = places(finding)
    both = _place(words, words.stated, finding.stated, f"{address}/stated")
    if finding.against is not None:
        both += _place(words, words.against, finding.against, f"{address}/against")
    difference = ""
    if finding.difference is not None:
        # Shares differ by points, not by a share of each other.
        unit = words.points if finding.unit == "%" else finding.unit
        amount = f"{grouped(plain(finding.difference))}{unit}"
        difference = f'<p class="difference">{escape(words.difference.format(amount=amount))}</p>'
    others = "".join(
        f"<li>{_place(words, '', place, f'{address}/{name}')}</li>"
        for name, place in list(named.items())[:_MOST_OTHERS]
        if name.startswith("other")
    )
    if others:
        count = len(finding.others)
        summary = escape(words.others.format(count=count))
        others = f"<details><summary>{summary}</summary><ul>{others}</ul></details>"
    return (
        f'<li><p class="finding-message" lang="{words.tag}">{escape(message)}</p>'
        f'<div class="both">{both}</div>{difference}{others}</li>'
    )


def _place(words: LibraryWords, name: str, place: Place, address: str) -> str:
    where = [place.table] if place.table and not place.sentence else []
    where += [" › ".join(path) for path in (place.row, place.column) if path]
    if place.page is not None:
        where.append(words.page.format(page=place.page))
    quote = f'<q lang="zh-CN">{escape(place.sentence)}</q>' if place.sentence else ""
    computed = f"<small>{escape(words.computed)}</small>" if place.computed else ""
    label = f'<span class="place-name">{escape(name)}</span>' if name else ""
    described = f"{words.open_place}: {name} {place.amount} {place.subject}"
    return (
        f'<div class="place">{label}<strong lang="zh-CN">{escape(place.amount)}</strong>{computed}'
        f'<span class="place-where" lang="zh-CN">{escape(" · ".join(where))}</span>{quote}'
        f'<button type="button" class="quiet" data-evidence="{escape(address)}" '
        f'aria-label="{escape(described)}">{escape(words.open_place)}</button></div>'
    )


def _warnings(words: LibraryWords, document: StoredDocument) -> str:
    if document.warnings:
        items = "".join(
            f"<li>{escape(in_language(text, words.tag))}</li>" for text in document.warnings
        )
        inner = f'<ul class="notes-read">{items}</ul>'
    else:
        inner = f"<p>{escape(words.no_warnings)}</p>"
    return (
        f'<section aria-labelledby="notes-title"><h2 id="notes-title">{escape(words.warnings)}</h2>'
        f"{inner}</section>"
    )


def _tables(words: LibraryWords, tables: Sequence[StoredTable]) -> str:
    title = f'<h2 id="tables-title">{escape(words.tables)}</h2>'
    if not tables:
        inner = f"<p>{escape(words.no_tables)}</p>"
    else:
        heads = "".join(
            f'<th scope="col">{escape(text) or f"<span class=sr>{escape(words.open_place)}</span>"}'
            "</th>"
            for text in words.table_columns
        )
        rows = "".join(_table(words, table) for table in tables)
        inner = (
            f'<div class="list-frame"><table class="list tables"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
    return f'<section aria-labelledby="tables-title">{title}{inner}</section>'


def _table(words: LibraryWords, table: StoredTable) -> str:
    names = words.table_columns
    title = table.title or words.untitled
    context = f"<small>{escape(table.context)}</small>" if table.context else ""
    state = ""
    if table.state is TableState.EMPTY:
        state = f' <span class="mark care">{escape(words.table_states["empty"])}</span>'
    notes = "".join(
        f"<small>{escape(in_language(text, words.tag))}</small>" for text in table.warnings
    )
    size = words.size.format(
        rows=len(table.grid), columns=max((len(row) for row in table.grid), default=0)
    )
    page = "–" if table.page is None else str(table.page)
    label = escape(f"{words.open_place}: {title}")
    return (
        f'<tr><th scope="row" class="name" lang="zh-CN">{escape(title)}{state}{context}{notes}</th>'
        f'<td data-label="{escape(names[1])}" lang="zh-CN">{escape(table.unit) or "–"}</td>'
        f'<td class="number" data-label="{escape(names[2])}">{page}</td>'
        f'<td class="number" data-label="{escape(names[3])}">{size}</td>'
        f'<td><button type="button" class="quiet" data-evidence="library/tables/{table.id}" '
        f'aria-label="{label}">{escape(words.open_place)}</button></td></tr>'
    )
