"""Make-ups of unruled tables: every figure with its table, row, column and unit, or a warning."""

import pytest

from corpus.document import Grid

CODES = (60, 130, 300, 420, 540)
FOUR = "clrr"
HEAD = ("科目编码", "科目名称", "合计", "基本支出")
PANELS = (60, 170, 290, 410, 540)


def spending(y, *more):
    return [
        (-y, *HEAD),
        (y + 20, "201", "一般公共服务支出", "12.50", "12.50"),
        (y + 40, "20103", "政府办公厅事务", "12.50", "12.50"),
        *more,
    ]


def places(found):
    return {(row, column, value) for _, row, column, value, _ in found}


def test_a_title_parts_tables_and_states_their_units(typed):
    page = typed.title(60, "一、2026年支出总表（单位：万元）")
    page += typed.table(CODES, spending(90), FOUR)
    page += typed.title(180, "二、2026年基本支出表（单位：元）")
    page += typed.table(CODES, spending(210), FOUR)
    found = typed.figures(page)
    assert len(found) == 8
    assert {(title, unit) for title, *_, unit in found} == {
        ("一、2026年支出总表", "万元"),
        ("二、2026年基本支出表", "元"),
    }


def test_panels_whose_names_all_stand_on_two_lines(typed):
    page = typed.title(60, "收支总表", "万元")
    page += typed.at(175, 100, "收入", "centre") + typed.at(415, 100, "支出", "centre")
    rows = [
        (-120, "项目", "预算数", "项目", "预算数"),
        (150, "一、一般公共预算|财政拨款", "9.00", "一、一般公共服务|支出", "5.00"),
        (180, "二、政府性基金预|算财政拨款", "", "二、社会保障和就|业支出", "4.00"),
        (210, "收入总计", "9.00", "支出总计", "9.00"),
    ]
    found = typed.figures(page + typed.table(PANELS, rows, "lrlr"))
    assert places(found) == {
        ("一、一般公共预算财政拨款", "收入/预算数", "9.00"),
        ("收入总计", "收入/预算数", "9.00"),
        ("一、一般公共服务支出", "支出/预算数", "5.00"),
        ("二、社会保障和就业支出", "支出/预算数", "4.00"),
        ("支出总计", "支出/预算数", "9.00"),
    }


@pytest.mark.parametrize("name", ["某市科学技术|局", "某市人民政府|科学技术信息|中心"])
def test_the_name_of_the_only_row_stands_around_its_figures(typed, name):
    sides = (60, 130, 200, 300, 400, 500)
    rows = [
        (-120, "单位名称", "合计", "因公出国（|境）费", "公务用车购|置及运行费", "公务接待费"),
        (160, name, "9.00", "2.00", "3.00", "4.00"),
    ]
    page = typed.title(60, "“三公”经费预算表", "万元")
    found = typed.figures(page + typed.table(sides, rows, "lrrrr"))
    whole = name.replace("|", "")
    assert places(found) == {
        (whole, "合计", "9.00"),
        (whole, "因公出国（境）费", "2.00"),
        (whole, "公务用车购置及运行费", "3.00"),
        (whole, "公务接待费", "4.00"),
    }


def test_headers_on_several_lines_beside_headers_on_one(typed):
    sides = (60, 160, 240, 290, 340, 420, 500)
    heads = (
        "科目名称",
        "合计",
        "政府|性基|金预|算",
        "国有|资本|经营|预算",
        "事业收入",
        "其他|收入",
    )
    rows = [
        (-120, *heads),
        (170, "教育支出", "9.00", "1.00", "2.00", "3.00", "3.00"),
        (190, "科学技术支出", "8.00", "1.00", "2.00", "2.00", "3.00"),
    ]
    page = typed.title(60, "收入总表", "元") + typed.table(sides, rows, "lrrrrr")
    columns = {column for _, _, column, _, _ in typed.figures(page)}
    assert columns == {"合计", "政府性基金预算", "国有资本经营预算", "事业收入", "其他收入"}


