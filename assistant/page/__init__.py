"""The page: ask, read the figure, open the place it comes from.

Thin over :meth:`assistant.engine.Assistant.ask`.  The web libraries are imported only when a
page is served, so that the renderers can be used without them.
"""

from __future__ import annotations


def serve(settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted; see :func:`assistant.page.server.serve`."""
    from assistant.page.server import serve as serve_page

    serve_page(settings, host, port)
