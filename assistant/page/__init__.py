"""The chat page: ask, read the figure, open the place it comes from.

Thin over :meth:`assistant.engine.Assistant.ask`.  Gradio is imported only when a page is
built, so that the renderers can be used without it.
"""

from __future__ import annotations


def build(assistant, library, warmth=None):
    """The page as a ``gradio.Blocks``; see :func:`assistant.page.layout.build`."""
    from assistant.page.layout import build as build_layout

    return build_layout(assistant, library, warmth)


def serve(settings, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page until interrupted; see :func:`assistant.page.server.serve`."""
    from assistant.page.server import serve as serve_page

    serve_page(settings, host, port)
