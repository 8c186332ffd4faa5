"""Tables by their ruling lines, however the lines are drawn."""

import pytest

from corpus.readers.pdf.page import Char, Edge, Page
from corpus.readers.pdf.ruled import find_tables


def across(y, x0, x1):
    return Edge(x0, y, x1, y)


def down(x, top, bottom):
    return Edge(x, top, x, bottom)


def printed(x, y, text, size=8.0):
    return [
        Char(one, x + i * size, y - size / 2, x + (i + 1) * size, y + size / 2, size)
        for i, one in enumerate(text)
    ]


def page(edges, chars=()):
    return Page(1, 600, 800, tuple(chars), tuple(edges))


def grid(xs, ys):
    return [across(y, xs[0], xs[-1]) for y in ys] + [down(x, ys[0], ys[-1]) for x in xs]


def shape(table):
    return len(table.rows), len(table.columns)


def spans(table):
    return {(c.row, c.column): (c.rowspan, c.colspan) for c in table.cells}


XS, YS = (50, 150, 250, 350), (100, 120, 140, 160, 180)


def test_text_stands_in_the_cell_that_holds_its_middle():
    chars = printed(60, 110, "科目") + printed(160, 130, "12") + printed(140, 150, "跨线")
    (table,) = find_tables(page(grid(XS, YS), chars))
    texts = {(c.row, c.column): c.text for c in table.cells if c.text}
    assert texts == {(0, 0): "科目", (1, 1): "12", (2, 0): "跨", (2, 1): "线"}
    assert table.cells[0].box == (50, 100, 150, 120)
    assert [char.text for char in table.cells[0].chars] == ["科", "目"]


def test_merged_cells_span_rows_and_columns():
    edges = [across(y, 50, 350) for y in YS if y != 120] + [across(120, 150, 350)]
    edges += [down(50, 100, 180), down(150, 100, 180), down(350, 100, 180), down(250, 120, 180)]
    (table,) = find_tables(page(edges))
    assert spans(table)[0, 0] == (2, 1)
    assert spans(table)[0, 1] == (1, 2)
    assert len(table.cells) == 10


@pytest.mark.parametrize(
    "pieces",
    [
        lambda edge: [edge, Edge(edge.x0, edge.top + 1.2, edge.x1, edge.bottom + 1.2)],
        lambda edge: [
            Edge(x, edge.top, min(x + 4, edge.x1), edge.top)
            for x in range(int(edge.x0), int(edge.x1), 6)
        ],
    ],
    ids=["doubled lines", "dashed lines"],
)
def test_lines_in_pieces_are_one_line(pieces):
    edges = [piece for y in YS for piece in pieces(across(y, 50, 350))]
    (table,) = find_tables(page(edges + [down(x, 100, 180) for x in XS]))
    assert shape(table) == (4, 3)
    assert all(span == (1, 1) for span in spans(table).values())


def test_sides_left_open_are_closed():
    edges = [across(y, 50, 350) for y in YS] + [down(x, 100, 180) for x in XS[1:3]]
    (table,) = find_tables(page(edges))
    assert shape(table) == (4, 3)
    assert table.box == (50, 100, 350, 180)


def test_lines_that_stick_out_make_no_column():
    edges = [across(y, 45, 355) for y in YS] + [down(x, 100, 180) for x in XS]
    (table,) = find_tables(page(edges))
    assert shape(table) == (4, 3)


def test_a_foot_left_open_at_the_page_end_is_closed():
    edges = [across(y, 50, 350) for y in YS[:-1]] + [down(x, 100, 180) for x in XS]
    (table,) = find_tables(page(edges))
    assert shape(table) == (4, 3)


def test_a_missing_piece_of_a_line_spoils_only_the_cells_beside_it():
    edges = [e for e in grid(XS, YS) if e != down(150, 100, 180)]
    edges += [down(150, 100, 120), down(150, 140, 180)]
    (table,) = find_tables(page(edges))
    assert shape(table) == (4, 3)
    assert {place for place, span in spans(table).items() if span != (1, 1)} == {(1, 0)}


def test_a_line_under_a_title_and_a_frame_around_the_page_are_no_tables():
    frame = grid((20, 580), (20, 780))
    assert find_tables(page([*frame, across(60, 100, 500)])) == []


def test_two_tables_on_a_page_stay_two():
    tables = find_tables(page(grid(XS, YS) + grid(XS, [y + 200 for y in YS])))
    assert [table.box for table in tables] == [(50, 100, 350, 180), (50, 300, 350, 380)]


def test_no_place_is_covered_twice():
    edges = grid(XS, YS) + [across(130, 50, 250), down(200, 110, 170)]
    for table in find_tables(page(edges)):
        places = [
            (r, c)
            for cell in table.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.column, cell.column + cell.colspan)
        ]
        assert len(places) == len(set(places))


def test_the_columns_of_two_tables_on_a_page_stay_where_they_are_drawn(drawn, first_page):
    """Their lines stand nearly below one another, but not quite."""
    upper = drawn.table([["甲", "1"], ["乙", "2"]], left=60, top=700, width=110)
    lower = drawn.grid([60, 172.5, 280], [500, 480, 460])
    tables = find_tables(first_page(drawn.Pdf().page(upper + lower)))
    assert [table.columns for table in tables] == [(60, 170), (60, 172.5)]
