"""Where passages and cells stand on their pages comes back from the store as it was read."""

import importlib.util
from pathlib import Path

import pytest

from corpus.printed_lines import boxes
from index.library import Library
from index.settings import Settings

PAGE_TESTS = Path(__file__).parents[1] / "assistant/page/drawn_publication.py"


@pytest.fixture(scope="module")
def publication():
    spec = importlib.util.spec_from_file_location("drawn_publication", PAGE_TESTS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def library(tmp_path_factory, publication):
    folder = tmp_path_factory.mktemp("places")
    path = folder / publication.NAME
    path.write_bytes(publication.data())
    with Library(Settings(folder / "home", "none")) as library:
        assert library.add(path).status == "added"
        yield library


def passage_with(library, name, text):
    (found,) = [
        passage
        for passage in library.passages_of([library.document(name).id])
        if text in passage.text and passage.kind == "text"
    ]
    return found


def place_of(library, name, sentence):
    passage = passage_with(library, name, sentence)
    start = passage.text.index(sentence)
    return boxes(library.printed_lines(passage), passage.text, start, start + len(sentence))


def test_a_sentence_stands_on_its_lines(library, publication):
    places = place_of(library, publication.NAME, publication.SENTENCE)
    assert [page for page, _ in places] == [4, 4]
    (x0, top, x1, bottom), (left, below, _, _) = places[0][1], places[1][1]
    # Drawn at a height of 700 and 678 of 842 points, in 12 point type; two blanks lead it in.
    assert (x0, left) == (84.0, 60.0)
    assert top < 842 - 700 < bottom < below + 12 and below == pytest.approx(top + 22)
    assert x1 - x0 > 300


def test_a_sentence_goes_over_a_page_end(library, publication):
    places = place_of(library, publication.NAME, publication.OVER_PAGES)
    assert [page for page, _ in places] == [4, 5]


def test_every_cell_stands_where_its_figure_does(library, publication):
    figures = [f for f in library.figures(publication.NAME) if f.table_id and f.value is not None]
    tables = {table.id: table for table in library.tables(publication.NAME)}
    assert {figure.page for figure in figures} == {2, 3, 6}
    for figure in figures:
        cells = library.cell_boxes(tables[figure.table_id])
        assert cells[figure.row, figure.column] == (figure.page, figure.box)


def test_headers_and_labels_have_places_too(library, publication):
    table = library.tables(publication.NAME)[0]
    cells = library.cell_boxes(table)
    assert set(cells) == {(r, c) for r in range(4) for c in range(3)}


def test_places_stay_when_the_profile_is_corrected(opened, publication, tmp_path):
    path = tmp_path / publication.NAME
    path.write_bytes(publication.data())
    library = opened(home=tmp_path / "home")
    library.add(path)
    before = place_of(library, publication.NAME, publication.SENTENCE)
    library.correct_profile(publication.NAME, year=2025)
    assert place_of(library, publication.NAME, publication.SENTENCE) == before != ()
    assert library.cell_boxes(library.tables(publication.NAME)[0])


def test_formats_without_pages_have_no_places(opened, written):
    library = opened()
    path = written()
    library.add(path)
    passage = passage_with(library, path.name, "0.26万元")
    assert library.printed_lines(passage) == ()
    assert library.cell_boxes(library.tables(path.name)[0]) == {}


def test_places_go_with_their_document(opened, publication, tmp_path):
    path = tmp_path / publication.NAME
    path.write_bytes(publication.data())
    library = opened(home=tmp_path / "home")
    library.add(path)
    passage = passage_with(library, publication.NAME, publication.SENTENCE)
    table = library.tables(publication.NAME)[0]
    library.remove(publication.NAME)
    assert library.printed_lines(passage) == ()
    assert library.cell_boxes(table) == {}


def test_places_take_few_bytes(library, publication):
    with library._database.read() as connection:
        sizes = connection.execute("SELECT length(lines) + length(cells) FROM places")
        assert 0 < sizes.fetchone()[0] < 2_000
