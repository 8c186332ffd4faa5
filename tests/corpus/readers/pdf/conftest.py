"""PDF files drawn by hand, and what is read from their pages."""

import importlib.util
from pathlib import Path

import pytest

from corpus.readers.pdf import read_blocks
from corpus.readers.pdf.pdfium import PdfFile


@pytest.fixture(scope="session")
def drawn():
    """The module that draws PDF files."""
    return _module("drawn")


@pytest.fixture(scope="session")
def typed():
    """The module that types pages without ruling lines."""
    return _module("typed")


def _module(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def first_page():
    """The first page of a drawn PDF."""

    def read_it(pdf):
        with PdfFile(Path("a.pdf"), pdf.bytes()) as file:
            return file.page(1)

    return read_it


@pytest.fixture
def blocks():
    """The blocks of a drawn PDF."""

    def read_it(pdf):
        found, _, warnings = read_blocks(Path("a.pdf"), pdf.bytes(), lambda done, total: None, 1)
        assert not warnings
        return found

    return read_it
