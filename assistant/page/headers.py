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
from functools import partial

from starlette.datastructures import MutableHeaders

from assistant.page.whole_body import changing, is_page

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
        elif is_page(scope):
            # It is changed on its way out, so it must not come packed.
            plain = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            sending = changing(send, partial(_number_scripts, self._make_nonce()))
            await self._app({**scope, "headers": plain}, receive, sending)
        else:

            async def send_with_headers(message):
                if message["type"] == "http.response.start":
                    _dress(MutableHeaders(scope=message))
                await send(message)

            await self._app(scope, receive, send_with_headers)


def _number_scripts(nonce: str, headers: MutableHeaders, body: bytes) -> bytes:
    """The page itself: the scripts in it, which hold no text of a user or a document, get the
    number."""
    _dress(headers, nonce)
    # A page from a cache would come with a number that was used before.
    headers["Cache-Control"] = "no-store"
    return _SCRIPT.sub(b'<script nonce="%s"' % nonce.encode(), body)


def _dress(headers: MutableHeaders, nonce: str = "") -> None:
    headers.setdefault("Content-Security-Policy", policy(nonce))
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
