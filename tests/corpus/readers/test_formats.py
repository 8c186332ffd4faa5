"""The same publication in any format gives the same figures."""

import pytest

from corpus.document import CellState
from corpus.reading import read

FORMATS = {
    "budget.docx": lambda p: p.as_docx(),
    "docx named.doc": lambda p: p.as_docx(),
    "budget.xlsx": lambda p: p.as_xlsx(),
    "one sheet.xlsx": lambda p: p.as_xlsx(one_sheet=True),
    "budget.xls": lambda p: p.as_xls(),
    "xlsx named.xls": lambda p: p.as_xlsx(),
    "budget.html": lambda p: p.as_html(),
    "gbk.htm": lambda p: p.as_html("gb18030", declared="gb2312"),
    "unit inside.html": lambda p: p.as_html(unit_inside=True),
    "html named.xls": lambda p: p.as_html(),
    "html named.doc": lambda p: p.as_html(),
    "comma.csv": lambda p: p.as_csv(),
    "semicolon gbk.csv": lambda p: p.as_csv(";", "gb18030"),
    "tab.tsv": lambda p: p.as_csv("\t", "utf-16"),
}


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


def shape(document):
    return [(table.title, table.unit, table.notes) for table in document.tables]


@pytest.fixture(scope="module")
def truth(tmp_path_factory, publication):
    path = tmp_path_factory.mktemp("truth") / "budget.md"
    path.write_bytes(publication.as_markdown())
    return read(path)


def test_the_markdown_is_read_as_written(truth):
    assert sum(map(len, figures(truth))) == 8 + 25 + 10
    found = {(c.row_path[-1], c.column_path[-1]): c for t in truth.tables for c in t.cells}
    assert str(found["三、其他收入", "预算数"].value) == "90.00"
    assert found["档案馆", "项目支出"].unit == "万元"
    assert found["档案馆", "年初预算数"].unit == "元"
    assert found["档案馆", "年初预算数"].code == "2012604"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_figures_of_the_markdown(read_file, publication, truth, name):
    document = read_file(name, FORMATS[name](publication))
    for table, expected in zip(figures(document), figures(truth), strict=True):
        assert table == expected
    assert shape(document) == shape(truth)
    assert all(cell.certain for table in document.tables for cell in table.cells)


@pytest.mark.parametrize("name", [name for name in FORMATS if "sv" not in name])
def test_every_format_gives_profile_and_text(read_file, publication, truth, name):
    document = read_file(name, FORMATS[name](publication))
    assert document.profile == truth.profile
    assert [
        (s.subject, s.measure, s.value, s.unit, s.section[-1:]) for s in document.statements
    ] == [(s.subject, s.measure, s.value, s.unit, s.section[-1:]) for s in truth.statements]
