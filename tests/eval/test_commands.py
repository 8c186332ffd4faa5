"""budget-qa eval: the last line, the report that is kept, and the gate."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ZHONGWEI = "中卫市科技局2026年部门预算.md"
QUESTION = "中卫市科技局2026年公务接待费预算是多少"


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Runs commands on a library that holds all samples."""
    home = tmp_path_factory.mktemp("library")

    def run(*arguments):
        environment = {"BUDGET_QA_EMBEDDING_MODEL": "none", "BUDGET_QA_DATABASE": ""}
        return CliRunner().invoke(main, ["--home", str(home), *arguments], env=environment)

    assert run("add", str(SAMPLES)).exit_code == 0
    return run


@pytest.fixture
def question_set(tmp_path):
    path = tmp_path / "set.jsonl"

    def question(id, document, value):
        expect = {
            "status": "answered",
            "figures": [{"value": value, "unit": "万元"}],
            "text": [],
            "documents": [document],
            "pages": [],
        }
        form = {"id": id, "lang": "zh", "kind": "lookup", "question": QUESTION}
        return json.dumps({**form, "history": [], "expect": expect}, ensure_ascii=False)

    lines = [
        question("right", ZHONGWEI, "0.26"),
        question("wrong", ZHONGWEI, "9.99"),
        question("unknown", "别的.md", "1"),
    ]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_the_last_line_tells_right_and_wrong(held, question_set):
    result = held("eval", str(question_set))
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1].endswith("of 3")


@pytest.mark.parametrize("choice", [["--only-known"], ["--documents", ZHONGWEI, "x.md"]])
def test_questions_about_other_documents_can_be_left_out(held, question_set, choice):
    result = held("eval", str(question_set), *choice)
    assert result.stdout.splitlines()[-1] == "right 0.500 wrong 0.500 of 2"


def test_the_report_is_kept(held, question_set, tmp_path):
    held("eval", str(question_set), "--only-known", "--out", str(tmp_path / "runs"))
    (report,) = (tmp_path / "runs").glob("*.json")
    form = json.loads(report.read_text("utf-8"))
    outcomes = {key: told["outcome"] for key, told in form["answers"].items()}
    assert outcomes == {"right": "right", "wrong": "wrong"}
    held_names = [document["name"] for document in form["documents"]]
    assert sorted(held_names) == sorted(path.name for path in SAMPLES.glob("*.md"))
    assert report.with_suffix(".md").exists() and report.with_suffix(".html").exists()


def test_it_is_a_gate_where_a_share_is_asked_for(held, question_set):
    let_in = held("eval", str(question_set), "--only-known", "--wrong-at-most", "0.5")
    assert (let_in.exit_code, "not let in" in let_in.stderr) == (0, False)
    kept_out = held("eval", str(question_set), "--only-known", "--wrong-at-most", "0.4")
    assert kept_out.exit_code == 1
    assert "1 of 2 wrong, at most 40.0%" in kept_out.stderr
    few = held("eval", str(question_set), "--only-known", "--right-at-least", "0.9")
    assert few.exit_code == 1 and "1 of 2 right" in few.stderr
    assert held("eval", str(question_set), "--right-at-least", "9").exit_code == 2


def test_a_broken_question_set_is_named(held, tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "a"}')
    result = held("eval", str(path))
    assert result.exit_code == 1
    assert f"{path}, line 1" in result.stderr


def test_counts_stand_with_their_interval(held, question_set):
    told = held("eval", str(question_set), "--only-known").stdout
    assert "right: 1 of 2, 95 % 0.095–0.905" in told


def test_documents_that_the_library_lacks_are_named(held, question_set):
    whole = held("eval", str(question_set))
    assert "not in the library: 别的.md (1 题" in whole.stderr
    assert "not in the library" not in held("eval", str(question_set), "--only-known").stderr


def test_nothing_to_ask_is_no_success(held, question_set):
    done = held("eval", str(question_set), "--documents", "x.md")
    assert done.exit_code == 1
    assert "no question of the set is left to ask" in done.stderr


def test_a_set_can_be_checked_without_asking(held, question_set):
    lines = question_set.read_text("utf-8").splitlines()
    odd = lines[0].replace('"right"', '"odd"').replace('"lookup"', '"unanswerable"')
    question_set.write_text("\n".join([*lines, odd]), "utf-8")
    done = held("eval", str(question_set), "--check")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["lookup: 3", "unanswerable: 1", "valid: 4 questions"]
    assert "the status expected is not that of the kind: 'odd'" in done.stderr
