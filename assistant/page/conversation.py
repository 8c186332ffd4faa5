"""The conversation as HTML: the welcome, each question with its answer, and the one under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Answer
from assistant.page.answer_html import answer_html
from assistant.page.wording import Wording
from index.records import StoredDocument

MOST_DOCUMENTS_SHOWN = 8


@dataclass(frozen=True)
class Turn:
    """One question and what came of it; ``failure`` says why there is no answer."""

    question: str
    answer: Answer | None = None
    failure: str = ""


def questions_so_far(turns: Sequence[Turn], most: int = 10) -> list[str]:
    """The user's earlier questions, oldest first, for resolving a follow-up."""
    return [turn.question for turn in turns if turn.answer is not None][-most:]


def conversation_html(
    turns: Sequence[Turn], words: Wording, pending: str = "", cold: bool = False
) -> str:
    """All turns, "" before the first; ``pending`` is the question being answered.

    ``cold`` tells that the text models are still loading, so that an answer may take longer.
    """
    if not turns and not pending:
        return ""
    parts = [_turn(index, turn, words) for index, turn in enumerate(turns)]
    if pending:
        note = words.searching_cold if cold else words.searching
        parts.append(
            f'<section class="turn" data-turn="{len(turns)}" aria-busy="true">'
            f"{_question(pending, words)}"
            f'<div class="pending"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>'
            f"<p>{escape(note)}</p></div></section>"
        )
    return f'<div class="turns" role="log" lang="{words.tag}">{"".join(parts)}</div>'


def _turn(index: int, turn: Turn, words: Wording) -> str:
    if turn.answer is not None:
        body = answer_html(turn.answer, words)
    else:
        body = (
            f'<article class="answer failed"><p class="text">{escape(turn.failure)}</p></article>'
        )
    return f'<section class="turn" data-turn="{index}">{_question(turn.question, words)}{body}</section>'


def _question(question: str, words: Wording) -> str:
    return (
        f'<p class="question"><span class="sr">{escape(words.you_asked)}：</span>'
        f"{escape(question)}</p>"
    )


def welcome_html(
    words: Wording, documents: Sequence[StoredDocument], examples: Sequence[str]
) -> str:
    """What stands there before the first question: the promise, examples, and the library."""
    parts = [
        f'<h1>{escape(words.welcome)}</h1><p class="promise">{escape(words.promise)}</p>',
    ]
    if not documents:
        parts.append(f'<p class="empty" role="status">{escape(words.empty_library)}</p>')
    if examples:
        items = "".join(
            f'<li><button type="button" data-ask="{escape(text)}">{escape(text)}</button></li>'
            for text in examples
        )
        parts.append(
            f'<section class="examples"><h2>{escape(words.examples)}</h2><ul>{items}</ul></section>'
        )
    if documents:
        parts.append(_documents(words, documents))
    return f'<div class="welcome" lang="{words.tag}">{"".join(parts)}</div>'


def _documents(words: Wording, documents: Sequence[StoredDocument]) -> str:
    items = []
    for document in documents[:MOST_DOCUMENTS_SHOWN]:
        name = document.organisation or document.name
        facts = [escape(words.year.format(year=document.year))] if document.year else []
        if document.kind:
            facts.append(f'<span lang="zh-CN">{escape(document.kind)}</span>')
        items.append(
            f'<li><span class="document-name" lang="zh-CN">{escape(name)}</span>'
            f'<span class="document-facts">{" ".join(facts)}</span></li>'
        )
    more = len(documents) - MOST_DOCUMENTS_SHOWN
    if more > 0:
        items.append(f'<li class="more">{escape(words.more_documents.format(count=more))}</li>')
    return (
        f'<section class="documents"><h2>{escape(words.documents)}</h2>'
        f"<ul>{''.join(items)}</ul></section>"
    )


def masthead_html(words: Wording, documents: Sequence[StoredDocument]) -> str:
    """The top of the page: its name, what the library holds, and the language switch."""
    figures = sum(document.figures for document in documents)
    held = words.library.format(documents=f"{len(documents):,}", figures=f"{figures:,}")
    switch = "".join(
        f'<button type="button" data-language="{code}" lang="{tag}" '
        f'aria-pressed="{"true" if words.tag == tag else "false"}">{name}</button>'
        for code, tag, name in (("zh", "zh-CN", "中文"), ("en", "en", "English"))
    )
    return (
        f'<header class="masthead" lang="{words.tag}" data-title="{escape(words.title)}">'
        '<span class="seal" aria-hidden="true">算</span>'
        f'<p class="brand"><b>{escape(words.title)}</b><span>{escape(words.tagline)}</span></p>'
        f'<p class="held">{escape(held)}</p>'
        f'<div class="switch" role="group" aria-label="{escape(words.switch)}">{switch}</div>'
        "</header>"
    )
