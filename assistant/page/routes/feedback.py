"""What a user says of an answer of its own conversation: stored, changed, taken back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.answer import Answer
from assistant.feedback import FeedbackError, read_feedback
from assistant.page.screens.feedback import report_html
from assistant.page.services import Services
from assistant.page.session import client_of, language_of
from assistant.page.words.conversations import conversation_words
from assistant.program import running_program
from index.conversation_records import Rating, StoredTurn
from index.errors import UnknownConversation
from index.records import StoredDocument

# More names nobody looks through; the likeliest come first.
_MOST_NAMES = 1000


class Said(BaseModel):
    """A form of feedback, as :func:`assistant.feedback.read_feedback` reads it."""

    rating: str
    comment: str = ""
    expected: dict[str, Any] | None = None


def router(services: Services) -> APIRouter:
    """``POST``, ``DELETE feedback/{conversation}/{turn}`` and ``GET …/{turn}/form``."""
    routes = APIRouter(prefix="/feedback/{conversation}/{turn}")
    conversations = services.conversations

    @routes.get("/form", response_class=HTMLResponse)
    async def form(conversation: str, turn: int, request: Request, rating: Rating) -> str:
        def made() -> str:
            stored = _turn(services, request, conversation, turn)
            names = _names(stored, services.library.documents())
            return report_html(rating, stored.feedback, names, language_of(request))

        return await services.run(made)

    @routes.post("")
    async def give(conversation: str, turn: int, said: Said, request: Request) -> dict:
        """Stores what is said in place of what was said of this turn before."""

        def store() -> None:
            stored = _turn(services, request, conversation, turn)
            documents = services.library.documents()
            feedback = read_feedback(
                said.model_dump(), _answer(stored), documents, running_program()
            )
            conversations.give_feedback(client_of(request), conversation, turn, feedback)

        words = conversation_words(language_of(request))
        try:
            await services.run(store)
        except FeedbackError as error:
            raise HTTPException(422, words.errors[error.reason].format(**error.values)) from None
        except UnknownConversation:
            raise HTTPException(404, words.gone) from None
        return {"text": words.thanks}

    @routes.delete("")
    async def take_back(conversation: str, turn: int, request: Request) -> dict:
        words = conversation_words(language_of(request))
        client = client_of(request)
        if not await services.run(conversations.take_back_feedback, client, conversation, turn):
            raise HTTPException(404, words.gone)
        return {"text": words.taken_back}

    return routes


def _turn(services: Services, request: Request, conversation: str, turn: int) -> StoredTurn:
    stored = services.conversations.turn(client_of(request), conversation, turn)
    if stored is None:
        raise HTTPException(404, conversation_words(language_of(request)).gone)
    return stored


def _answer(turn: StoredTurn) -> Answer | None:
    return Answer.from_json(turn.answer) if turn.answer else None


def _names(turn: StoredTurn, documents: list[StoredDocument]) -> list[str]:
    """The documents of the library, those the answer cites first."""
    answer = _answer(turn)
    cited = [] if answer is None else [citation.document for citation in answer.citations]
    held = [document.name for document in documents]
    known = set(held)
    first = [name for name in dict.fromkeys(cited) if name in known]
    return list(dict.fromkeys([*first, *held]))[:_MOST_NAMES]
