"""The made-up publication, and files written and read as a user's would be."""

import importlib.util
from pathlib import Path

import pytest

from corpus.reading import read


@pytest.fixture(scope="session")
def publication():
    """The module that writes one publication in every format."""
    place = Path(__file__).with_name("publication.py")
    spec = importlib.util.spec_from_file_location("publication", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def read_file(tmp_path):
    """Reads bytes as a file of a given name."""

    def read_it(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return read_it
