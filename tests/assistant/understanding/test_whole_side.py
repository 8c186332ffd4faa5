"""Which side of a budget is asked for as a whole."""

import pytest


@pytest.mark.parametrize(
    ("question", "side"),
    [
        ("云泽文数局2026年一共花多少钱", "支出"),
        ("云泽文数局2026年的支出包括哪些", "支出"),
        ("云泽文数局2026年收入明细", "收入"),
        ("云泽文数局2026年培训花多少钱", ""),
        ("云泽文数局2026年商品和服务支出包括哪些", ""),
        ("云泽文数局2026年花钱的是谁", ""),
        ("云泽文数局2026年还有多少钱没花", ""),
        ("云泽文数局2026年剩多少钱没用完", ""),
        ("云泽文数局2026年每月花多少钱", ""),
        ("云泽文数局2026年多花了多少钱", ""),
        ("What does the revenue of 云泽文数局 consist of in 2026?", "收入"),
        ("How much does 云泽文数局 spend on training in 2026?", ""),
        ("Which items of expenditure does 云泽文数局 list in 2026?", ""),
    ],
)
def test_a_whole_side_names_no_item(reading, question, side):
    assert reading(question).whole_side == side
