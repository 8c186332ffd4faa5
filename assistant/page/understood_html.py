"""What a question was taken to mean, and the form in which it can be changed and asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Answer
from assistant.engine import Assistant
from assistant.page.wording import Wording
from assistant.page.words.chat import chat_words
from corpus.states import CellState
from corpus.text import name_of

# A list of more organisations than this is typed into, not scrolled through.
_MOST_LISTED = 60
_MOST_ITEMS = 400
_SHOWN = ("question", "understood_by", "organisation", "year", "kind", "subject")


@dataclass(frozen=True)
class Choices:
    """What can be chosen: organisations of the library, the years and kinds held of the one that
    is chosen, and the names of its figures."""

    organisations: tuple[str, ...]
    years: tuple[int, ...]
    kinds: tuple[str, ...]
    items: tuple[str, ...]


def choices_for(assistant: Assistant, organisation: str, year: int | None) -> Choices:
    """The choices once an organisation and a year are chosen ("" and None for none)."""
    scopes = assistant.catalogue.scopes
    own = [scope for scope in scopes if scope.organisation == organisation] or scopes
    of_year = [scope for scope in own if scope.year == year] or own
    items: dict[str, None] = {}
    if organisation:
        for figure, words in assistant.shelf_of(of_year[0]):
            if figure.state is CellState.NUMBER and figure.row_path and not words.is_total:
                items.setdefault(name_of(figure.row_path[-1]))
            if len(items) == _MOST_ITEMS:
                break
    return Choices(
        tuple(dict.fromkeys(scope.organisation for scope in scopes)),
        tuple(sorted({scope.year for scope in own if scope.year}, reverse=True)),
        tuple(dict.fromkeys(scope.kind for scope in of_year if scope.kind)),
        tuple(items),
    )


def understood_html(answer: Answer, words: Wording) -> str:
    """What was understood, folded; the form to change it comes when it is opened."""
    items = "".join(
        f"<div><dt>{escape(words.understood_names[name])}</dt>"
        f'<dd lang="zh-CN">{escape(value)}</dd></div>'
        for name, value in answer.understood
        if value and name in _SHOWN
    )
    if not items:
        return ""
    return (
        f'<details class="understood" data-understood><summary>{escape(words.understood)} · '
        f"{escape(chat_words(words.tag).change)}</summary><dl>{items}</dl>"
        "<div data-change></div></details>"
    )


def change_form(
    understood: dict[str, str], choices: Choices, chosen: str, words: Wording, place: str
) -> str:
    """The form in which what was understood is changed.

    ``chosen`` is the organisation whose years and items are offered; ``place`` tells the form
    apart from others on the page.
    """
    texts = chat_words(words.tag)
    name = f"{place}-{{}}"
    year = understood.get("year", "").partition("、")[0]
    kind = understood.get("kind", "").partition("、")[0]
    fields = [
        (
            "organisation",
            _select(name.format("organisation"), "organisation", choices.organisations, chosen, texts.any_value)
            if len(choices.organisations) <= _MOST_LISTED
            else _typed(name.format("organisation"), "organisation", choices.organisations, chosen),
        ),
        ("year", _select(name.format("year"), "year", map(str, choices.years), year, texts.any_value)),
        ("kind", _select(name.format("kind"), "kind", choices.kinds, kind, texts.any_value)),
        ("item", _typed(name.format("item"), "item", choices.items, understood.get("subject", ""))),
    ]  # fmt: skip
    rows = "".join(
        f'<div class="field"><label for="{escape(name.format(field))}">'
        f"{escape(texts.fields[field])}</label>{control}</div>"
        for field, control in fields
    )
    return (
        f'<form class="change" data-change-form><p>{escape(texts.change_hint)}</p>'
        f'<div class="fields">{rows}</div>'
        f'<button type="submit" class="quiet">{escape(texts.ask_again)}</button></form>'
    )


def _select(name: str, field: str, values: Iterable[str], chosen: str, nothing: str) -> str:
    values = list(values)
    options = [("", nothing)] if chosen not in values else []
    options += [(value, value) for value in values]
    shown = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(text)}</option>"
        for value, text in options
    )
    return f'<select id="{escape(name)}" name="{field}" lang="zh-CN">{shown}</select>'


def _typed(name: str, field: str, values: Sequence[str], chosen: str) -> str:
    listed = "".join(f'<option value="{escape(value)}"></option>' for value in values)
    return (
        f'<input id="{escape(name)}" name="{field}" list="{escape(name)}-list" lang="zh-CN" '
        f'value="{escape(chosen)}" autocomplete="off" maxlength="120">'
        f'<datalist id="{escape(name)}-list">{listed}</datalist>'
    )
