"""Scanned-like PDF: the printed pages as pictures, a little askew, blurred and speckled."""

from __future__ import annotations

import io
import random

from eval.publications.model import Publication
from eval.publications.style import Style
from eval.publications.writers.pdf import press

DPI = 200
_PAPER = 250


def write_scan(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Every page of the publication's PDF as a picture of 200 dots an inch, no text behind it."""
    pictures = pictures_of(press(publication, style, rng).content, rng)
    out = io.BytesIO()
    quality = rng.randint(70, 90)
    first, *others = pictures
    first.save(out, "PDF", resolution=DPI, save_all=True, append_images=others, quality=quality)
    return out.getvalue()


def pictures_of(pdf: bytes, rng: random.Random, dpi: int = DPI) -> list:
    """The pages of a PDF as grey pictures, as an office scanner would take them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    askew = rng.uniform(-0.7, 0.7)
    blur = rng.uniform(0.3, 0.8)
    speckle = rng.uniform(2, 9)
    return [_scanned(page, askew + rng.uniform(-0.2, 0.2), blur, speckle, rng) for page in pages]


def _scanned(page, degrees: float, blur: float, speckle: float, rng: random.Random):
    import numpy as np
    from PIL import Image, ImageFilter

    page = page.convert("L").rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, speckle, (page.height, page.width))
    grey = np.asarray(page, dtype=np.float32) * (_PAPER / 255) + noise
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8), "L")
