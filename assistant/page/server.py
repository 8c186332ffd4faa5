"""Serving the page: the library opened, the address, and the models loaded behind it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from functools import partial

import uvicorn

from assistant.page.access import Access
from assistant.page.limits import Limits, LimitSettings
from assistant.page.services import Services
from assistant.page.warmth import Warmth
from assistant.warming import serve_steadily, warm_up


class PortTaken(RuntimeError):
    """The address to serve on is in use or may not be used."""


def serve(settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Open the library of ``settings`` and serve the page on ``host``:``port`` until interrupted.

    The URL goes to standard error once the page is up; only then the text models are loaded.

    :raises PortTaken: the address is in use by another program or not ours to use.
    """
    _check_free(host, port)
    from assistant.making import make_assistant
    from index.conversations import Conversations
    from index.library import Library

    library = Library(settings)
    conversations = Conversations(settings.conversations_file, keep=settings.keep_conversations)
    warmth = Warmth(partial(warm_up, library))
    services = Services(
        make_assistant(library, os.environ),
        library,
        conversations,
        Access.from_environment(os.environ),
        Limits(LimitSettings.from_environment(os.environ)),
        warmth,
    )
    # Gradio takes seconds to import: what may be wrong is told before.
    from assistant.page.app import create_app

    shown = f"[{host}]" if ":" in host else host

    def up() -> None:
        print(f"预算问答 · Budget Q&A: http://{shown}:{port}", file=sys.stderr, flush=True)
        serve_steadily()
        warmth.start()

    config = uvicorn.Config(create_app(services, host, port), host, port, log_level="warning")
    _Server(config, up).run()


class _Server(uvicorn.Server):
    """A server that says when it is up."""

    def __init__(self, config: uvicorn.Config, up: Callable[[], None]):
        super().__init__(config)
        self._up = up

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        if self.started:
            self._up()


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
