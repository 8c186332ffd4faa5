"""The place that an answer cites, as the panel beside it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.page.answer_html import cited
from assistant.page.evidence_html import Source, message, passage_sheet, quote_sheet, table_sheet
from assistant.page.routes.chat import answer_of
from assistant.page.services import Services
from assistant.page.session import client_of, words_of
from assistant.page.wording import Wording
from index.library import Library


def router(services: Services) -> APIRouter:
    """``GET evidence/turn/{conversation}/{turn}/{reference}``."""
    routes = APIRouter(prefix="/evidence")

    @routes.get("/turn/{conversation}/{turn}/{reference}", response_class=HTMLResponse)
    async def of_turn(
        conversation: str, turn: int, reference: str, request: Request, opened: bool = True
    ) -> str:
        def show() -> str:
            answer = answer_of(services, client_of(request), conversation, turn)
            source = cited(answer, reference) if answer else None
            return panel(services.library, source, words_of(request), opened)

        return await services.run(show)

    return routes


def panel(library: Library, source: Source | None, words: Wording, opened: bool = True) -> str:
    """The evidence panel for a source; says so where it is gone."""
    if source is None:
        return message(words.expired, words)
    place = source.evidence
    if place is None:
        return quote_sheet(source, words, opened) if source.quote else ""
    if place.table_id is not None:
        return _table(library, source, place.table_id, words, opened)
    if place.passage_id is not None:
        passage = library.passage(place.passage_id)
        if passage is None:
            return message(words.gone, words)
        if passage.table_id is not None:
            return _table(library, source, passage.table_id, words, opened)
        return passage_sheet(source, passage, words, opened)
    return quote_sheet(source, words, opened) if source.quote else ""


def _table(library: Library, source: Source, table_id: int, words: Wording, opened: bool) -> str:
    table = library.table(table_id)
    if table is None:
        return message(words.gone, words)
    return table_sheet(source, table, words, opened)
