"""Pages drawn as pictures, and what paper and scanner make of them."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

# fonts-noto-cjk, which `make browser` installs.
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
DPI = 200
TYPE = 30  # pixels: about 11 points


def font(size=TYPE):
    return ImageFont.truetype(FONT, size, index=2)


def blank_page(width=1654, height=1100):
    return Image.new("L", (width, height), 255)


def draw_table(page, rows, left, top, widths, row_height=52, ruled=True):
    """A ruled table; figures stand to the right, words to the left."""
    draw = ImageDraw.Draw(page)
    right, bottom = left + sum(widths), top + row_height * len(rows)
    if ruled:
        for r in range(len(rows) + 1):
            draw.line(
                [(left, top + r * row_height), (right, top + r * row_height)], fill=0, width=3
            )
        x = left
        for width in (0, *widths):
            x += width
            draw.line([(x, top), (x, bottom)], fill=0, width=3)
    for r, row in enumerate(rows):
        x = left
        for text, width in zip(row, widths, strict=True):
            length = draw.textlength(text, font())
            numeric = text[:1].isdigit() or text[:1] == "-"
            at = x + width - length - 14 if numeric else x + 14
            draw.text((at, top + r * row_height + 4), text, fill=20, font=font())
            x += width
    return page


def table_page(title, unit, rows, widths, above=(), **table):
    """A page with lines of text, a title, a unit line and a table under them."""
    page = blank_page(height=420 + 60 * len(above) + 52 * len(rows))
    draw = ImageDraw.Draw(page)
    y = 60
    for line in above:
        draw.text((140, y), line, fill=20, font=font())
        y += 60
    width = draw.textlength(title, font(42))
    draw.text(((page.width - width) / 2, y + 20), title, fill=20, font=font(42))
    right = 140 + sum(widths)
    draw.text((right - draw.textlength(unit, font()), y + 110), unit, fill=20, font=font())
    return draw_table(page, rows, 140, y + 170, widths, **table)


def scanned(page, angle=1.0, blur=0.9, noise=10, quality=60):
    """The page as a poor scanner hands it on: askew, blurred, speckled, squeezed."""
    page = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=250)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    grain = Image.frombytes("L", page.size, random.Random(7).randbytes(page.width * page.height))
    page = Image.blend(page, grain, noise / 255)
    squeezed = io.BytesIO()
    page.save(squeezed, "JPEG", quality=quality)
    return Image.open(squeezed).convert("L")


def file_of(page, form="PNG", more=()):
    """The bytes of a picture file; ``more`` are further pages of a TIFF."""
    data = io.BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if more else {}
    page.save(data, form, dpi=(DPI, DPI), **extra)
    return data.getvalue()
