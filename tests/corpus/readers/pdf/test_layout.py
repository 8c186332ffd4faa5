"""Pages become one text: headings, paragraphs and tables that go on over a page's end."""

import pytest

from corpus.document import Grid, Heading, Paragraph

LONG = "本部门负责拟订全市文化事业发展规划并组织实施指导公共文化服务体系建设推进"
HEAD = ["科目编码", "科目名称", "合计"]
BODY = [["2010101", "行政运行", "1,234.50"], ["2010102", "机关服务", "0.20"]]


def texts(found, kind):
    return [block.text for block in found if isinstance(block, kind)]


def rows(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def grids(found):
    return [block for block in found if isinstance(block, Grid)]


def test_a_paragraph_over_a_page_end_with_page_numbers_between(drawn, blocks):
    pdf = drawn.Pdf()
    pdf.page(drawn.text(60, 700, LONG, 12) + drawn.text(290, 30, "- 1 -"))
    pdf.page(drawn.text(60, 780, "资源共享。") + drawn.text(290, 30, "第 2 页 共 2 页"))
    assert texts(blocks(pdf), Paragraph) == [LONG + "资源共享。"]


def test_running_heads_are_read_once_and_part_nothing(drawn, blocks):
    pdf = drawn.Pdf()
    for number, body in enumerate(("甲。", LONG, "资源共享。", "乙。"), 1):
        pdf.page(
            drawn.text(60, 815, "某市文化局二〇三一年预算公开", 9)
            + drawn.text(60, 780, body, 12)
            + drawn.text(60, 20, f"某市文化局 第{number}页", 9)
        )
    found = " ".join(texts(blocks(pdf), Paragraph | Heading))
    assert found.count("二〇三一年预算公开") == 1
    assert LONG + "资源共享。" in found


def test_units_above_the_table_of_every_page_stay(drawn, blocks):
    pdf = drawn.Pdf()
    for _ in range(3):
        pdf.page(drawn.text(450, 815, "单位：万元", 9) + drawn.table([HEAD, *BODY], top=790))
    assert [grid.unit_line for grid in grids(blocks(pdf))] == ["单位：万元"] * 3


def test_a_table_goes_on_over_the_page_end_down_to_a_lone_total(drawn, blocks):
    pdf = drawn.Pdf()
    pdf.page(drawn.table([HEAD, *BODY], top=100 + 20))
    total = drawn.grid([60, 280, 390], [800, 780])
    total += drawn.text(64, 786, "合计") + drawn.text(284, 786, "1,234.70")
    pdf.page(total)
    (grid,) = grids(blocks(pdf))
    assert rows(grid) == [HEAD, *BODY, ["合计", "", "1,234.70"]]
    assert grid.rows[3][0].colspan == 2
    assert (grid.rows[3][2].position.page, grid.rows[3][2].position.box) == (
        2,
        (280.0, 42.0, 390.0, 62.0),
    )


def test_a_lone_box_that_goes_on_from_nothing_is_text(drawn, blocks):
    pdf = drawn.Pdf().page(drawn.table([["附件", "无"]], top=800) + drawn.text(60, 700, "正文。"))
    found = blocks(pdf)
    assert not grids(found)
    assert texts(found, Paragraph | Heading) == ["附件无", "正文。"]


def test_entries_of_a_contents_list_are_no_headings(drawn, blocks):
    pdf = drawn.Pdf()
    pdf.page(
        drawn.text(280, 780, "目录", 18)
        + drawn.text(60, 700, "一、主要职能" + "." * 40 + "3", 12)
        + drawn.text(60, 670, "二、收支总表" + "." * 40 + "5", 12)
    )
    pdf.page(drawn.text(60, 780, "一、主要职能", 12) + drawn.text(60, 750, LONG + "。", 12))
    found = blocks(pdf)
    assert texts(found, Heading) == ["目录", "一、主要职能"]
    assert [p.section for p in found if isinstance(p, Paragraph)][-1][-1] == "一、主要职能"


def test_a_form_whose_second_page_divides_the_columns_further_is_one_table(drawn, blocks):
    pdf = drawn.Pdf()
    first = drawn.grid([60, 200, 480], [120, 100, 80])
    first += drawn.text(64, 106, "项目名称") + drawn.text(204, 106, "安全巡查经费")
    first += drawn.text(64, 86, "资金总额") + drawn.text(204, 86, "4.62")
    pdf.page(first)
    second = drawn.grid([60, 200, 340, 480], [800, 780, 760])
    for row, texts_of in enumerate(
        (["绩效指标", "指标名称", "指标值"], ["产出", "覆盖数量", "74"])
    ):
        for column, what in enumerate(texts_of):
            second += drawn.text(64 + 140 * column, 786 - 20 * row, what)
    pdf.page(second)
    (grid,) = grids(blocks(pdf))
    assert rows(grid) == [
        ["项目名称", "安全巡查经费", ""],
        ["资金总额", "4.62", ""],
        ["绩效指标", "指标名称", "指标值"],
        ["产出", "覆盖数量", "74"],
    ]
    assert [row[1].colspan for row in grid.rows] == [2, 2, 1, 1]


def test_a_table_as_wide_with_other_columns_does_not_go_on(drawn, blocks):
    pdf = drawn.Pdf()
    pdf.page(drawn.table([HEAD, *BODY], top=140))
    pdf.page(drawn.table([["项目", "本年", "上年", "增减", "备注"]] * 3, top=800, width=66))
    assert len(grids(blocks(pdf))) == 2


def test_parts_of_a_form_with_other_columns_each_are_one_table(drawn, blocks):
    pdf = drawn.Pdf()
    # Above the page's end the fourth column begins further left than below.
    first = drawn.grid([60, 200, 480], [120, 100])
    first += drawn.grid([60, 200, 300, 400, 480], [100, 80])
    first += drawn.text(64, 106, "项目名称") + drawn.text(204, 106, "安全巡查经费")
    for x, what in ((64, "主管部门"), (204, "甲局"), (304, "实施单位"), (404, "乙所")):
        first += drawn.text(x, 86, what)
    pdf.page(first)
    second = drawn.grid([60, 200, 340, 480], [800, 780, 760])
    for row, texts_of in enumerate((["绩效指标", "三级指标", "指标值"], ["", "覆盖数量", "74"])):
        for column, what in enumerate(texts_of):
            second += drawn.text(64 + 140 * column, 786 - 20 * row, what)
    pdf.page(second)
    (grid,) = grids(blocks(pdf))
    assert rows(grid) == [
        ["项目名称", "安全巡查经费", "", "", ""],
        ["主管部门", "甲局", "实施单位", "", "乙所"],
        ["绩效指标", "三级指标", "", "指标值", ""],
        ["", "覆盖数量", "", "74", ""],
    ]
    assert [cell.colspan for cell in grid.rows[0]] == [1, 4, 1, 1, 1]
    assert [cell.colspan for cell in grid.rows[1]] == [1, 1, 2, 1, 1]
    assert [cell.colspan for cell in grid.rows[2]] == [1, 2, 1, 2, 1]


@pytest.mark.parametrize("first", ["项目名称", "单位名称"])
def test_another_form_or_a_list_at_the_top_of_a_page_is_a_table_of_its_own(drawn, blocks, first):
    """The next form begins with its project; below a list of projects nothing goes on."""
    pdf = drawn.Pdf()
    if first == "项目名称":
        above = [["项目名称", "巡查"], ["主管部门", "甲局"], ["实施单位", "乙所"]]
    else:
        above = [["项目名称", "金额"], ["巡查", "1.00"], ["合计", "1.00"]]
    pdf.page(drawn.table(above, top=140, width=165))
    pdf.page(drawn.table([[first, "清淤", "1.00"], ["主管部门", "甲局", "2.00"]], top=800))
    assert [len(grid.rows) for grid in grids(blocks(pdf))] == [3, 2]


def test_a_form_of_which_one_row_stands_above_the_page_end_is_one_table(drawn, blocks):
    pdf = drawn.Pdf()
    first = drawn.grid([60, 170, 390], [100, 80])
    first += drawn.text(64, 86, "项目名称") + drawn.text(174, 86, "清淤")
    pdf.page(drawn.text(240, 150, "项目支出绩效目标表", 14) + first)
    rest = [["主管部门", "甲局", "实施单位"], ["总体目标", "疏通", ""], ["资金总额", "4.62", ""]]
    pdf.page(drawn.table(rest, top=800))
    (grid,) = grids(blocks(pdf))
    assert grid.title == "项目支出绩效目标表"
    assert rows(grid) == [["项目名称", "清淤", ""], *rest]


def test_a_lone_row_that_begins_no_form_is_text(drawn, blocks):
    pdf = drawn.Pdf()
    pdf.page(drawn.table([["附件", "无"]], top=100, width=165))
    pdf.page(drawn.table([HEAD, *BODY], top=800))
    assert [len(grid.rows) for grid in grids(blocks(pdf))] == [3]
