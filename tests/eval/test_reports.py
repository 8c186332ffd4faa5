import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.answer import Answer, AnswerFigure, Citation, Status
from eval.question_sets import Expectation, ExpectedFigure, Question, QuestionSet
from eval.report_html import to_html
from eval.report_markdown import to_markdown
from eval.reports import Report
from eval.retrieval import Retrieval
from eval.running import run
from eval.setting import Setting

DATE = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def asked(id, value=None, language="zh", kind="lookup"):
    if value is None:
        return Question(id, language, "unanswerable", f"问题{id}", Expectation(Status.REFUSED))
    figure = ExpectedFigure(Decimal(value), "万元")
    expect = Expectation(Status.ANSWERED, (figure,), documents=("甲.md",))
    return Question(id, language, kind, f"问题{id}", expect, ("先问的",))


def ask(question, history):
    """Says 5 万元 to everything, in one second, and breaks on the question 问题broken."""
    if question == "问题broken":
        raise ZeroDivisionError("no denominator")
    figure = AnswerFigure("水费", "5", "万元", document="甲.md")
    citation = Citation("甲.md", quote="水费5万元")
    return Answer(question, Status.ANSWERED, "水费为5万元。", "zh", (figure,), (citation,))


@pytest.fixture
def report():
    questions = (
        asked("good", "5"),
        asked("better", "5.00", language="en", kind="list"),
        asked("broken", "5"),
        asked("bad", "6"),
        asked("unheld"),
    )
    ticks = iter(range(100))
    results = tuple(run(ask, questions, lambda: float(next(ticks))))
    return Report(
        DATE,
        Setting(version="1.2", commit="a1b2c3d4e5", documents=(("甲.md", "f" * 64),)),
        QuestionSet("set.jsonl", "0" * 64, questions),
        results,
        Retrieval((("good", 2),)),
    )


def test_history_reaches_the_assistant():
    heard = []

    def listen(question, history):
        heard.append((question, history))
        return Answer(question, Status.REFUSED, "")

    list(run(listen, [asked("x", "5")], lambda: 0.0))
    assert heard == [("问题x", ("先问的",))]


def test_an_exception_costs_its_question_only(report):
    broken = report.results[2]
    assert broken.answer is None
    assert broken.error == "ZeroDivisionError: no denominator"
    assert [result.question.id for result in report.results] == [
        "good",
        "better",
        "broken",
        "bad",
        "unheld",
    ]


def test_the_headline_gives_right_and_wrong_shares(report):
    assert report.headline() == "right 0.400 wrong 0.400 of 5"
    assert report.summary().splitlines()[-1] == report.headline()


def test_json_counts_by_kind_language_and_document(report):
    form = json.loads(json.dumps(report.to_json()))
    assert form["counts"] == {"right": 2, "wrong": 2, "declined": 1}
    assert form["by_kind"]["lookup"] == {"right": 1, "wrong": 1, "declined": 1}
    assert form["by_language"]["en"] == {"right": 1}
    assert form["by_document"]["甲.md"] == {"right": 2, "wrong": 1, "declined": 1}
    assert form["by_document"]["(no document)"] == {"wrong": 1}
    assert form["latency"] == {"p50": 1.0, "p95": 1.0, "max": 1.0}
    assert form["answers"]["bad"]["outcome"] == "wrong"
    assert form["answers"]["bad"]["ms"] == 1000
    assert form["date"] == "2026-03-01T08:30:00+00:00"
    assert (form["commit"], form["version"]) == ("a1b2c3d4e5", "1.2")
    assert form["documents"] == [{"name": "甲.md", "sha256": "f" * 64}]
    assert form["settings"]["language_model"] == ""
    assert form["retrieval"]["recall"] == {"1": 0.0, "3": 1.0, "5": 1.0, "10": 1.0}
    assert form["question_set"] == {"name": "set.jsonl", "sha256": "0" * 64, "questions": 5}


