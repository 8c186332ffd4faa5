"""English follow-ups that ask another thing of what was asked before."""

import pytest

ITEMS = "goods and services expenditure of 云泽文数局 in 2026"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (f"What is the largest item of {ITEMS}?", "And the second largest?", ["124000.00"]),
        (
            f"Which items of {ITEMS} exceed 50,000 yuan?",
            "And over 100,000 yuan?",
            ["128500.00", "124000.00"],
        ),
        (
            "What was the total revenue of 云泽文数局 in its 2025 final account?",
            "And expenditure?",
            ["1875.51"],
        ),
    ],
)
def test_it_is_not_the_answer_before_again(answered, before, now, expected):
    assert [figure.value for figure in answered(now, before).figures] == expected


def test_a_bound_of_the_amount_before(answered):
    answer = answered(
        "Is it at least 20,000 yuan?",
        "How much is the official reception budget of 云泽文数局 in 2026?",
    )
    assert answer.text.startswith("No")


def test_the_accounts_named_are_those_of_the_same_question(answered):
    before = "How much is the official reception budget of 云泽文数局 in 2025?"
    figure = answered("And in the final account?", before).figures[0]
    assert (figure.value, figure.unit) == ("0.92", "万元")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (f"Top three {ITEMS}", "And the top two?", ["128500.00", "124000.00"]),
        (
            "What was the office expense budget of 云泽文数局 in 2025?",
            "Actual spending?",
            ["12.47"],
        ),
        (
            "What is the travel expense of 云泽文数局 in 2026?",
            "Compared with 2025?",
            ["8900.00", "14.47", "61500.00", "52600.00"],
        ),
        ("What is 2070109 of 云泽文数局 in 2026?", "Of which basic expenditure?", ["2685200.00"]),
    ],
)
def test_what_is_left_out_is_taken_from_before(answered, before, now, expected):
    assert [figure.value for figure in answered(now, before).figures] == expected


def test_what_is_not_read_is_not_answered_with_the_amount_before(refused):
    refused("What is the five year plan?", "What is the office expense of 云泽文数局 in 2026?")
