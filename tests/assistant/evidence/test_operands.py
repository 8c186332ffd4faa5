"""The figures that a question names one by one."""

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "What are the office and training expenses of 云泽文数局 in 2026, and their total?",
        "What are the office expenses and training expenses of 云泽文数局 in 2026, and what is their total?",
        "云泽文数局2026年办公费和培训费分别是多少，合计多少",
    ],
)
def test_each_and_their_total_in_one_question(answered, question):
    total, office, training = answered(question).figures
    assert total.computed and total.value == "153000.00"
    assert (office.label, training.label) == ("办公费", "培训费")


def test_a_noun_is_shared_by_things_that_are_known_only(asked):
    assert not asked(
        "What are the cinema and training expenses of 云泽文数局 in 2026 in total?"
    ).figures


def test_what_is_half_named_is_sought_beside_the_first(answered):
    # Of the purchases 38.64万元 are goods and 86.27万元 services; 商品和服务支出 is another thing.
    total = answered("云泽文数局2025年决算政府采购货物和服务一共多少").figures[0]
    assert total.value == "124.91"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("群众文化的基本支出和项目支出一共多少", "5435200.00"),
        ("群众文化和图书馆的项目支出一共多少", "4230000.00"),
        ("图书馆和文物保护的项目支出哪个多", "825000.00"),
    ],
)
def test_a_use_or_subject_said_once_is_that_of_all(answered, named, expected):
    assert answered(f"云泽文数局2026年{named}").figures[0].value == expected


def test_one_body_alone_does_not_stand_for_two(asked):
    answer = asked("中卫市科技局2026年三公经费和云泽文数局2025年决算三公经费一共多少")
    assert not any(figure.computed for figure in answer.figures)


def test_a_stage_alone_means_no_total_of_everything(asked):
    figures = asked("云泽文数局2025年决算图书馆年初预算与决算差额").figures
    assert not any(f.computed and f.value not in ("0", "0.00") for f in figures)
