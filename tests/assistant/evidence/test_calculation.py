"""Exact arithmetic: sums and differences, with their formula and operands."""

from decimal import Decimal

import pytest

from assistant.evidence.calculation import difference, in_unit, percent


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
