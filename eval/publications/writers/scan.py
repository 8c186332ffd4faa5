"""Scanned-like PDF: the printed pages as pictures, a little askew, blurred and speckled."""

from __future__ import annotations

import io
import math
import random

from eval.publications.model import Publication
from eval.publications.places import Box
from eval.publications.style import Style
from eval.publications.writers.pdf import Printed, press

DPI = 200
_PAPER = 250


def write_scan(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Every page of the publication's PDF as a picture of 200 dots an inch, no text behind it."""
    return print_scan(publication, style, rng).content


def print_scan(publication: Publication, style: Style, rng: random.Random) -> Printed:
    """As :func:`write_scan`, with where the middle of each figure's cell came to stand."""
    printed = press(publication, style, rng)
    scans = _scans(printed.content, rng, DPI)
    out = io.BytesIO()
    quality = rng.randint(70, 90)
    first, *others = (picture for picture, _ in scans)
    first.save(out, "PDF", resolution=DPI, save_all=True, append_images=others, quality=quality)
    places = {
        key: place.moved(lambda box, scan=scans[place.page - 1]: _askew(box, *scan))
        for key, place in printed.places.items()
    }
    return Printed(out.getvalue(), places)


def _askew(box: Box, picture, degrees: float) -> Box:
    """A box as large, with its middle where that of the box is on the turned page."""
    x0, top, x1, bottom = box
    x = (x0 + x1 - picture.width * 72 / DPI) / 2
    y = (top + bottom - picture.height * 72 / DPI) / 2
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    right, down = cos * x + sin * y - x, cos * y - sin * x - y
    return x0 + right, top + down, x1 + right, bottom + down


def pictures_of(pdf: bytes, rng: random.Random, dpi: int = DPI) -> list:
    """The pages of a PDF as grey pictures, as an office scanner would take them."""
    return [picture for picture, _ in _scans(pdf, rng, dpi)]


def _scans(pdf: bytes, rng: random.Random, dpi: int) -> list[tuple]:
    """The picture of each page, and by how many degrees it is turned anticlockwise."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    askew = rng.uniform(-0.7, 0.7)
    blur = rng.uniform(0.3, 0.8)
    speckle = rng.uniform(2, 9)
    scans = []
    for page in pages:
        degrees = askew + rng.uniform(-0.2, 0.2)
        scans.append((_scanned(page, degrees, blur, speckle, rng), degrees))
    return scans


def _scanned(page, degrees: float, blur: float, speckle: float, rng: random.Random):
    import numpy as np
    from PIL import Image, ImageFilter

    page = page.convert("L").rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, speckle, (page.height, page.width))
    grey = np.asarray(page, dtype=np.float32) * (_PAPER / 255) + noise
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8), "L")
