"""The process that draws pages, one after the other, as :mod:`index.page_images` orders.

A document that crashes the drawing, makes it hang or swell ends this process and nothing else.
"""

from __future__ import annotations

import io
import signal
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_MEMORY_BYTES = 3 << 30
# A page of any shape is drawn with so many points at most.
_MOST_PIXELS = 16_000_000
# Larger images (of scans) are sent with a little loss.
_LOSSLESS_BYTES = 300_000
_QUALITY = 72


@dataclass(frozen=True)
class PageOrder:
    """The 1-based ``page`` of the file at ``path`` to be drawn ``width`` pixels wide, with 0 only
    measured; ``is_pdf`` tells whether it is a PDF or a picture.  If it takes more than ``seconds``
    the process ends, whether or not anybody still waits for it."""

    path: Path
    is_pdf: bool
    page: int
    width: int
    seconds: float


@dataclass(frozen=True)
class DrawnPage:
    """A page as it is shown: ``width`` and ``height`` in points, how many ``pages`` its file has,
    and its image in WebP, b"" where it was only measured."""

    width: float
    height: float
    pages: int
    image: bytes = b""


@dataclass(frozen=True)
class NotDrawn:
    """Why there is no page; ``missing`` where the file has none of that number."""

    cause: str
    missing: bool = False


def serve(descriptor: int) -> None:
    """Answer every :class:`PageOrder` with :class:`DrawnPage` or :class:`NotDrawn`, until the
    connection closes."""
    _limit_memory()
    connection = Connection(descriptor)
    with suppress(EOFError, OSError):
        while True:
            order = connection.recv()
            # Left to its default the alarm ends the process, also in the middle of C code.
            signal.setitimer(signal.ITIMER_REAL, order.seconds)
            outcome = drawn(order)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(outcome)


def drawn(order: PageOrder) -> DrawnPage | NotDrawn:
    """The page of an order."""
    try:
        return _pdf_page(order) if order.is_pdf else _picture_page(order)
    except MemoryError:
        return NotDrawn("not enough memory")
    except Exception as error:
        # Parsers let whatever damaged bytes make them meet through.
        return NotDrawn(f"{type(error).__name__}: {error}")


def _pdf_page(order: PageOrder) -> DrawnPage | NotDrawn:
    import pypdfium2

    from corpus.readers.pdf.pdfium import frame_of

    with pypdfium2.PdfDocument(order.path) as pdf:
        if not 1 <= order.page <= len(pdf):
            return NotDrawn("no such page", missing=True)
        page = pdf[order.page - 1]
        frame = frame_of(page)
        image = b""
        if order.width:
            width, height = page.get_size()
            pixels = _pixels(order.width, width, height)
            image = _encoded(page.render(scale=pixels / width).to_pil())
        return DrawnPage(frame.width, frame.height, len(pdf), image)


def _picture_page(order: PageOrder) -> DrawnPage | NotDrawn:
    from corpus.readers.scan.images import opened, points, upright_page

    with opened(order.path, order.path.read_bytes()) as file:
        pages = getattr(file, "n_frames", 1)
        if not 1 <= order.page <= pages:
            return NotDrawn("no such page", missing=True)
        picture = upright_page(file, order.page - 1)
    if isinstance(picture, str):
        return NotDrawn(picture)
    width, height = points(picture)
    image = b""
    if order.width:
        across = min(_pixels(order.width, width, height), picture.width)
        down = max(1, round(picture.height * across / picture.width))
        image = _encoded(picture.convert("RGB").resize((across, down), reducing_gap=2.0))
    return DrawnPage(width, height, pages, image)


def _pixels(wanted: int, width: float, height: float) -> int:
    """How many pixels wide to draw a page of a size."""
    return max(1, min(wanted, int((_MOST_PIXELS * width / height) ** 0.5)))


def _encoded(picture: Image.Image) -> bytes:
    picture = picture.convert("RGB")
    lossless = io.BytesIO()
    picture.save(lossless, "WEBP", lossless=True, method=1, quality=20)
    if lossless.tell() <= _LOSSLESS_BYTES:
        return lossless.getvalue()
    lossy = io.BytesIO()
    picture.save(lossy, "WEBP", quality=_QUALITY, method=2)
    return min(lossless.getvalue(), lossy.getvalue(), key=len)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
