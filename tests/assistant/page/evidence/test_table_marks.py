from decimal import Decimal

from assistant.page.evidence.table_marks import marks, states
from corpus.document import CellState


def texts(table, places):
    return sorted(table.grid[r][c][0] for r, c in places)


def test_header_that_begins_further_left_is_marked_with_the_blanks_it_covers(printed_table):
    table = printed_table(
        [
            ["科目", "总计", "", "基本支出", "", "", ""],
            ["", "小计", "本年", "合计", "", "人员经费", ""],
            ["", "", "", "小计", "本年", "小计", "本年"],
            ["行政运行", "9", "8", "7", "6", "5", "4"],
        ],
        header_rows=3,
    )
    marked = marks(table, 3, 6, ("行政运行",), ("基本支出", "人员经费", "本年"), "4")
    assert marked.cell == (3, 6)
    assert marked.headers == {(0, 3), (1, 5), (2, 6)}
    assert marked.header_runs == {(0, 4), (0, 5), (0, 6), (1, 6)}
    assert marked.row_labels == {(3, 0)}


def test_blank_under_one_group_does_not_take_the_like_named_header_of_its_neighbour(printed_table):
    table = printed_table(
        [
            ["科目", "基本支出", "", "项目支出", ""],
            ["", "小计", "上年结转", "小计", "上年结转"],
            ["", "甲", "上年结转", "", ""],
            ["运行", "1", "2", "3", "4"],
        ],
        header_rows=3,
    )
    marked = marks(table, 3, 4, ("运行",), ("项目支出", "上年结转"), "4")
    assert marked.headers == {(0, 3), (1, 4)}


def test_two_tables_side_by_side_mark_the_labels_of_their_own_half(printed_table):
    table = printed_table(
        [
            ["收入", "", "支出", ""],
            ["项目", "预算数", "项目", "预算数"],
            ["一、财政拨款", "10", "一、本年支出", ""],
            ["合计", "10", "合计", "12"],
        ],
        header_rows=2,
    )
    marked = marks(table, 3, 3, ("合计",), ("支出", "预算数"), "12")
    assert marked.row_labels == {(3, 2)}
    assert marked.headers == {(0, 2), (1, 3)}


def test_spanning_cells_are_marked_where_they_begin(printed_table):
    table = printed_table(
        [
            [("项目", 2, 1), ("金额", 1, 2), ("", 1, 1)],
            [("", 1, 1), "上年", "本年"],
            ["接待费", "1", "2"],
        ],
        header_rows=2,
    )
    marked = marks(table, 2, 2, ("接待费",), ("金额", "本年"), "2")
    assert marked.headers == {(0, 1), (1, 2)}
    assert marked.header_runs == set()


def test_group_label_above_the_row_is_marked(printed_table):
    table = printed_table(
        [
            ["项目", "金额"],
            ["一、本年收入", "30"],
            ["本级安排", "20"],
            ["二、上年结转", "5"],
            ["本级安排", "5"],
        ]
    )
    marked = marks(table, 4, 1, ("二、上年结转", "本级安排"), ("金额",), "5")
    assert marked.row_labels == {(4, 0), (3, 0)}


def test_cell_that_does_not_state_the_value_is_not_marked(printed_table):
    table = printed_table([["项目", "金额"], ["接待费", "0.26"]])
    assert marks(table, 1, 1, ("接待费",), ("金额",), "0.27").cell is None
    assert marks(table, 1, 1, ("接待费",), ("金额",), "0.26").cell == (1, 1)


def test_place_outside_the_table_is_not_marked(printed_table):
    table = printed_table([["项目", "金额"], ["接待费", "0.26"]])
    for row, column in ((9, 1), (1, 9), (-1, 0), (None, None)):
        assert marks(table, row, column).cell is None


def test_values_are_recognised_as_printed():
    assert states("1,234.50", "1234.50")
    assert states("40 个以上", "40")
    assert states("<b>3175.50</b>", "3175.50")
    assert states("向上争取项目资金1.15亿元以上", "1.15")
    assert states("2026年12月底前", "2026年12月底前")
    assert not states("", "0")
    assert not states("12.5", "2.5")


def test_every_figure_of_the_samples_is_marked_with_its_whole_path(sample_documents, stored):
    """Over the bundled samples no figure misses its cell, and hardly a label is missed."""
    elements = found = 0
    for document in sample_documents:
        for table in document.tables:
            held = stored(document, table)
            for cell in table.cells:
                if cell.state is not CellState.NUMBER:
                    continue
                value = format(cell.value, "f")
                marked = marks(held, cell.row, cell.column, cell.row_path, cell.column_path, value)
                assert marked.cell == (cell.row, cell.column), (document.name, table.title, cell)
                assert Decimal(value) == cell.value
                elements += len(cell.row_path) + len(cell.column_path)
                found += len(marked.row_labels) + len(marked.headers)
    assert elements > 1000
    assert found >= 0.995 * elements
