"""Feedback is read from a form exactly, or refused with the reason."""

import pytest

from assistant.answer import Answer, AnswerFigure, Citation, Status
from assistant.feedback import FeedbackError, read_feedback
from index.conversation_records import Expected, Feedback, Rating
from index.records import StoredDocument


def document(name, sha256="00", pages=None):
    return StoredDocument(1, name, sha256, "", (), "", None, "", pages, (), 0, 0, 0, "")


HELD = (
    document("甲局2026年部门预算.pdf", "aa", 30),
    document("乙.md", "bb"),
    document("丙.md", "cc"),
)
ANSWER = Answer(
    "q",
    Status.ANSWERED,
    "t",
    figures=(AnswerFigure("a", "1", "元", document="乙.md"), AnswerFigure("b", "2", "元")),
    citations=(Citation("乙.md"), Citation("gone.md")),
)


def read(answer=None, **form):
    return read_feedback(form, answer, HELD, "0.1.0")


def right(**expected):
    """What a report states as right."""
    return read(rating="down", expected={"status": "answered", **expected}).expected


def reason(**form):
    with pytest.raises(FeedbackError) as refused:
        read(**form)
    return refused.value.reason


def reason_of(**expected):
    return reason(rating="down", expected={"status": "answered", **expected})


def test_a_thumb_is_feedback():
    assert read(rating="up") == Feedback(Rating.UP, program="0.1.0")
    assert read(rating="down", comment="  错了 ").comment == "错了"
    for wrong in ({}, {"rating": "sideways"}, {"rating": None}, {"rating": ["up"]}):
        assert reason(**wrong) == "rating"


def test_the_documents_of_the_answer_are_kept_with_what_they_were():
    assert read(ANSWER, rating="up").documents == (("乙.md", "bb"), ("gone.md", ""))
    said = read(
        ANSWER, rating="down", expected={"status": "answered", "document": "丙.md", "value": ""}
    )
    assert said.documents == (("乙.md", "bb"), ("gone.md", ""), ("丙.md", "cc"))


@pytest.mark.parametrize(
    ("typed", "unit", "value", "stored"),
    [
        ("0.26", "万元", "0.26", "万元"),
        ("0.26万元", "", "0.26", "万元"),
        ("0.26 万元", "万元", "0.26", "万元"),
        ("37,151.470", "万元", "37151.470", "万元"),
        ("３７，１５１．４７", "万元", "37151.47", "万元"),
        ("１２．５％", "", "12.5", "%"),
        ("-3.20", "元", "-3.20", "元"),
        ("−3.20", "元", "-3.20", "元"),
        ("▲3.20", "元", "-3.20", "元"),
        ("0", "元", "0", "元"),
        ("1.2亿", "", "1.2", "亿元"),
        ("5", "万", "5", "万元"),
        ("12345678901234567890.12", "元", "12345678901234567890.12", "元"),
        ("3", "册", "3", "册"),
    ],
)
def test_amounts_are_read_exactly(typed, unit, value, stored):
    assert right(value=typed, unit=unit) == Expected("answered", value, stored)


@pytest.mark.parametrize(
    "typed",
    [
        "约3",
        "约3万元",
        "3万元以上",
        "不超过3万元",
        "1,23",
        "1，2345",
        "3 175.50",
        "1e5",
        "5-10",
        "二百元",
        "=1+1",
        "nan",
        "3①",
        "1" * 61,
        "<b>3</b>",
    ],
)
def test_what_is_no_one_amount_is_refused(typed):
    assert reason_of(value=typed, unit="万元") in ("value", "too_long")


def test_an_amount_without_a_unit_could_be_yuan_or_ten_thousand():
    assert reason_of(value="3", unit="") == "unit"
    assert reason_of(value="3", unit="2元") == "unit"


def test_two_different_units_are_refused():
    assert reason_of(value="0.26万元", unit="元") == "units"


def test_the_place_must_be_one_of_the_library():
    assert right(document="甲局2026年部门预算.pdf", page="３").page == 3
    assert right(document="甲局2026年部门预算.pdf", page=30).page == 30
    assert right(document="乙.md") == Expected("answered", document="乙.md")
    assert reason_of(document="甲局2026年预算.pdf") == "document_like"
    assert reason_of(document="zzzz") == "document"
    for page in ("31", "0", "-1", "1.5", "iv", "3-4", "9" * 12):
        assert reason_of(document="甲局2026年部门预算.pdf", page=page) == "page"
    assert reason_of(document="乙.md", page="1") == "no_pages"
    assert reason_of(page="3") == "page_alone"


def test_how_it_should_have_ended_is_enough():
    for status in ("refused", "clarify"):
        told = {"status": status, "value": "3", "unit": "元"}
        assert read(rating="down", expected=told).expected == Expected(status)
    assert right(status="blank", document="乙.md") == Expected(
        "answered", document="乙.md", blank=True
    )
    assert reason_of(status="maybe") == "status"
    assert reason(rating="down", expected="3 元") == "status"


def test_nothing_stated_as_right_is_no_expectation():
    assert right() is None
    assert right(value=" ", unit="万元", words="", document="") is None
    assert read(rating="down", expected={}).expected is None


def test_a_thumb_up_states_nothing_else_as_right():
    assert read(rating="up", expected={"status": "refused"}).expected is None


def test_long_and_strange_fields_are_refused():
    assert reason(rating="down", comment="长" * 2001) == "too_long"
    assert reason(rating="down", comment=["a"]) == "form"
    assert reason_of(words="长" * 501) == "too_long"
    assert reason_of(value=True, unit="元") == "form"
