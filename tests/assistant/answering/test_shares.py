"""Shares: what is a part of what, from which table, with formula and operands."""

import pytest


class TestShare:
    def test_result_operands_and_formula(self, answered):
        answer = answered("中卫市科技局2026年人员经费占基本支出的比例")
        assert [(f.value, f.unit) for f in answer.figures] == [
            ("93.85", "%"),
            ("332.79", "万元"),
            ("354.61", "万元"),
        ]
        assert answer.calculation == "332.79万元 ÷ 354.61万元 × 100% = 93.85%"
        assert [f.computed for f in answer.figures] == [True, False, False]
        assert len(answer.citations) >= 1

    def test_both_sides_come_from_one_table(self, answered):
        answer = answered("青禾县水务局2026年防汛占农林水支出的比例")
        part, whole = answer.figures[1:]
        assert part.table == whole.table and part.unit == whole.unit
        assert answer.figures[0].value == "18.43"

    def test_of_the_total(self, headline):
        assert headline("中卫市科技局2026年行政运行占总支出比例") == "7.83%"

    def test_english(self, headline):
        question = (
            "What percentage of basic expenditure is personnel funds "
            "at Zhongwei science and technology bureau 2026?"
        )
        assert headline(question) == "93.85%"

    def test_without_both_sides_there_is_no_share(self, refused):
        refused("青禾县水务局2026年监理费占项目支出比例")
        refused("青禾县水务局2026年防汛占培训费的比例")


@pytest.mark.parametrize(
    "question",
    [
        "What share of 基本支出 is 人员经费 at 中卫市科技局 in 2026?",
        "What percentage of 基本支出 is 人员经费 of 中卫市科技局 for 2026?",
        "What share of basic expenditure (基本支出) is personnel cost (人员经费) at 中卫市科技局 in 2026?",
    ],
)
def test_a_share_is_asked_in_english_with_chinese_names(headline, question):
    assert headline(question) == "93.85%"


def test_a_use_inside_of_something_is_that_of_the_thing(headline):
    assert headline("云泽文数局2026年文化旅游体育与传媒支出中基本支出占多少") == "45.18%"
    assert headline("云泽文数局2026年基本支出中人员经费占多少") == "92.48%"


def test_a_share_of_what_a_fund_pays_is_of_what_it_pays_for_the_part(answered):
    question = "云泽文数局2025年决算文化旅游体育与传媒支出占财政拨款支出的比重"
    # 1599.45万元 are spent of all funds, 39.86万元 of them of other revenue.
    assert [f.value for f in answered(question).figures] == ["84.96", "1559.59", "1835.65"]


def test_the_grand_total_is_with_what_is_carried_over(answered):
    question = "云泽文数局2025年决算基本支出占支出总计的比重"
    assert [f.value for f in answered(question).figures] == ["55.72", "1050.12", "1884.70"]


def test_what_is_more_than_the_whole_is_no_part(refused):
    refused("中卫市科技局2026年基本支出占人员经费的比例")


def test_two_shares_are_not_one(refused):
    refused("中卫市科技局2026年公用经费占基本支出比，人员经费占基本支出比")
