"""Landscape pages shown as portrait ones, so that their text runs up or down the page."""

from __future__ import annotations

import io

from eval.publications.places import Box, Places


def sideways(content: bytes, places: Places, quarters: int) -> tuple[bytes, Places]:
    """A PDF with its landscape pages turned clockwise by ``quarters`` of a circle (0, 1 or 3),
    and where its figures then stand."""
    if not quarters:
        return content, places
    import pypdfium2

    out = io.BytesIO()
    pdf = pypdfium2.PdfDocument(content)
    try:
        sizes = {}
        for number, page in enumerate(pdf, 1):
            width, height = page.get_size()
            if width > height:
                page.set_rotation(90 * quarters)
                sizes[number] = width, height
        pdf.save(out)
    finally:
        pdf.close()

    def turned(page: int, box: Box) -> Box:
        x0, top, x1, bottom = box
        width, height = sizes[page]
        if quarters == 1:
            return height - bottom, x0, height - top, x1
        return top, width - x1, bottom, width - x0

    moved = {
        key: place.moved(lambda box, page=place.page: turned(page, box))
        for key, place in places.items()
        if place.page in sizes
    }
    return out.getvalue(), {**places, **moved}
