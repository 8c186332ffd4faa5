"""The pages of a PDF file through pdfium.

pdfium is not made for threads: a file is opened, read and closed under one lock of the process.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import pypdfium2
import pypdfium2.raw as raw

from corpus.errors import ReadError
from corpus.readers.pdf.characters import Characters, characters_of
from corpus.readers.pdf.drawing import Drawing, drawing_of
from corpus.readers.pdf.frame import Frame
from corpus.readers.pdf.layers import has_layers, take_out_hidden
from corpus.readers.pdf.page import Page

_LOCK = Lock()
# Dots per inch at which a page without text layer is rendered for recognition.
_DPI = 200
# A picture over this share of a page with at most so many characters beside it is a scan; they
# are a page number or a stamp.
_PICTURE_SHARE = 0.5
_STRAY_CHARS = 40
# Letters drawn as outlines: so many curves and hardly a character.
_MIN_CURVES = 400
# A text layer with this share of characters without a meaning says nothing.
_UNKNOWN_SHARE = 0.2
# A page larger than this (points) is no page of a publication and would not fit in memory.
_MAX_SIDE = 5000.0


class UnreadablePage(ValueError):
    """A page that cannot be read; the cause in ``chinese`` and in ``english``."""

    def __init__(self, chinese: str, english: str):
        self.chinese, self.english = chinese, english
        super().__init__(f"{chinese} / {english}")


class PdfFile:
    """An open PDF of these bytes; a context manager.  ``path`` only names it in errors.

    Raises ReadError for files that are encrypted, damaged or no PDF.
    """

    def __init__(self, path: Path, data: bytes):
        self.path = path
        self.data = data
        with _LOCK:
            try:
                self._pdf = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                if error.err_code == raw.FPDF_ERR_PASSWORD:
                    raise ReadError(
                        path, "PDF 有密码保护 / the PDF is encrypted with a password"
                    ) from error
                raise ReadError(path, "文件已损坏或不是 PDF / damaged or not a PDF") from error
            self._count = len(self._pdf)
        self._layered = has_layers(data)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_) -> None:
        with _LOCK:
            self._pdf.close()

    def __len__(self) -> int:
        return self._count

    def page(self, number: int, threads: int | None = None) -> Page:
        """The page of a 1-based number; one that is a picture is recognised with ``threads``.

        Raises UnreadablePage for a page that cannot be read, and what recognition raises.
        """
        with _LOCK:
            try:
                page = self._pdf[number - 1]
            except pypdfium2.PdfiumError as error:
                raise UnreadablePage("页面已损坏", "damaged") from error
            try:
                frame = frame_of(page)
                if self._layered:
                    take_out_hidden(self._pdf, number - 1, page)
                chars = characters_of(page.raw, frame)
                drawing = drawing_of(page.raw, frame)
                turned = chars.quarters
                if turned:
                    frame = Frame(
                        frame.left, frame.bottom, frame.right, frame.top, (frame.turn - turned) % 4
                    )
                    chars = characters_of(page.raw, frame)
                    drawing = drawing_of(page.raw, frame)
                picture = None
                if _is_picture(chars, drawing, frame):
                    picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
            finally:
                page.close()
        if picture is not None:
            from corpus.readers.scan import recognise_page

            return recognise_page(
                picture, number, picture.width * 72 / _DPI, picture.height * 72 / _DPI, threads
            )
        return Page(
            number, frame.width, frame.height, chars.chars, tuple(drawing.edges), turned=turned
        )


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The visible box of a page.  Raises UnreadablePage for one of no believable size."""
    left, bottom, right, top = page.get_bbox()
    if not (0 < right - left <= _MAX_SIDE and 0 < top - bottom <= _MAX_SIDE):
        size = f"{right - left:.0f} × {top - bottom:.0f}"
        raise UnreadablePage(f"页面大小为 {size} 点", f"{size} points large")
    return Frame(left, bottom, right, top, page.get_rotation() // 90)


def _is_picture(chars: Characters, drawing: Drawing, frame: Frame) -> bool:
    """Whether what a page says is in its picture, not in its text layer."""
    printed = [char for char in chars.chars if not char.text.isspace()]
    if len(printed) <= _STRAY_CHARS:
        covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in drawing.images)
        if covered >= _PICTURE_SHARE * frame.width * frame.height:
            return True
        return drawing.curves >= _MIN_CURVES
    return chars.unknown > _UNKNOWN_SHARE * len(printed)
