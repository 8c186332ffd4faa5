"""Markdown of converters: what is a table, where it ends, and what stands around it."""

import pytest

from corpus.document import CellState, Grid, Heading, Paragraph
from corpus.readers.markdown import read_blocks


def grids(text):
    return [block for block in read_blocks(text) if isinstance(block, Grid)]


def paragraphs(text):
    return [block.text for block in read_blocks(text) if isinstance(block, Paragraph)]


def cells(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def test_a_table_keeps_title_unit_line_section_notes_and_lines():
    (grid,) = grids(
        "## 第二部分 预算表\n\n### 表三：支出表\n\n单位：元\n\n项目\t金额\n工资\t5\n\n注：本表含结转。\n"
    )
    assert grid.title == "表三：支出表"
    assert grid.unit_line == "单位：元"
    assert grid.section == ("第二部分预算表", "表三：支出表")
    assert grid.notes == ("注：本表含结转。",)
    assert [row[0].position.line for row in grid.rows] == [7, 8]


@pytest.mark.parametrize(
    "between", ["", "\n\n", "\n— 12 —\n\n", "\n13\n", "\n第5页 共9页\n", "\n---\n", "\n续表\n"]
)
def test_a_page_end_does_not_cut_a_table(between):
    (grid,) = grids(f"### 表\n\n项目\t金额\n工资\t5\n{between}津贴\t6\n")
    assert cells(grid)[-1] == ["津贴", "6"]


def test_a_header_printed_again_after_a_page_end_is_the_same_table():
    assert len(grids("项目\t金额\n工资\t5\n\n项目\t金额\n津贴\t6\n")) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("科目编码\t科目名称\t合计\n201\t公共\t5", "单位编码\t单位名称\t人数\n101\t甲局\t12"),
        ("项目\t预算数\n工资\t5", "项目\t决算数\n工资\t4"),
        ("项目\t\t金额\n甲\t工资\t5", "收入\t\t支出\n项目\t金额\t项目\n甲\t5\t乙"),
        ("序号\t项目\t金额\n1\t工资\t5", "序号\t车型\t辆数\n1\t轿车\t4"),
        (
            "项目名称\t桥梁\n项目资金\t5\n年度目标\t修好",
            "项目名称\t水渠\n项目资金\t6\n年度目标\t通水",
        ),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_another_header_begins_another_table(first, second, gap):
    found = grids(first + gap + second + "\n")
    assert [cells(grid)[-1] for grid in found] == [
        first.splitlines()[-1].split("\t"),
        second.splitlines()[-1].split("\t"),
    ]


def test_a_title_between_two_tables_goes_with_the_second():
    text = "项目\t金额\n工资\t5\n表二 2026年津贴表\t\n项目\t金额\n岗位津贴\t6\n"
    first, second = grids(text)
    assert cells(first)[-1] == ["工资", "5"]
    assert cells(second)[0][0] == "表二 2026年津贴表"


def test_the_second_of_two_tables_does_not_inherit_the_unit():
    first, second = grids(
        "### 表\n\n单位：万元\n\n项目\t预算数\n工资\t5\n\n项目\t决算数\n工资\t4\n"
    )
    assert (first.unit_line, second.unit_line) == ("单位：万元", "")


def test_rows_of_labels_within_a_table_are_no_header():
    (grid,) = grids("项目\t金额\n工资\t5\n项目\t\n其他\t6\n")
    assert len(grid.rows) == 4


@pytest.mark.parametrize("rule", ["|---|---|---|", "|-|-|-|", "| :-- | --: | :-: |"])
def test_pipe_tables_keep_empty_cells_in_place(rule):
    (grid,) = grids(f"|编码|名称|金额|\n{rule}\n||合计|5|\n|201|公共||\n|202|外交\\|侨务|-|\n")
    assert cells(grid) == [
        ["编码", "名称", "金额"],
        ["", "合计", "5"],
        ["201", "公共", ""],
        ["202", "外交|侨务", "-"],
    ]


def test_ragged_rows_are_filled_on_the_right_with_blanks():
    (grid,) = grids("项目\t金额\t备注\n工资\n津贴\t6\n".replace("工资", "工资\t5"))
    assert cells(grid) == [["项目", "金额", "备注"], ["工资", "5", ""], ["津贴", "6", ""]]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system(ending):
    text = ending.join(["### 表", "", "项目\t金额", "工资\t5", ""])
    (grid,) = grids(text)
    assert cells(grid) == [["项目", "金额"], ["工资", "5"]]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：千元", "千元"),
        ("（金额单位：元）", "元"),
        ("计量单位：万元", "万元"),
        ("金额：万元", "万元"),
        ("单位：元（保留两位小数）", "元"),
        ("编制部门：泉阳县水务局　　单位：元", "元"),
        ("公开05表 单位：百万元", "百万元"),
    ],
)
def test_unit_lines_as_provinces_print_them(line, unit, read_text):
    (table,) = read_text(f"### 支出表\n\n{line}\n\n项目\t预算数\n工资\t5\n").tables
    assert (table.unit, table.cells[0].unit) == (unit, unit)
    assert table.title == "支出表"


@pytest.mark.parametrize(
    "lines",
    [
        "支出表\n\n公开05表\n\n单位：万元",
        "支出表（单位：万元）",
        "### 支出表（金额单位：万元）",
        "支出表\n\n编制部门：泉阳县水务局　　单位：万元",
    ],
)
def test_title_and_unit_whatever_lines_they_share(lines, read_text):
    (table,) = read_text(f"# 预算\n\n{lines}\n\n项目\t预算数\n工资\t5\n").tables
    assert (table.title, table.unit) == ("支出表", "万元")


def test_running_text_with_a_tab_stays_text():
    text = "一、\t主要职能\n\n（一）\t收入预算5万元，与上年持平。\n"
    assert grids(text) == []
    assert paragraphs(text) == ["一、主要职能", "（一）收入预算5万元，与上年持平。"]


def test_a_lone_row_with_a_figure_is_still_a_table():
    (grid,) = grids("### 表\n\n工资\t5\n")
    assert cells(grid) == [["工资", "5"]]


def test_headings_lists_and_cut_paragraphs():
    text = (
        "# 某县审计局2026年部门预算 #\n\n- 第一项\n- 第二项\n\n"
        "2026年本部门收入预算全部来自一般公共预算财政拨\n\n款，共计88.50万元。\n"
    )
    blocks = read_blocks(text)
    assert blocks[0] == Heading("某县审计局2026年部门预算", 1, blocks[0].position)
    assert paragraphs(text) == [
        "第一项",
        "第二项",
        "2026年本部门收入预算全部来自一般公共预算财政拨款，共计88.50万元。",
    ]


def test_markup_in_cells_is_kept_as_text(read_table):
    table = read_table("项目\t金额\n<script>alert(1)</script>\t5\n补助\t<img src=x onerror=y>\n")
    first, second = table.cells
    assert first.row_path == ("<script>alert(1)</script>",)
    assert first.value == 5
    assert second.state is CellState.TEXT


def test_a_table_of_blanks_is_none():
    assert read_blocks("\t\t\t\n\t\t\t\n||||\n") == ()
