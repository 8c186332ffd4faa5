"""What is kept of the figures' labels is what the figures themselves say."""

import random
from pathlib import Path

import pytest

from corpus.document import CellState, Measure
from index.figure_words import AMOUNT_IN_TEXT, TOTAL, UNSURE, WordStore
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "corpus/samples"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    home = tmp_path_factory.mktemp("words")
    with Library(Settings(home, embedding_model="none")) as library:
        assert {result.status for result in library.add_paths([SAMPLES])} == {"added"}
        yield library


def told(figure):
    unsure = figure.doubtful or (not figure.certain and figure.state is CellState.NUMBER)
    stated = figure.source == "sentence" and figure.measure is Measure.AMOUNT
    return (
        figure.id,
        (figure.code, figure.row_path),
        figure.column_path,
        (figure.table, figure.context, figure.section),
        (TOTAL if figure.is_total else 0)
        | (UNSURE if unsure else 0)
        | (AMOUNT_IN_TEXT if stated else 0),
    )


def kept(words, labels):
    heads = [(head.title, head.context, head.section) for head in labels.heads]
    return [
        (words.first + n, labels.rows[row], labels.columns[column], heads[head], flags)
        for n, (row, column, head, flags) in enumerate(
            zip(words.rows, words.columns, words.heads, words.flags.tolist(), strict=True)
        )
    ]


def test_every_figure_says_what_is_kept_of_it(library):
    documents = library.documents()
    found = library.figure_words([document.id for document in documents])
    assert found.keys() == {document.id for document in documents}
    for document in documents:
        figures = sorted(library.figures_of([document.id]), key=lambda figure: figure.id)
        assert kept(found[document.id], library.figure_labels) == list(map(told, figures))


def test_documents_read_alone_say_the_same(library):
    keys = [document.id for document in reversed(library.documents())]
    found = library.own_words(keys)
    assert [words.document_id for words in found] == keys
    for words in found:
        heads = [(head.title, head.context, head.section) for head in words.heads]
        figures = zip(words.row_of, words.column_of, words.head_of, words.flags, strict=True)
        assert [
            (words.first + n, words.rows[row], words.columns[column], heads[head], flags)
            for n, (row, column, head, flags) in enumerate(figures)
        ] == list(map(told, library.figures_of([words.document_id])))


def test_what_is_not_there_is_left_out(library):
    known = library.documents()[0].id
    assert library.figure_words([10_000]) == {}
    assert library.figure_words([known, 10_000]).keys() == {known}
    assert [words.document_id for words in library.own_words([10_000, known])] == [known]


def test_little_is_kept_at_hand_where_little_may_be(library):
    store, keys = WordStore(cached_figures=1), [d.id for d in library.documents()]
    with library._database.read() as connection:
        for key in keys * 2:
            words = store.of_documents(connection, [key])[key]
            expected = library.figure_words([key])[key]
            assert kept(words, store.labels) == kept(expected, library.figure_labels)
            assert len(store._held) == 1


def test_some_figures_come_in_the_order_they_are_asked_for(library):
    documents = library.documents()
    figures = library.figures_of([document.id for document in documents])
    chosen = random.Random(5).sample(figures, min(len(figures), 700))
    assert library.some_figures(documents, [figure.id for figure in chosen]) == chosen
    assert library.some_figures(documents, [10**9]) == []
