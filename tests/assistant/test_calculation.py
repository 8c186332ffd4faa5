"""Exact arithmetic: shares, sums and differences, with their formula and operands."""

from decimal import Decimal

import pytest

from assistant.calculation import difference, in_unit, percent


class TestPercent:
    @pytest.mark.parametrize(
        "part, whole, share",
        [
            ("1", "3", "33.33"),
            ("2", "3", "66.67"),
            ("332.79", "354.61", "93.85"),
            ("0", "5", "0.00"),
            ("1", "800", "0.13"),  # half up, as budgets are rounded
            ("-1", "4", "-25.00"),
        ],
    )
    def test_two_digits_rounded_half_up(self, part, whole, share):
        assert str(percent(Decimal(part), Decimal(whole))) == share

    def test_a_share_of_nothing_is_an_error(self):
        with pytest.raises(ZeroDivisionError):
            percent(Decimal(1), Decimal(0))

    def test_large_amounts_stay_exact(self):
        whole = Decimal("123456789012345678901234567890.12")
        assert percent(whole, whole) == 100


def test_units():
    assert in_unit(Decimal(2600), "万元") == Decimal("0.26")
    assert str(in_unit(Decimal("20000000"), "万元")) == "2000"


class TestDifference:
    def test_in_the_unit_of_the_first(self, answered):
        wan = answered("青禾县水务局2026年公务用车运行费").figures[0]
        yuan = answered("青禾县水务局2026年住房公积金").figures[0]
        value, unit, amount = difference(self.stored(yuan), self.stored(wan))
        assert (value, unit, amount) == (Decimal(240000), "元", Decimal(240000))
        value, unit, amount = difference(self.stored(wan), self.stored(yuan))
        assert (value, unit, amount) == (Decimal(-24), "万元", Decimal(-240000))

    def test_unlike_things_cannot_be_subtracted(self, answered):
        cars = answered("青禾县水务局2026年特种专业技术用车几辆").figures[0]
        space = answered("青禾县水务局2026年房屋建筑面积").figures[0]
        with pytest.raises(ValueError, match="辆"):
            difference(self.stored(cars), self.stored(space))

    @pytest.fixture(autouse=True)
    def _figures(self, library):
        every = {f.id: f for f in library.figures("青禾县水务局2026年部门预算.md")}

        def stored(figure):
            return next(
                f
                for f in every.values()
                if f.value is not None
                and f.unit == figure.unit
                and f.value == Decimal(figure.value)
                and f.row_path == figure.row
            )

        self.stored = stored


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


class TestSum:
    @pytest.mark.parametrize(
        "question, total",
        [
            ("中卫市科技局2026年行政单位医疗和事业单位医疗合计", "13.45万元"),
            ("云泽文数局2026年水费和电费合计", "78200.00元"),
            ("青禾县水务局2026年防汛和农村供水加起来多少", "2600000.00元"),
            ("青禾县水务局2026年行政运行一共多少", "2940000.00元"),
            ("中卫市科技局2026年A4复印纸采购总共多少钱", "1.00万元"),
        ],
    )
    def test_total(self, headline, question, total):
        assert headline(question) == total

    def test_the_operands_are_shown_and_cited(self, answered):
        answer = answered("青禾县水务局2026年防汛和农村供水加起来多少")
        assert [f.value for f in answer.figures] == ["2600000.00", "1500000.00", "1100000.00"]
        assert answer.calculation == "1500000.00元 + 1100000.00元 = 2600000.00元"
        assert sum(Decimal(f.value) for f in answer.figures[1:]) == Decimal(answer.figures[0].value)

    def test_unknown_operand_no_sum(self, refused):
        refused("青禾县水务局2026年防汛和培训费合计多少")

    def test_money_and_counts_are_not_added(self, asked):
        answer = asked("青禾县水务局2026年公务接待费和特种专业技术用车合计")
        assert not any(f.computed for f in answer.figures)


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
