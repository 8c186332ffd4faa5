"""What of Gradio is open to the outside: the page's files, and the tools within their limits.

Gradio brings routes for uploads, files of the machine, proxies, monitoring, recorded runs, deep
links, a code editor and more; only what is named here answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from fastapi import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse

from assistant.page.api import REFUSED, REQUIRED

_READ = re.compile(
    r"/(?:"
    r"|config/?"
    r"|theme\.css"
    r"|favicon\.ico"
    r"|(?:assets|static)/[^?]+"
    r"|gradio_api/(?:info/?|openapi\.json|startup-events|theme\.css|queue/data"
    r"|heartbeat/[\w-]{1,64}|call/(?:v2/)?[a-z_]+/[\w-]{1,64})"
    r")"
)
_CALL = re.compile(r"/gradio_api/(?:(?:run|call|call/v2)/(?P<name>[a-z_]+)/?|queue/join)")
# Told by clients that end or repeat a call.
_TOLD = re.compile(r"/gradio_api/(?:cancel|reset/?)")

Count = Callable[[HTTPConnection, str, str], None]


class GradioGate:
    """ASGI middleware inside Gradio's application: 404 for what is not open, 413 and 429 for calls
    beyond the limits, 422 for arguments a tool refuses.

    ``names`` gives the open functions by their number in Gradio and ``parameters`` what they
    take, each with its default; ``count`` raises OverLimit.  Arguments may come by place, as
    ``{"data": […]}``, or by name, as ``{"question": "…"}``; what is left out takes its default.
    """

    def __init__(
        self,
        app,
        names: Mapping[int, str],
        parameters: Mapping[str, Mapping[str, object]],
        count: Count,
    ):
        self._app = app
        self._names = names
        self._parameters = parameters
        self._count = count

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            # Gradio serves no websocket here.
            if scope["type"] != "websocket":
                await self._app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        if method in ("GET", "HEAD") and _READ.fullmatch(path):
            # ?deep_link= would open what someone had stored.
            await self._app({**scope, "query_string": _without_links(scope)}, receive, send)
        elif method == "POST" and _TOLD.fullmatch(path):
            await self._app(scope, receive, send)
        elif method == "POST" and (call := _CALL.fullmatch(path)):
            await self._call(call["name"], scope, receive, send)
        else:
            await JSONResponse({"detail": "Not Found"}, 404)(scope, receive, send)

    async def _call(self, name: str | None, scope, receive, send):
        given = _json(await Request(scope, receive).body())
        if name is None and isinstance(given.get("fn_index"), int):
            name = self._names.get(given["fn_index"])
        if name not in self._parameters:
            await JSONResponse({"detail": "Not Found"}, 404)(scope, receive, send)
            return
        try:
            given = _by_place(given, self._parameters[name])
            first = given["data"][0]
            self._count(HTTPConnection(scope), name, first if isinstance(first, str) else "")
        except HTTPException as refusal:
            answer = JSONResponse({"detail": refusal.detail}, refusal.status_code, refusal.headers)
            await answer(scope, receive, send)
            return
        body = json.dumps(given).encode()
        refused: list[str] = []
        REFUSED.set(refused)

        # Sent on by place, so to the address that takes it so, with the length it has now.
        scope = {
            **scope,
            "path": scope["path"].replace("/call/v2/", "/call/"),
            "headers": [(k, v) for k, v in scope["headers"] if k != b"content-length"],
        }

        async def receive_again():
            nonlocal body
            if body is None:
                return await receive()
            message, body = {"type": "http.request", "body": body, "more_body": False}, None
            return message

        async def send_told(message):
            if message["type"] == "http.response.start" and message["status"] == 500 and refused:
                message = {**message, "status": 422}
            await send(message)

        await self._app(scope, receive_again, send_told)


def _without_links(scope) -> bytes:
    parts = scope.get("query_string", b"").split(b"&")
    return b"&".join(part for part in parts if not part.startswith(b"deep_link"))


def _json(body: bytes) -> dict:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def _by_place(given: dict, parameters: Mapping[str, object]) -> dict:
    """A call with all its arguments by place.  Raises HTTPException (422) for others."""
    data, known = given.get("data"), list(parameters)
    if isinstance(data, list):
        named = dict(zip(known, data, strict=False))
        unknown = len(data) > len(known)
        rest = {key: value for key, value in given.items() if key != "data"}
    else:
        named = {key: value for key, value in given.items() if key in parameters}
        unknown, rest = len(named) < len(given), {}
    missing = [name for name in known if parameters[name] is REQUIRED and name not in named]
    if unknown or missing:
        needed = ", ".join(
            name if default is REQUIRED else f"{name}={default!r}"
            for name, default in parameters.items()
        )
        raise HTTPException(422, f"参数有误 wrong arguments; 须为 expected: {needed}")
    return {**rest, "data": [named.get(name, parameters[name]) for name in known]}