def test_a_header_stands_over_several_columns_rather_than_one(typed):
    sides = (60, 200, 310, 420, 530)
    page = typed.title(60, "基本支出表", "元") + typed.at(365, 100, "本年支出", "centre")
    rows = [
        (-120, "科目名称", "合计", "人员经费", "公用经费"),
        (145, "教育支出", "9.00", "4.00", "5.00"),
        (165, "住房保障支出", "7.00", "4.00", "3.00"),
    ]
    found = typed.figures(page + typed.table(sides, rows, "lrrr"))
    assert {column for _, _, column, _, _ in found} == {
        "本年支出/合计",
        "本年支出/人员经费",
        "本年支出/公用经费",
    }


def test_the_unit_of_a_header_may_be_broken_over_lines(typed):
    sides = (60, 220, 400)
    rows = [
        (-120, "项目", "预算金额（万|元）"),
        (150, "财政拨款", "1200"),
        (170, "事业收入", "35"),
    ]
    page = typed.title(60, "2026年收支总表") + typed.table(sides, rows, "lr")
    assert {(row, value, unit) for _, row, _, value, unit in typed.figures(page)} == {
        ("财政拨款", "1200", "万元"),
        ("事业收入", "35", "万元"),
    }


def test_a_total_is_centred_over_columns_of_codes_and_names_that_are_blank(typed):
    sides = (30, 75, 165, 210, 255, 345, 390, 435, 525, 570)
    rows = [
        (-120, *("编码", "科目名称", "金额") * 3),
        (145, "301", "工资福利支出", "9.00", "302", "商品服务支出", "5.00", "", "", ""),
        (165, "30101", "基本工资", "9.00", "30201", "办公费", "5.00", "", "", ""),
        (185, "", "", "9.00", "", "", "5.00", "", "", "-"),
    ]
    page = typed.title(60, "基本支出决算明细表", "万元") + typed.table(sides, rows, "clr" * 3)
    for middle, name in ((97, "人员经费合计"), (322, "公用经费合计"), (480, "资本支出合计")):
        page += typed.at(middle, 185, name, "centre")
    found = places(typed.figures(page))
    assert ("人员经费合计", "金额", "9.00") in found
    assert ("公用经费合计", "金额", "5.00") in found
    assert len(found) == 6


def test_full_width_commas_between_figures_are_no_sentence(typed):
    rows = [
        (-120, "项目", "预算数", "项目", "预算数"),
        (145, "财政拨款", "１，０３５．３７", "教育支出", "１，０３５．３７"),
        (165, "收入总计", "１，０３５．３７", "支出总计", "１，０３５．３７"),
    ]
    page = typed.title(60, "收支总表", "万元") + typed.table(PANELS, rows, "lrlr")
    found = typed.figures(page)
    assert [value for *_, value, _ in found] == ["1035.37"] * 4


def test_the_number_of_the_only_column_is_no_figure(typed):
    rows = [
        (-120, "项目", "预算数"),
        (-140, "**", "1"),
        (160, "合计", "9.00"),
        (180, "公务接待费", "9.00"),
    ]
    page = typed.title(60, "“三公”经费预算表", "万元")
    found = typed.figures(page + typed.table((60, 220, 400), rows, "lr"))
    assert places(found) == {("合计", "预算数", "9.00"), ("公务接待费", "预算数", "9.00")}


def test_a_row_of_two_figures_under_a_unit_is_a_table(typed):
    sides = (60, 160, 260, 360)
    rows = [(-120, "单位名称", "合计", "公务接待费"), (145, "某市科技局", "4.00", "4.00")]
    page = typed.title(60, "“三公”经费预算表", "万元") + typed.table(sides, rows, "lrr")
    assert places(typed.figures(page)) == {
        ("某市科技局", "合计", "4.00"),
        ("某市科技局", "公务接待费", "4.00"),
    }


def test_names_may_be_too_short_to_stand_below_their_header(typed):
    sides = (60, 110, 330, 420, 540)
    page = typed.title(60, "支出总表", "万元") + typed.at(195, 100, "功能分类科目", "centre")
    page += typed.table(sides, [(-120, "科目编码", "科目名称")], "cl")
    page += typed.table(sides, [(-110, "", "", "合计", "基本支出")], "clrr")
    rows = [
        (145, "221", "住房保障改革支出", "6.00", "6.00"),
        (165, "22102", "住房", "6.00", "6.00"),
    ]
    found = typed.figures(page + typed.table(sides, rows, FOUR))
    assert {column for _, _, column, _, _ in found} == {"合计", "基本支出"}
    assert len(found) == 4


