"""Rectangles of cited places: only stored ones, and none where anything about them is unsure."""

from dataclasses import replace

import pytest

from assistant.evidence.citing import cite_passage
from assistant.page.evidence.places import FIGURE, LABEL, SENTENCE, TABLE, found, page_view
from assistant.page.evidence.source import Source
from index.library import Library
from index.page_images import PageImages, PageUnavailable
from index.settings import Settings


@pytest.fixture(scope="module")
def library(tmp_path_factory, publication):
    home = tmp_path_factory.mktemp("evidence")
    with Library(Settings(home, embedding_model="none")) as library:
        assert library.add(publication.path).status == "added"
        yield library


@pytest.fixture(scope="module")
def images():
    made = PageImages(at_once=1)
    yield made
    made.close()


def cell(library, publication, printed, page):
    """The figure printed so in a table of a page."""
    return next(
        figure
        for figure in library.figures(publication.NAME)
        if figure.table_id and figure.page == page and figure.printed == printed
    )


def stated(library, publication, printed):
    return next(
        figure
        for figure in library.figures(publication.NAME)
        if figure.source == "sentence" and figure.printed.startswith(printed)
    )


def kinds(held):
    return [mark.kind for mark in held.marks]


def test_cell_is_marked_with_its_row_label_and_header(library, images, publication):
    figure = cell(library, publication, "12.34", publication.TABLE_PAGE)
    held = found(library, Source.of_stored(figure))
    assert held.marks[0].kind == FIGURE
    assert (held.marks[0].page, held.marks[0].box) == (2, figure.box)
    assert kinds(held).count(LABEL) == 2
    view = page_view(images, held)
    assert (view.page, view.pages, view.sizes) == (2, 6, {2: (595.0, 842.0)})
    assert view.marks == held.marks and not view.off_page


def test_size_of_a_page_is_as_it_is_shown(library, images, publication):
    for printed, page, size in (
        ("34.56", publication.SIDEWAYS_PAGE, (842.0, 595.0)),
        ("7.89", publication.CROPPED_PAGE, (535.0, 680.0)),
    ):
        held = found(library, Source.of_stored(cell(library, publication, printed, page)))
        view = page_view(images, held)
        assert (view.page, view.sizes[page]) == (page, size)
        assert view.marks[0].kind == FIGURE


def test_sentence_is_marked_line_by_line_with_its_figure(library, publication):
    figure = stated(library, publication, "12.34")
    held = found(library, Source.of_stored(figure))
    assert kinds(held) == [FIGURE, SENTENCE, SENTENCE]
    number, first, _ = (mark.box for mark in held.marks)
    assert first[0] < number[0] < number[2] < first[2] and number[1::2] == first[1::2]


def test_sentence_over_a_page_end_is_marked_on_both(library, images, publication):
    held = found(library, Source.of_stored(stated(library, publication, "88.80")))
    assert [mark.page for mark in held.marks] == [4, 4, 5]
    view = page_view(images, held)
    assert view.page == 4 and set(view.sizes) == {4, 5}


def test_nothing_is_marked_where_the_cell_states_another_value(library, images, publication):
    source = Source.of_stored(cell(library, publication, "12.34", publication.TABLE_PAGE))
    held = found(library, replace(source, value="12.35"))
    assert held.cells.cell is None and held.marks == ()
    view = page_view(images, held)
    assert view.page == 2 and view.marks == ()


def test_nothing_is_marked_where_the_answer_names_another_box(library, publication):
    source = Source.of_stored(cell(library, publication, "12.34", publication.TABLE_PAGE))
    box = tuple(value + 20 for value in source.evidence.box)
    moved = replace(source, evidence=replace(source.evidence, box=box))
    assert found(library, moved).marks == ()


def test_nothing_is_marked_where_the_sentence_is_not_there_or_stands_there_twice(
    library, publication
):
    source = Source.of_stored(stated(library, publication, "12.34"))
    assert found(library, replace(source, quote="另一句话。")).marks == ()
    held = found(library, replace(source, quote="预算"))
    assert held.passage.text.count("预算") > 1 and held.marks == ()


def test_a_mark_beside_its_page_drops_all_marks(library, images, publication):
    held = found(
        library,
        Source.of_stored(cell(library, publication, "12.34", publication.TABLE_PAGE)),
    )
    beside = replace(held.marks[0], box=(500.0, 100.0, 700.0, 120.0))
    view = page_view(images, replace(held, marks=(beside, *held.marks[1:])))
    assert view.off_page and view.marks == ()
    label = replace(held.marks[1], box=(0.0, 800.0, 50.0, 900.0))
    view = page_view(images, replace(held, marks=(held.marks[0], label)))
    assert view.marks == held.marks[:1]


def test_words_of_a_table_outline_the_whole_table(library, publication):
    passage = next(
        passage
        for passage in library.passages_of([library.document(publication.NAME).id])
        if passage.kind == "table"
    )
    held = found(library, Source.of_citation(cite_passage(passage, passage.text), "1"))
    assert kinds(held) == [TABLE]
    assert held.marks[0].box == (60.0, 142.0, 510.0, 222.0)


def test_page_without_image(library, images, publication):
    source = Source.of_stored(cell(library, publication, "12.34", publication.TABLE_PAGE))
    held = found(library, source)
    assert page_view(images, replace(held, original=None)) is None
    missing = replace(held, marks=(replace(held.marks[0], page=60),))
    with pytest.raises(PageUnavailable):
        page_view(images, missing)


def test_removed_document_has_nothing_to_show(tmp_path, publication):
    with Library(Settings(tmp_path, embedding_model="none")) as library:
        library.add(publication.path)
        sources = [
            Source.of_stored(cell(library, publication, "12.34", publication.TABLE_PAGE)),
            Source.of_stored(stated(library, publication, "12.34")),
        ]
        library.remove(publication.NAME)
        assert [found(library, source) for source in sources] == [None, None]


def test_formats_without_pages_have_no_marks_on_pages(tmp_path, images, sample_paths):
    with Library(Settings(tmp_path, embedding_model="none")) as library:
        path = sample_paths[0]
        library.add(path)
        figure = next(f for f in library.figures(path.name) if f.table_id and f.value is not None)
        held = found(library, Source.of_stored(figure))
        assert held.cells.cell is not None and held.marks == ()
        assert held.original.path.read_bytes() == path.read_bytes()
        assert page_view(images, held) is None
