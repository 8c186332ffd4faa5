"""Kept conversations: listed, renamed, deleted and exported by who held them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from assistant.answer import Answer
from assistant.exports.conversation import (
    FORMATS,
    ExportedConversation,
    ExportedTurn,
    file_name,
)
from assistant.page.export_links import EvidenceLinks, page_address
from assistant.page.screens.conversations import frame_html, list_html
from assistant.page.services import Services
from assistant.page.session import client_of, language_of
from assistant.page.words.conversations import conversation_words

_MOST_MINUTES = 15 * 60
_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Name(BaseModel):
    """The name a conversation is to bear, "" for its first question."""

    title: str = Field(max_length=1000)


def router(services: Services) -> APIRouter:
    """``GET conversations``, ``GET conversations/frame``, ``POST …/{conversation}/rename``,
    ``DELETE conversations`` and ``…/{conversation}``, ``GET …/{conversation}/export.{md,xlsx}``.

    ``zone`` is how many minutes the reader's clock is ahead of UTC.
    """
    routes = APIRouter(prefix="/conversations")
    conversations = services.conversations

    @routes.get("", response_class=HTMLResponse)
    async def listed(request: Request, zone: int = 0, current: str = "") -> str:
        summaries = await services.run(conversations.summaries, client_of(request))
        words = conversation_words(language_of(request))
        return list_html(summaries, words, datetime.now(UTC), _zone(zone), current)

    @routes.get("/frame", response_class=HTMLResponse)
    async def frame(request: Request) -> str:
        return frame_html(conversation_words(language_of(request)))

    @routes.delete("")
    async def remove_all(request: Request) -> dict:
        removed = await services.run(conversations.remove_all, client_of(request))
        return {"removed": removed, "text": conversation_words(language_of(request)).deleted}

    @routes.post("/{conversation}/rename")
    async def rename(conversation: str, name: Name, request: Request) -> dict:
        done = await services.run(
            conversations.rename, client_of(request), conversation, name.title
        )
        return _done(request, done, "renamed")

    @routes.delete("/{conversation}")
    async def remove(conversation: str, request: Request) -> dict:
        done = await services.run(conversations.remove, client_of(request), conversation)
        return _done(request, done, "deleted")

    @routes.get("/{conversation}/export.{suffix}")
    async def export(
        conversation: str, suffix: str, request: Request, zone: int = 0, path: str = "/"
    ) -> Response:
        """The conversation as a file; ``path`` is that of the page in the browser's address."""
        if suffix not in FORMATS:
            raise HTTPException(404)
        # It takes as long as answering does.
        services.limits.count(request)
        made = await services.run(
            _exported, services, request, conversation, suffix, _zone(zone), path
        )
        if made is None:
            raise HTTPException(404, conversation_words(language_of(request)).gone)
        name, content = made
        disposition = (
            f"attachment; filename=\"conversation.{suffix}\"; filename*=UTF-8''{quote(name)}"
        )
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
        return Response(content, media_type=_TYPES[suffix], headers=headers)

    return routes


def _exported(
    services: Services,
    request: Request,
    conversation: str,
    suffix: str,
    zone: timezone,
    path: str,
) -> tuple[str, bytes] | None:
    """The name and the content of the file, None if there is nothing to export."""
    client = client_of(request)
    summary = services.conversations.summary(client, conversation)
    stored = services.conversations.turns(client, conversation)
    if summary is None or not stored:
        return None
    turns = [
        ExportedTurn(
            turn.number + 1,
            turn.asked.astimezone(zone),
            turn.question,
            Answer.from_json(turn.answer) if turn.answer else None,
            turn.failure,
        )
        for turn in stored
    ]
    exported = ExportedConversation(summary.title, datetime.now(zone), turns)
    answers = [turn.answer for turn in turns if turn.answer is not None]
    links = EvidenceLinks(services.library, answers, page_address(request, path))
    name = file_name(summary.title, suffix)
    if suffix == "md":
        from assistant.exports.conversation_markdown import conversation_markdown

        return name, conversation_markdown(exported, language_of(request), links).encode()
    from assistant.exports.conversation_workbook import conversation_workbook

    return name, conversation_workbook(exported, links)


def _done(request: Request, done: bool, text: str) -> dict:
    words = conversation_words(language_of(request))
    if not done:
        raise HTTPException(404, words.gone)
    return {"text": getattr(words, text)}


def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=max(-_MOST_MINUTES, min(_MOST_MINUTES, minutes))))
