"""The commands that answer, by their contract, on a real library of sample documents."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

ROOT = Path(__file__).parents[2]
ZHONGWEI = "中卫市科技局2026年部门预算.md"
QUESTION = "中卫市科技局2026年公务接待费预算是多少"
ENVIRONMENT = {"BUDGET_QA_EMBEDDING_MODEL": "none", "BUDGET_QA_DATABASE": ""}


class TestAsk:
    def test_json_is_the_answer_contract(self, held, json_lines):
        (form,) = json_lines(held("ask", QUESTION, "--json"))
        assert (form["status"], form["language"], form["question"]) == ("answered", "zh", QUESTION)
        headline = form["figures"][0]
        assert (headline["value"], headline["unit"]) == ("0.26", "万元")
        assert headline["amount_yuan"] == "2600.00" or Decimal(headline["amount_yuan"]) == 2600
        assert (headline["organisation"], headline["year"]) == ("中卫市科技局", 2026)
        assert headline["document"] == ZHONGWEI
        assert ZHONGWEI in {citation["document"] for citation in form["citations"]}
        assert set(form) >= {"id", "text", "calculation", "options", "warnings", "seconds"}

    def test_people_read_the_figure_and_where_it_stands(self, held):
        result = held("ask", QUESTION)
        assert result.exit_code == 0
        assert "0.26" in result.stdout and "万元" in result.stdout
        assert f"[1] {ZHONGWEI}" in result.stdout

    def test_an_earlier_question_lends_its_organisation_and_year(self, held, json_lines):
        follow_up = held("ask", "那住房公积金呢", "--history", QUESTION, "--json")
        (form,) = json_lines(follow_up)
        assert form["status"] == "answered"
        assert form["figures"][0]["organisation"] == "中卫市科技局"

    def test_a_refusal_is_no_failure_of_the_command(self, run, json_lines):
        (form,) = json_lines(run("ask", QUESTION, "--json"))
        assert form["status"] == "refused"
        assert form["figures"] == []


class TestBatch:
    def test_answers_come_in_order_with_their_ids(self, held, tmp_path):
        questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
        lines = [{"id": "二", "question": "今天天气怎么样"}, {"id": "一", "question": QUESTION}]
        questions.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        result = held("batch", str(questions), "--out", str(answers))
        assert (result.exit_code, result.stdout) == (0, "")
        first, second = map(json.loads, answers.read_text("utf-8").splitlines())
        assert (first["id"], first["status"]) == ("二", "refused")
        assert (second["id"], second["figures"][0]["value"]) == ("一", "0.26")

    def test_a_bad_line_fails_alone(self, held, tmp_path):
        questions, answers = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
        questions.write_text('{"id": 1\n' + json.dumps({"id": 2, "question": QUESTION}), "utf-8")
        result = held("batch", str(questions), "--out", str(answers))
        assert result.exit_code == 1
        assert f"{questions}, line 1" in result.stderr
        bad, good = map(json.loads, answers.read_text("utf-8").splitlines())
        assert (bad["status"], good["status"]) == ("refused", "answered")

    def test_the_questions_are_never_written_over(self, held, tmp_path):
        questions = tmp_path / "questions.jsonl"
        questions.write_text("{}")
        assert held("batch", str(questions), "--out", str(questions)).exit_code == 2
        assert questions.read_text() == "{}"


class TestCheck:
    TEXT = "中卫市科技局2026年公务接待费0.26万元，会议费8万元。"

    def test_each_number_of_a_text_has_its_verdict(self, held, json_lines):
        (checked,) = json_lines(held("check", self.TEXT, "--json"))
        assert [n["verdict"] for n in checked["numbers"]] == ["confirmed", "unknown"]
        assert (checked["confirmed"], checked["contradicted"], checked["unknown"]) == (1, 0, 1)
        (figure,) = checked["numbers"][0]["figures"]
        assert (figure["document"], Decimal(figure["amount_yuan"])) == (ZHONGWEI, 2600)

    def test_a_file_is_checked_like_its_text(self, held, tmp_path):
        draft = tmp_path / "稿.md"
        draft.write_text("中卫市科技局2026年公务接待费0.62万元。", "utf-8")
        result = held("check", str(draft))
        assert result.exit_code == 0
        assert "不符 contradicted" in result.stdout and "0.26万元" in result.stdout

    def test_a_file_that_cannot_be_read_is_said(self, held, tmp_path):
        (tmp_path / "空.md").write_bytes(b"")
        result = held("check", str(tmp_path / "空.md"))
        assert result.exit_code == 1 and "空.md" in result.stderr


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [[], ["fly"], ["add"], ["ask"], ["ask", "a", "b"], ["batch", "x.jsonl"], ["eval"]],
    )
    def test_wrong_usage_ends_with_two(self, run, arguments):
        assert run(*arguments).exit_code == 2

    def test_the_home_folder_comes_from_the_environment_too(self, sample, tmp_path):
        environment = {**ENVIRONMENT, "BUDGET_QA_HOME": str(tmp_path / "from-environment")}
        result = CliRunner().invoke(main, ["add", str(sample)], env=environment)
        assert result.exit_code == 0
        assert (tmp_path / "from-environment").is_dir()

    def test_a_library_that_cannot_be_opened_ends_with_a_message(self, command_line, tmp_path):
        (tmp_path / "library.sqlite").write_bytes(b"this is no database" * 100)
        result = command_line(tmp_path)("documents")
        assert result.exit_code == 1
        assert "library.sqlite" in result.stderr

    def test_answers_are_utf8_in_a_plain_locale(self, tmp_path):
        command = [sys.executable, "-m", "assistant.cli", "--home", str(tmp_path), "ask"]
        environment = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(
            [*command, QUESTION, "--json"],
            env={**ENVIRONMENT, **environment, "PATH": ""},
            cwd=ROOT,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.decode("utf-8"))["question"] == QUESTION
