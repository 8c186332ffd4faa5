"""Bounds: what is to be above or below an amount, the amount itself included or not."""

import pytest

from assistant.understanding.bounds import bound_said, bound_unread

WITHIN = "中卫市科技局2026年公用经费里{}的有哪些"
RECEPTION = "中卫市科技局2026年公务接待费{}"


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("1万元以上", "1.06", "9.02"),
        ("1万元以下", "0.23", "0.26"),
        ("不低于1.3万元", "1.3", "9.02"),
        ("超过1.3万元", "1.8", "9.02"),
        ("不超过13000元", "0.23", "1.3"),
        ("少于13000元", "0.23", "1.15"),
    ],
)
def test_only_what_is_within_the_bound_is_listed(answered, said, least, most):
    values = sorted((f.value for f in answered(WITHIN.format(said)).figures), key=float)
    assert (values[0], values[-1]) == (least, most)


@pytest.mark.parametrize("said", ["1万元到5万元", "超过一万元", "1万元以上5万元以下"])
def test_a_bound_that_is_not_read_lists_nothing(refused, said):
    refused(WITHIN.format(said))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("达到2000元了吗", "是的"),
        ("在2000元以上吗", "是的"),
        ("在5000元以下吗", "是的"),
        ("没有超过5000元吗", "是的"),
        ("有没有超过5000元", "不是"),
        ("是否不低于2600元", "是的"),
        ("是否超过2600元", "不是"),
    ],
)
def test_yes_and_no_by_the_bound(answered, said, verdict):
    assert answered(RECEPTION.format(said)).text.startswith(verdict)


@pytest.mark.parametrize("said", ["有没有超过10万元的", "有10万元以上的吗"])
def test_the_whole_does_not_stand_for_one_of_its_parts(refused, said):
    # 公用经费 is more than 10万元, none of its parts is.
    refused(f"中卫市科技局2026年公用经费里{said}")


def test_at_least_ranks_nothing(answered):
    answer = answered("Which items of 公用经费 of 中卫市科技局 in 2026 are at least 13,000 yuan?")
    assert len(answer.figures) == 5


def test_the_least_is_sought_within_the_bound(answered):
    answer = answered("中卫市科技局2026年公用经费里超过1.3万元的最小的是什么")
    assert [f.value for f in answer.figures] == ["1.8"]


@pytest.mark.parametrize(
    ("text", "unread"),
    [("2024到2025年会议费", False), ("1到5万元的", True), ("between 2024 and 2025", False)],
)
def test_years_are_no_range_of_amounts(text, unread):
    assert bound_said(text) is None and bound_unread(text) is unread


def test_above_an_amount_of_its_own_is_a_bound_not_read(refused):
    refused("云泽文数局2025年哪个科目决算超过年初预算")
