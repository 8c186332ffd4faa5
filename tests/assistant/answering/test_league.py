"""Organisations of the library ranked by one figure."""

import pytest

from assistant.answer import Status


def test_organisations_of_one_year_and_kind_are_ranked(asked):
    answer = asked("2026年预算哪个单位的公务接待费最高？")
    assert answer.status is Status.ANSWERED
    assert answer.figures[0].organisation in answer.text
    assert "共比较" in answer.text


def test_without_a_year_it_is_asked_back(asked):
    assert asked("哪个单位的公务接待费最高？").status is Status.CLARIFY


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("2026年公务接待费最多的三个单位", 3),
        ("哪三个单位2026年公务接待费最多", 3),
        ("Which three organisations have the highest 公务接待费 in 2026?", 3),
        ("各单位2026年公务接待费排名", 5),
        ("2026年各部门公务接待费从高到低排列", 5),
        ("Rank the organisations by 公务接待费 in 2026", 5),
        ("2026年公务接待费排名第一的是哪个单位", 1),
    ],
)
def test_as_many_are_named_as_are_asked_for_in_order(answered, question, count):
    figures = answered(question).figures
    amounts = [figure.amount_yuan for figure in figures]
    assert len(figures) == count and amounts == sorted(amounts, reverse=True)
    assert figures[0].organisation == "星桥市临江区财政局"


def test_the_lowest_come_first_where_they_are_asked_for(answered):
    figures = answered("2026年公务接待费最少的两个单位").figures
    assert [f.organisation for f in figures] == ["中卫市科技局", "星桥市望山区财政局"]


def test_a_ranking_of_items_names_them_all_in_order(answered):
    figures = answered("中卫市科技局2026年公用经费各项从大到小排列").figures
    assert len(figures) == 9 and figures[0].label == "其他交通费"


@pytest.mark.parametrize(
    "question",
    [
        "2026年预算各单位公务接待费占总支出比重排名",
        "2026年预算哪个单位的公务接待费增长最多？",
        "2026年预算哪个单位的公务接待费比上年下降最多？",
    ],
)
def test_amounts_do_not_stand_for_shares_or_changes(asked, question):
    assert asked(question).status is not Status.ANSWERED


def test_amounts_compared_are_still_amounts(answered):
    assert len(answered("2026年预算各单位公务接待费对比排名").figures) == 5


def test_a_part_of_the_only_account_is_no_organisation(refused):
    refused("Which department spent the least on three public expenses in 2025?")
    refused("哪个单位2025年决算支出最多")
