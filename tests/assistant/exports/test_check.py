"""The result of a checked text as Markdown and as rows: complete, and nothing in it is markup."""

from decimal import Decimal

from assistant.answer import AnswerFigure
from assistant.checking.text_check import TextCheck
from assistant.checking.verdicts import CheckedNumber, Verdict
from assistant.exports.check import HEADER, markdown, rows

RIGHT = AnswerFigure(
    "公务接待费", "0.26", "万元", Decimal(2600), "某局", 2026, "甲.md", 3, "支出表",
    ("公务接待费",), ("合计",),
)  # fmt: skip


def a_check(sentence="公务接待费0.30万元。", figure=RIGHT):
    wrong = CheckedNumber(
        "0.30", "万元", (5, 11), sentence, Verdict.CONTRADICTED, "应为 0.26万元", figures=(figure,)
    )
    unknown = CheckedNumber("12", "台", (0, 3), "电脑12台。", Verdict.UNKNOWN, "没有")
    return TextCheck((wrong, unknown))


def test_rows_hold_the_number_the_verdict_and_where_the_right_figure_stands():
    wrong, unknown = (dict(zip(HEADER, row, strict=True)) for row in rows(a_check()))
    assert wrong["文中数字 number in the text"] == Decimal("0.30")
    assert "contradicted" in wrong["结果 verdict"] and wrong[
        "库中数值 figure in the library"
    ] == Decimal("0.26")
    assert (wrong["文件 document"], wrong["页 page"], wrong["表 table"]) == ("甲.md", 3, "支出表")
    assert unknown["库中数值 figure in the library"] is None


def test_markdown_tells_all_and_is_no_markup():
    hostile_markdown = "[x](javascript:alert) <b>*a*</b>"
    hostile = AnswerFigure(hostile_markdown, "1", "元", Decimal(1), document="<script>")
    text = markdown(a_check(hostile_markdown + "\n# 标题", hostile))
    assert "0.30万元" in text and "应为" in text
    assert "](javascript" not in text.replace("\\]", "") and "<script>" not in text
    assert "\n# 标题" not in text
