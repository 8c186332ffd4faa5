"""What stands on a layer that is not shown is no part of the page."""

import zlib

import pytest

from corpus.readers.pdf.layers import has_layers
from corpus.readers.pdf.lines import lines_of
from corpus.readers.pdf.ruled import find_tables

ROWS = [["项目", "合计"], ["差旅费", "1,234.50"]]
OTHER = [["项目", "合计"], ["差旅费", "9,999.00"]]


def cells(page):
    return [cell.text for table in find_tables(page) for cell in table.cells]


def texts(page):
    return sorted(line.text for line in lines_of(page.chars))


@pytest.mark.parametrize("first_on", [True, False])
def test_of_two_readings_in_one_place_the_one_shown_is_read(drawn, first_page, first_on):
    """Layers of the same name, one over the other, their lines in the same places."""
    pdf = drawn.Pdf()
    first, second = pdf.layer(first_on), pdf.layer(not first_on)
    content = drawn.on_layer(first, drawn.table(ROWS)) + drawn.text(60, 760, "某局")
    content += drawn.on_layer(second, drawn.table(OTHER))
    page = first_page(pdf.page(content))
    shown = ROWS if first_on else OTHER
    assert cells(page) == [text for row in shown for text in row]
    assert "某局" in texts(page)


def test_layers_that_are_shown_stay(drawn, first_page):
    pdf = drawn.Pdf()
    first, second = pdf.layer(True), pdf.layer(True)
    content = drawn.on_layer(first, drawn.table(ROWS))
    content += drawn.on_layer(second, drawn.text(60, 760, "某局") + drawn.table(OTHER, top=400))
    assert cells(first_page(pdf.page(content))) == [t for row in ROWS + OTHER for t in row]


@pytest.mark.parametrize("on", [True, False])
def test_a_form_on_a_layer(drawn, first_page, on):
    pdf = drawn.Pdf()
    layer = pdf.layer(on)
    form = ((1, 0, 0, 1, 0, 0), drawn.text(60, 300, "作废 9,999.00"))
    page = first_page(pdf.page(drawn.text(60, 700, "1,234.50"), form=form, layer=layer))
    assert texts(page) == ["1,234.50"] + ["作废 9,999.00"] * on


def test_a_layer_inside_a_form(drawn, first_page):
    pdf = drawn.Pdf()
    inside = drawn.text(60, 300, "1.00") + drawn.on_layer(pdf.layer(False), drawn.text(9, 200, "2"))
    page = first_page(pdf.page(drawn.text(60, 700, "甲"), form=((1, 0, 0, 1, 0, 0), inside)))
    assert texts(page) == ["1.00", "甲"]


def test_many_pieces_of_a_layer(drawn, first_page):
    pdf = drawn.Pdf()
    layer = pdf.layer(False)
    content = "".join(
        drawn.text(60, 800 - 8 * row, f"甲{row}")
        + drawn.on_layer(layer, drawn.text(300, 400, "乙"))
        for row in range(80)
    )
    found = texts(first_page(pdf.page(content)))
    assert len(found) == 80 and "乙" not in "".join(found)


def test_layers_are_seen_in_packed_objects():
    catalog = zlib.compress(b"1 0 << /Type /Catalog /OCProperties 4 0 R >>")
    packed = (
        b"7 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\r\n%s\nendstream"
    )
    assert has_layers(packed % catalog)
    assert not has_layers(packed % zlib.compress(b"1 0 << /Type /Catalog >>"))
    assert not has_layers(packed % b"damaged")
