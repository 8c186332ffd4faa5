"""An answer held back until it is whole, so that it can be changed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

# What is sent instead of a body; may change the headers, of which the length is seen to.
Change = Callable[[MutableHeaders, bytes], bytes]


def is_page(scope: Scope) -> bool:
    """Whether a request is for the page itself, which is put together on its way out."""
    return scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET"


def changing(send: Send, change: Change) -> Send:
    """A ``send`` for an ASGI application whose answer is to be changed as a whole."""
    start: Message = {}
    parts: list[bytes] = []

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] != "http.response.body":
            await send(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                headers = MutableHeaders(scope=start)
                body = change(headers, b"".join(parts))
                headers["Content-Length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

    return hold
