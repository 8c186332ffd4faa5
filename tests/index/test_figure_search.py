"""Figures are found by every part of their names, exactly by amount, and in a stable order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.document import (
    CellState,
    Document,
    Grid,
    GridCell,
    Paragraph,
    Position,
    Profile,
    Table,
    TableCell,
    TableState,
)
from index.figure_columns import table_name
from index.figure_search import FigureQuery, Order

# (code, row path, column path, value, unit, state, doubtful)
ROWS = (
    ("2080505", ("社会保障", "养老保险缴费"), ("基本支出",), "35.20", "万元"),
    ("2080506", ("社会保障", "职业年金缴费"), ("基本支出",), "17.60", "万元"),
    ("30217", ("公用经费", "公务接待费"), ("合计",), "0.26", "万元"),
    ("30217", ("公用经费", "公务接待费"), ("项目支出",), None, "万元"),
    ("", ("编制人数",), ("合计",), "42", "人"),
)


def a_table(rows, title="三、一般公共预算支出表"):
    cells = tuple(
        TableCell(
            number,
            1,
            value or "",
            CellState.BLANK if value is None else CellState.NUMBER,
            path,
            column,
            value=None if value is None else Decimal(value),
            unit=unit,
            code=code,
            doubtful=bool(more),
        )
        for number, (code, path, column, value, unit, *more) in enumerate(rows, start=1)
    )
    grid = Grid(((GridCell("项目"), GridCell("金额")),), title=title)
    return Table(
        title, "万元", ("第二部分",), TableState.FILLED, cells, grid, header_rows=1,
        position=Position(page=2),
    )  # fmt: skip


def a_publication(organisation, year, kind="部门预算", rows=ROWS, tables=None):
    return Document(
        f"{organisation}{year}年{kind}.md",
        f"{organisation}{year}{kind}".encode().hex()[:64].ljust(64, "0"),
        (Paragraph("说明。"),),
        profile=Profile(organisation=organisation, year=year, kind=kind),
        tables=tables or (a_table(rows),),
    )


@pytest.fixture
def filled(library):
    for organisation, year, kind in (
        ("青禾市水务局", 2025, "部门预算"),
        ("青禾市水务局", 2026, "部门预算"),
        ("青禾市林业局", 2026, "部门决算"),
    ):
        library.add_document(a_publication(organisation, year, kind))
    return library


def printed(page):
    return [figure.printed for figure in page.figures]


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("公务接待",), 3),
        (("接待", "公用"), 3),  # in two steps of one path
        (("费公",), 0),  # across two steps
        (("公务接待", "基本支出"), 0),
        (("养老", "基本支出"), 3),  # row and column
        (("一般公共预算",), 12),  # the title of the table
        (("林业局", "养老"), 1),  # the organisation
        (("2080505",), 3),  # the code
        (("養老保險",), 3),  # traditional characters
        (("基本  支出",), 6),
        ((" ", ""), 12),
        (("不存在的科目",), 0),
    ],
)
def test_every_word_stands_in_a_name_of_what_is_found(filled, words, total):
    page = filled.find_figures(FigureQuery(words=words))
    assert page.total == total == len(page.figures)


def test_filters_narrow_and_facets_count_what_else_could_be_chosen(filled):
    page = filled.find_figures(FigureQuery(words=("缴费",), years=(2026,)))
    assert page.total == 4 and page.documents == 2
    assert {figure.year for figure in page.figures} == {2026}
    # The years that could be chosen instead are counted too.
    assert dict(page.facets.years.values) == {2026: 4, 2025: 2}
    assert dict(page.facets.organisations.values) == {"青禾市林业局": 2, "青禾市水务局": 2}
    assert dict(page.facets.kinds.values) == {"部门预算": 2, "部门决算": 2}
    assert dict(page.facets.tables.values) == {"一般公共预算支出表": 4}

    both = FigureQuery(organisations=("青禾市林业局",), kinds=("部门预算",))
    assert filled.find_figures(both).total == 0
    document = FigureQuery(documents=("青禾市水务局2025年部门预算.md",))
    assert filled.find_figures(document).total == 4
    assert filled.find_figures(FigureQuery(tables=("一般公共预算支出表",))).total == 12
    assert filled.find_figures(FigureQuery(tables=("收入表",))).total == 0
    table_id = filled.tables("青禾市林业局2026年部门决算.md")[0].id
    assert filled.find_figures(FigureQuery(table_id=table_id)).total == 4


def test_a_code_is_found_by_its_beginning_only(filled):
    assert filled.find_figures(FigureQuery(code="20805")).total == 6
    assert filled.find_figures(FigureQuery(code="2080506")).total == 3
    assert filled.find_figures(FigureQuery(code="0805")).total == 0


def test_blanks_come_only_when_asked_for_and_are_no_amounts(filled):
    assert filled.find_figures(FigureQuery()).total == 12
    blanks = filled.find_figures(FigureQuery(states=(CellState.BLANK,)))
    assert {(f.printed, f.value, f.amount_yuan) for f in blanks.figures} == {("", None, None)}
    assert blanks.total == 3
    anything = FigureQuery(states=tuple(CellState), least=Decimal(0), most=Decimal(0))
    assert filled.find_figures(anything).total == 0


def test_sentences_and_doubtful_figures_can_be_asked_for(library, document):
    library.add_document(document())
    stated = library.find_figures(FigureQuery(source="sentence"))
    assert printed(stated) == ["0.26"] and stated.figures[0].quote
    assert library.find_figures(FigureQuery(source="table")).total == 1
    assert library.find_figures(FigureQuery(doubtful=True)).total == 0
    library.add_document(
        a_publication("青禾市水务局", 2026, rows=(*ROWS, ("", ("差旅费",), (), "3", "万元", 1)))
    )
    assert printed(library.find_figures(FigureQuery(doubtful=True))) == ["3"]


@pytest.mark.parametrize(
    ("least", "most", "found"),
    [
        ("2600", "2600", {"0.26"}),
        ("2600.01", None, {"35.20", "17.60"}),
        (None, "2599.99", set()),
        ("176000", "352000", {"17.60", "35.20"}),
        ("176000.0000001", "351999.9999999", set()),
        ("0", None, {"0.26", "35.20", "17.60"}),
        ("-1e40", "1e40", {"0.26", "35.20", "17.60"}),
    ],
)
def test_an_amount_range_is_exact_and_holds_money_only(filled, least, most, found):
    query = FigureQuery(least=least and Decimal(least), most=most and Decimal(most))
    assert {f.printed for f in filled.find_figures(query).figures} == found


def test_amounts_finer_or_larger_than_what_is_searched_by_are_compared_exactly(library):
    values = ("0.00000000049", "0.00000000050", "0.00000000051", "9e30", "9.1e30", "-9e30")
    rows = [("", (f"第{n}行",), (), value, "亿元") for n, value in enumerate(values)]
    library.add_document(a_publication("青禾市水务局", 2026, rows=rows))

    def between(least, most):
        query = FigureQuery(least=Decimal(least), most=Decimal(most), states=tuple(CellState))
        return [f.row_path[0][1] for f in library.find_figures(query).figures]

    assert between("0.05", "0.05") == ["1"]
    assert between("0.049", "0.05") == ["0", "1"]
    assert between("0.0491", "0.0509") == ["1"]
    assert between("9.05e38", "1e40") == ["4"]
    assert between("-1e40", "-8e38") == ["5"]


def test_orders_are_stable_and_pages_of_them_meet_without_gap(filled):
    for order in Order:
        for descending in (False, True):
            query = FigureQuery(order=order, descending=descending)
            whole = [f.id for f in filled.each_found(query)]
            assert len(set(whole)) == 12
            paged = [
                figure.id
                for offset in range(0, 12, 5)
                for figure in filled.find_figures(query, offset, 5).figures
            ]
            assert paged == whole
    amounts = [f.amount_yuan for f in filled.each_found(FigureQuery(order=Order.AMOUNT))]
    assert amounts[:9] == sorted(amounts[:9]) and amounts[9:] == [None] * 3
    falling = FigureQuery(order=Order.AMOUNT, descending=True)
    amounts = [f.amount_yuan for f in filled.each_found(falling)]
    assert amounts[:9] == sorted(amounts[:9], reverse=True) and amounts[9:] == [None] * 3
    years = [f.year for f in filled.each_found(FigureQuery(order=Order.YEAR, descending=True))]
    assert years == sorted(years, reverse=True)


def test_what_is_found_follows_the_library(filled):
    query = FigureQuery(words=("接待",))
    assert filled.find_figures(query).total == 3
    filled.add_document(a_publication("青禾市水务局", 2024))
    assert filled.find_figures(query).total == 4
    changed = tuple((c, p, k, v and "9.99", u) for c, p, k, v, u in ROWS)
    other = replace(a_publication("青禾市水务局", 2024, rows=changed), sha256="f" * 64)
    assert filled.add_document(other).status == "replaced"
    assert sorted(printed(filled.find_figures(query))) == ["0.26", "0.26", "0.26", "9.99"]
    filled.remove("青禾市林业局2026年部门决算.md")
    names = dict(filled.find_figures(query).facets.organisations.values)
    assert names == {"青禾市水务局": 3}
    for name in [d.name for d in filled.documents()]:
        filled.remove(name)
    assert filled.find_figures(query).total == 0


def test_each_figure_found_is_the_stored_one(filled, document):
    filled.add_document(document())
    assert list(filled.each_found(FigureQuery(states=tuple(CellState)))) == list(filled.figures())


def test_like_tables_of_several_documents_share_a_name():
    assert table_name("四、2026年一般公共预算支出表") == "一般公共预算支出表"
    assert table_name("2025年度部门决算收支总表") == "部门决算收支总表"
