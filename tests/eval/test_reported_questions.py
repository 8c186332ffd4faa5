"""What users state as right becomes a question set that the evaluation takes."""

import json
from datetime import UTC, datetime

import pytest

from eval.question_sets import load
from eval.reported_questions import question_lines, reported_questions
from index.conversation_records import Expected, Feedback, Rating, Report

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWER = {"text": "0.62万元", "language": "zh", "figures": [{"value": "0.62", "computed": False}]}
WORKED_OUT = {**ANSWER, "figures": [{"computed": True}, {"computed": False}, {"computed": False}]}
SEVERAL = {**ANSWER, "figures": [{"computed": False}, {"computed": False}]}
RIGHT = Expected("answered", "0.26", "万元", document="甲.pdf", page=3)
HOSTILE = "\u2028<script>\n\"'; =cmd()"


def report(id=1, expected=RIGHT, question="公务接待费是多少", rating=Rating.DOWN, **more):
    said = Feedback(rating, more.pop("comment", ""), expected, program="0.1.0")
    made = {"history": (), "answer": ANSWER, "failure": "", **more}
    return Report(id, NOON, said, question, **made)


def lines(*reports):
    return [each.line for each in reported_questions(reports) if each.line]


def standings(*reports):
    return [str(each.standing) for each in reported_questions(reports)]


def test_what_was_stated_is_expected_and_nothing_else(tmp_path):
    (line,) = lines(report(comment="看错行了"))
    assert line["expect"] == {
        "status": "answered",
        "figures": [{"value": "0.26", "unit": "万元"}],
        "text": [],
        "documents": ["甲.pdf"],
        "pages": [3],
    }
    assert (line["id"], line["kind"], line["lang"]) == ("report-1", "lookup", "zh")
    assert "看错行了" in line["note"] and "0.1.0" in line["note"]


@pytest.mark.parametrize(
    ("expected", "kind", "expect"),
    [
        (Expected("refused"), "unanswerable", {"status": "refused"}),
        (Expected("clarify"), "ambiguous", {"status": "clarify"}),
        (Expected("answered", words="厉行节约"), "narrative", {"text": ["厉行节约"]}),
        (Expected("answered", document="甲.md"), "lookup", {"documents": ["甲.md"]}),
        (Expected("answered", blank=True), "lookup", {"no_figures": True}),
    ],
)
def test_other_ends_are_expected_too(expected, kind, expect):
    (line,) = lines(report(expected=expected))
    assert line["kind"] == kind and line["expect"].items() >= expect.items()
    assert line["expect"]["figures"] == []


def test_no_more_is_asked_of_the_answer_than_was_stated():
    assert lines(report(answer=WORKED_OUT))[0]["kind"] == "compute"
    assert lines(report(answer=SEVERAL))[0]["kind"] == "list"
    assert lines(report(answer=None, failure="no"))[0]["kind"] == "lookup"
    assert lines(report(answer=None, question="How much?"))[0]["lang"] == "en"


def test_a_follow_up_keeps_what_was_asked_before():
    (line,) = lines(report(question="那人员经费呢", history=("公务接待费是多少",)))
    assert (line["kind"], line["history"]) == ("followup", ["公务接待费是多少"])


def test_what_states_nothing_is_no_question():
    said = (report(1, None), report(2, None, rating=Rating.UP))
    assert standings(*said) == ["unstated", "unstated"] and lines(*said) == []
    assert question_lines(reported_questions(said)) == ""


def test_the_same_report_twice_is_one_question():
    assert standings(report(1), report(2), report(3, question="other")) == [
        "question",
        "repeated",
        "question",
    ]


@pytest.mark.parametrize(
    "other",
    [
        Expected("answered", "0.27", "万元"),
        Expected("answered", "0.26", "元"),
        Expected("refused"),
        Expected("answered", blank=True),
    ],
)
def test_reports_that_contradict_each_other_are_no_questions(other):
    assert standings(report(1), report(2, other), report(3, None)) == [
        "contradicted",
        "contradicted",
        "unstated",
    ]


def test_the_same_amount_in_another_unit_contradicts_nothing():
    other = Expected("answered", "2600", "元")
    assert standings(report(1), report(2, other)) == ["question", "question"]


def test_a_follow_up_does_not_contradict_the_question_alone():
    other = report(2, Expected("refused"), history=("别的",))
    assert standings(report(1), other) == ["question", "question"]


def test_the_lines_are_a_question_set(tmp_path):
    reports = [
        report(1, question=HOSTILE, comment=HOSTILE),
        report(2, Expected("answered", words=HOSTILE, document=HOSTILE), history=(HOSTILE,)),
        report(3, Expected("refused"), question="a"),
    ]
    path = tmp_path / "set.jsonl"
    path.write_text(question_lines(reported_questions(reports)), "utf-8")
    questions = load(path).questions
    assert [question.id for question in questions] == ["report-1", "report-2", "report-3"]
    assert questions[0].question == HOSTILE and questions[1].expect.documents == (HOSTILE,)
    assert all(json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
