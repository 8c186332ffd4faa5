"""A place in a ranking: the second largest, with what shares its amount."""

from types import SimpleNamespace

import pytest

from assistant.answering.rankings import of_rank


def sized(*amounts):
    return [SimpleNamespace(amount_yuan=amount, value=amount) for amount in amounts]


def test_what_shares_an_amount_shares_its_place():
    ordered = sized(9, 7, 7, 5)
    assert of_rank(ordered, 2) == of_rank(ordered, 3) == ordered[1:3]
    assert of_rank(ordered, 4) == ordered[3:]
    assert of_rank(ordered, 5) == []


@pytest.mark.parametrize(
    ("question", "label", "value"),
    [
        ("云泽文数局2026年第二大的项目是什么", "公共文化云平台建设项目", "1628000.00"),
        ("云泽文数局2026年最大的项目是什么", "城市书房数字服务提升项目", "1850000.00"),
        ("云泽文数局2026年支出第二高的是什么", "社会保障和就业支出", "1345300.00"),
        ("云泽文数局2026年支出里排第三的是什么", "住房保障支出", "1044500.00"),
        ("云泽文数局2026年支出倒数第二的是什么", "住房保障支出", "1044500.00"),
        ("云泽文数局2026年支出第二少的是什么", "住房保障支出", "1044500.00"),
        (
            "What is the second largest project of 云泽文数局 in 2026?",
            "公共文化云平台建设项目",
            "1628000.00",
        ),
        (
            "What is the third-largest expenditure of 云泽文数局 in 2026?",
            "住房保障支出",
            "1044500.00",
        ),
    ],
)
def test_the_item_in_a_place_of_the_ranking(answered, question, label, value):
    answer = answered(question)
    assert [(f.label, f.value) for f in answer.figures] == [(label, value)]


def test_a_place_beyond_the_ranking_is_declined(refused):
    refused("云泽文数局2026年支出第九大的是什么")


@pytest.mark.parametrize(
    "text", ["第二季度的支出", "第二高中的办公费", "第二小学的办公费", "第三产业的支出"]
)
def test_a_number_in_a_name_is_no_place_in_a_ranking(reading, text):
    assert reading(f"云泽文数局2026年{text}是多少").nth == 1


def test_organisations_are_ranked_to_a_place(answered):
    question = "2026年各单位支出总计排名{}的是哪个"
    first, second = (answered(question.format(said)) for said in ("第一", "第二"))
    assert second.figures[0].amount_yuan < first.figures[0].amount_yuan
    assert len(second.figures) == 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("云泽文数局2026年人均办公费是多少", "平均"),
        ("云泽文数局2026年三公经费平均每项多少", "平均"),
        ("What is the average office expense of 云泽文数局 per employee in 2026?", "average"),
    ],
)
def test_an_average_is_declined_with_its_reason(refused, question, said):
    assert said in refused(question).text
