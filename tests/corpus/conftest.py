"""Made-up publications, written out and read as a user's file would be, and the real ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from corpus.document import CellState, Document, Table
from corpus.errors import ReadError
from corpus.reading import read

REAL_PUBLICATIONS = Path(__file__).resolve().parents[3] / "shared/corpus"


@pytest.fixture(scope="session")
def published() -> Callable[[str], Document]:
    """A real publication by its file name, read once for all tests."""

    @cache
    def read_it(name: str) -> Document:
        return read(REAL_PUBLICATIONS / name)

    return read_it


@pytest.fixture
def read_file(tmp_path: Path) -> Callable[[str, bytes], Document]:
    """Reads a file of a name and content."""

    def read_it(name: str, data: bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return read_it


@pytest.fixture
def refusal(tmp_path: Path, read_file) -> Callable[[str, bytes], str]:
    """The cause for which a file of a name and content is refused."""

    def refused(name: str, data: bytes) -> str:
        with pytest.raises(ReadError) as caught:
            read_file(name, data)
        assert str(tmp_path / name) in str(caught.value)
        return caught.value.cause

    return refused


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Document]:
    """Reads a Markdown text as a file of its own."""

    def read_it(text: str, name: str = "某公报.md") -> Document:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return read(path)

    return read_it


@pytest.fixture
def read_table(read_text) -> Callable[..., Table]:
    """Reads the one table of a Markdown text."""

    def read_it(rows: str, above: str = "### 预算表\n\n单位：万元\n\n") -> Table:
        tables = read_text(above + rows).tables
        assert len(tables) == 1, [table.title for table in tables]
        return tables[0]

    return read_it


@pytest.fixture
def figures() -> Callable[[Table], dict]:
    """The numbers of a table: (row path, column path) joined by / → "value unit"."""

    def of(table: Table) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for cell in table.cells:
            if cell.state is CellState.NUMBER:
                key = "/".join(cell.row_path), "/".join(cell.column_path)
                assert key not in found, key
                found[key] = f"{cell.value} {cell.unit}".strip()
        return found

    return of
