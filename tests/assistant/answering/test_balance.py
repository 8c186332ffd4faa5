"""Revenue beside expenditure."""

import pytest

ACCOUNT = "云泽文数局2025年决算"


@pytest.mark.parametrize(
    "asking", ["收入比支出多多少", "收入和支出相差多少", "总收入和总支出哪个多"]
)
def test_the_balance_is_that_of_the_year_alone(answered, asking):
    # Both totals with what is carried over are always equal: 1878.70 − 1875.51.
    gap, revenue, spent = answered(ACCOUNT + asking).figures
    assert (gap.value, revenue.value, spent.value) == ("3.19", "1878.70", "1875.51")


def test_both_sides_are_not_added(refused):
    refused(ACCOUNT + "收入和支出一共多少")


@pytest.mark.parametrize("asking", ["一共多少", "相差多少"])
def test_a_part_of_both_is_not_one_side_of_the_whole(refused, asking):
    refused(f"{ACCOUNT}财政拨款收入和支出{asking}")
