"""A place is more than the one body of it that the library holds."""

import pytest

from assistant.answer import Status


@pytest.mark.parametrize(
    "question",
    ["云泽市2026年预算是多少", "云泽市2026年一共花多少钱", "云泽市2026年支出由哪些部分构成"],
)
def test_the_total_of_its_one_body_is_not_that_of_a_place(asked, question):
    answer = asked(question)
    assert answer.status is Status.CLARIFY and "地名" in answer.text
    (option,) = answer.options
    assert asked(option.question).status is Status.ANSWERED
    assert asked(option.question).figures[0].organisation == "云泽市文化和数字事务局"


def test_an_item_of_its_one_body_is_told_to_be_no_more(answered):
    answer = answered("云泽市2026年办公费是多少")
    assert answer.figures[0].value == "128500.00"
    assert any("云泽市文化和数字事务局" in warning for warning in answer.warnings)
    named = answered("云泽市文化和数字事务局2026年办公费是多少")
    assert not named.warnings
