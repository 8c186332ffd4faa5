"""The place that an answer cites or a figure stands in, as the panel beside it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.page.answer_html import cited
from assistant.page.evidence.panel import gone_sheet, message, panel, quote_sheet
from assistant.page.evidence.places import Found, found, page_view
from assistant.page.evidence.source import Source
from assistant.page.routes.chat import answer_of
from assistant.page.services import Services
from assistant.page.session import client_of, words_of
from assistant.page.wording import Wording
from index.errors import UnknownDocument
from index.library import Library
from index.page_images import PageUnavailable


def router(services: Services) -> APIRouter:
    """``GET evidence/turn/{conversation}/{turn}/{reference}`` and ``GET
    evidence/figure/{figure_id}``."""
    routes = APIRouter(prefix="/evidence", default_response_class=HTMLResponse)

    @routes.get("/turn/{conversation}/{turn}/{reference}")
    async def of_turn(
        conversation: str, turn: int, reference: str, request: Request, opened: bool = True
    ) -> str:
        """What a turn of the client's own conversation cites; ``reference`` as for
        :func:`assistant.page.answer_html.cited`."""

        def source() -> Source | None:
            answer = answer_of(services, client_of(request), conversation, turn)
            found = cited(answer, reference) if answer else None
            return replace(found, question=answer.question) if found else None

        return await shown(services, await services.run(source), words_of(request), opened)

    @routes.get("/figure/{figure_id}")
    async def of_figure(figure_id: int, request: Request) -> str:
        """Where a figure of the library stands, by its key."""
        words = words_of(request)
        figure = await services.run(services.library.figure, figure_id)
        if figure is None:
            return message(words.gone, words)
        return await shown(services, Source.of_stored(figure), words)

    return routes


async def shown(
    services: Services, source: Source | None, words: Wording, opened: bool = True
) -> str:
    """The panel for a source: the page it stands on, or its table or passage, marked."""
    if source is None:
        return message(words.expired, words)
    if source.evidence is None:
        return quote_sheet(source, words, opened) if source.quote else ""
    held = await services.run(found, services.library, source)
    if held is None:
        same = await services.run(_is_held, services.library, source.document)
        return gone_sheet(source, words, same)
    return await _with_page(services, held, words, opened)


async def _with_page(services: Services, held: Found, words: Wording, opened: bool) -> str:
    images = services.page_images
    loop = asyncio.get_running_loop()
    try:
        view = await loop.run_in_executor(images.pool, page_view, images, held)
    except PageUnavailable:
        return panel(held, None, words, opened, page_failed=True)
    return panel(held, view, words, opened)


def _is_held(library: Library, name: str) -> bool:
    try:
        library.document(name)
    except UnknownDocument:
        return False
    return True