MORE = [
    (80, "2010301", "行政运行", "3.00", "3.00"),
    (100, "2010302", "一般行政管理事务", "9.50", "9.50"),
]
GOES_ON = {
    "rows": MORE,
    "header again": [(-60, *HEAD), *MORE],
    "lone total": [(60, "", "合计", "12.50", "12.50")],
    "header and lone total": [(-60, *HEAD), (80, "", "合计", "12.50", "12.50")],
    "one column less": [(60, "2010301", "行政运行", "", "3.00")],
}


@pytest.mark.parametrize("rest", GOES_ON.values(), ids=GOES_ON)
def test_tables_go_on_where_their_columns_stand(typed, rest):
    first = typed.title(60, "支出总表", "万元") + typed.table(CODES, spending(100), FOUR)
    found = typed.figures(first, typed.table(CODES, rest, FOUR))
    printed = sum(bool(text) for y, *texts in rest if y > 0 for text in texts[2:])
    assert len(found) == 4 + printed
    assert {(title, unit) for title, *_, unit in found} == {("支出总表", "万元")}
    assert {column for _, _, column, _, _ in found} == {"合计", "基本支出"}


def test_rows_in_other_columns_do_not_go_on(typed):
    first = typed.title(60, "支出总表", "万元") + typed.table(CODES, spending(100), FOUR)
    other = typed.table((60, 130, 300, 450, 580), MORE, FOUR)
    blocks, warnings = typed.read(first, other)
    assert len(typed.figures(first, other)) == 4
    assert len(warnings) == 1 and "第2页" in warnings[0]


UNCLEAR = [(-100, *HEAD), (120, "201", "教育支出", "12.50", ""), (120, "", "", "", "1.001.00")]


def test_what_is_left_of_an_unread_table_names_no_other(typed):
    unread = typed.title(60, "支出总表", "元")
    unread += typed.table(CODES, [*UNCLEAR, (140, "205", "教育支出", "1.00", "1.00")], FOUR)
    page = unread + typed.table(CODES, [(-300, *HEAD), *spending(300)[1:]], FOUR)
    page += typed.at(540, 270, "单位：万元", "right")
    blocks, warnings = typed.read(page)
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert len(warnings) == 1
    assert (grid.title, grid.unit_line) == ("", "单位：万元")


def test_the_rest_of_an_unread_table_is_no_table(typed):
    unread = typed.title(60, "支出总表", "元")
    unread += typed.table(CODES, [*UNCLEAR, (140, "205", "教育支出", "1.00", "1.00")], FOUR)
    blocks, warnings = typed.read(unread, typed.table(CODES, spending(60), FOUR))
    assert not any(isinstance(block, Grid) for block in blocks)
    assert len(warnings) == 2 and "第2页" in warnings[1]


def test_another_header_in_the_same_columns_begins_another_table(typed):
    first = typed.title(60, "支出总表", "万元") + typed.table(CODES, spending(100), FOUR)
    heads = ("经济科目", "科目", "财政拨款", "事业收入")
    other = typed.table(CODES, [(-60, *heads), *MORE], FOUR)
    grids = [block for block in typed.read(first, other)[0] if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in grids] == [3, 3]


def test_figures_whose_names_are_not_found_are_no_table(typed):
    sides = (60, 160, 260, 360, 460)
    rows = [(-120, "单位名称", "合计", "公务接待费", "会议费"), (145, "", "4.00", "3.00", "1.00")]
    page = typed.title(60, "“三公”经费预算表", "万元") + typed.table(sides, rows, "lrrr")
    page += typed.at(64, 190, "某市科学技术局")
    blocks, warnings = typed.read(page)
    assert not any(isinstance(block, Grid) for block in blocks)
    assert len(warnings) == 1
