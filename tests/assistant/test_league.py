"""Organisations of the library ranked by one figure."""

from assistant.answer import Status


def test_organisations_of_one_year_and_kind_are_ranked(asked):
    answer = asked("2026年预算哪个单位的公务接待费最高？")
    assert answer.status is Status.ANSWERED
    assert answer.figures[0].organisation in answer.text
    assert "共比较" in answer.text


def test_without_a_year_it_is_asked_back(asked):
    assert asked("哪个单位的公务接待费最高？").status is Status.CLARIFY
