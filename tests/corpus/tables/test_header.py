"""Which rows are headers and what stands over each column."""

import pytest


def columns(table):
    return list(dict.fromkeys("/".join(cell.column_path) for cell in table.cells))


def test_headers_of_four_rows(read_table):
    table = read_table(
        "编码\t名称\t总计\t财政拨款\t\t\t\t其他\n"
        "\t\t\t一般公共预算\t\t\t基金\t\n"
        "\t\t\t合计\t基本支出\t\t\t\n"
        "\t\t\t\t人员\t公用\t\t\n"
        "201\t公共\t21\t6\t1\t5\t7\t8\n"
    )
    assert columns(table) == [
        "总计",
        "财政拨款/一般公共预算/合计",
        "财政拨款/一般公共预算/基本支出/人员",
        "财政拨款/一般公共预算/基本支出/公用",
        "财政拨款/基金",
        "其他",
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        "**\t**\t1\t2\t3",
        "\t\t1\t2\t3",
        "甲\t乙\t1\t2\t3",
        "栏次\t\t1=2+3\t2\t3",
        "\t\t1栏\t2栏\t3栏",
    ],
)
def test_rows_that_number_the_columns_are_no_figures(numbers, read_table, figures):
    table = read_table(f"编码\t名称\t合计\t基本支出\t项目支出\n{numbers}\n201\t公共\t9\t5\t4\n")
    assert list(figures(table).values()) == ["9 万元", "5 万元", "4 万元"]
    assert columns(table) == ["合计", "基本支出", "项目支出"]


def test_bare_years_over_columns_are_headers(read_table, figures):
    table = read_table("项目\t2025\t2026\n工资\t5\t6\n")
    assert figures(table) == {("工资", "2025"): "5 万元", ("工资", "2026"): "6 万元"}


def test_a_table_that_begins_inside_its_body_has_no_header(read_table):
    table = read_table("（二）外交支出\t\n（三）国防支出\t5\n", above="### 表\n\n")
    assert [("/".join(c.row_path), c.value) for c in table.cells] == [
        ("（二）外交支出", None),
        ("（三）国防支出", 5),
    ]


def test_a_first_column_without_header_names_the_rows(read_table, figures):
    table = read_table("\t2025年\t2026年\n工资\t5\t6\n津贴\t1\t\n")
    assert figures(table)[("津贴", "2025年")] == "1 万元"


def test_a_year_over_two_columns_is_part_of_their_paths(read_table):
    table = read_table("项目\t2025年\t\t2026年\t\n\t预算\t决算\t预算\t决算\n工资\t1\t2\t3\t4\n")
    assert columns(table) == ["2025年/预算", "2025年/决算", "2026年/预算", "2026年/决算"]


def test_numbers_of_columns_are_no_headers_where_the_format_states_spans(read_text):
    rows = (
        "<tr><td rowspan='2'>编码</td><td rowspan='2'>名称</td><td colspan='2'>支出</td></tr>"
        "<tr><td>基本</td><td>项目</td></tr>"
        "<tr><td colspan='2'>栏次</td><td>1</td><td>2</td></tr>"
        "<tr><td>201</td><td>公共</td><td>5</td><td>6</td></tr>"
    )
    document = read_text(f"<p>支出表</p><table>{rows}</table>", "a.html")
    (table,) = document.tables
    assert columns(table) == ["支出/基本", "支出/项目"]
    assert {cell.code for cell in table.cells} == {"201"}


def test_asterisks_number_the_columns_of_names(read_table):
    table = read_table("科目名称\t预算数\n**\t1\n公共\t5\n")
    assert [(c.row_path, c.column_path, c.text) for c in table.cells] == [
        (("公共",), ("预算数",), "5")
    ]


def test_codes_end_beside_the_numbers_of_the_columns(read_table, figures):
    table = read_table(
        "功能分类科目编码\t\t\t科目名称\t本年收入合计\t财政拨款收入\n"
        "类\t款\t项\t栏次\t1\t2\n"
        "\t\t\t合计\t12.3\t11.3\n"
        "201\t03\t01\t行政运行\t12.3\t11.3\n"
    )
    assert set(figures(table)) == {
        ("合计", "本年收入合计"),
        ("合计", "财政拨款收入"),
        ("行政运行", "本年收入合计"),
        ("行政运行", "财政拨款收入"),
    }


def test_merged_headers_printed_in_every_cell_they_cover(read_table):
    table = read_table(
        "单位名称\t合计\t基本支出\t基本支出\t项目支出\n"
        "单位名称\t合计\t人员经费\t公用经费\t项目支出\n"
        "某镇政府\t7\t4\t1\t2\n某镇中学\t9\t6\t3\t\n"
    )
    assert columns(table) == ["合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]
    assert all(cell.certain for cell in table.cells)


def test_a_deeper_header_is_no_new_table(read_table):
    table = read_table(
        "| 项目名称 | 合计 | 财政拨款 | 财政拨款 |\n|---|---|---|---|\n"
        "| 项目名称 | 合计 | 一般预算 | 基金 |\n| 修渠 | 5 | 3 | 2 |\n"
    )
    assert columns(table) == ["合计", "财政拨款/一般预算", "财政拨款/基金"]


def test_figures_with_no_header_over_them_are_unsure(read_table):
    table = read_table("1.公务接待费\t4.4\t\n2.公务用车费\t8\t7\n")
    assert [cell.certain for cell in table.cells if cell.value is not None] == [False] * 3


def test_one_column_of_figures_needs_no_header(read_table):
    table = read_table("1.公务接待费\t4.4\n2.公务用车费\t8\n")
    assert [cell.certain for cell in table.cells] == [True, True]
