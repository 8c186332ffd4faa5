"""The contract form of an answer."""

import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import (
    Answer,
    AnswerFigure,
    Citation,
    Evidence,
    Option,
    Shape,
    Status,
)

CONTRACT = {
    "id",
    "question",
    "status",
    "language",
    "text",
    "figures",
    "citations",
    "calculation",
    "options",
    "warnings",
    "seconds",
}
FIGURE = {
    "label",
    "value",
    "unit",
    "amount_yuan",
    "organisation",
    "year",
    "document",
    "page",
    "table",
    "row",
    "column",
    "quote",
}


def test_the_fields_of_the_contract_are_there(answered):
    form = answered("中卫市科技局2026年公务接待费预算是多少").to_json()
    assert set(form) >= CONTRACT
    assert set(form["figures"][0]) >= FIGURE
    assert set(form["citations"][0]) >= {"document", "page", "section", "table", "quote"}


def test_it_survives_json(answered):
    form = answered("中卫市科技局2026年公务接待费预算是多少").to_json()
    back = json.loads(json.dumps(form, ensure_ascii=False))
    assert back["status"] == "answered"
    assert (back["figures"][0]["value"], back["figures"][0]["unit"]) == ("0.26", "万元")
    assert Decimal(back["figures"][0]["amount_yuan"]) == 2600


def test_amounts_are_written_out():
    figure = AnswerFigure("合计", "1E+8", "元", Decimal("1E+8"))
    form = Answer("q", Status.ANSWERED, "t", figures=(figure,)).to_json()
    assert form["figures"][0]["amount_yuan"] == "100000000"


def test_what_is_not_money_has_null():
    form = Answer("q", Status.ANSWERED, "t", figures=(AnswerFigure("车辆", "3", "辆"),)).to_json()
    assert form["figures"][0]["amount_yuan"] is None


def test_options_are_texts():
    options = (Option("甲：1万元", "甲是多少"), Option("乙：2万元", "乙是多少"))
    form = Answer("q", Status.CLARIFY, "t", options=options).to_json()
    assert form["options"] == ["甲：1万元", "乙：2万元"]


def test_citations_without_pages_have_null():
    form = Answer("q", Status.ANSWERED, "t", citations=(Citation("甲.md"),)).to_json()
    assert form["citations"][0]["page"] is None


def restored(answer):
    """The answer after its way through a line of JSON."""
    return Answer.from_json(json.loads(json.dumps(answer.to_json(), ensure_ascii=False)))


TEXTS = st.text(max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)
# Spans are pairs of characters; no field of an answer is a set or a bare float but ``box``.
EVIDENCE = st.none() | st.builds(
    Evidence,
    document_id=st.integers(1, 2**62),
    table_id=st.none() | st.integers(1),
    row=st.none() | st.integers(0),
    column=st.none() | st.integers(0),
    passage_id=st.none() | st.integers(1),
    span=st.none() | st.tuples(st.integers(0), st.integers(0)),
    line=st.none() | st.integers(1),
    box=st.none() | st.tuples(*[st.floats(0, 2000)] * 4),
)
FIGURES = st.builds(
    AnswerFigure,
    label=TEXTS,
    value=TEXTS,
    unit=TEXTS,
    amount_yuan=st.none() | NUMBERS,
    year=st.none() | st.integers(1990, 2100),
    page=st.none() | st.integers(1),
    row=st.lists(TEXTS, max_size=3).map(tuple),
    column=st.lists(TEXTS, max_size=3).map(tuple),
    quote=TEXTS,
    computed=st.booleans(),
    confidence=st.none() | st.floats(0, 1),
    evidence=EVIDENCE,
)
ANSWERS = st.builds(
    Answer,
    question=TEXTS,
    status=st.sampled_from(Status),
    text=TEXTS,
    language=st.sampled_from(["zh", "en"]),
    figures=st.lists(FIGURES, max_size=2).map(tuple),
    citations=st.lists(
        st.builds(
            Citation,
            TEXTS,
            page=st.none() | st.integers(1),
            section=TEXTS,
            table=TEXTS,
            quote=TEXTS,
            evidence=EVIDENCE,
        ),
        max_size=2,
    ).map(tuple),
    calculation=TEXTS,
    options=st.lists(st.builds(Option, TEXTS, TEXTS), max_size=2).map(tuple),
    warnings=st.lists(TEXTS, max_size=2).map(tuple),
    understood=st.dictionaries(TEXTS, TEXTS, max_size=3).map(lambda d: tuple(d.items())),
    places=st.integers(0, 50),
    agreement=st.none() | st.booleans(),
    differing=st.lists(FIGURES, max_size=1).map(tuple),
    shape=st.sampled_from(Shape),
    seconds=st.floats(0, 100),
    id=TEXTS,
)


@given(ANSWERS)
def test_an_answer_comes_back_as_it_was(answer):
    assert restored(answer) == replace(answer, seconds=round(answer.seconds, 4))


def test_answers_of_the_assistant_come_back_with_their_places(asked):
    for question in (
        "中卫市科技局2026年公务接待费预算是多少",
        "云泽文数局2026年三公经费比2025年增加多少",
        "云泽文数局的差旅费是多少",
        "什么是“三公”经费？",
        "中卫市科技局2035年公务接待费是多少",
    ):
        answer = asked(question)
        assert restored(answer) == replace(answer, seconds=round(answer.seconds, 4))


def test_the_order_in_which_a_question_was_understood_stays():
    understood = (("year", "2026"), ("organisation", "某局"), ("a", ""))
    assert restored(Answer("q", Status.ANSWERED, "t", understood=understood)).understood == (
        understood
    )


def test_every_field_of_an_answer_is_in_its_form():
    form = Answer("q", Status.ANSWERED, "t").to_json()
    assert {field.name for field in fields(Answer)} < set(form)


def test_a_form_of_another_version_opens():
    form = Answer("q", Status.CLARIFY, "t", options=(Option("甲：1万元", "甲？"),)).to_json()
    del form["choices"], form["places"], form["understood"]
    form["shape"] = "of a later version"
    form["new"] = {"of": "a later version"}
    back = Answer.from_json(form)
    assert (back.options, back.places, back.understood) == (
        (Option("甲：1万元", "甲：1万元"),),
        0,
        (),
    )


@pytest.mark.parametrize(
    "form",
    [
        {},
        [],
        None,
        {"question": "q", "text": "t", "status": "sure"},
        {"question": "q", "text": "t", "status": "answered", "figures": [{}]},
        {"question": "q", "text": "t", "status": "answered", "figures": 3},
        {
            "question": "q",
            "text": "t",
            "status": "answered",
            "figures": [{"label": "a", "value": "1", "unit": "元", "amount_yuan": "a lot"}],
        },
    ],
)
def test_what_is_no_answer_is_refused(form):
    with pytest.raises(ValueError, match="no answer"):
        Answer.from_json(form)


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("云泽文数局2026年三公经费由哪些项目构成", Shape.PARTS),
        ("云泽文数局2026年水费和电费一共多少", Shape.PARTS),
        ("云泽文数局2026年水费和电费各多少", Shape.ITEMS),
        ("云泽文数局2026年三公经费比2025年增加多少", Shape.YEARS),
        ("云泽文数局2026年公用经费占基本支出多少", Shape.COMPARISON),
        ("云泽文数局2026年公务接待费是多少", Shape.NONE),
    ],
)
def test_the_engine_says_how_the_figures_belong_together(answered, question, shape):
    assert answered(question).shape is shape


def test_a_ranking_says_that_it_is_one(answered):
    assert answered("哪个单位2026年公务接待费最多").shape is Shape.RANKING
