"""Documents made by hand and libraries to put them in."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from corpus.document import (
    CellState,
    Document,
    Grid,
    GridCell,
    Heading,
    Measure,
    Paragraph,
    Position,
    Profile,
    Statement,
    Table,
    TableCell,
    TableState,
)
from index.library import Library
from index.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def made_table(title="三公经费预算表", value="0.26", unit="万元"):
    """A table with a number, a blank, a dash, a zero and a word."""
    printed = (
        ("项目", "预算数", "备注"),
        ("公务接待费", value, "压减"),
        ("公务用车购置费", "", "—"),
    )
    grid = Grid(tuple(tuple(map(GridCell, row)) for row in printed), title=title)

    def cell(row, column, state, **more):
        path = (printed[row][0],)
        text = printed[row][column]
        return TableCell(row, column, text, state, path, (printed[0][column],), **more)

    cells = (
        cell(1, 1, CellState.NUMBER, value=Decimal(value), unit=unit, code="30217"),
        cell(1, 2, CellState.TEXT),
        cell(2, 1, CellState.BLANK, unit=unit),
        cell(2, 2, CellState.DASH),
    )
    return Table(
        title=title,
        unit=unit,
        section=("第二部分 预算表", title),
        state=TableState.FILLED,
        cells=cells,
        grid=grid,
        header_rows=1,
        notes=("注：含上年结转。",),
        position=Position(page=3, line=40),
    )


def made_document(
    name="某局2026年部门预算.md",
    organisation="某市测绘局",
    year=2026,
    paragraphs=("2026年公务接待费预算0.26万元，比上年减少0.10万元。主要原因是厉行节约。",),
    tables=None,
    statements=True,
    salt="",
):
    """A small but complete document; ``salt`` changes its bytes and nothing else."""
    section = ("第三部分 情况说明", "一、三公经费")
    blocks = [Heading(section[0], 1), Heading(section[1], 2)]
    blocks += [Paragraph(text, section, Position(line=10 + i)) for i, text in enumerate(paragraphs)]
    stated = ()
    if statements and paragraphs and "0.26万元" in paragraphs[0]:
        stop = paragraphs[0].index("。") + 1
        sentence = paragraphs[0][:stop]
        start = sentence.index("0.26")
        stated = (
            Statement(
                subject=("三公经费", "公务接待费"),
                measure=Measure.AMOUNT,
                printed="0.26",
                value=Decimal("0.26"),
                unit="万元",
                sentence=sentence,
                span=(start, start + 4),
                section=section,
                paragraph=2,
                year=year,
                basis="2025年预算数",
                reason="厉行节约",
                position=Position(line=10),
            ),
        )
    tables = (made_table(),) if tables is None else tables
    content = repr((organisation, year, paragraphs, tables, salt))
    return Document(
        name=name,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        blocks=tuple(blocks),
        profile=Profile(organisation, ("测绘局",), "某市", year, "部门预算"),
        tables=tables,
        statements=stated,
        warnings=("第3页的表没有标题",),
    )


@pytest.fixture(scope="session")
def document():
    """Makes documents: see :func:`made_document`."""
    return made_document


@pytest.fixture(scope="session")
def table():
    """Makes tables: see :func:`made_table`."""
    return made_table


@pytest.fixture
def opened(tmp_path):
    """Opens libraries on one home; all are closed at the end."""
    libraries = []

    def open_library(model="none", home=tmp_path):
        libraries.append(Library(Settings(home, model), clock=lambda: NOON))
        return libraries[-1]

    yield open_library
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened):
    """An empty library that searches by keywords only."""
    return opened()


@pytest.fixture
def written(tmp_path):
    """Writes a small budget publication in Markdown and returns its path."""

    def write(name="某市测绘局2026年部门预算.md", reception="0.26", extra="", folder="files"):
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# 某市测绘局2026年部门预算\n\n## 三公经费预算表\n\n单位：万元\n\n"
            f"项目\t预算数\n公务接待费\t{reception}\n公务用车购置费\t\n合计\t{reception}\n\n"
            f"## 情况说明\n\n某市测绘局2026年公务接待费预算{reception}万元。{extra}\n\n"
            "## 名词解释\n\n三公经费：是指因公出国（境）费、公务用车购置及运行费和公务接待费。\n",
            "utf-8",
        )
        return path

    return write
