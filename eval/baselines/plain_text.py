"""The plain text of a file, as a pipeline without table understanding has it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_AS_IT_STANDS = (".md", ".txt", ".csv", ".tsv")
_WEB = (".html", ".htm")


class PlainTextError(Exception):
    """A file whose plain text is not to be had; the message names it and the cause."""

    def __init__(self, path: Path, cause: str):
        super().__init__(f"{path}: {cause}")


@dataclass(frozen=True)
class PlainPage:
    """The text of a page of a PDF (1-based), or of a whole other file (page None)."""

    document: str
    page: int | None
    text: str


def plain_pages(path: Path) -> list[PlainPage]:
    """The text of a PDF's pages by pdfium, of a web page without its tags, else as it stands.

    Raises PlainTextError for other formats and for files that cannot be read.
    """
    ending = path.suffix.lower()
    try:
        if ending == ".pdf":
            return _of_pdf(path)
        if ending in _WEB:
            return [PlainPage(path.name, None, _of_web_page(path))]
        if ending in _AS_IT_STANDS:
            return [PlainPage(path.name, None, path.read_text("utf-8-sig", errors="replace"))]
    except Exception as error:
        # pdfium and lxml raise errors of their own kinds.
        raise PlainTextError(path, str(error) or type(error).__name__) from error
    raise PlainTextError(path, f"no plain text of {ending or 'a file without ending'}")


def _of_pdf(path: Path) -> list[PlainPage]:
    import pypdfium2

    pages = []
    pdf = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage().get_text_bounded()
            pages.append(PlainPage(path.name, number, text.replace("\r\n", "\n")))
    finally:
        pdf.close()
    return pages


def _of_web_page(path: Path) -> str:
    from lxml import html

    tree = html.fromstring(path.read_bytes())
    for element in tree.xpath("//script | //style"):
        element.drop_tree()
    return "\n".join(line.strip() for line in tree.text_content().splitlines() if line.strip())
