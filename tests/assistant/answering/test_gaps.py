"""Which of two figures of one document is more, by how much and how many times."""

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    "wording",
    [
        "{a}和{b}差多少？",
        "{a}与{b}哪个多？",
        "{b}和{a}谁更高",
        "{b}比{a}多多少？",
        "{a}多还是{b}多",
        "哪个更多，{a}还是{b}？",
        "{b}是不是比{a}多",
        "{b}高于{a}吗",
        "比较一下{a}和{b}",
        "{b}减去{a}是多少",
        "{a}和{b}的差额",
    ],
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


@pytest.mark.parametrize(
    "question",
    [
        "Which is larger in 2026, 办公费 or 差旅费 of 云泽文数局?",
        "Which is higher: travel expenses or office expenses of 云泽文数局 in 2026?",
        "Does 云泽文数局 spend less on travel than on office expenses in 2026?",
        "By how much do office expenses exceed travel expenses at 云泽文数局 in 2026?",
        "What is the difference between office and travel expenses of 云泽文数局 in 2026?",
    ],
)
def test_a_gap_is_asked_for_in_english(answered, question):
    gap, more, less = answered(question).figures
    assert (more.label, less.label, gap.value) == ("办公费", "差旅费", "75900.00")
    assert gap.computed


def test_labels_with_and_in_them_are_held_together(answered):
    answer = answered(
        "Which is bigger at 云泽文数局 in 2026, goods and services expenditure or wages and benefits?"
    )
    assert [f.label for f in answer.figures[1:]] == ["工资福利支出", "商品和服务支出"]


def test_several_are_told_in_the_order_asked_for(answered):
    asked_of = "云泽文数局2026年办公费、培训费和会议费哪个"
    most, least = answered(asked_of + "最多"), answered(asked_of + "最少")
    assert [f.label for f in most.figures] == ["办公费", "培训费", "会议费"]
    assert list(reversed(most.figures)) == list(least.figures)


def test_no_gap_with_what_is_not_held_or_of_another_year(asked):
    for question in (
        "云泽文数局2026年办公费和电影票哪个多",
        "Which is larger in 2026, movie tickets or training expenses of 云泽文数局?",
        "中卫市科技局2026年办公费和2025年会议费差多少",
        "云泽文数局2026年培训费的两倍比办公费多吗",
    ):
        assert not asked(question).figures, question


@pytest.mark.parametrize("asking", ["哪个多", "一共多少"])
def test_a_side_left_blank_is_told_and_nothing_is_reckoned(asked, asking):
    answer = asked(f"青禾县水务局2026年事业收入和防汛{asking}")
    assert not answer.figures and "事业收入" in answer.text and "不等于 0" in answer.text


def test_the_change_of_one_is_no_difference_between_two(refused):
    refused("What is the difference between project and basic expenditure at 云泽文数局 in 2026?")
