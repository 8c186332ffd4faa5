"""Names merged over several rows that a page's end cuts."""

import pytest

from corpus.document import CellState, Grid
from corpus.tables.understanding import understand

HEAD = ["单位名称", "项目", "金额"]
XS = [60, 200, 340, 480]


def part(drawn, rows, names, top):
    """Rows of a ruled table; ``names`` are the first column's (text, rows it is merged over)."""
    ys = [top - 20 * r for r in range(len(rows) + 1)]
    content = drawn.grid(XS[1:], ys) + drawn.line(XS[0], ys[0], XS[0], ys[-1])
    row = 0
    for name, span in names:
        content += drawn.line(XS[0], ys[row], XS[1], ys[row])
        content += drawn.text(64, (ys[row] + ys[row + span]) / 2 - 4, name) if name else ""
        row += span
    content += drawn.line(XS[0], ys[-1], XS[1], ys[-1])
    for r, texts in enumerate(rows):
        for c, what in enumerate(texts, 1):
            content += drawn.text(XS[c] + 4, ys[r + 1] + 6, what) if what else ""
    return content


def paths(drawn, blocks, upper, lower, again=False):
    """The row paths of the figures of a table on two pages of (rows, names) each; the second
    page may print the header ``again``."""
    head = ([HEAD[1:]], [(HEAD[0], 1)])
    pages = [head, upper], ([head] if again else []) + [lower]
    pdf = drawn.Pdf()
    for parts, top in zip(pages, (300, 800), strict=True):
        rows = [row for rows, _ in parts for row in rows]
        names = [name for _, names in parts for name in names]
        pdf.page(part(drawn, rows, names, top))
    (grid,) = [block for block in blocks(pdf) if isinstance(block, Grid)]
    cells = [cell for cell in understand(grid).cells if cell.state is CellState.NUMBER]
    assert all(cell.certain for cell in cells)
    return [cell.row_path for cell in cells]


UPPER = [["水渠", "1.00"], ["泵站", "2.00"], ["闸门", "3.00"]]
LOWER = [["堤防", "4.00"], ["水库", "5.00"], ["合计", "15.00"]]
RIGHT = [("甲所", "水渠"), ("甲所", "泵站"), ("乙所", "闸门"), ("乙所", "堤防"), ("乙所", "水库")]


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("first, second", [("乙所", ""), ("", "乙所"), ("乙所", "乙所")])
def test_a_cut_name_belongs_to_the_rows_of_both_parts(drawn, blocks, first, second, again):
    upper = UPPER, [("甲所", 2), (first, 1)]
    lower = LOWER, [(second, 2), ("", 1)]
    assert paths(drawn, blocks, upper, lower, again) == [*RIGHT, ("合计",)]


def test_a_name_goes_on_below_a_subtotal_of_its_own(drawn, blocks):
    upper = [UPPER[0], ["小计", "1.00"]], [("甲所", 2)]
    lower = LOWER[:2], [("", 2)]
    assert paths(drawn, blocks, upper, lower)[2:] == [("甲所", "堤防"), ("甲所", "水库")]


def test_a_total_above_the_page_end_has_not_the_name_below(drawn, blocks):
    upper = [*UPPER[:2], ["合计", "3.00"]], [("甲所", 2), ("", 1)]
    lower = LOWER[:2], [("乙所", 2)]
    assert paths(drawn, blocks, upper, lower)[2:] == [
        ("合计",),
        ("乙所", "堤防"),
        ("乙所", "水库"),
    ]


def test_where_no_names_are_merged_a_blank_is_what_it_was(drawn, blocks):
    """The name is printed beside the first of its rows, each row in a box of its own."""
    upper = UPPER[:2], [("甲所", 1), ("", 1)]
    lower = LOWER[:2], [("乙所", 1), ("", 1)]
    assert paths(drawn, blocks, upper, lower) == [
        ("甲所", "水渠"),
        ("甲所", "泵站"),
        ("乙所", "堤防"),
        ("乙所", "水库"),
    ]


def test_no_figure_is_printed_twice(drawn, blocks):
    """An amount of several rows, cut by the page's end, stands in the first of them."""
    pdf = drawn.Pdf()
    head = drawn.table([["金额", "项目", "备注"]], left=60, top=320, width=140)
    pdf.page(head + part(drawn, [["水渠", "是"], ["泵站", "是"]], [("9.00", 2)], 300))
    pdf.page(part(drawn, [["闸门", "是"], ["堤防", "否"]], [("", 2)], 800))
    (grid,) = [block for block in blocks(pdf) if isinstance(block, Grid)]
    assert [row[0].text for row in grid.rows] == ["金额", "9.00", "", "", ""]
