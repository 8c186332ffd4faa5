"""A page of a real publication rendered as a poor scan gives the figures of its text layer."""

import re
from pathlib import Path

import pypdfium2
import pytest

from corpus.doubt import SURE
from corpus.readers.pdf.content import page_content
from corpus.readers.pdf.pdfium import PdfFile
from corpus.readers.scan import recognise_page

SHARED = Path(__file__).resolve().parents[5] / "shared/corpus"
FINAL_ACCOUNT = SHARED / "上海市普陀区财政局2024年度部门决算.pdf"


def printed(page):
    """(text, confidence) of every cell by its place, line breaks left out."""
    return [
        {(r, c): (cell.text.replace("\n", ""), cell.confidence) for c, cell in enumerate(row)}
        for table in page_content(page).tables
        for r, row in enumerate(table.rows)
    ]


@pytest.mark.parametrize("number", [8])
def test_every_figure_is_the_same_or_doubtful(pages, number):
    data = FINAL_ACCOUNT.read_bytes()
    with PdfFile(FINAL_ACCOUNT, data) as file:
        digital = printed(file.page(number))
    picture = pypdfium2.PdfDocument(data)[number - 1].render(scale=pages.DPI / 72).to_pil()
    width, height = picture.width * 72 / pages.DPI, picture.height * 72 / pages.DPI
    scan = printed(recognise_page(pages.scanned(picture.convert("L")), number, width, height, 2))
    assert len(scan) == len(digital)
    figures = right = 0
    for own, other in zip(digital, scan, strict=True):
        assert own.keys() == other.keys()
        for place, (text, _) in own.items():
            read, confidence = other[place]
            if re.fullmatch(r"[\d,.]+", text):
                figures += 1
                right += read == text
                assert read == text or confidence < SURE, (text, read)
            elif not text:
                assert not read
    assert figures > 60 and right >= 0.97 * figures
