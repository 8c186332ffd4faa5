"""budget-qa reports: feedback listed and made a question set, which budget-qa eval runs."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.engine import Assistant
from assistant.feedback import read_feedback
from index.conversation_records import Feedback, Rating
from index.conversations import Conversations
from index.library import Library
from index.settings import Settings

SAMPLE = Path(__file__).resolve().parents[2] / "corpus/samples"
NAME = "中卫市科技局2026年部门预算.md"
QUESTION = "中卫市科技局2026年公务接待费预算是多少"
ESCAPES = "\x1b]0;owned\x07\u202e清屏\x1b[2J"


def run(home, *arguments):
    environment = {"BUDGET_QA_EMBEDDING_MODEL": "none", "BUDGET_QA_LLM": ""}
    return CliRunner().invoke(main, ["--home", str(home), *arguments], env=environment)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A library with a publication, and a conversation in which four answers were reported."""
    home = tmp_path_factory.mktemp("home")
    assert run(home, "add", str(SAMPLE / NAME)).exit_code == 0
    settings = Settings(home, "none")
    with Library(settings) as library, closing(Conversations(settings.conversations_file)) as kept:
        documents = library.documents()
        key = kept.begin("a")

        def report(question, said):
            answer = Assistant(library).ask(question, kept.questions("a", key))
            turn = kept.add_turn("a", key, question, answer.to_json())
            kept.give_feedback("a", key, turn, read_feedback(said, answer, documents, "0.1.0"))

        def right(**expected):
            return {"rating": "down", "expected": {"status": "answered", **expected}}

        report(QUESTION, right(value="0.26万元", document=NAME))
        report(QUESTION, {"rating": "up", "comment": ESCAPES})
        report("中卫市科技局2035年公务接待费预算是多少", right(status="refused"))
        report("中卫市科技局2026年差旅费预算是多少", right(value="999", unit="万元"))
    return home


def test_reports_become_a_question_set_that_is_scored(home, tmp_path):
    out = tmp_path / "qa.jsonl"
    made = run(home, "reports", "--out", str(out))
    assert made.exit_code == 0, made.output
    assert "3 / 4" in made.stderr
    scored = run(home, "eval", str(out), "--out", str(tmp_path / "report"))
    assert scored.exit_code == 0, scored.output
    # Two were right all along; the third expects what no document says.
    assert "right 0.667 wrong 0.333 of 3" in scored.stdout
    (kept,) = (tmp_path / "report").rglob("*.json")
    failures = json.loads(kept.read_text("utf-8"))["failures"]
    assert [(failure["id"], failure["outcome"]) for failure in failures] == [("report-4", "wrong")]


def test_each_report_is_one_line_with_all_it_holds(home):
    listed = run(home, "reports", "--json")
    forms = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [form["standing"] for form in forms] == ["question", "unstated", "question", "question"]
    assert [form["question_id"] for form in forms] == ["report-1", None, "report-3", "report-4"]
    first = forms[0]
    assert first["documents"][0]["name"] == NAME and len(first["documents"][0]["sha256"]) == 64
    assert first["answer"]["figures"][0]["value"] == "0.26"
    assert (first["program"], first["expected"]["value"]) == ("0.1.0", "0.26")
    assert forms[2]["history"] == [QUESTION, QUESTION]


def test_text_of_users_does_not_steer_the_terminal(home):
    listed = run(home, "reports").stdout
    assert "清屏" in listed and len(listed.splitlines()) == 4
    assert not any(mark in listed for mark in "\x1b\x07\u202e")


def test_without_feedback_nothing_is_written(tmp_path):
    out = tmp_path / "qa.jsonl"
    result = run(tmp_path / "home", "reports", "--out", str(out))
    assert result.exit_code == 1 and result.stdout == "" and not out.exists()
    assert run(tmp_path / "home", "reports").exit_code == 0
    assert not (tmp_path / "home" / "conversations.sqlite").exists()


def test_feedback_without_a_statement_writes_no_set(tmp_path):
    with closing(Conversations(tmp_path / "conversations.sqlite")) as kept:
        key = kept.begin("a")
        kept.add_turn("a", key, "q", None, "no")
        kept.give_feedback("a", key, 0, Feedback(Rating.DOWN, "wrong"))
    out = tmp_path / "qa.jsonl"
    result = run(tmp_path, "reports", "--out", str(out))
    assert result.exit_code == 1 and "wrong" in result.stdout and not out.exists()


def test_a_broken_store_is_named(tmp_path):
    (tmp_path / "conversations.sqlite").write_bytes(b"no database" * 200)
    result = run(tmp_path, "reports")
    assert result.exit_code == 1 and "conversations.sqlite" in result.stderr
