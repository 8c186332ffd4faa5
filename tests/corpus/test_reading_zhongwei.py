"""The real Markdown publication, read cell by cell against a list made by hand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.document import CellState
from corpus.reading import read

REPOSITORY = Path(__file__).resolve().parents[2]
PUBLICATION = REPOSITORY.parent / "shared/corpus/中卫市科技局2026年部门预算.md"
TRUTH = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/zhongwei_cells.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.fixture(scope="module")
def document():
    return read(PUBLICATION)


def key(line, row_path, column_path, context):
    return line, tuple(row_path), tuple(column_path), context


@pytest.fixture(scope="module")
def cells(document):
    return {
        key(cell.position.line, cell.row_path, cell.column_path, table.context): (table, cell)
        for table in document.tables
        for cell in table.cells
    }


def test_every_listed_cell_is_read_with_its_value_unit_and_paths(cells):
    wrong = []
    for truth in TRUTH:
        found = cells.get(
            key(truth["line"], truth["row_path"], truth["column_path"], truth["context"])
        )
        if found is None:
            wrong.append(("no such cell", truth))
            continue
        table, cell = found
        value = None if truth["value"] is None else Decimal(truth["value"])
        right = (
            table.title == truth["table"]
            and str(cell.state) == truth["state"]
            and cell.value == value
            and cell.code == truth["code"]
            and (cell.state is not CellState.NUMBER or cell.unit == truth["unit"])
            and (cell.state is not CellState.NUMBER or cell.certain)
        )
        if not right:
            wrong.append((cell, truth))
    assert not wrong, "\n".join(map(str, wrong))


def test_no_number_is_invented(document):
    listed = sum(truth["state"] == "number" for truth in TRUTH)
    read_numbers = sum(
        cell.state is CellState.NUMBER for table in document.tables for cell in table.cells
    )
    assert read_numbers == listed
