"""The tools for other programs, on the page's own server: through Gradio's interface and as MCP."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextvars import ContextVar

from fastapi import HTTPException
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from assistant.interfaces.mcp_server import make_server
from assistant.interfaces.tools import ToolError, Tools
from assistant.page.own_gradio import gr
from assistant.page.services import Services

# Filled by a call whose arguments were refused, for :class:`assistant.page.gradio_gate.GradioGate`.
REFUSED: ContextVar[list[str] | None] = ContextVar("refused", default=None)
# The default of a parameter that has none.
REQUIRED = inspect.Parameter.empty
_NAMES = ("ask", "find_figure", "list_documents", "check_text")
# What each tool takes, by name, with its default.
PARAMETERS = {
    name: {
        parameter.name: parameter.default
        for parameter in inspect.signature(getattr(Tools, name)).parameters.values()
        if parameter.name != "self"
    }
    for name in _NAMES
}


def make_tools(services: Services) -> Tools:
    """The tools over the library of the page, within its limits."""
    limits = services.limits.settings
    return Tools(services.assistant, services.library, limits.question, limits.text)


def declare(services: Services, tools: Tools) -> None:
    """Declare the tools as named functions of the ``gradio.Blocks`` under construction.

    Outside of Gradio's queue, which costs more than the answer, for callers that post to
    ``gradio_api/run``; its Python client always queues.
    """

    async def call(work: Callable, *arguments) -> dict:
        try:
            return await services.run(work, *arguments)
        except ToolError as error:
            refused = REFUSED.get()
            if refused is not None:
                refused.append(str(error))
            raise gr.Error(str(error), print_exception=False) from None

    async def ask(question: str, history: list[str] | None = None) -> dict:
        return await call(tools.ask, question, history)

    async def find_figure(
        organisation: str = "",
        item: str = "",
        year: int | None = None,
        kind: str = "",
        document: str = "",
        table: str = "",
        limit: int = 20,
    ) -> dict:
        asked = (organisation, item, year, kind, document, table, limit)
        return await call(tools.find_figure, *asked)

    async def list_documents(search: str = "", offset: int = 0, limit: int = 100) -> dict:
        return await call(tools.list_documents, search, offset, limit)

    async def check_text(text: str) -> dict:
        return await call(tools.check_text, text)

    for tool in (ask, find_figure, list_documents, check_text):
        described = " ".join((getattr(Tools, tool.__name__).__doc__ or "").split())
        gr.api(
            tool,
            api_name=tool.__name__,
            api_description=described,
            queue=False,
            concurrency_limit=None,
        )


def count(services: Services, request: HTTPConnection, tool: str, text: str) -> None:
    """Counts a call of a tool among the questions of who makes it.

    Raises :class:`assistant.page.limits.OverLimit`.
    """
    if tool == "ask":
        services.limits.check_question(request, text)
    elif tool == "check_text":
        services.limits.check_text(request, text)
    else:
        services.limits.count(request)


def mcp_application(services: Services, tools: Tools) -> Starlette:
    """The tools as MCP over HTTP at ``/mcp``: no session, so that any number of assistants may
    come and go, and each call is one request.  Its lifespan has to be run."""

    def guard(request: HTTPConnection, tool: str, text: str) -> None:
        try:
            count(services, request, tool, text)
        except HTTPException as refusal:
            raise ToolError(refusal.detail) from None

    server = make_server(tools, services.run, guard)
    return server.streamable_http_app(
        streamable_http_path="/mcp",
        json_response=True,
        stateless_http=True,
        # Foreign pages are kept out for all addresses of the server, see the module origin.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
