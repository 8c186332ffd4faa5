"""Displaced headers are moved only where the figures prove it."""

from corpus.document import CellState


def test_a_parent_stands_where_it_is_printed_though_a_subtotal_runs_into_it(read_table, figures):
    table = read_table(
        "编码\t名称\t总计\t基本支出\t\t\t项目支出\t\n"
        "\t\t\t合计\t人员\t公用\t本年\t上年\n"
        "2010101\t行政运行\t10\t7\t4\t3\t2\t1\n"
    )
    found = figures(table)
    assert found[("行政运行", "基本支出/公用")] == "3 万元"
    assert found[("行政运行", "项目支出/本年")] == "2 万元"
    assert found[("行政运行", "项目支出/上年")] == "1 万元"


def test_a_header_row_that_lost_its_first_cells_is_moved_to_where_the_sums_hold(read_table):
    table = read_table(
        "编码\t名称\t采购项目\t基本支出\t\t\n"
        "\t小计\t人员\t公用\t\t\n"
        "201\t甲\t纸张\t7\t4\t3\n"
        "202\t乙\t桌椅\t9\t5\t4\n"
    )
    found = {
        (cell.row_path[0], cell.column_path[-1]): (cell.value, cell.certain)
        for cell in table.cells
        if cell.state is CellState.NUMBER
    }
    assert found[("甲", "小计")] == (7, True)
    assert found[("乙", "公用")] == (4, True)


def test_a_displaced_header_without_proof_is_uncertain(read_table):
    table = read_table(
        "编码\t名称\t采购项目\t基本支出\t\t\n\t小计\t人员\t公用\t\t\n201\t甲\t纸张\t7\t5\t3\n"
    )
    numbers = [cell for cell in table.cells if cell.state is CellState.NUMBER]
    assert numbers and not any(cell.certain for cell in numbers)
    assert table.warnings


def test_a_word_among_the_figures_leaves_the_header_alone(read_table):
    table = read_table(
        "编码\t名称\t支出\t\n\t\t合计\t基本支出\n201\t公共\t5\t3\n202\t外交\t6\t2\n203\t国防\t无\t无\n"
    )
    assert all(cell.certain for cell in table.cells)
    assert not table.warnings
