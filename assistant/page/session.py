"""What a request says of its user: which client it is, and in which language it reads."""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection

from assistant.page.wording import Wording, wording

CLIENT = "budget-qa-client"
LANGUAGE = "language"
_A_YEAR = 365 * 24 * 3600
_CLIENT_FORM = re.compile(r"[0-9a-f]{32}")


def client_of(request: HTTPConnection) -> str:
    """The secret name of the browser that asks: 32 hexadecimal digits, the key of what is its own.

    A client without one gets it with the answer to its first request (:class:`ClientCookie`).
    """
    return request.scope["budget-qa-client"]


def language_of(request: HTTPConnection) -> str:
    """The language of the page for a request, ``zh`` or ``en``: as chosen, else the browser's."""
    tag = request.cookies.get(LANGUAGE) or request.headers.get("accept-language", "").split(",")[0]
    return "zh" if wording(tag).tag.startswith("zh") else "en"


def words_of(request: HTTPConnection) -> Wording:
    """The page's own words in the language of a request."""
    return wording(language_of(request))


class ClientCookie:
    """ASGI middleware that gives every browser a secret name of its own, in a cookie that no
    script can read."""

    def __init__(self, app, make=lambda: secrets.token_hex(16)):
        self._app = app
        self._make = make

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = HTTPConnection(scope).cookies.get(CLIENT, "")
        if _CLIENT_FORM.fullmatch(known):
            scope["budget-qa-client"] = known
            await self._app(scope, receive, send)
            return
        made = scope["budget-qa-client"] = self._make()

        async def send_with_cookie(message):
            if message["type"] == "http.response.start":
                cookie = f"{CLIENT}={made}; Path=/; Max-Age={_A_YEAR}; HttpOnly; SameSite=Lax"
                if scope.get("scheme") == "https":
                    cookie += "; Secure"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_cookie)
