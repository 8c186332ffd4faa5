"""Which of two figures of one document is more, by how much and how many times."""

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    "wording", ["{a}和{b}差多少？", "{a}与{b}哪个多？", "{b}和{a}谁更高", "{b}比{a}多多少？"]
)
def test_a_gap_is_that_of_both_amounts(asked, wording):
    answer = asked("云泽文数局2026年" + wording.format(a="差旅费", b="办公费"))
    gap, more, less = answer.figures
    assert (more.label, less.label) == ("办公费", "差旅费") or "办公费" in more.label
    assert Decimal(gap.value) == Decimal(more.value) - Decimal(less.value) == Decimal("75900")
    assert gap.computed and answer.calculation


def test_how_many_times_is_a_quotient_of_two_decimals(asked):
    answer = asked("云泽文数局2026年办公费是差旅费的几倍？")
    assert (answer.figures[0].value, answer.figures[0].unit) == ("2.44", "倍")
    assert len(answer.figures) == 3


def test_more_than_the_year_before_is_no_gap_between_two_rows(asked):
    answer = asked("云泽文数局2026年差旅费比上年增减额是多少")
    assert not any(f.label == "差额" for f in answer.figures)
