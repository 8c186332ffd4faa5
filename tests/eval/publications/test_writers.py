"""What the writers for paged formats make: pages that read back, with the page of every row."""

import random
from dataclasses import replace

import pytest

from corpus.reading import read
from eval.publications.comparison import compare
from eval.publications.places import misplaced
from eval.publications.round_trip import publication_of
from eval.publications.writers import written
from eval.publications.writers.fonts import FontMissing
from eval.publications.writers.pdf import press
from eval.publications.writers.scan import pictures_of


@pytest.mark.parametrize("seed", [1, 5, 95])
@pytest.mark.parametrize("name", ["pdf", "unruled"])
def test_every_figure_of_a_pdf_is_read_where_it_is_printed(seed, name, tmp_path):
    publication, style = publication_of(seed, size=3)
    content, places = written(name, publication, style, random.Random(seed))
    path = tmp_path / "budget.pdf"
    path.write_bytes(content)
    document = read(path)
    assert compare(publication, document).right > 20
    assert misplaced(publication, places, document) == []
    pages = {place.page for place in places.values()}
    assert len(pages) > 2 and max(pages) <= document.pages


def test_a_figure_that_is_read_elsewhere_is_found(tmp_path):
    """The comparison itself can fail: another page, another row, another column."""
    publication, style = publication_of(1, size=3)
    content, places = written("pdf", publication, style, random.Random(1))
    path = tmp_path / "budget.pdf"
    path.write_bytes(content)
    document = read(path)
    counted = [
        (number, r, c)
        for number, table in enumerate(publication.tables)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
        if cell and cell.figure and cell.figure.value is not None
    ]
    other_page = replace(places[counted[0]], page=places[counted[0]].page + 1)
    lower = places[counted[-1]].moved(lambda box: (box[0], box[1] + 5, box[2], box[3] + 5))
    spoilt = {**places, counted[0]: other_page, counted[-1]: lower}
    assert len(misplaced(publication, spoilt, document)) == 2


def test_a_scanned_page_is_a_grey_picture_that_differs_from_scan_to_scan():
    publication, style = publication_of(1, size=2)
    content = press(publication, style, random.Random(1)).content
    first, again, other = (
        pictures_of(content, random.Random(seed), dpi=40)[1].tobytes() for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_missing_font_is_named_with_its_cure(tmp_path):
    publication, style = publication_of(1, size=2)
    with pytest.raises(FontMissing, match="make browser"):
        press(publication, style, random.Random(1), fonts=tmp_path)
