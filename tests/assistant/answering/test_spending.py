"""All that a body spends or receives, and what it is made of, where no item is named."""

from decimal import Decimal

import pytest

ACCOUNT = "云泽文数局2025年决算"


@pytest.mark.parametrize(
    "question",
    [
        "云泽文数局2026年一共花多少钱",
        "云泽文数局2026年总共要花多少钱",
        "云泽文数局2026年预算一共多少钱",
        "How much does 云泽文数局 spend in total in 2026?",
        "How much will 云泽文数局 spend in 2026?",
        "What is the budget of 云泽文数局 for 2026?",
    ],
)
def test_what_is_spent_altogether_is_the_total(headline, question):
    assert headline(question) == "20706500.00元"


def test_of_two_totals_the_other_is_told(answered):
    answer = answered(ACCOUNT + "一共花了多少钱")
    assert answer.figures[0].label == "本年支出合计" and answer.figures[0].value == "1875.51"
    assert any("1884.70万元" in warning for warning in answer.warnings)


def test_an_item_is_not_the_whole(headline, refused):
    assert headline("云泽文数局2026年总共花多少办公费") == "128500.00元"
    refused("云泽文数局2026年一共花多少钱买飞机")
    refused("What is the office budget of 云泽文数局 for 2026?")


def test_whose_spending_is_asked_back(asked_back):
    assert len(asked_back("2026年一共花多少钱").options) > 1


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("云泽文数局2026年支出由哪些部分构成", "20706500.00"),
        ("云泽文数局2026年钱都花在哪些方面", "20706500.00"),
        ("云泽文数局2026年预算由哪些部分组成", "20706500.00"),
        ("云泽文数局2026年收入由哪些部分构成", "20706500.00"),
        ("What does the expenditure of 云泽文数局 consist of in 2026?", "20706500.00"),
        ("What does 云泽文数局 spend its money on in 2026?", "20706500.00"),
        # What is carried over stands below the total of the year and is none of its parts.
        (ACCOUNT + "支出由哪些部分构成", "1875.51"),
        (ACCOUNT + "支出总计由哪些部分构成", "1884.70"),
    ],
)
def test_the_parts_make_up_the_total(answered, question, total):
    whole, *parts = answered(question).figures
    assert whole.value == total and parts
    assert sum(Decimal(part.value) for part in parts) == Decimal(total)
    assert {part.table for part in parts if part.table} == {whole.table}


def test_a_whole_side_is_not_any_sentence_about_it(asked):
    answer = asked("青禾县水务局2026年支出由哪些部分构成")
    assert all(not c.quote or c.table for c in answer.citations)


def test_the_subjects_of_spending_are_no_sources_of_revenue(answered):
    for part in answered("云泽文数局2025年决算收入由哪些部分构成").figures[1:]:
        assert any(word in part.label for word in ("收入", "拨款", "资金", "结转", "结余"))
