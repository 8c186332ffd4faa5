"""Refusing what another web site makes a visitor's browser send here."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from assistant.page.session import language_of
from assistant.page.words.access import access_words

_SAFE = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))


class SameOrigin:
    """ASGI middleware: a request that changes something comes from our own pages, or from a
    program that is no browser; 403 otherwise.

    Browsers tell where a request comes from in ``Sec-Fetch-Site`` and ``Origin``, which no page
    can forge; programs send neither.
    """

    def __init__(self, app):
        self._app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            request = HTTPConnection(scope)
            if not is_same_origin(request):
                message = access_words(language_of(request)).foreign
                await JSONResponse({"detail": message}, 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_same_origin(request: HTTPConnection) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if origin is None:
        return True
    # "null" is the origin of sandboxed frames and local files, and the host of no request.
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower() != ""
