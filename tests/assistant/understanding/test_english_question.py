"""What an English question asks for."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "How much of the 2025 office expenses budget was used by 云泽文数局?",
        "How much of the 2025 office expenses budget did 云泽文数局 actually spend?",
        "How much under budget were the office expenses of 云泽文数局 in 2025?",
        "How much more did 云泽文数局 budget than spend on office expenses in 2025?",
    ],
)
def test_budget_and_spending_are_told_beside_each_other(answered, question):
    assert {f.value for f in answered(question).figures} >= {"136200.00", "12.47"}


def test_as_many_are_ranked_as_are_asked_for(answered):
    assert len(answered("Which three projects of 云泽文数局 cost the most in 2026?").figures) == 3
