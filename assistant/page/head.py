"""Styles and scripts put into the page itself.

Gradio would insert them once it runs, too late for modules and for the first look of the page.
"""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import MutableHeaders

STATIC = Path(__file__).parent / "static"
ADDRESS = "own"
_END = b"</head>"


class Head:
    """ASGI middleware that adds style sheets and module scripts of :data:`STATIC` to the page.

    Only the HTML of the root address is changed; ``names`` are files, read in their order.
    """

    def __init__(self, app, names: tuple[str, ...]):
        self._app = app
        self._links = "".join(_link(name) for name in names).encode()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        start, parts = None, []

        async def send_changed(message):
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts)
            headers = MutableHeaders(scope=start)
            if headers.get("content-type", "").startswith("text/html"):
                body = body.replace(_END, self._links + _END, 1)
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, send_changed)


def _link(name: str) -> str:
    """With the time of the last change, so that no browser keeps an old one."""
    address = f"{ADDRESS}/{name}?{(STATIC / name).stat().st_mtime_ns:x}"
    if name.endswith(".css"):
        return f'<link rel="stylesheet" href="{address}">'
    return f'<script type="module" src="{address}"></script>'
