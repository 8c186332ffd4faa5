"""The self-check of a document, stored and gone with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.reading import read
from corpus.reconciliation import reconcile
from index.library import Library
from index.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "corpus/samples"


@pytest.fixture(scope="module")
def sample():
    (path,) = SAMPLES.glob("中卫市*.md")
    return read(path)


@pytest.fixture
def library(tmp_path):
    with Library(Settings(tmp_path, embedding_model="none")) as opened:
        yield opened


def checked(library, name):
    stored = library.document(name)
    return library.reconciliations([stored.id])[stored.id]


def test_what_is_stored_is_what_was_found(library, sample):
    library.add_document(sample)
    found = reconcile(sample)
    assert found.findings
    assert checked(library, sample.name) == found


def test_a_replaced_document_is_checked_anew(library, sample):
    library.add_document(sample)
    library.add_document(replace(sample, sha256="0" * 64, tables=()))
    again = checked(library, sample.name)
    assert again.findings == ()
    assert "total_row" not in again.checks


def test_the_check_of_a_removed_document_is_gone(library, sample):
    library.add_document(sample)
    key = library.document(sample.name).id
    assert library.remove(sample.name)
    assert library.reconciliations([key]) == {}
