"""Pictures of pages: PNG, JPEG, TIFF of one or several pages, BMP and WebP."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Block
from corpus.errors import ReadError

if TYPE_CHECKING:
    from PIL import Image

_log = logging.getLogger(__name__)

ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
# A page of A3 at 600 dots per inch has 70 million points; more would need gigabytes.
MAX_PIXELS = 100_000_000
MAX_PAGES = 1000
_MIN_SIDE = 24
_MAX_RATIO = 30
# The long side of A4 in points, for pictures that state no believable resolution.
_A4_LONG = 842.0
_BELIEVABLE_DPI = (70.0, 1300.0)


def read_blocks(
    path: Path, data: bytes, on_page: Callable[[int, int], None], workers: int
) -> tuple[tuple[Block, ...], int, tuple[str, ...]]:
    """Blocks of the pages of a picture, how many they are, and warnings; ``path`` only names it.

    ``on_page`` as for :func:`corpus.reading.read`; pages are read one after the other,
    with as many threads as there are ``workers``.  Raises ReadError for files that are damaged,
    too large for a page, or show no text.
    """
    from corpus.readers.pdf.content import page_content
    from corpus.readers.pdf.layout import Layout
    from corpus.readers.scan import recognise_page

    layout = Layout()
    warned = []
    count = 0
    for number, total, picture in _pages(path, data):
        count = total
        if isinstance(picture, str):
            warned.append(picture)
        else:
            width, height = points(picture)
            page = recognise_page(picture, number, width, height, max(1, workers))
            layout.take(page_content(page))
        on_page(number, total)
    blocks = layout.finish()
    if not blocks:
        raise ReadError(path, warned[0] if warned else "图片中没有文字 / the picture shows no text")
    return blocks, count, (*warned, *layout.warnings)


def _pages(path: Path, data: bytes) -> Iterator[tuple[int, int, Image.Image | str]]:
    """Number of a page, number of pages, and its picture in grey or why there is none."""
    with opened(path, data) as file:
        total = getattr(file, "n_frames", 1)
        if total > MAX_PAGES:
            raise ReadError(path, f"超过 {MAX_PAGES} 页 / more than {MAX_PAGES} pages")
        for index in range(total):
            picture = upright_page(file, index)
            if isinstance(picture, str) and total == 1:
                raise ReadError(path, picture)
            if not isinstance(picture, str):
                grey = picture.convert("L")
                grey.info["dpi"] = picture.info.get("dpi")
                picture = grey
            yield index + 1, total, picture


@contextmanager
def opened(path: Path, data: bytes) -> Iterator[Image.Image]:
    """The picture of these bytes, its pages not yet unpacked; ``path`` only names it.

    Raises ReadError if it is damaged or too large.
    """
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Its limit is not ours; sizes are checked before anything is unpacked.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            file = Image.open(io.BytesIO(data))
            # Counting the pages of a damaged file fails.
            getattr(file, "n_frames", 1)
        except Image.DecompressionBombError as error:
            raise ReadError(path, _too_large("")) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError) as error:
            raise ReadError(path, "图片已损坏 / the picture is damaged") from error
        with file:
            yield file


def upright_page(file: Image.Image, index: int) -> Image.Image | str:
    """A 0-based page of an opened picture the right way up, its stated resolution under ``dpi``
    of its ``info``; or what is wrong with it."""
    from PIL import Image, ImageOps

    where = f"第{index + 1}页 / page {index + 1}: " if getattr(file, "n_frames", 1) > 1 else ""
    try:
        file.seek(index)
        width, height = file.size
        if width * height > MAX_PIXELS:
            return where + _too_large(f"（{width} × {height}）")
        if min(width, height) < _MIN_SIDE or max(width, height) > _MAX_RATIO * min(width, height):
            return where + (
                f"图片 {width} × {height} 不是页面 / {width} × {height} pixels are no page"
            )
        upright = ImageOps.exif_transpose(file)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            # What is transparent shows the paper.
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright.convert("RGBA"))
        if upright.mode.startswith("I") or upright.mode == "F":
            upright = upright.point(lambda value: value / 256).convert("L")
        upright.load()
        upright.info["dpi"] = file.info.get("dpi")
        return upright
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        _log.warning("picture page %d: %s", index + 1, error)
        return where + "图片已损坏或不完整 / the picture is damaged or incomplete"


def _too_large(size: str) -> str:
    return (
        f"图片过大{size}，最多 {MAX_PIXELS // 1_000_000} 百万像素 / "
        f"the picture is larger than {MAX_PIXELS // 1_000_000} million pixels"
    )


def points(picture: Image.Image) -> tuple[float, float]:
    """Width and height in points, by the stated resolution, else as of a page of A4."""
    width, height = picture.size
    dpi = picture.info.get("dpi") or (0, 0)
    low, high = _BELIEVABLE_DPI
    across, down = float(dpi[0]), float(dpi[1])
    if low < across < high and low < down < high and abs(across - down) < 1:
        return width * 72 / across, height * 72 / down
    scale = _A4_LONG / max(width, height)
    return width * scale, height * scale
