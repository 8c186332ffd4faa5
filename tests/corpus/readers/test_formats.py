"""The same publication in any format gives the same figures."""

import importlib.util
from pathlib import Path

import pytest

from corpus.document import CellState
from corpus.reading import read

_SPEC = importlib.util.spec_from_file_location(
    "publication", Path(__file__).with_name("publication.py")
)
publication = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(publication)

FORMATS = {
    "budget.docx": publication.as_docx,
    "budget.xlsx": publication.as_xlsx,
    "one sheet.xlsx": lambda: publication.as_xlsx(one_sheet=True),
    "budget.xls": publication.as_xls,
    "xlsx named.xls": publication.as_xlsx,
    "budget.html": publication.as_html,
    "gbk.htm": lambda: publication.as_html("gb18030", declared="gb2312"),
    "unit inside.html": lambda: publication.as_html(unit_inside=True),
    "html named.xls": publication.as_html,
    "html named.doc": publication.as_html,
    "comma.csv": publication.as_csv,
    "semicolon gbk.csv": lambda: publication.as_csv(";", "gb18030"),
    "tab.tsv": lambda: publication.as_csv("\t", "utf-16"),
}


def write(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def figures(document):
    """Every figure of every table with what identifies it, in order."""
    return [
        [
            (
                cell.row_path,
                cell.column_path,
                cell.state,
                cell.text,
                cell.value,
                cell.unit,
                cell.code,
            )
            for cell in table.cells
            if cell.state is not CellState.TEXT
        ]
        for table in document.tables
    ]


@pytest.fixture(scope="module")
def truth(tmp_path_factory):
    folder = tmp_path_factory.mktemp("truth")
    return read(write(folder, "budget.md", publication.as_markdown()))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_figures_of_the_markdown(tmp_path, truth, name):
    document = read(write(tmp_path, name, FORMATS[name]()))
    for table, expected in zip(figures(document), figures(truth), strict=True):
        assert table == expected
    assert all(cell.certain for table in document.tables for cell in table.cells)
