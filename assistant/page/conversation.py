"""The conversation as HTML: the welcome, each question with its answer, and the one under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.answer import Answer
from assistant.page.answer_html import answer_html
from assistant.page.screens.feedback import feedback_html
from assistant.page.wording import Wording
from index.conversation_records import Feedback
from index.records import StoredDocument

MOST_DOCUMENTS_SHOWN = 8


@dataclass(frozen=True)
class Turn:
    """One question and what came of it; ``failure`` says why there is no answer.

    ``number`` counts from 0 within its conversation; ``feedback`` is what the user said of it.
    """

    number: int
    question: str
    answer: Answer | None = None
    failure: str = ""
    feedback: Feedback | None = None


def conversation_html(turns: Sequence[Turn], words: Wording) -> str:
    """All turns of a conversation, "" where there are none."""
    if not turns:
        return ""
    parts = [turn_html(turn, words) for turn in turns]
    # What is new in it is said elsewhere, whole and once.
    return (
        f'<div class="turns" role="log" aria-live="off" lang="{words.tag}">{"".join(parts)}</div>'
    )


def turn_html(turn: Turn, words: Wording) -> str:
    """One turn of a conversation: the question and its answer."""
    if turn.answer is not None:
        body = answer_html(turn.answer, words)
    else:
        body = (
            f'<article class="answer failed"><p class="text">{escape(turn.failure)}</p></article>'
        )
    return (
        f'<section class="turn" data-turn="{turn.number}">{_question(turn.question, words)}{body}'
        f"{feedback_html(turn.feedback, words.tag)}</section>"
    )


def _question(question: str, words: Wording) -> str:
    return (
        f'<p class="question"><span class="sr">{escape(words.you_asked)}：</span>'
        f'<span class="asked">{escape(question)}</span></p>'
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
