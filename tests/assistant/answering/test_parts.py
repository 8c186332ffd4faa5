"""Breakdowns and rankings."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer import Shape
from assistant.answering.parts import left_over
from corpus.amounts import to_yuan


class TestParts:
    @pytest.mark.parametrize(
        "question, whole, count",
        [
            ("中卫市科技局2026年公用经费包括哪些，各多少", "21.82", 9),
            ("中卫市科技局2026年人员经费由哪些部分构成", "332.79", 9),
            ("云泽文数局2026年工资福利支出包括哪些", "9877900.00", 10),
            ("青禾县水务局2026年三公经费包括哪些", "8.40", 2),
        ],
    )
    def test_all_parts_and_they_add_up(self, answered, question, whole, count):
        first, *parts = answered(question).figures
        assert first.value == whole and len(parts) == count
        assert sum(Decimal(p.value) for p in parts) == Decimal(whole)

    def test_each_part_is_named_with_its_amount(self, answered):
        answer = answered("青禾县水务局2026年项目支出有哪些")
        for part in ("河道整治工程 260.00万元", "农村供水管网改造 110.00万元"):
            assert part in answer.text

    def test_several_figures_named_one_by_one(self, answered):
        answer = answered("云泽文数局2026年住房公积金和购房补贴各是多少")
        assert [f.value for f in answer.figures] == ["645900.00", "398600.00"]

    def test_one_unknown_among_several_is_not_dropped(self, refused):
        refused("青禾县水务局2026年防汛和培训费各是多少")


class TestRanking:
    @pytest.mark.parametrize(
        "question, first",
        [
            ("青禾县水务局2026年哪个项目金额最大", "260.00"),
            ("中卫市科技局2026年一般公共预算支出总表里哪个科目金额最大", "2340.00"),
            ("云泽文数局2026年商品和服务支出最大的三项", "128500.00"),
        ],
    )
    def test_the_largest(self, answered, question, first):
        assert answered(question).figures[0].value == first

    def test_as_many_as_were_asked_for_in_order(self, answered):
        values = [
            Decimal(f.value) for f in answered("云泽文数局2026年商品和服务支出最大的三项").figures
        ]
        assert values == sorted(values, reverse=True) and len(values) == 3

    def test_totals_do_not_take_part(self, answered):
        labels = [f.label for f in answered("青禾县水务局2026年哪个项目金额最大").figures]
        assert labels == ["河道整治工程"]


def test_neighbouring_columns_are_no_parts_of_each_other(asked):
    answer = asked("云泽文数局2026年公务接待费由哪些部分构成")
    assert all("出国" not in f.label and "购置" not in f.label for f in answer.figures)
    assert answer.shape is not Shape.PARTS


@pytest.mark.parametrize(
    ("whole", "parts", "left"),
    [
        (("10.00", "万元"), [("4.00", "万元"), ("60000", "元")], "0"),
        (("10.00", "万元"), [("4.00", "万元"), ("5.99", "万元")], "0"),
        (("10.00", "万元"), [("4.00", "万元"), ("5.00", "万元")], "10000"),
        (("10.00", "万元"), [("4.00", "万元"), ("7.00", "万元")], "-10000"),
        (("10", "辆"), [("4", "辆"), ("5", "辆")], "1"),
        (("10", "辆"), [("4", "辆"), ("5", "人")], None),
        (("10.00", "万元"), [("4.00", "万元"), (None, "万元")], None),
    ],
)
def test_what_the_parts_leave_of_the_whole(library, whole, parts, left):
    """Rounding explains a hundredth; blanks and other units cannot be summed."""
    model = library.figures_of([library.documents()[0].id])[0]

    def figure(value, unit):
        number = None if value is None else Decimal(value)
        yuan = None if number is None else to_yuan(number, unit)
        return replace(model, value=number, unit=unit, amount_yuan=yuan)

    found = left_over(figure(*whole), [figure(*part) for part in parts])
    assert found == (None if left is None else Decimal(left))


def test_items_that_make_up_the_whole_carry_no_warning(answered):
    for question in (
        "中卫市科技局2026年人员经费由哪些部分构成",
        "云泽文数局2026年三公经费由哪些项目构成",
    ):
        assert not any("所列各项之和" in warning for warning in answered(question).warnings)


def test_rows_that_state_nothing_are_told_beside_the_parts(answered):
    answer = answered("云泽文数局2026年收入总计由哪些构成")
    assert "事业单位经营收入、其他收入为空格" in answer.text
    assert "其他收入" not in [figure.label for figure in answer.figures]


def test_the_largest_together_are_summed_and_their_share_is_not_a_list(headline, refused):
    assert headline("云泽文数局2026年商品和服务支出最大的三项合计多少") == "348800.00元"
    refused("云泽文数局2026年商品和服务支出最大的三项占多少")


def test_what_the_text_states_of_a_blank_row_is_listed(answered):
    answer = answered("列一下云泽文数局2026年政府采购各类的预算")
    last = answer.figures[-1]
    assert (last.row[-1], last.value, last.unit) == ("工程类", "0", "万元")
    assert not last.table and last.quote in {citation.quote for citation in answer.citations}
    assert any("工程类" in warning and "空格" in warning for warning in answer.warnings)


def test_subjects_are_not_the_projects_above_an_amount(refused):
    refused("云泽文数局2025年决算项目支出里100万元以上的项目有哪些")


def test_two_totals_named_are_not_what_one_is_made_of(answered):
    figures = answered("云泽文数局2025年决算收入总计、支出总计分别是多少").figures
    assert [f.value for f in figures] == ["1884.70", "1884.70"]