def test_every_failure_is_explained_the_worst_first(report):
    failures = report.to_json()["failures"]
    assert [failure["id"] for failure in failures] == ["bad", "unheld", "broken"]
    bad = failures[0]
    assert bad["reason"] == "headline figure 5 万元, expected 6 万元"
    assert bad["expected"]["figures"] == ["6 万元"]
    assert bad["got"]["figures"] == ["5 万元"]
    assert bad["got"]["citations"] == [{"document": "甲.md", "page": None}]
    assert failures[2]["got"] is None
    markdown = to_markdown(report.to_json())
    page = to_html(report.to_json())
    for told in ("bad: wrong", "先问的 → 问题bad", "ZeroDivisionError", "水费为5万元。"):
        assert told in markdown and told in page


def test_without_words_nothing_of_questions_and_answers_is_stored(report):
    form = report.to_json(words=False)
    stored = json.dumps(form, ensure_ascii=False) + to_markdown(form) + to_html(form)
    assert "bad" in stored
    for words in ("问题bad", "先问的", "水费", "5 万元"):
        assert words not in stored


def test_the_page_shows_hostile_words_and_runs_none(report):
    question = replace(report.results[3].question, question="<img src=x onerror=alert(1)>")
    hostile = replace(report.results[3], question=question)
    set_ = QuestionSet("<script>.jsonl", "0" * 64, (question,))
    page = to_html(Report(DATE, report.setting, set_, (hostile,)).to_json())
    assert "<img" not in page and "<script" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_hostile_words_are_no_markup_in_markdown_either(report):
    question = replace(report.results[3].question, question="<img src=x> [a](javascript:b)")
    hostile = replace(report.results[3], question=question)
    set_ = QuestionSet("<script>.jsonl", "0" * 64, (question,))
    told = to_markdown(Report(DATE, report.setting, set_, (hostile,)).to_json())
    assert "\\<img src=x\\> \\[a\\](javascript" in told and "# \\<script" in told


def test_counts_stand_with_their_share_and_interval(report):
    for told in (to_markdown(report.to_json()), to_html(report.to_json())):
        assert "2 right (0.400" in told and "0.118–0.769" in told
    assert "right: 2 of 5, 95 % 0.118–0.769" in report.summary()


def test_a_report_tells_that_only_a_part_of_the_set_was_asked(report):
    part = replace(report, question_set=replace(report.question_set, whole=90))
    assert part.to_json()["question_set"]["of"] == 90
    for told in (to_markdown(part.to_json()), to_html(part.to_json())):
        assert "5 of its 90 questions" in told
        assert "an expected document is not cited" in told


def test_answers_untrue_to_their_places_are_listed(report):
    def check(answer):
        return ["水费 5万元 is not what stands at its place"] if "good" in answer.question else []

    checked = tuple(run(ask, report.question_set.questions, lambda: 0.0, check=check))
    untrue = replace(report, results=checked)
    form = untrue.to_json()
    assert [each["id"] for each in form["untrue"]] == ["good"]
    assert untrue.to_json(words=False)["untrue"] == [{"id": "good"}]
    for told in (untrue.summary(), to_markdown(form), to_html(form)):
        assert "not what stands at its place" in told


def test_an_answer_that_cannot_be_scored_costs_its_question_only(report):
    def check(answer):
        raise KeyError("no such table")

    first, *_ = run(ask, report.question_set.questions, lambda: 0.0, check=check)
    assert first.score.outcome == "wrong" and "no such table" in first.error


def test_a_run_is_kept_under_its_date_commit_and_set(report, tmp_path):
    markdown = report.save(tmp_path / "runs")
    assert markdown.name == "20260301T083000-a1b2c3d-set.md"
    form = json.loads(markdown.with_suffix(".json").read_text("utf-8"))
    assert form == report.to_json()
    assert markdown.read_text("utf-8") == to_markdown(form)
    assert markdown.with_suffix(".html").read_text("utf-8") == to_html(form)


def test_a_run_without_questions_has_no_shares():
    empty = Report(DATE, Setting(), QuestionSet("set.jsonl", "", ()), ())
    assert empty.headline() == "right – wrong – of 0"
    assert "Failures\n\nNone." in to_markdown(empty.to_json())
    assert "0 right (–), 0 wrong (–) of 0" in to_html(empty.to_json())
