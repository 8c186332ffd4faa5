"""The tools over the Model Context Protocol, for assistants that work with models of their own.

Over standard input and output (``budget-qa mcp``), or over HTTP as part of the page.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import Annotated, Any

import anyio
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError as Refused
from mcp.types import CallToolResult, TextContent, ToolAnnotations

from assistant.interfaces.tool_forms import AnswerForm, CheckForm, DocumentsForm, FoundForm
from assistant.interfaces.tools import INSTRUCTIONS, ToolError, Tools

_READS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Run = Callable[..., Awaitable[Any]]
Guard = Callable[[Any, str, str], None]


async def _in_a_thread(work: Callable, *arguments):
    return await anyio.to_thread.run_sync(work, *arguments)


def _anything_goes(request: Any, tool: str, text: str) -> None:
    """No limits: who starts the program himself has the machine anyway."""


def make_server(tools: Tools, run: Run = _in_a_thread, guard: Guard = _anything_goes) -> MCPServer:
    """The server of the four tools.

    ``run`` does a tool's work off the event loop.  ``guard`` is told the HTTP request (None
    without one), the tool and the text it is to work on, and raises ToolError to refuse.
    """
    # The library sets up logging in a way of its own where nobody has.
    logging.basicConfig(level=logging.WARNING)
    server = MCPServer(
        "budget-qa",
        title="预算问答 · Budget Q&A",
        instructions=INSTRUCTIONS,
        version=version("budget-qa"),
        log_level="WARNING",
    )

    async def call(context: Context, text: str, work: Callable, *arguments) -> CallToolResult:
        try:
            guard(context.request_context.request, work.__name__, text)
            form = await run(work, *arguments)
        except ToolError as error:
            raise Refused(str(error)) from None
        # Clients that know no structured content read the text.
        content = [TextContent(type="text", text=json.dumps(form, ensure_ascii=False))]
        return CallToolResult(content=content, structured_content=form)

    async def ask(
        context: Context, question: str, history: list[str] | None = None
    ) -> Annotated[CallToolResult, AnswerForm]:
        return await call(context, question, tools.ask, question, history)

    async def find_figure(
        context: Context,
        organisation: str = "",
        item: str = "",
        year: int | None = None,
        kind: str = "",
        document: str = "",
        table: str = "",
        limit: int = 20,
    ) -> Annotated[CallToolResult, FoundForm]:
        asked = (organisation, item, year, kind, document, table, limit)
        return await call(context, item, tools.find_figure, *asked)

    async def list_documents(
        context: Context, search: str = "", offset: int = 0, limit: int = 100
    ) -> Annotated[CallToolResult, DocumentsForm]:
        return await call(context, search, tools.list_documents, search, offset, limit)

    async def check_text(context: Context, text: str) -> Annotated[CallToolResult, CheckForm]:
        return await call(context, text, tools.check_text, text)

    for tool in (ask, find_figure, list_documents, check_text):
        described = " ".join((getattr(Tools, tool.__name__).__doc__ or "").split())
        server.add_tool(tool, description=described, annotations=_READS_ONLY)
    return server


def serve_stdio(tools: Tools) -> None:
    """Serve the tools to the program that started this one, until it closes standard input."""
    make_server(tools).run("stdio")
