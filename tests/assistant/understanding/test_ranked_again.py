"""More, fewer or the other end of a ranking asked for before."""

import pytest


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("前两名呢", ["128500.00", "124000.00"]),
        ("倒数两个呢", ["9800.00", "12000.00"]),
        ("最小的两项呢", ["9800.00", "12000.00"]),
    ],
)
def test_a_follow_up_ranks_anew(answered, now, expected):
    answer = answered(now, "云泽文数局2026年商品和服务支出前三是哪些")
    assert [figure.value for figure in answer.figures] == expected


def test_a_place_alone(answered):
    history = ("云泽文数局2026年最大的项目是什么", "第二大的呢")
    assert answered("第三呢", *history).figures[0].value == "1565000.00"
