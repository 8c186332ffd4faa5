"""The list of kept conversations as HTML, and the bar that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from html import escape
from itertools import groupby

from assistant.page.words.conversations import ConversationWords
from index.conversation_records import ConversationSummary
from index.conversations import LONGEST_TITLE

_LIST_ICON = '<path d="M3 4.5h12M3 9h12M3 13.5h8"/>'
_NEW_ICON = '<path d="M9 3.5v11M3.5 9h11"/>'
_EXPORT_ICON = '<path d="M9 2.5v8m0 0 3-3m-3 3-3-3M3 12.5v3h12v-3"/>'


def frame_html(words: ConversationWords) -> str:
    """The bar over the chat, the drawer with the list, and the forms its scripts put into it."""
    bar = (
        f'<div class="conversation-bar" lang="{words.tag}">'
        f'<button type="button" data-history="open" aria-haspopup="dialog">{_icon(_LIST_ICON)}'
        f"{escape(words.history)}</button>"
        f'<details class="export-menu" hidden><summary>{_icon(_EXPORT_ICON)}'
        f"{escape(words.export)}</summary>"
        f'<div><a data-export="xlsx" download>{escape(words.export_excel)}</a>'
        f'<a data-export="md" download>{escape(words.export_markdown)}</a></div></details>'
        f'<button type="button" data-history="new" hidden>{_icon(_NEW_ICON)}'
        f"{escape(words.new)}</button></div>"
    )
    drawer = (
        f'<dialog class="history" aria-labelledby="history-title" lang="{words.tag}"'
        f' data-gone="{escape(words.gone)}">'
        f'<header><h2 id="history-title">{escape(words.history)}</h2>'
        f'<button type="button" class="close" data-history="close" aria-label="{escape(words.close)}">'
        '<span aria-hidden="true">×</span></button></header>'
        f"<p>{escape(words.history_note)}</p>"
        '<div class="history-list"></div><p class="history-said" role="status"></p></dialog>'
    )
    return bar + drawer + _templates(words)


def _templates(words: ConversationWords) -> str:
    cancel = f'<button type="button" data-history="cancel">{escape(words.cancel)}</button>'
    return (
        '<template data-form="rename"><form class="history-form" data-history-form="rename">'
        f"<label>{escape(words.rename_label)}"
        f'<input name="title" maxlength="{LONGEST_TITLE}" autocomplete="off"></label>'
        f'<div class="actions"><button type="submit" class="primary">{escape(words.save)}</button>'
        f"{cancel}</div></form></template>"
        '<template data-form="delete"><form class="history-form" data-history-form="delete">'
        '<p></p><div class="actions">'
        f'<button type="submit" class="danger">{escape(words.delete)}</button>'
        f"{cancel}</div></form></template>"
    )


def list_html(
    summaries: Sequence[ConversationSummary],
    words: ConversationWords,
    now: datetime,
    zone: tzinfo,
    current: str = "",
) -> str:
    """The conversations by the day they were last used in the reader's time ``zone``.

    ``current`` is the one that is shown.
    """
    if not summaries:
        return f'<p class="history-empty">{escape(words.history_empty)}</p>'
    today = now.astimezone(zone)
    parts = []
    for day, several in groupby(summaries, lambda each: each.changed.astimezone(zone).date()):
        items = "".join(_item(each, words, zone, each.id == current) for each in several)
        parts.append(f"<h3>{escape(_day(day, today, words))}</h3><ul>{items}</ul>")
    parts.append(
        f'<div class="history-all"><button type="button" data-history="delete"'
        f' data-asked="{escape(words.delete_all_asked)}">{escape(words.delete_all)}</button></div>'
    )
    return "".join(parts)


def _day(day, today: datetime, words: ConversationWords) -> str:
    if day == today.date():
        return words.today
    if day == (today - timedelta(days=1)).date():
        return words.yesterday
    return words.day.format(year=day.year, month=day.month, day=day.day)


def _item(
    summary: ConversationSummary, words: ConversationWords, zone: tzinfo, current: bool
) -> str:
    changed = summary.changed.astimezone(zone)
    title = escape(summary.title)
    shown = ' aria-current="true"' if current else ""
    note = f" · {escape(words.current)}" if current else ""
    asked = escape(words.delete_asked.format(title=summary.title))
    return (
        f'<li data-id="{escape(summary.id)}"><button type="button" class="history-open"'
        f' data-history="show"{shown}><span class="title">{title}</span>'
        f'<span class="facts"><time datetime="{changed.isoformat(timespec="minutes")}">'
        f"{changed:%H:%M}</time> · {escape(words.questions.format(count=summary.turns))}{note}"
        "</span></button>"
        '<div class="history-actions">'
        f'<button type="button" data-history="rename" aria-label="{escape(words.rename)} {title}">'
        f"{escape(words.rename)}</button>"
        f'<button type="button" data-history="delete" data-asked="{asked}"'
        f' aria-label="{escape(words.delete)} {title}">{escape(words.delete)}</button>'
        "</div></li>"
    )


def _icon(path: str) -> str:
    return (
        '<svg viewBox="0 0 18 18" width="18" height="18" fill="none" stroke="currentColor"'
        f' stroke-width="1.6" stroke-linecap="round" aria-hidden="true">{path}</svg>'
    )
