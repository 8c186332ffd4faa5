"""The web application: routes, scripts and styles, and Gradio's page mounted among them.

A question through Gradio's event queue costs several times the work of answering it, so the
page's own scripts ask the routes here; Gradio lays the page out and serves the public interface.
"""

from __future__ import annotations

from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from assistant.page import api
from assistant.page.body_limit import BodyLimit
from assistant.page.gradio_gate import GradioGate
from assistant.page.head import ADDRESS, STATIC, Head, OwnFiles
from assistant.page.headers import SecurityHeaders
from assistant.page.layout import build
from assistant.page.origin import SameOrigin
from assistant.page.own_gradio import gr
from assistant.page.routes import (
    access,
    chat,
    check,
    conversations,
    evidence,
    feedback,
    figures,
    follow_up,
    library,
    pages,
    shell,
)
from assistant.page.services import Services
from assistant.page.session import ClientCookie

# The modules that make routes, each by its ``router``.
ROUTES = (
    shell,
    access,
    chat,
    follow_up,
    evidence,
    pages,
    conversations,
    feedback,
    figures,
    check,
    library,
)
# The styles and scripts of the page, in their order.
HEAD = (
    "style.css",
    "chat.css",
    "evidence.css",
    "access.css",
    "conversations.css",
    "figures.css",
    "check.css",
    "library.css",
    "shell.js",
    "chat.js",
    "answer.js",
    "evidence.js",
    "access.js",
    "conversations.js",
    "feedback.js",
    "figures.js",
    "check.js",
    "library.js",
)
_SYSTEM_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def create_app(services: Services, host: str = "127.0.0.1", port: int = 7860) -> FastAPI:
    """The application over an assistant and its library, to be served at ``host``:``port``."""
    tools = api.make_tools(services)
    mcp = api.mcp_application(services, tools)
    page = build(partial(api.declare, services, tools))
    app = FastAPI(
        title="budget-qa",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lambda _: mcp.router.lifespan_context(mcp),
    )
    app.add_middleware(Head, names=HEAD)
    app.add_middleware(ClientCookie)
    # Without it Gradio would let any other site read answers.
    app.add_middleware(CORSMiddleware)
    app.add_middleware(SameOrigin)
    app.add_middleware(BodyLimit, limits=services.limits, access=services.access)
    app.add_middleware(SecurityHeaders)
    for module in ROUTES:
        app.include_router(module.router(services))
    app.mount(f"/{ADDRESS}", OwnFiles())
    app.router.routes.extend(mcp.routes)
    names = {number: function.api_name for number, function in page.fns.items()}
    gate = Middleware(
        GradioGate,
        names=names,
        parameters=api.PARAMETERS,
        count=partial(api.count, services),
    )
    make_font = gr.themes.utils.fonts.Font
    fonts = [make_font(name) for name in _SYSTEM_FONTS]
    return gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=[],
        run_history=False,
        app_kwargs={"middleware": [gate]},
        show_error=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        max_file_size="1mb",
        favicon_path=str(STATIC / "favicon.svg"),
        theme=gr.themes.Base(
            font=fonts, font_mono=[make_font("ui-monospace"), make_font("monospace")]
        ),
    )
