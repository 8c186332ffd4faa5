from decimal import Decimal

from assistant.answer import Answer, AnswerFigure, Citation, Shape, Status
from assistant.page.citation_text import citation_text
from assistant.page.wording import CHINESE, ENGLISH


def figure(label="公务接待费", value="0.26", yuan="2600", unit="万元", **more):
    return AnswerFigure(
        label,
        value,
        unit,
        None if yuan is None else Decimal(yuan),
        **{
            "organisation": "示例市科技局",
            "year": 2026,
            "document": "示例.pdf",
            "page": 20,
            "table": "“三公”经费预算表",
            "row": ("商品和服务支出", label),
            "column": ("合计",),
        }
        | more,
    )


def answer(*figures, status=Status.ANSWERED, text="答案。", **more):
    return Answer("问", status, text, figures=figures, **more)


def test_a_figure_is_copied_with_the_place_it_stands_in():
    assert citation_text(answer(figure()), CHINESE) == (
        "示例市科技局2026年公务接待费 0.26万元（2,600元）——《示例.pdf》第20页，"
        "表““三公”经费预算表”，行“商品和服务支出 › 公务接待费”，列“合计”"
    )
    assert citation_text(answer(figure(page=None)), ENGLISH) == (
        "示例市科技局 2026 公务接待费: 0.26万元 (RMB 2,600) — 《示例.pdf》, "
        "table ““三公”经费预算表”, row “商品和服务支出 › 公务接待费”, column “合计”"
    )


def test_what_is_no_money_has_no_reading():
    vehicles = figure("车辆", "3", None, "辆", table="", row=(), column=(), quote="车辆3辆。")
    assert citation_text(answer(vehicles), CHINESE).startswith("示例市科技局2026年车辆 3辆——《示例.pdf》第20页，“车辆3辆。”")  # fmt: skip


def test_a_computed_answer_has_its_formula_and_every_operand():
    total = AnswerFigure("合计", "0.52", "万元", Decimal(5200), computed=True)
    text = citation_text(
        answer(total, figure(), figure(year=2025), calculation="0.26 + 0.26 = 0.52"), CHINESE
    )
    lines = text.split("\n")
    assert lines[0] == "答案。" and lines[1] == "计算：0.26 + 0.26 = 0.52"
    assert ["2026年" in lines[2], "2025年" in lines[3], len(lines)] == [True, True, 4]


def test_words_are_copied_with_their_source_and_warnings_come_along():
    text = citation_text(
        answer(citations=(Citation("示例.pdf", 3, "名词解释"),), warnings=("请对照原页",)), ENGLISH
    )
    assert text.split("\n") == [
        "答案。",
        "— 《示例.pdf》, p. 3, section “名词解释”",
        "Please note: 请对照原页",
    ]


def test_several_figures_are_copied_one_a_line():
    both = answer(figure(), figure("会议费"), shape=Shape.ITEMS)
    assert len(citation_text(both, CHINESE).split("\n")) == 3


def test_a_refusal_and_a_question_back_are_not_copied():
    for status in (Status.REFUSED, Status.CLARIFY):
        assert citation_text(answer(status=status), CHINESE) == ""
