"""Scanned pages and images: characters with their confidence and ruling lines, as a page.

What a text layer states is recognised here in the picture: the page is set upright and level,
its ruling lines are traced, its text is read cell by cell.  The models are those that the
package rapidocr carries; nothing is fetched.  numpy, OpenCV and the models are loaded by the
first page, not by importing this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy
    from PIL import Image

    from corpus.readers.pdf.page import Page


def recognise_page(
    image: Image.Image | numpy.ndarray,
    number: int,
    width: float,
    height: float,
    threads: int | None = None,
) -> Page:
    """The page that an image shows.

    ``image`` is a whole page, best at 200 dots per inch: a PIL image, or an array of grey
    (h × w) or RGB (h × w × 3) bytes.  ``number`` is the page's 1-based number; ``width`` and
    ``height`` are its size in points and may be those of a page lying on its side: the page that
    comes back is upright, with the two exchanged where it had to be turned.  ``threads`` is
    how many threads the models may use, all cores by default.

    Every character has a confidence between 0 and 1.  It is low where two readings of the same
    place differ, whatever the models think of either.  Places are those on the levelled page.
    A page without text has no characters.
    """
    from corpus.readers.scan.recognition import recognise

    return recognise(image, number, width, height, threads)
