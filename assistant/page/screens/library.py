"""The library screen as HTML: adding documents, and the list of them.

Every text is escaped; what a document or a file name says is never markup.
"""

from __future__ import annotations

from html import escape

from assistant.page.words.library import LibraryWords
from index.document_list import FILTERS, ORDERS, ListPage, ListQuery
from index.records import StoredDocument

_ENDINGS = (
    ".pdf,.docx,.doc,.wps,.xlsx,.xls,.xlsm,.et,.ods,.odt,.rtf,.html,.htm,.mht,.mhtml,.csv,.tsv,"
    ".md,.markdown,.txt,.png,.jpg,.jpeg,.tif,.tiff,.bmp,.webp,.zip"
)
_NUMBERS = frozenset(("year", "pages", "tables", "figures", "passages", "findings"))


def screen(words: LibraryWords, page: ListPage, query: ListQuery, admin: bool, limits: dict) -> str:
    """The whole screen with the first page of the list.

    Without ``admin`` nothing on it changes anything.  ``limits`` are those of an upload: ``file``
    and ``request`` in bytes, ``files`` in one request; ``hint`` says how to become administrator.
    """
    adding = _adding(words, limits) if admin else f'<p class="hint">{escape(limits["hint"])}</p>'
    return (
        f'<div class="library" lang="{words.tag}" data-admin="{"yes" if admin else "no"}">'
        '<div class="library-home">'
        f'<header class="library-head"><h1>{escape(words.title)}</h1></header>'
        f"{adding}{_finding(words, query)}"
        f'<div class="library-list">{list_html(words, page, query)}</div></div>'
        '<div class="library-document" hidden></div></div>'
    )


def _adding(words: LibraryWords, limits: dict) -> str:
    megabytes = limits["file"] // 1_000_000
    data = {
        "file": limits["file"],
        "request": limits["request"],
        "most-files": limits["files"],
        "too-large": words.too_large.format(limit=megabytes),
        "sending": words.sending,
        "sent": words.sent,
    }
    said = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    return (
        f'<section class="adding" aria-labelledby="adding-title"{said}>'
        f'<h2 id="adding-title">{escape(words.add)}</h2><div class="drop">'
        f'<p class="drop-words">{escape(words.drop)}</p><div class="drop-ways">'
        f'<label class="way"><input type="file" class="sr" multiple accept="{_ENDINGS}" '
        f'data-files aria-describedby="adding-formats"><span>{escape(words.choose)}</span></label>'
        '<label class="way plain"><input type="file" class="sr" webkitdirectory multiple '
        f"data-files><span>{escape(words.choose_folder)}</span></label></div>"
        f'<p class="formats" id="adding-formats">{escape(words.formats.format(limit=megabytes))}</p>'
        '</div><div class="sending" hidden><progress max="100" value="0"></progress>'
        '<p class="sending-words"></p></div>'
        '<p class="adding-fault" role="alert"></p></section>'
        '<section class="jobs" hidden aria-labelledby="jobs-title"><header>'
        f'<h2 id="jobs-title">{escape(words.jobs)}</h2>'
        f'<button type="button" class="quiet" data-forget>{escape(words.forget)}</button></header>'
        '<p class="sr jobs-said" role="status" aria-live="polite"></p>'
        '<div class="jobs-held"></div></section>'
    )


def _finding(words: LibraryWords, query: ListQuery) -> str:
    options = "".join(
        f'<option value="{name}"{" selected" if name == query.only else ""}>'
        f"{escape(words.filters[name])}</option>"
        for name in ("", *FILTERS)
    )
    orders = "".join(
        f'<option value="{name}"{" selected" if name == query.order else ""}>'
        f"{escape(words.sort.format(column=words.columns[name]))}</option>"
        for name in ORDERS
    )
    return (
        '<form class="finding" role="search">'
        f'<label><span>{escape(words.search)}</span><input type="search" name="search" '
        f'maxlength="200" placeholder="{escape(words.search_hint)}" '
        f'value="{escape(query.search)}"></label>'
        f'<label><span>{escape(words.only)}</span><select name="only">{options}</select></label>'
        # On a phone there are no column heads to press.
        f'<label class="narrow"><span>{escape(words.order)}</span>'
        f'<select name="order">{orders}</select></label></form>'
    )


def list_html(words: LibraryWords, page: ListPage, query: ListQuery) -> str:
    """One page of the list with the ways to the others."""
    if not page.documents:
        text = words.none_found if page.held else words.empty
        return f'<p class="none" role="status">{escape(text)}</p>'
    heads = "".join(_head(words, query, name) for name in ORDERS)
    rows = "".join(_row(words, document) for document in page.documents)
    return (
        f"{_pager(words, page, query)}"
        f'<div class="list-frame"><table class="list"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _head(words: LibraryWords, query: ListQuery, name: str) -> str:
    sorted_by = name == query.order
    direction = "descending" if query.descending else "ascending"
    state = f' aria-sort="{direction}"' if sorted_by else ""
    arrow = ("↓" if query.descending else "↑") if sorted_by else ""
    # What is counted is looked for from the most on.
    turned = not query.descending if sorted_by else name in _NUMBERS or name == "added"
    return (
        f'<th scope="col"{state} class="{_class(name)}"><button type="button" data-order="{name}" '
        f'data-descending="{"yes" if turned else "no"}">{escape(words.columns[name])}'
        f'<span aria-hidden="true">{arrow}</span></button></th>'
    )


def _row(words: LibraryWords, document: StoredDocument) -> str:
    cells = "".join(
        f'<td class="{_class(name)}" data-label="{escape(words.columns[name])}">'
        f"{_value(words, document, name)}</td>"
        for name in ORDERS[1:]
    )
    mark = ""
    if document.uncertain:
        mark = f' <span class="mark care">{escape(words.uncertain_mark)}</span>'
    return (
        f'<tr><th scope="row" class="name"><a href="#library/{document.id}" lang="zh-CN">'
        f"{escape(document.name)}</a>{mark}</th>{cells}</tr>"
    )


def _value(words: LibraryWords, document: StoredDocument, name: str) -> str:
    value = getattr(document, name)
    if name in ("organisation", "kind"):
        return f'<span lang="zh-CN">{escape(value)}</span>' if value else _unknown(words)
    if name == "added":
        return f'<time datetime="{escape(value)}">{escape(value[:10])}</time>'
    if value is None:
        return _unknown(words) if name == "year" else "–"
    if name == "findings" and value:
        return f'<span class="mark bad">{value:,}</span>'
    return str(value) if name == "year" else f"{value:,}"


def _unknown(words: LibraryWords) -> str:
    return f'<span class="unknown">{escape(words.unknown)}</span>'


def _class(name: str) -> str:
    return f"col-{name} number" if name in _NUMBERS else f"col-{name}"


def _pager(words: LibraryWords, page: ListPage, query: ListQuery) -> str:
    first, last = query.offset + 1, query.offset + len(page.documents)
    shown = words.shown.format(first=f"{first:,}", last=f"{last:,}", total=f"{page.total:,}")
    ways = ""
    if page.total > len(page.documents):
        ways = _way(words.earlier, query.offset - query.limit, query.offset > 0)
        ways += _way(words.later, query.offset + query.limit, last < page.total)
    return (
        f'<nav class="pager" aria-label="{escape(words.pager)}">'
        f'<p role="status">{escape(shown)}</p>{ways}</nav>'
    )


def _way(text: str, offset: int, possible: bool) -> str:
    state = "" if possible else " disabled"
    return (
        f'<button type="button" class="quiet" data-offset="{max(0, offset)}"{state}>'
        f"{escape(text)}</button>"
    )
