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


def test_a_comparison_with_another_body_keeps_the_subject_before(answered):
    before = "云泽文数局2026年公务接待费是多少"
    answer = answered("它比中卫科技局多多少", before)
    assert answer.figures[0].value == "1.54"
    assert {f.organisation for f in answer.figures[1:]} == {
        "中卫市科技局",
        "云泽市文化和数字事务局",
    }


def test_a_use_is_that_of_the_subject_before(answered):
    answer = answered("其中基本支出呢", "云泽文数局2026年行政运行是多少")
    assert answer.figures[0].row[-1] == "行政运行"
    assert "基本支出" in answer.figures[0].column
    whole = answered("其中基本支出呢", "云泽文数局2026年总支出是多少")
    assert whole.figures[0].row[-1] != "行政运行"


def test_how_many_times_is_a_quotient_of_two_decimals(asked):
    answer = asked("云泽文数局2026年办公费是差旅费的几倍？")
    assert (answer.figures[0].value, answer.figures[0].unit) == ("2.44", "倍")
    assert len(answer.figures) == 3


def test_more_than_the_year_before_is_no_gap_between_two_rows(asked):
    answer = asked("云泽文数局2026年差旅费比上年增减额是多少")
    assert not any(f.label == "差额" for f in answer.figures)
