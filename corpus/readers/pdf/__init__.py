"""PDF files: pages through pdfium, tables and lines on each page, then blocks in reading order.

A page without a text layer is recognised in its picture (:mod:`corpus.readers.scan`); a page
that cannot be read is left out with a warning.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from corpus.document import Block
from corpus.errors import ReadError

_log = logging.getLogger(__name__)


def read_blocks(
    path: Path, data: bytes, on_page: Callable[[int, int], None], workers: int
) -> tuple[tuple[Block, ...], int, tuple[str, ...]]:
    """Blocks of a PDF in reading order, its number of pages and warnings; ``path`` only names it.

    ``on_page`` and ``workers`` as for :func:`corpus.reading.read`.  Raises ReadError for
    encrypted and damaged files and for files without any text.
    """
    from corpus.readers.pdf.content import page_content
    from corpus.readers.pdf.layout import Layout
    from corpus.readers.pdf.pdfium import PdfFile

    layout = Layout()
    warnings = []
    with PdfFile(path, data) as pdf:
        for number in range(1, len(pdf) + 1):
            try:
                layout.take(page_content(pdf.page(number)))
            except Exception as error:
                # One bad page must not keep the others out.
                _log.warning("%s, page %d: %s", path, number, error)
                warnings.append(f"第{number}页无法读取 / page {number} could not be read: {error}")
            on_page(number, len(pdf))
        count = len(pdf)
    blocks = layout.finish()
    if not blocks:
        raise ReadError(path, warnings[0] if warnings else "no text found in the PDF")
    return blocks, count, tuple(warnings)
