"""The chat: a question asked, a conversation shown again, the welcome before it."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.answer import Answer
from assistant.page.conversation import Turn, conversation_html, turn_html
from assistant.page.services import Services
from assistant.page.session import client_of, words_of
from assistant.page.welcome import Welcome
from assistant.page.wording import WORDINGS, Wording
from index.conversation_records import StoredTurn
from index.errors import UnknownConversation

logger = logging.getLogger(__name__)


class Asked(BaseModel):
    """A question in a conversation; without ``conversation`` it begins a new one."""

    question: str
    conversation: str = ""


@dataclass(frozen=True)
class Answered:
    """The answer to :class:`Asked`: ``html`` shows the ``turn`` (0-based) of the conversation,
    ``status`` is the answer's, or ``failed``; ``sources`` is how many citations it has."""

    conversation: str
    turn: int
    html: str
    status: str
    sources: int


def router(services: Services) -> APIRouter:
    """``GET chat/welcome``, ``POST chat/ask``, ``GET chat/status``, ``GET chat/{conversation}``."""
    routes = APIRouter(prefix="/chat")
    welcome = Welcome(services.assistant, services.library)
    # The page is there without them; whoever comes before they are found waits for them only.
    services.warmth.first(partial(welcome.prepare, WORDINGS.values()))

    @routes.get("/welcome", response_class=HTMLResponse)
    async def show_welcome(request: Request) -> str:
        return await services.run(welcome.html, words_of(request))

    @routes.get("/status")
    async def status(request: Request) -> dict:
        """Whether the text models are loaded, and what to say while they are not."""
        ready = services.warmth.ready
        return {"ready": ready, "text": "" if ready else words_of(request).warming}

    @routes.post("/ask")
    async def ask(asked: Asked, request: Request) -> dict:
        words = words_of(request)
        if not asked.question.strip():
            raise HTTPException(422, words.no_question)
        services.limits.check_question(request, asked.question)
        answered = await services.run(_answered, services, client_of(request), asked, words)
        return asdict(answered)

    @routes.get("/{conversation}", response_class=HTMLResponse)
    async def show(conversation: str, request: Request) -> str:
        turns = await services.run(turns_of, services, client_of(request), conversation)
        return conversation_html(turns, words_of(request))

    return routes


def turns_of(services: Services, client: str, conversation: str) -> list[Turn]:
    """The turns of one of the client's own conversations, none for what is not its own."""
    return [_restored(turn) for turn in services.conversations.turns(client, conversation)]


def answer_of(services: Services, client: str, conversation: str, turn: int) -> Answer | None:
    """The answer of one turn of the client's own; None where there is none."""
    stored = services.conversations.turn(client, conversation, turn)
    return _restored(stored).answer if stored else None


def _restored(turn: StoredTurn) -> Turn:
    answer = Answer.from_json(turn.answer) if turn.answer else None
    return Turn(turn.number, turn.question, answer, turn.failure, turn.feedback)


def _answered(services: Services, client: str, asked: Asked, words: Wording) -> Answered:
    conversations, conversation = services.conversations, asked.conversation
    history = conversations.questions(client, conversation) if conversation else []
    question, answer, failure = asked.question.strip(), None, ""
    try:
        answer = services.assistant.ask(question, history)
    except Exception:
        logger.exception("A question could not be processed.")
        failure = words.failed
    form = answer.to_json() if answer else None
    try:
        number = conversations.add_turn(client, conversation, question, form, failure)
    except UnknownConversation:
        # None yet, or it was removed, or is another's.
        conversation = conversations.begin(client)
        number = conversations.add_turn(client, conversation, question, form, failure)
    html = turn_html(Turn(number, question, answer, failure), words)
    status = str(answer.status) if answer else "failed"
    return Answered(conversation, number, html, status, len(answer.citations) if answer else 0)
