"""PDF files: pages through pdfium, tables and lines on each page, then blocks in reading order.

A page without a text layer is recognised in its picture (:mod:`corpus.readers.scan`); a page
that cannot be read is left out with a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.document import Block
from corpus.errors import ReadError


def read_blocks(
    path: Path, data: bytes, on_page: Callable[[int, int], None], workers: int
) -> tuple[tuple[Block, ...], int, tuple[str, ...]]:
    """Blocks of a PDF in reading order, its number of pages and warnings; ``path`` only names it.

    ``on_page`` and ``workers`` as for :func:`corpus.reading.read`.  Raises ReadError for
    encrypted and damaged files and for files without any text.
    """
    from corpus.readers.pdf.layout import Layout
    from corpus.readers.pdf.pdfium import PdfFile
    from corpus.readers.pdf.workers import BadPage, contents

    layout = Layout()
    bad = []
    with PdfFile(path, data) as pdf:
        count = len(pdf)
        for number, content in enumerate(contents(pdf, workers), 1):
            if isinstance(content, BadPage):
                bad.append(str(content))
            else:
                layout.take(content)
            on_page(number, count)
    blocks = layout.finish()
    if not blocks:
        raise ReadError(path, bad[0] if bad else "PDF 中没有文字 / no text found in the PDF")
    return blocks, count, (*bad, *layout.warnings)
