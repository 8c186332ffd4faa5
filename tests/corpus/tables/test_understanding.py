"""Whole tables read back: every figure under its row, its column and in its unit."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import CellState, Grid, GridCell, TableState
from corpus.readers.markdown import read_blocks
from corpus.tables.understanding import understand

# What a made-up table is made of: header groups with their leaves, a tree of subjects.
LEAVES = ("人员经费", "公用经费", "本年安排", "上年结转", "财政资金", "自有资金")
GROUPS = ("基本支出", "项目支出", "经营支出", "其他支出")
values = st.one_of(
    st.just(""),
    st.just("—"),
    st.decimals(min_value=-(10**6), max_value=10**9, places=2).map(lambda d: format(d, ",f")),
    st.integers(min_value=0, max_value=10**9).map(str),
)


@st.composite
def printed_tables(draw):
    """Tab-separated text of a table and what it prints: {(row path, column path): text}."""
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True))
    columns, top, low = [], ["科目编码", "科目名称"], ["", ""]
    for group in groups:
        leaves = draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=3, unique=True))
        columns += [(group, leaf) for leaf in leaves]
        top += [group, *[""] * (len(leaves) - 1)]
        low += leaves
    rows = []
    for i in range(draw(st.integers(min_value=1, max_value=3))):
        rows.append((f"20{i + 1}", (f"类目{i}",)))
        for j in range(draw(st.integers(min_value=0, max_value=2))):
            rows.append((f"20{i + 1}0{j + 1}", (f"类目{i}", f"款目{i}{j}")))
            for k in range(draw(st.integers(min_value=0, max_value=2))):
                path = (f"类目{i}", f"款目{i}{j}", f"项目{i}{j}{k}")
                rows.append((f"20{i + 1}0{j + 1}0{k + 1}", path))
    lines, expected = ["\t".join(top), "\t".join(low)], {}
    for code, path in rows:
        texts = [draw(values) for _ in columns]
        lines.append("\t".join([code, path[-1], *texts]))
        expected |= {(path, c): t for c, t in zip(columns, texts, strict=True)}
    return "\n".join(lines), expected


@given(printed_tables())
def test_any_table_is_read_back_cell_by_cell(case):
    text, expected = case
    (grid,) = [block for block in read_blocks(text) if isinstance(block, Grid)]
    cells = {(cell.row_path, cell.column_path): cell for cell in understand(grid).cells}
    assert cells.keys() == expected.keys()
    for key, printed in expected.items():
        state, value = CellState.NUMBER, None
        if printed in ("", "—"):
            state = CellState.DASH if printed else CellState.BLANK
        else:
            value = Decimal(printed.replace(",", ""))
        assert (cells[key].state, cells[key].value) == (state, value)
        assert cells[key].certain


@given(printed_tables(), st.sampled_from(["元", "千元", "万元"]))
def test_a_title_and_unit_row_inside_the_grid_change_no_figure(case, unit):
    text, expected = case
    width = text.splitlines()[0].count("\t")
    inside = "2026年支出明细表" + "\t" * width + "\n" + "\t" * width + f"单位：{unit}\n" + text
    (grid,) = [block for block in read_blocks(inside) if isinstance(block, Grid)]
    table = understand(grid)
    assert (table.title, table.unit) == ("2026年支出明细表", unit)
    assert {(c.row_path, c.column_path): c.text for c in table.cells} == expected


@given(printed_tables(), st.data())
def test_a_page_end_with_the_header_again_changes_no_figure(case, data):
    text, expected = case
    lines = text.splitlines()
    cut = data.draw(st.integers(min_value=3, max_value=len(lines)))
    cut_text = "\n".join([*lines[:cut], "", "— 7 —", "", *lines[:2], *lines[cut:]])
    (grid,) = [block for block in read_blocks(cut_text) if isinstance(block, Grid)]
    found = {(c.row_path, c.column_path): c.text for c in understand(grid).cells}
    has_figures = any(any(ch.isdigit() for ch in line) for line in lines[2:cut])
    assert not has_figures or found == expected


def test_units_come_from_the_nearest_word(read_table, figures):
    table = read_table(
        "单位名称\t实有人数\t占比%\t人员经费\t车辆（辆）\t房屋面积\t设备原值（元）\t备注\n"
        "泉阳县水务局\t12\t40.0%\t120.5\t2\t318.73\t9500.00\t含聘用3人\n"
        "灌区管理所\t18\t60\t130.00\t\t—\t0\t\n"
    )
    assert figures(table) == {
        ("泉阳县水务局", "实有人数"): "12 人",
        ("泉阳县水务局", "占比%"): "40.0 %",
        ("泉阳县水务局", "人员经费"): "120.5 万元",
        ("泉阳县水务局", "车辆（辆）"): "2 辆",
        ("泉阳县水务局", "房屋面积"): "318.73 平方米",
        ("泉阳县水务局", "设备原值（元）"): "9500.00 元",
        ("灌区管理所", "实有人数"): "18 人",
        ("灌区管理所", "占比%"): "60 %",
        ("灌区管理所", "人员经费"): "130.00 万元",
        ("灌区管理所", "设备原值（元）"): "0 元",
    }


def test_units_of_rows(read_table, figures):
    table = read_table("指标\t2026年\n年末实有人数\t30\n人均支出（元）\t2000\n人员经费\t300\n")
    assert list(figures(table).values()) == ["30 人", "2000 元", "300 万元"]


def test_a_level_in_brackets_is_no_unit(read_table, figures):
    table = read_table("科目名称\t预算数\n行政运行（项）\t248.79\n")
    assert list(figures(table).values()) == ["248.79 万元"]


def test_a_table_without_unit_gets_none(read_table):
    table = read_table("项目\t预算数\n工资\t5\n", above="### 表\n\n")
    assert table.unit == table.cells[0].unit == ""


@pytest.mark.parametrize(
    "first",
    [
        "\t\t单位：千元",
        "编制单位：泉阳县水务局\t\t金额单位：千元",
        "单位：千元\t\t",
        "填报单位：泉阳县水务局\t2026年度\t单位：千元",
    ],
)
def test_unit_lines_inside_the_grid(first, read_table, figures):
    table = read_table(f"{first}\n项目\t2025年\t2026年\n工资\t1\t2\n", above="### 表\n\n")
    assert figures(table) == {("工资", "2025年"): "1 千元", ("工资", "2026年"): "2 千元"}


def test_the_unit_inside_the_grid_outweighs_the_line_above(read_table):
    assert read_table("\t单位：元\n项目\t预算数\n工资\t5\n").cells[0].unit == "元"


def test_a_name_after_the_word_unit_neither_stops_the_reading_nor_gives_a_unit(read_table):
    table = read_table("单位：万年县水务局\t项目\t金额\n甲\t乙\t5\n", above="### 表\n\n")
    assert [(cell.value, cell.unit) for cell in table.cells] == [(5, "")]


def test_negative_figures(read_table, figures):
    table = read_table("项目\t2025年\t增减额\t增减率\n会议费\t10\t△2.5\t-25%\n差旅费\t8\t−1\t(3)\n")
    assert figures(table) == {
        ("会议费", "2025年"): "10 万元",
        ("会议费", "增减额"): "-2.5 万元",
        ("会议费", "增减率"): "-25 %",
        ("差旅费", "2025年"): "8 万元",
        ("差旅费", "增减额"): "-1 万元",
    }


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("工资\t5", TableState.FILLED),
        ("工资\t0\n津贴\t0.00", TableState.ALL_ZERO),
        ("工资\t—", TableState.FILLED),
        ("工资\t\n津贴\t", TableState.EMPTY),
        ("合计\t", TableState.EMPTY),
    ],
)
def test_zero_dash_blank_and_empty_tables_are_told_apart(body, state, read_table):
    assert read_table(f"项目\t预算数\n{body}\n").state is state


def test_a_header_without_rows_is_an_empty_table(read_table):
    table = read_table("项目\t预算数\t决算数\n")
    assert (table.state, table.cells) == (TableState.EMPTY, ())


def test_figures_that_no_header_tells_apart_are_uncertain(read_table):
    table = read_table("项目\t金额\t\n工资\t5\t6\n津贴\t7\t\n")
    assert [(c.value, c.certain) for c in table.cells if c.state is CellState.NUMBER] == [
        *((5, False), (6, False), (7, True))
    ]


def test_the_grid_stays_as_printed_and_cells_know_their_place(read_table):
    table = read_table("\t\t单位：元\n编码\t名称\t金额\n201\t公共\t1,234.50\n")
    (cell,) = table.cells
    assert table.grid.rows[cell.row][cell.column].text == cell.text == "1,234.50"
    assert table.header_rows == cell.row
    assert all(a.row <= b.row for a, b in pairwise(table.cells))


def test_notes_inside_the_grid_are_notes(read_table):
    table = read_table("项目\t金额\n工资\t5\n注：本表不含结转\t\n")
    assert table.notes == ("注：本表不含结转",)
    assert len(table.cells) == 1


def test_a_total_merged_over_two_panels_has_its_figure_in_the_second():
    names = ("科目名称", "决算数")
    rows = [
        [GridCell(text) for text in names * 3],
        [GridCell(t) for t in ("基本工资", "8", "办公费", "2", "办公设备购置", "1")],
        [GridCell(t) for t in ("人员经费合计", "8", "公用经费合计", "", "", "3")],
    ]
    rows[2][2] = GridCell("公用经费合计", colspan=3)
    table = understand(Grid(tuple(map(tuple, rows)), unit_line="单位：万元", spans_known=True))
    totals = [c for c in table.cells if c.is_total]
    assert [(c.row_path, c.text, c.certain) for c in totals] == [
        (("人员经费合计",), "8", True),
        (("公用经费合计",), "3", True),
    ]


def test_a_total_in_the_column_of_row_numbers_names_its_row(read_table, figures):
    table = read_table("序号\t项目名称\t合计\t财政拨款\n1\t修渠\t5\t3\n合计\t\t5\t3\n")
    assert figures(table)["合计", "财政拨款"] == "3 万元"
    assert all(cell.certain for cell in table.cells)
