"""The frame around the screens: the top of the page and the words of the question box."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.page.masthead import masthead_html
from assistant.page.services import Services
from assistant.page.session import words_of


def router(services: Services) -> APIRouter:
    """``GET screens/masthead``."""
    routes = APIRouter()

    @routes.get("/screens/masthead", response_class=HTMLResponse)
    async def masthead(request: Request) -> str:
        documents = await services.run(services.library.documents)
        return masthead_html(words_of(request), documents)

    return routes
