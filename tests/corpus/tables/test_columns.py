"""Names, figures and remarks side by side."""

from corpus.document import CellState


def test_income_beside_expenditure(read_table, figures):
    table = read_table(
        "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        "一、拨款\t5\t一、教育支出\t4\n\t\t二、科技支出\t1\n收入总计\t5\t支出总计\t5\n"
    )
    assert figures(table) == {
        ("一、拨款", "收入/预算数"): "5 万元",
        ("一、教育支出", "支出/预算数"): "4 万元",
        ("二、科技支出", "支出/预算数"): "1 万元",
        ("收入总计", "收入/预算数"): "5 万元",
        ("支出总计", "支出/预算数"): "5 万元",
    }


def test_side_by_side_without_a_common_header(read_table, figures):
    table = read_table("收入来源\t金额\t支出去向\t数额\n拨款\t5\t工资\t3\n其他\t1\t办公\t3\n")
    assert figures(table)[("工资", "数额")] == "3 万元"


def test_line_numbers_are_no_figures(read_table, figures):
    table = read_table(
        "项目\t行次\t金额\t项目\t行次\t金额\n栏次\t\t1\t栏次\t\t2\n一、拨款\t1\t100\t一、教育\t31\t80\n"
    )
    assert sorted(figures(table).values()) == ["100 万元", "80 万元"]


def test_a_column_of_words_between_figures_does_not_rename_the_rows(read_table, figures):
    table = read_table(
        "项目名称\t金额\t负责科室\t其中：财政拨款\n水渠\t10\t工程科\t8\n泵站\t5\t运管科\t5\n"
    )
    assert figures(table) == {
        ("水渠", "金额"): "10 万元",
        ("水渠", "其中：财政拨款"): "8 万元",
        ("泵站", "金额"): "5 万元",
        ("泵站", "其中：财政拨款"): "5 万元",
    }


def test_remarks_are_texts_of_their_row_and_never_figures(read_table):
    table = read_table("项目\t预算数\t备注\n水渠\t10\t2\n泵站\t5\t分两年实施\n")
    remarks = [cell for cell in table.cells if cell.column_path == ("备注",)]
    assert [(c.row_path, c.state, c.text) for c in remarks] == [
        (("泵站",), CellState.TEXT, "分两年实施")
    ]


def test_codes_are_names_and_no_figures(read_table, figures):
    table = read_table(
        "单位代码\t单位名称\t预算数\n304001\t水务局本级\t10\n304002\t灌区管理所\t5\n"
    )
    assert list(figures(table).values()) == ["10 万元", "5 万元"]
    assert [cell.code for cell in table.cells] == ["304001", "304002"]
