"""A scanned page becomes the page it shows: rows, cells, blanks, lines of text, upright."""

import pytest

from corpus.readers.pdf.content import page_content
from corpus.readers.scan import recognise_page
from corpus.text import normalise


def test_every_cell_of_a_poor_scan_is_read_where_it_stands(scanned_rows):
    found = [[cell.text for cell in row] for row in scanned_rows]
    assert found[1:] == [
        ["2010101", "行政运行", "1,234.56", "1,234.56", ""],
        ["2010102", "一般行政管理事务", "87.10", "", "87.10"],
        ["2080505", "机关事业单位基本养老", "160.75", "160.75", "-"],
        ["2210201", "住房公积金", "33,011.99", "33,011.99", "0.00"],
    ]


def test_cells_know_how_sure_their_text_is_and_blank_ones_say_nothing(scanned_rows):
    for row in scanned_rows:
        for cell in row:
            assert (cell.confidence is None) == (cell.text == "")
            assert cell.confidence is None or 0 < cell.confidence <= 1


def test_title_and_unit_line_stand_above_the_table(scanned_page):
    assert scanned_page.scanned and scanned_page.number == 3
    lines = page_content(scanned_page).lines
    assert [normalise(line.text) for line in lines] == ["支出预算总表", "单位:万元"]
    title, unit = lines
    assert title.size > 1.2 * unit.size


def test_places_are_points_on_the_page(pages, drawn, scanned_page):
    (table,) = page_content(scanned_page).tables
    left, top = 140 * 72 / pages.DPI, 230 * 72 / pages.DPI
    assert abs(table.box[0] - left) < 4 and abs(table.box[1] - top) < 4
    assert scanned_page.width == pytest.approx(drawn.width * 72 / pages.DPI)


def test_a_page_on_its_side_and_one_upside_down_are_read_upright(pages):
    page = pages.table_page(
        "收入预算表",
        "单位：元",
        (("项目", "预算数"), ("财政拨款收入", "1,560"), ("事业收入", "320"), ("合计", "1,880")),
        (400, 300),
    )
    for quarters in (1, 2):
        lying = page.rotate(90 * quarters, expand=True)
        found = recognise_page(lying, 1, lying.width * 0.36, lying.height * 0.36, threads=2)
        (table,) = page_content(found).tables
        assert [row[1].text for row in table.rows] == ["预算数", "1,560", "320", "1,880"]
        assert (found.width, found.height) == pytest.approx((page.width * 0.36, page.height * 0.36))
        shown = found.as_shown((0.0, 0.0, found.width, found.height))
        assert shown[2:] == pytest.approx((lying.width * 0.36, lying.height * 0.36), abs=0.1)


def test_an_empty_page_with_dirt_has_no_characters(pages):
    page = pages.scanned(pages.blank_page(height=600), noise=25)
    assert recognise_page(page, 1, 595, 216, threads=2).chars == ()
