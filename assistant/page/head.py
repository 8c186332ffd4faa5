"""Styles and scripts put into the page itself.

Gradio would insert them once it runs, too late for modules and for the first look of the page.
"""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from assistant.page.whole_body import changing, is_page

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
        if is_page(scope):
            send = changing(send, self._with_links)
        await self._app(scope, receive, send)

    def _with_links(self, headers: MutableHeaders, body: bytes) -> bytes:
        if not headers.get("content-type", "").startswith("text/html"):
            return body
        return body.replace(_END, self._links + _END, 1)


def _link(name: str) -> str:
    # Without a version in it: a script that others import would be loaded, and run, once more
    # under the address they know.
    if name.endswith(".css"):
        return f'<link rel="stylesheet" href="{ADDRESS}/{name}">'
    return f'<script type="module" src="{ADDRESS}/{name}"></script>'


class OwnFiles(StaticFiles):
    """The files of :data:`STATIC`; a browser asks each time whether what it kept is still so."""

    def __init__(self):
        super().__init__(directory=STATIC)

    def file_response(self, *arguments, **options) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers["Cache-Control"] = "no-cache"
        return response
