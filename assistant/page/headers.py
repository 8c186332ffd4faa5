"""What every answer of the server tells the browser: load nothing from elsewhere, run nothing but
the page's own scripts, believe the named type, and show the page in nobody else's frame.

The scripts that stand in the page itself (Gradio's start) are let run by a number used once; so
a script or an event handler that came in with a text does not run, even where a text was taken
for markup by mistake.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from starlette.datastructures import MutableHeaders

_POLICY = (
    "default-src 'none'",
    # Gradio's page compiles the templates of its components.
    "script-src 'self' 'unsafe-eval'{nonce}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SCRIPT = re.compile(rb"<script(?=[\s>])")


def policy(nonce: str = "") -> str:
    """The content security policy, with the number under which inline scripts run."""
    return "; ".join(_POLICY).format(nonce=f" 'nonce-{nonce}'" if nonce else "")


class SecurityHeaders:
    """ASGI middleware that adds the headers; what a route sets itself stays as it is."""

    def __init__(self, app, make_nonce: Callable[[], str] = lambda: secrets.token_urlsafe(16)):
        self._app = app
        self._make_nonce = make_nonce

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == "/" and scope["method"] == "GET":
            await self._page(scope, receive, send)
        else:

            async def send_with_headers(message):
                if message["type"] == "http.response.start":
                    _dress(MutableHeaders(scope=message))
                await send(message)

            await self._app(scope, receive, send_with_headers)

    async def _page(self, scope, receive, send):
        """The page itself: the scripts in it, which hold no text of a user or a document, get
        the number."""
        nonce = self._make_nonce()
        # It is changed below, so it must not come packed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start, parts = None, []

        async def send_page(message):
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = _SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), b"".join(parts))
            headers = MutableHeaders(scope=start)
            _dress(headers, nonce)
            headers["Content-Length"] = str(len(body))
            # A page from a cache would come with a number that was used before.
            headers["Cache-Control"] = "no-store"
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app({**scope, "headers": plain}, receive, send_page)


def _dress(headers: MutableHeaders, nonce: str = "") -> None:
    headers.setdefault("Content-Security-Policy", policy(nonce))
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
