"""What comes after an answer: questions worth asking next, and what was understood, changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import lru_cache
from html import escape

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from assistant.answer import Answer, Option, Status
from assistant.page.routes.chat import answer_of
from assistant.page.services import Services
from assistant.page.session import client_of, words_of
from assistant.page.understood_html import change_form, choices_for
from assistant.page.words.chat import chat_words
from assistant.suggestions import suggestions
from assistant.understanding.restating import Wanted, restated

logger = logging.getLogger(__name__)

_KEPT = 500
# What of the chat's words its scripts say.
SCRIPT_WORDS = (
    "answered_aloud",
    "asking",
    "copied",
    "copy_failed",
    "retry",
    "slow_models",
    "stop",
    "stopped",
)


class Changed(BaseModel):
    """What a question is to be about instead; what is left out stays."""

    organisation: str = Field("", max_length=200)
    year: int | None = Field(None, ge=1900, le=2200)
    kind: str = Field("", max_length=20)
    item: str = Field("", max_length=120)


def router(services: Services) -> APIRouter:
    """``GET words/chat``; ``GET chat/{conversation}/{turn}/suggestions`` and ``…/understood``,
    ``POST …/restated``."""
    routes = APIRouter()
    offered = _kept_suggestions(services)
    turn_of = "/chat/{conversation}/{turn}"

    @routes.get("/words/chat")
    async def words(request: Request) -> dict:
        """The words that the scripts of the chat say, in the language of the request."""
        own, texts = words_of(request), chat_words(words_of(request).tag)
        helped = services.assistant is not services.assistant.exact
        return {name: getattr(texts, name) for name in SCRIPT_WORDS} | {
            "slow": texts.slow_language_model if helped else texts.slow,
            "you_asked": own.you_asked,
        }

    @routes.get(turn_of + "/suggestions", response_class=HTMLResponse)
    async def suggest(conversation: str, turn: int, request: Request) -> str:
        return await services.run(_suggested, services, offered, request, conversation, turn)

    @routes.get(turn_of + "/understood", response_class=HTMLResponse)
    async def understood(
        conversation: str, turn: int, request: Request, organisation: str = "", year: str = ""
    ) -> str:
        def form() -> str:
            answer = _answer(services, request, conversation, turn)
            meant = dict(answer.understood)
            chosen = organisation or meant.get("organisation", "").partition("、")[0]
            meant |= {"year": year} if year else {}
            asked_year = meant.get("year", "").partition("、")[0]
            number = int(asked_year) if asked_year.isascii() and asked_year.isdigit() else None
            choices = choices_for(services.assistant.exact, chosen, number)
            return change_form(meant, choices, chosen, words_of(request), f"change-{turn}")

        return await services.run(form)

    @routes.post(turn_of + "/restated")
    async def restate(conversation: str, turn: int, changed: Changed, request: Request) -> dict:
        """The question in words, asked of what was chosen."""

        def question() -> str:
            answer = _answer(services, request, conversation, turn)
            meant = dict(answer.understood)
            wanted = Wanted(
                organisation=_new(changed.organisation, meant.get("organisation", "")),
                year=changed.year if str(changed.year) != meant.get("year", "") else None,
                kind=_new(changed.kind, meant.get("kind", "")),
                item=_new(changed.item.strip(), meant.get("subject", "")),
                item_said=meant.get("subject", ""),
            )
            text = meant.get("question") or answer.question
            return restated(text, wanted, services.assistant.exact.catalogue.directory)

        return {"question": await services.run(question)}

    return routes


def _new(chosen: str, understood: str) -> str:
    """What was chosen, "" where it is what was understood already."""
    return "" if chosen == understood else chosen


def _answer(services: Services, request: Request, conversation: str, turn: int) -> Answer:
    answer = answer_of(services, client_of(request), conversation, turn)
    if answer is None:
        raise HTTPException(404, words_of(request).expired)
    return answer


Offer = Callable[[Answer, tuple[str, ...]], tuple[Option, ...]]


def _kept_suggestions(services: Services) -> Offer:
    """Suggestions after an answer and its history, kept while the library stays as it is: many
    users ask the same."""
    exact = services.assistant.exact

    @lru_cache(maxsize=_KEPT)
    def found(state: Hashable, answer: Answer, history: tuple[str, ...]) -> tuple[Option, ...]:
        return suggestions(answer, exact, history)

    def offer(answer: Answer, history: tuple[str, ...]) -> tuple[Option, ...]:
        return found(services.library.state(), replace(answer, seconds=0.0, id=""), history)

    return offer


def _suggested(
    services: Services, offer: Offer, request: Request, conversation: str, turn: int
) -> str:
    """The suggestions as a list of buttons, "" where there are none."""
    words, client = words_of(request), client_of(request)
    answer = _answer(services, request, conversation, turn)
    history = services.conversations.questions(client, conversation)
    try:
        offered = offer(answer, tuple(history) or (answer.question,))
    except Exception:
        # Nobody asked for them: better none than an error beside a good answer.
        logger.exception("No suggestions could be made.")
        return ""
    if not offered:
        return ""
    texts = chat_words(words.tag)
    heading = texts.suggestions_refused if answer.status is Status.REFUSED else texts.suggestions
    items = "".join(
        f'<li><button type="button" data-ask="{escape(option.question)}">'
        f"{escape(option.text)}</button></li>"
        for option in offered
    )
    return (
        f'<section class="suggestions"><h3>{escape(heading)}</h3>'
        f'<ul lang="{escape(words.tag)}">{items}</ul></section>'
    )
