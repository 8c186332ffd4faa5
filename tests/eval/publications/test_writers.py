"""What the writers for paged formats make: pages that read back, with the page of every row."""

import random

import pytest

from corpus.document import CellState
from corpus.reading import read
from eval.publications.comparison import compare
from eval.publications.round_trip import publication_of
from eval.publications.writers.fonts import FontMissing
from eval.publications.writers.pdf import print_pdf
from eval.publications.writers.scan import pictures_of


@pytest.mark.parametrize("seed", [1, 5, 95])
def test_every_figure_of_a_pdf_is_read_on_its_page(seed, tmp_path):
    publication, style = publication_of(seed, size=3)
    printed = print_pdf(publication, style, random.Random(seed))
    path = tmp_path / "budget.pdf"
    path.write_bytes(printed.content)
    document = read(path)
    verdict = compare(publication, document)
    assert (verdict.wrong, verdict.missing, verdict.invented) == ([], [], [])
    pages = {number for _, number in sorted(printed.pages.items())}
    read_on = {
        cell.position.page
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER
    }
    assert read_on <= pages


def test_a_scanned_page_is_a_grey_picture_that_differs_from_scan_to_scan():
    publication, style = publication_of(1, size=2)
    content = print_pdf(publication, style, random.Random(1)).content
    first, again, other = (
        pictures_of(content, random.Random(seed), dpi=40)[1].tobytes() for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_missing_font_is_named_with_its_cure(tmp_path):
    publication, style = publication_of(1, size=2)
    with pytest.raises(FontMissing, match="make browser"):
        print_pdf(publication, style, random.Random(1), fonts=tmp_path)
