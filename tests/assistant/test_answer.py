"""The contract form of an answer."""

import json
from decimal import Decimal

from assistant.answer import Answer, AnswerFigure, Citation, Option, Status

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
