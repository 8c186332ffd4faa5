"""A conversation as a workbook: exact numbers with their places, live formulas, no text that runs."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from assistant.answer import Answer, AnswerFigure, Citation, Status
from assistant.exports.conversation import ExportedConversation, ExportedTurn
from assistant.exports.conversation_workbook import conversation_workbook

NOON = datetime(2026, 3, 1, 12)
HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1+1",
    "<script>alert(1)</script>",
    "\x00\x0b\ud800=1",
)
COMPUTED = (
    "云泽文数局2026年三公经费比2025年增加多少",
    "云泽文数局2026年公务接待费比2025年增长百分之几",
    "中卫市科技局2026年住房公积金和公务接待费一共多少",
    "中卫市科技局2026年人员经费占基本支出多少",
    "云泽文数局2025年差旅费预算和决算差多少",
    "中卫市科技局2026年人员经费是公用经费的几倍",
    "中卫市科技局2026年人员经费比公用经费多多少",
)


def exported(*answers, title="对话", **turn):
    turns = [
        ExportedTurn(number, NOON, answer.question, answer)
        for number, answer in enumerate(answers, start=1)
    ]
    if turn:
        turns.append(ExportedTurn(len(turns) + 1, NOON, **turn))
    return ExportedConversation(title, NOON, turns)


def workbook(*answers, link=lambda _: "", **more):
    return load_workbook(io.BytesIO(conversation_workbook(exported(*answers, **more), link)))


def rows(sheet):
    """The rows as dictionaries by the first word of the column."""
    header, *lines = sheet.iter_rows()
    names = [cell.value.split()[0] for cell in header]
    return [dict(zip(names, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def computed(answered):
    """Answers that hold computed values."""
    answers = [answered(question) for question in COMPUTED]
    assert all(any(f.computed for f in answer.figures) for answer in answers)
    return answers


def test_every_computed_value_is_a_formula_that_gives_it(computed, formulas):
    book = workbook(*computed)
    results = [(a, f) for a in computed for f in a.figures if f.computed]
    lines = rows(book["计算"])
    assert len(lines) == len(results) > len(COMPUTED)
    for line, (answer, figure) in zip(lines, results, strict=True):
        assert line["结果"].data_type == "f", answer.calculation
        for binary in (False, True):
            assert formulas(book, binary).value(line["结果"].value) == Decimal(figure.value)
        assert Decimal(str(line["答案所给"].value)) == Decimal(figure.value)
        assert (line["单位"].value, line["算式"].value) == (figure.unit, answer.calculation)


def test_formulas_follow_the_figures_they_rest_on(computed, formulas):
    book = workbook(computed[0])
    before = formulas(book).value(book["计算"]["D2"].value)
    for row in (2, 3):
        book["数字"][f"F{row}"].value *= 1 if row == 2 else 2
    assert formulas(book).value(book["计算"]["D2"].value) != before


def test_stated_figures_are_numbers_with_their_place(computed):
    stated = [f for a in computed for f in a.figures if not f.computed]
    lines = rows(
        workbook(*computed, link=lambda each: f"http://host/#evidence/{each.document}")["数字"]
    )
    assert len(lines) == len(stated)
    for line, figure in zip(lines, stated, strict=True):
        assert line["数值"].data_type == line["金额（元）"].data_type == "n"
        assert Decimal(str(line["数值"].value)) == Decimal(figure.value)
        assert Decimal(str(line["金额（元）"].value)) == figure.amount_yuan
        told = [line[name].value or "" for name in ("单位", "机构", "文件", "表", "名称", "原文")]
        assert told == [
            figure.unit,
            figure.organisation,
            figure.document,
            figure.table,
            figure.label,
            figure.quote,
        ]
        assert (line["年度"].value, line["页"].value) == (figure.year, figure.page)
        assert (line["行"].value or "") == " › ".join(figure.row)
        assert line["出处"].value == f"http://host/#evidence/{figure.document}"
        assert line["出处"].hyperlink.target == line["出处"].value


def answer_with(*figures, **more):
    return Answer("q", Status.ANSWERED, "t", figures=figures, **more)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("371514655.00", "n"),
        ("0.26", "n"),
        ("123456789012345", "n"),
        ("1234567890123.45", "n"),
        ("1234567890123456", "s"),
        ("12345678901234.56", "s"),
        ("100000000000000000000", "n"),
        ("-0.10", "n"),
    ],
)
def test_no_digit_of_an_amount_is_lost(value, kind):
    book = workbook(answer_with(AnswerFigure("a", value, "元", Decimal(value))))
    (line,) = rows(book["数字"])
    for cell in (line["数值"], line["金额（元）"]):
        assert cell.data_type == kind
        assert Decimal(str(cell.value)) == Decimal(value)
    # As many decimals are shown as were printed.
    places = len(value.partition(".")[2])
    if kind == "n":
        assert len(line["数值"].number_format.partition(".")[2]) == places


def test_what_is_not_money_has_no_amount_and_words_no_number():
    book = workbook(answer_with(AnswerFigure("车辆", "3", "辆"), AnswerFigure("b", "空白", "元")))
    vehicles, blank = rows(book["数字"])
    assert vehicles["金额（元）"].value is None and blank["数值"].value == "空白"


def test_a_calculation_of_unknown_form_is_written_as_a_value():
    results = [
        AnswerFigure("合计", "3", "元", Decimal(3), computed=True),
        AnswerFigure("甲", "1", "元", Decimal(1)),
        AnswerFigure("乙", "2", "元", Decimal(2)),
    ]
    for text in ("1元加2元等于3元", "", "=1+2", "1元 + 3元 = 3元"):
        (line,) = rows(workbook(answer_with(*results, calculation=text))["计算"])
        assert (line["结果"].data_type, line["结果"].value) == ("n", 3)
        assert (line["算式"].value or "") == text and "no formula" in line["说明"].value


def test_other_places_that_differ_are_told_apart():
    differing = (AnswerFigure("a", "2", "元", Decimal(2)),)
    book = workbook(answer_with(AnswerFigure("a", "1", "元", Decimal(1)), differing=differing))
    assert [line["性质"].value.split()[0] for line in rows(book["数字"])] == ["所答", "另有不同"]


def test_questions_answers_and_sources_are_there(asked):
    answers = [asked("什么是“三公”经费？"), asked("中卫市科技局2035年公务接待费是多少")]
    book = workbook(*answers, question="出错的", failure="出错了")
    told = rows(book["问答"])
    assert [line["问题"].value for line in told] == [*(a.question for a in answers), "出错的"]
    assert [line["结果"].value for line in told] == ["已回答", "未作答", "没有得到回答"]
    assert told[2]["回答"].value == "出错了" and told[0]["时间"].value == "2026-03-01 12:00"
    sources = rows(book["出处"])
    assert [line["原文"].value for line in sources] == [c.quote for c in answers[0].citations]
    assert answers[0].citations[0].document in told[0]["出处"].value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_runs(text):
    figure = AnswerFigure(
        text, "1", text, Decimal(1), text, 2026, text, 1, text, (text,), (text,), text
    )
    answer = Answer(
        text,
        Status.ANSWERED,
        text,
        figures=(replace(figure, computed=True, document=""), figure),
        citations=(Citation(text, 1, text, text, text),),
        calculation=text,
        warnings=(text,),
        differing=(figure,),
    )
    data = conversation_workbook(exported(answer, title=text, question=text, failure=text))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert not any(b"<f>" in part for part in parts.values())
    assert not any("hyperlink" in name or b"<hyperlink" in part for name, part in parts.items())
    book = load_workbook(io.BytesIO(data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}


def test_links_are_only_addresses_of_the_web():
    answer = answer_with(AnswerFigure("a", "1", "元"))
    for address in ("javascript:alert(1)", "file:///etc/passwd", "#evidence/1"):
        (line,) = rows(workbook(answer, link=lambda _, to=address: to)["数字"])
        assert line["出处"].hyperlink is None and line["出处"].value == address


def test_an_empty_conversation_is_a_workbook():
    assert workbook().sheetnames == ["问答", "数字", "计算", "出处"]
