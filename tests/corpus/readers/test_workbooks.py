"""Excel workbooks beyond the plain table."""

import datetime
import io

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from corpus.document import CellState


@pytest.fixture
def read_book(read_file):
    def read_it(book):
        out = io.BytesIO()
        book.save(out)
        return read_file("a.xlsx", out.getvalue())

    return read_it


def book_of(rows, title="预算"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def numbers(table):
    return {
        ("/".join(c.row_path), "/".join(c.column_path)): f"{c.value} {c.unit}".strip()
        for c in table.cells
        if c.state is CellState.NUMBER
    }


def test_a_formula_without_stored_value_is_neither_blank_nor_zero(read_book):
    book = book_of([["项目", "预算数（万元）"], ["人员经费", 3.5], ["合计", "=SUM(B2:B2)"]])
    document = read_book(book)
    (table,) = document.tables
    assert numbers(table) == {("人员经费", "预算数（万元）"): "3.5 万元"}
    (total,) = [c for c in table.cells if c.row_path == ("合计",)]
    assert total.state is CellState.TEXT
    assert "1 formulas without a stored value" in document.warnings[0]


def test_hidden_sheets_are_named_and_not_read(read_file, publication):
    for name, data in (("a.xlsx", publication.as_xlsx()), ("a.xls", publication.as_xls())):
        document = read_file(name, data)
        assert ["测算底稿" in warning for warning in document.warnings] == [True]
        assert not any("草稿" in str(block) for block in document.blocks)


def test_dates_codes_and_text_numbers_print_as_in_the_sheet(read_book):
    book = book_of([["科目编码", "科目名称", "预算数", "备注"]])
    sheet = book.active
    sheet.append([2060404, "科技馆站", "12.50", datetime.date(2031, 3, 5)])
    sheet.append([2060499, "其他", 0.1 + 0.2, True])
    (table,) = read_book(book).tables
    assert numbers(table) == {("科技馆站", "预算数"): "12.50", ("其他", "预算数"): "0.3"}
    assert {c.code for c in table.cells} == {"2060404", "2060499"}
    assert table.grid.rows[1][3].text == "2031-03-05"


def test_a_header_centred_across_columns_spans_them(read_book):
    book = book_of([["项目", "基本支出", None, "项目支出"], [None, "人员", "公用", None]])
    sheet = book.active
    sheet.append(["合计", 1, 2, 3])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("D1:D2")
    for place in ("B1", "C1"):
        sheet[place].alignment = Alignment(horizontal="centerContinuous")
    (table,) = read_book(book).tables
    assert numbers(table) == {
        ("合计", "基本支出/人员"): "1",
        ("合计", "基本支出/公用"): "2",
        ("合计", "项目支出"): "3",
    }


def test_tables_one_below_the_other_keep_their_own_unit(read_book):
    document = read_book(
        book_of(
            [
                ["表一 收入预算表"],
                ["部门：某局", None, "单位：万元"],
                ["项目", "预算数", "上年数"],
                ["事业收入", 1, 2],
                ["其他收入", 3, 4],
                [],
                ["表二 人员明细表"],
                ["部门：某局", None, "单位：元"],
                ["姓名", "工资", "津贴"],
                ["甲", 5, 6],
                ["注：按月发放。"],
            ],
        )
    )
    first, second = document.tables
    assert (first.title, first.unit) == ("表一收入预算表", "万元")
    assert (second.title, second.unit, second.notes) == (
        "表二人员明细表",
        "元",
        ("注：按月发放。",),
    )
    assert numbers(second)["甲", "津贴"] == "6 元"


def test_a_title_that_stands_beside_year_and_unit(read_book):
    document = read_book(
        book_of(
            [
                ["附件3"],
                ["部门支出总表"],
                ["填报单位：某局", "2031年", "单位：万元"],
                ["项目", "预算数", "上年数"],
                ["合计", 1, 2],
            ]
        )
    )
    (table,) = document.tables
    assert (table.title, table.unit) == ("部门支出总表", "万元")
    assert numbers(table)["合计", "预算数"] == "1 万元"


def test_a_header_over_the_whole_width_stays_a_header(read_book):
    book = book_of(
        [["“三公”经费预算数", None, None], ["合计", "公务接待费", "公务用车购置费"], [3, 1, 2]]
    )
    book.active.merge_cells("A1:C1")
    (table,) = read_book(book).tables
    assert numbers(table)["", "“三公”经费预算数/公务接待费"] == "1"


def grid(document):
    return [[cell.text for cell in row] for row in document.tables[0].grid.rows]


def test_hidden_rows_and_columns_are_named_and_not_read(read_book):
    book = book_of(
        [
            ["三公经费", None, None, None],
            ["项目", "测算", "预算数", "上年数"],
            ["接待费", 9, 1.5, 1],
            ["草稿", 9, 99, 99],
            ["合计", 9, 1.5, 1],
        ],
        "支出表",
    )
    sheet = book.active
    sheet.merge_cells("A1:D1")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[4].hidden = True
    document = read_book(book)
    assert grid(document)[-2:] == [["接待费", "1.5", "1"], ["合计", "1.5", "1"]]
    (warning,) = document.warnings
    assert "支出表" in warning and "1 rows from 4" in warning and "1 columns (B)" in warning


def test_hidden_rows_and_columns_of_old_workbooks(read_file):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("支出表")
    for r, row in enumerate([["项目", "测算", "预算数"], ["甲", 9, 1.5], ["草稿", 9, 99]]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    sheet.col(1).hidden = True
    sheet.row(2).hidden = True
    out = io.BytesIO()
    book.save(out)
    document = read_file("a.xls", out.getvalue())
    assert grid(document) == [["项目", "预算数"], ["甲", "1.5"]]
    assert "hidden parts not read: 支出表 1 rows from 3, 1 columns (B)" in document.warnings[0]


def test_a_merged_header_over_a_hidden_column_stays_over_the_others(read_book):
    book = book_of(
        [["项目", "基本支出", None, None], [None, "人员", "草稿", "公用"], ["合计", 1, 9, 2]]
    )
    sheet = book.active
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:D1")
    sheet.column_dimensions["B"].hidden = True
    (table,) = read_book(book).tables
    assert numbers(table) == {("合计", "基本支出/草稿"): "9", ("合计", "基本支出/公用"): "2"}


def test_error_values_are_no_figures_and_are_told(read_book):
    book = book_of([["项目", "预算数"], ["甲", "#REF!"], ["乙", 2.5]])
    book.active["B2"].data_type = "e"
    document = read_book(book)
    assert numbers(document.tables[0]) == {("乙", "预算数"): "2.5"}
    assert "#REF!" in document.warnings[0]


def test_strict_workbooks_are_read_like_others(read_file, publication):
    import re
    import zipfile

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(publication.as_xlsx())) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if not name.startswith("docProps"):
                content = re.sub(
                    rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/",
                    rb"http://purl.oclc.org/ooxml/\1/",
                    content,
                )
            new.writestr(name, content)
    strict, usual = (
        read_file(f"{i}.xlsx", d) for i, d in enumerate((out.getvalue(), publication.as_xlsx()))
    )
    assert list(map(numbers, strict.tables)) == list(map(numbers, usual.tables)) != []
