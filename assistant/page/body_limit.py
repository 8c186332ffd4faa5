"""Requests that are too large are refused before they are read."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse

from assistant.page.access import Access
from assistant.page.limits import MEGABYTE, Limits
from assistant.page.session import language_of
from assistant.page.words.limits import limit_words

# A text to be checked fits in it many times.
MOST_JSON = 2 * MEGABYTE
# What readers may upload: a table of questions.
MOST_TABLE = 10 * MEGABYTE


class _TooLarge(Exception):
    """More came than was let in."""


class BodyLimit:
    """ASGI middleware: 413 for a request body beyond its limit, which is the setting's for files
    that the administrator uploads, ``MOST_TABLE`` for other files and ``MOST_JSON`` for the rest.

    A body of unsaid length is counted as it comes.
    """

    def __init__(self, app, limits: Limits, access: Access):
        self._app = app
        self._limits = limits
        self._access = access

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said) > most:
            await _refuse(most, scope, receive, send)
            return
        came, over, begun = 0, False, False

        async def receive_counted():
            nonlocal came, over
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                over = True
                raise _TooLarge
            return message

        async def send_unless_over(message):
            nonlocal begun
            # Whatever is made of the error on the way: the request was too large.
            if over and not begun:
                return
            begun = True
            await send(message)

        try:
            await self._app(scope, receive_counted, send_unless_over)
        except _TooLarge:
            pass
        if over and not begun:
            await _refuse(most, scope, receive, send)

    def _most(self, scope) -> int:
        if not Headers(scope=scope).get("content-type", "").startswith("multipart/"):
            return MOST_JSON
        if self._access.is_admin(HTTPConnection(scope)):
            # The parts are set apart by some lines.
            return self._limits.settings.upload + MEGABYTE
        return MOST_TABLE


async def _refuse(most: int, scope, receive, send) -> None:
    words = limit_words(language_of(HTTPConnection(scope)))
    message = words.request.format(limit=most // MEGABYTE)
    await JSONResponse({"detail": message}, 413)(scope, receive, send)
