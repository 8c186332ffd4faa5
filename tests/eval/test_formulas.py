"""Printed calculations that come out as they say, and those that do not."""

import pytest

from eval.formulas import unsound


@pytest.mark.parametrize(
    "calculation",
    [
        "23.10万元 − 7.00万元 = 16.10万元；16.10 ÷ 7.00万元 × 100% = 230.00%",
        "10827702元 − 11168569元 = -340867元；340867 ÷ 11168569元 × 100% = 3.05%",
        "2307万元 + 20万元 + 30万元 = 2357万元",
        "1.5万元 + 200.00元 = 1.52万元",
        "2600元 − 0.2万元 = 600元；600元 ÷ 0.2万元 × 100% = 30.00%",
        "54万元 ÷ 2662万元 = 0.02",
        "118人 − 120人 = -2人",
        "",
        "按比例",
    ],
)
def test_what_holds(calculation):
    assert unsound(calculation) == []


@pytest.mark.parametrize(
    "calculation",
    [
        "7.00万元 − 23.10万元 = 16.10万元",
        "2.00万元 ÷ 0.92万元 × 100% = 46.00%",
        "1.5万元 + 200.00元 = 201.5万元",
        "54万元 ÷ 2662万元 = 0.03",
        "1 ÷ 0元 × 100% = 0%",
        # 万元 without saying so, beside 元.
        "1.32 ÷ 61500.00元 × 100% = 21.46%",
    ],
)
def test_what_does_not(calculation):
    assert unsound(calculation) == [calculation]
    assert unsound(f"1元 + 1元 = 2元；{calculation}") == [calculation]
