"""Serving the page: the address, the queue, the look, and loading the models behind it."""

from __future__ import annotations

import os
import socket
import sys
from functools import partial
from pathlib import Path

# Read when Gradio is imported, so it stands before the import: no telemetry, no version check.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402
from gradio.themes.utils.fonts import Font  # noqa: E402

from assistant.page.layout import ASKING_AT_ONCE, build, script  # noqa: E402
from assistant.page.warmth import Warmth  # noqa: E402
from assistant.warming import warm_up  # noqa: E402

MOST_WAITING = 200
MOST_SESSIONS = 2000
# The browser itself keeps the page to its own host, whatever a text or a library may try.
_OWN_HOST_ONLY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' data: blob: '
    "'unsafe-inline' 'unsafe-eval'; form-action 'self'; base-uri 'self'; object-src 'none'\">"
)
_SYSTEM_FONTS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


class PortTaken(RuntimeError):
    """The address to serve on is in use or may not be used."""


def launch(page: gr.Blocks, host: str, port: int) -> str:
    """Put ``page`` up without blocking and return its URL.

    :raises PortTaken: the address is in use by another program or not ours to use.
    """
    _check_free(host, port)
    page.queue(default_concurrency_limit=ASKING_AT_ONCE, max_size=MOST_WAITING)
    fonts = [Font(name) for name in _SYSTEM_FONTS]
    style = "".join(f"<style>{script(name)}</style>" for name in ("style.css", "evidence.css"))
    page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        inbrowser=False,
        ssr_mode=False,
        pwa=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size="1mb",
        state_session_capacity=MOST_SESSIONS,
        favicon_path=str(Path(__file__).parent / "favicon.svg"),
        theme=gr.themes.Base(font=fonts, font_mono=[Font("ui-monospace"), Font("monospace")]),
        head=_OWN_HOST_ONLY + style,
    )
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{page.server_port}"


def serve(settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Open the library of ``settings`` and serve the page on ``host``:``port`` until interrupted.

    The URL goes to standard error once the page is up; only then the text models are loaded.

    :raises PortTaken: the address is in use by another program or not ours to use.
    """
    _check_free(host, port)
    from assistant.making import make_assistant
    from index.library import Library

    library = Library(settings)
    warmth = Warmth(partial(warm_up, library))
    page = build(make_assistant(library, os.environ), library, warmth)
    print(f"预算问答 · Budget Q&A: {launch(page, host, port)}", file=sys.stderr, flush=True)
    warmth.start()
    page.block_thread()


def _check_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        cause = error.strerror or str(error)
        raise PortTaken(
            f"cannot serve on {host} port {port}: {cause}; choose another port with --port"
        ) from error
