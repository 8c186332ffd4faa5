"""Two years, two organisations, and changes that a publication states itself."""

from dataclasses import replace

import pytest

from assistant.answering.comparison import _of_one_name

ZERO_BASE = "基期为 0"


class TestTwoYears:
    def test_difference_rate_and_both_amounts(self, answered):
        answer = answered("青禾县水务局2026年住房公积金比2025年增长多少")
        assert [(f.value, f.unit) for f in answer.figures] == [
            ("15000.00", "元"),
            ("5.08", "%"),
            ("295000.00", "元"),
            ("310000.00", "元"),
        ]
        assert [f.year for f in answer.figures[2:]] == [2025, 2026]
        assert {c.document for c in answer.citations} == {
            "青禾县水务局2025年部门预算.md",
            "青禾县水务局2026年部门预算.md",
        }
        assert "310000.00元 − 295000.00元 = 15000.00元" in answer.calculation

    def test_the_rate_first_where_the_rate_is_asked(self, headline):
        assert headline("青禾县水务局住房公积金2026年比2025年增长百分之几") == "5.08%"

    def test_growth_from_zero_is_explained_not_computed(self, answered):
        answer = answered("青禾县水务局防汛2026年比2025年增长多少")
        assert ZERO_BASE in answer.text
        assert answer.figures[0].value == "1500000.00"
        assert not any(f.unit == "%" for f in answer.figures)

    def test_a_fall_to_nothing_like_100_percent_is_a_fall(self, answered):
        answer = answered("青禾县水务局2026年水利工程建设比2025年减少多少")
        assert "减少 2120000.00元" in answer.text and "下降 44.92%" in answer.text

    def test_no_rate_from_a_blank(self, answered):
        answer = answered("青禾县水务局2026年和2025年农村供水对比")
        assert "空白" in answer.text
        assert not any(f.computed for f in answer.figures)

    def test_unchanged(self, answered):
        answer = answered("青禾县水务局2026年公务用车运行费比2025年增加多少")
        assert "没有变化" in answer.text or "持平" in answer.text
        assert not any(f.value not in ("0", "0.00", "7.00") for f in answer.figures)


class TestTwoOrganisations:
    def test_which_is_higher_and_by_how_much(self, answered):
        answer = answered("临江区财政局和望山区财政局2026年培训费哪个高")
        assert answer.figures[0].value == "1.55"
        assert "临江区财政局2026年较高" in answer.text

    def test_yuan_and_ten_thousand_yuan_are_brought_together(self, answered):
        answer = answered("临江区财政局和青禾县水务局2026年收入总计差多少")
        assert answer.figures[0].amount_yuan == 12_846_000 - 8_650_000

    def test_three_are_listed(self, answered):
        answer = answered("中卫市科技局、云泽文数局、青禾县水务局2026年公务接待费")
        assert [f.amount_yuan for f in answer.figures] == [2600, 18000, 14000]

    def test_budget_against_account_warns_of_the_difference_in_kind(self, answered):
        answer = answered("云泽文数局2025年公务接待费预算和决算差多少")
        assert answer.figures[0].amount_yuan == 10800
        assert any("口径不同" in warning for warning in answer.warnings)


class TestStatedChange:
    @pytest.mark.parametrize(
        "question, amounts",
        [
            ("青禾县水务局2026年公务接待费比上年减少多少", ["0.10", "5.88"]),
            ("中卫市科技局2026年机关运行经费比上年少了多少", ["2.22", "9.23"]),
            ("中卫市科技局2026年科技成果转化与扩散比2025年减少多少", ["611.65", "20.72"]),
        ],
    )
    def test_amount_then_rate(self, answered, question, amounts):
        answer = answered(question)
        assert [f.value for f in answer.figures[:2]] == amounts
        assert [f.unit for f in answer.figures[:2]] == ["万元", "%"]
        assert not answer.figures[0].computed

    def test_what_it_is_measured_against_is_said(self, answered):
        answer = answered("中卫市科技局2026年科技成果转化与扩散比2025年减少多少")
        assert "2025年执行数" in answer.text

    def test_a_stated_standstill(self, answered):
        answer = answered("中卫市科技局2026年三公经费比上年变化多少")
        assert "没有变化" in answer.text and answer.citations

    def test_no_change_is_made_up(self, refused):
        refused("中卫市科技局2026年退休费比上年增加多少")
        refused("中卫市科技局2026年住房公积金比2025年增加多少")


def test_what_was_planned_was_not_spent(refused):
    refused("云泽文数局2026年图书馆支出预算比2025年执行数")


@pytest.mark.parametrize(
    ("earlier", "later", "same"),
    [
        ("公务用车购置费", "公务用车购置及运行费", False),
        ("公务用车购置费", "公务用车购置费", True),
        ("培训费", "培训费支出", True),
    ],
)
def test_a_part_is_not_compared_with_more_than_it(reading, library, earlier, later, same):
    figure = next(iter(library.figures("中卫市科技局2026年部门预算.md")))
    figures = [replace(figure, row_path=(name,), column_path=()) for name in (earlier, later)]
    assert _of_one_name(reading("中卫市科技局2026年公务用车购置费和培训费"), figures) is same
