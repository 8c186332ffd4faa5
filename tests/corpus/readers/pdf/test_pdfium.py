"""What is printed on a page is read once and in its place, however the file draws it."""

import pytest

from corpus.readers.pdf.lines import lines_of, text_of
from corpus.readers.pdf.ruled import find_tables

ROWS = [["项目", "合计"], ["差旅费", "1,234.50"], ["公务接待费", "0.20"]]
QUARTER_LEFT = "q 0 1 -1 0 595 0 cm\n"


def texts(page):
    return [line.text for line in lines_of(page.chars)]


def cells(page):
    (table,) = find_tables(page)
    width = len(table.columns)
    found = [cell.text for cell in table.cells]
    return [found[i : i + width] for i in range(0, len(found), width)]


def test_a_character_stands_on_its_baseline(drawn, first_page):
    page = first_page(drawn.Pdf().page(drawn.text(100, 700, "预8", size=20)))
    wide, narrow = page.chars
    assert (wide.text, narrow.text) == ("预", "8")
    assert round(wide.bottom, 1) == round(narrow.bottom, 1) == 842 - 700 + 0.14 * 20
    assert round(wide.top, 1) == round(wide.bottom - 20, 1)
    assert [round(v) for v in (wide.x0, wide.x1, narrow.x0, narrow.x1)] == [100, 120, 120, 130]


def test_a_landscape_page_by_rotation_reads_as_it_is_shown(drawn, first_page):
    turned = QUARTER_LEFT + drawn.table(ROWS, top=500) + "Q"
    page = first_page(drawn.Pdf().page(turned, 595, 842, rotate=90))
    plain = first_page(drawn.Pdf().page(drawn.table(ROWS, top=500), 842, 595))
    assert (page.width, page.height) == (842, 595)
    assert cells(page) == ROWS
    assert [c.box for c in find_tables(page)[0].cells] == [
        c.box for c in find_tables(plain)[0].cells
    ]


def test_a_table_set_sideways_is_read_and_cited_where_it_is_shown(drawn, first_page):
    page = first_page(drawn.Pdf().page(QUARTER_LEFT + drawn.table(ROWS, top=500) + "Q"))
    assert cells(page) == ROWS
    amount = find_tables(page)[0].cells[3]
    # The amount's cell is drawn at x 170–280, y 460–480 before the quarter turn.
    assert page.as_shown(amount.box) == (115.0, 562.0, 135.0, 672.0)


def test_a_table_in_a_form_object_keeps_lines_and_text_together(drawn, first_page):
    page = first_page(drawn.Pdf().page("", form=((0.5, 0, 0, 0.5, 100, 200), drawn.table(ROWS))))
    assert cells(page) == ROWS
    assert {round(char.size, 1) for char in page.chars} == {5.0}
    assert find_tables(page)[0].box == (130, 292, 240, 322)


def test_text_printed_twice_for_boldness_is_read_once(drawn, first_page):
    content = drawn.text(100, 700, "合计110022") + drawn.text(100.4, 700.2, "合计110022")
    assert texts(first_page(drawn.Pdf().page(content))) == ["合计110022"]


def test_an_invisible_layer_is_not_read(drawn, first_page):
    content = drawn.text(100, 700, "2,468.10") + drawn.text(100, 650, "9,999.99", mode=3)
    assert texts(first_page(drawn.Pdf().page(content))) == ["2,468.10"]


def test_a_slanting_watermark_over_a_table_is_no_part_of_it(drawn, first_page):
    stamp = drawn.text(60, 640, "仅供公开8888", size=30, matrix=(0.8, 0.6, -0.6, 0.8))
    assert cells(first_page(drawn.Pdf().page(drawn.table(ROWS) + stamp))) == ROWS


def test_a_picture_over_the_page_is_recognised_whatever_number_stands_on_it(drawn, first_page):
    whole = first_page(
        drawn.Pdf().page(drawn.text(290, 30, "- 7 -"), picture=(595, 0, 0, 842, 0, 0))
    )
    assert whole.scanned and (whole.width, whole.height) == pytest.approx((595, 842), abs=1)
    badge = first_page(
        drawn.Pdf().page(drawn.text(60, 700, "预算"), picture=(90, 0, 0, 90, 60, 720))
    )
    assert not badge.scanned and texts(badge) == ["预算"]


def test_text_beside_the_page_is_not_read(drawn, first_page):
    content = "".join(
        drawn.text(x, y, "9,999.99") for x, y in ((-60, 700), (600, 700), (100, 850), (100, -10))
    )
    assert texts(first_page(drawn.Pdf().page(content + drawn.text(100, 700, "1.00")))) == ["1.00"]


def test_a_visible_box_that_begins_elsewhere(drawn, first_page):
    page = first_page(
        drawn.Pdf().page(drawn.text(150, 700, "1.00"), extra="/CropBox [100 100 500 800]")
    )
    assert (page.width, page.height) == (400, 700)
    assert (round(page.chars[0].x0), round(page.chars[0].bottom, 1)) == (50, 101.4)


def test_blanks_part_words_and_numbers(drawn, first_page):
    content = (
        drawn.text(100, 700, "100 200") + drawn.text(100, 650, "12") + drawn.text(118, 650, "34")
    )
    page = first_page(drawn.Pdf().page(content))
    assert text_of(page.chars) == "100 200\n12 34"


def test_white_grounds_draw_no_lines_but_white_lines_on_shade_do(drawn, first_page):
    white = first_page(drawn.Pdf().page(drawn.bar(60, 600, 300, 700, "1 g")))
    assert white.edges == ()
    shaded = first_page(
        drawn.Pdf().page(
            drawn.bar(60, 600, 300, 700, "0.8 g") + drawn.bar(60, 650, 300, 651, "1 g")
        )
    )
    assert 842 - 650.5 in {edge.top for edge in shaded.edges if edge.horizontal}


def test_a_page_without_anything(drawn, first_page):
    page = first_page(drawn.Pdf().page(""))
    assert (page.chars, page.edges, page.scanned) == ((), (), False)


def test_the_same_digit_in_another_size_elsewhere_is_no_second_print(drawn, first_page):
    # 20 points at twice the distance from the page's corner as 10 points.
    content = drawn.text(300, 544.8, "0", size=20) + drawn.text(150, 693.4, "0", size=10)
    page = first_page(drawn.Pdf().page(content))
    assert [char.size for char in page.chars] == [20, 10]
