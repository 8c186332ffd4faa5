"""The command line by its contract, on a real library of sample documents."""

import csv
import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ZHONGWEI = "中卫市科技局2026年部门预算.md"
QUESTION = "中卫市科技局2026年公务接待费预算是多少"
ENVIRONMENT = {"BUDGET_QA_EMBEDDING_MODEL": "none", "BUDGET_QA_DATABASE": ""}


@pytest.fixture
def run(tmp_path):
    return runner(tmp_path / "home")


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Runs commands on a library that holds all samples; only for commands that change nothing."""
    run = runner(tmp_path_factory.mktemp("library"))
    assert run("add", str(SAMPLES)).exit_code == 0
    return run


def runner(home):
    def run(*arguments):
        return CliRunner().invoke(main, ["--home", str(home), *arguments], env=ENVIRONMENT)

    return run


def json_lines(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def sample(tmp_path):
    """A copy of a sample that a test may change."""
    return Path(shutil.copy(SAMPLES / ZHONGWEI, tmp_path))


class TestAdd:
    def test_a_file_is_added_then_unchanged_then_replaced(self, run, sample):
        (first,) = json_lines(run("add", str(sample), "--json"))
        assert set(first) >= {
            "path",
            "document",
            "status",
            "error",
            "pages",
            "tables",
            "figures",
            "passages",
            "seconds",
        }
        assert (first["document"], first["status"], first["error"]) == (ZHONGWEI, "added", None)
        assert first["tables"] and first["figures"] and first["passages"]
        assert first["pages"] is None
        (again,) = json_lines(run("add", str(sample), "--json"))
        assert again["status"] == "unchanged"
        sample.write_text(sample.read_text("utf-8") + "\n\n补充说明。\n", "utf-8")
        (changed,) = json_lines(run("add", str(sample), "--json"))
        assert changed["status"] == "replaced"

    def test_what_a_folder_holds_besides_is_said_apart_from_the_results(self, run, sample):
        (sample.parent / "说明.exe").write_bytes(b"MZ")
        result = run("add", str(sample.parent), "--json")
        assert [line["document"] for line in json_lines(result)] == [ZHONGWEI]
        assert "passed over" in result.stderr and "说明.exe" in result.stderr

    def test_a_profile_that_is_not_settled_is_said(self, run, tmp_path):
        path = tmp_path / "无名.md"
        path.write_text("# 情况说明\n\n单位：万元\n\n项目\t预算数\n培训费\t1.2\n", "utf-8")
        assert "uncertain: organisation, year" in run("add", str(path)).stderr

    def test_what_fails_is_named_and_the_rest_done(self, run, sample, tmp_path):
        empty = tmp_path / "空文件.md"
        empty.touch()
        missing = tmp_path / "没有.md"
        result = run("add", str(empty), str(missing), str(sample), "--json")
        assert result.exit_code == 1
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        statuses = {Path(line["path"]).name: line["status"] for line in lines}
        assert statuses == {"空文件.md": "failed", "没有.md": "failed", ZHONGWEI: "added"}
        assert all(line["error"] for line in lines if line["status"] == "failed")
        assert "空文件.md" in result.stderr
        assert [form["document"] for form in json_lines(run("documents", "--json"))] == [ZHONGWEI]

    def test_without_json_nothing_goes_to_standard_output(self, run, sample):
        result = run("add", str(sample))
        assert result.stdout == ""
        assert ZHONGWEI in result.stderr

    def test_what_is_uncertain_is_said(self, run, tmp_path):
        path = tmp_path / "不明.md"
        path.write_text("正文没有写明是谁的。\n", "utf-8")
        result = run("add", str(path), "--json")
        (form,) = json_lines(result)
        assert len(form["warnings"]) == 3
        assert all(warning in result.stderr for warning in form["warnings"])
        assert "organisation" in run("documents").stderr

    def test_an_unchanged_file_is_read_again_when_asked(self, run, sample):
        run("add", str(sample))
        (form,) = json_lines(run("add", str(sample), "--again", "--workers", "1", "--json"))
        assert form["status"] == "replaced" and form["note"]


class TestCorrect:
    def test_a_profile_is_corrected_and_listed_so(self, run, sample):
        run("add", str(sample))
        fields = ["--organisation", "云泽市科技局", "--short-name", "云泽科技", "--year", "2031"]
        result = run("correct", ZHONGWEI, *fields, "--kind", "单位预算", "--json")
        (form,) = json_lines(result)
        (listed,) = json_lines(run("documents", "--json"))
        assert form == listed
        assert (form["organisation"], form["region"]) == ("云泽市科技局", "云泽市")
        assert (form["short_names"], form["year"], form["kind"]) == (["云泽科技"], 2031, "单位预算")
        assert set(form["corrected"]) == {"organisation", "short_names", "year", "kind"}
        (answer,) = json_lines(run("ask", "云泽科技2031年公务接待费预算是多少", "--json"))
        assert answer["figures"][0]["organisation"] == "云泽市科技局"
        (form,) = json_lines(run("correct", ZHONGWEI, "--as-read", "--json"))
        assert (form["organisation"], form["corrected"]) == ("中卫市科技局", [])

    def test_impossible_corrections_are_refused(self, run, sample):
        run("add", str(sample))
        assert run("correct", ZHONGWEI).exit_code == 2
        for wrong in (["--kind", "预算"], ["--year", "26"]):
            result = run("correct", ZHONGWEI, *wrong)
            assert result.exit_code == 1 and "must be" in result.stderr


class TestDocuments:
    def test_each_document_is_listed_with_its_profile(self, held):
        forms = json_lines(held("documents", "--json"))
        assert {form["document"] for form in forms} == {path.name for path in SAMPLES.glob("*.md")}
        (zhongwei,) = [form for form in forms if form["document"] == ZHONGWEI]
        assert (zhongwei["organisation"], zhongwei["year"]) == ("中卫市科技局", 2026)
        assert zhongwei["kind"] == "部门预算"
        assert ZHONGWEI in held("documents").stdout

    def test_each_document_tells_what_its_self_check_found(self, held):
        forms = {form["document"]: form for form in json_lines(held("documents", "--json"))}
        checked = forms[ZHONGWEI]["reconciliation"]
        assert checked["checks"] == sum(checked["checks_by_kind"].values()) > 100
        (finding,) = checked["findings"]
        assert (finding["stated"]["printed"], finding["against"]["printed"]) == ("2820.89", "2357")
        assert (finding["difference"], finding["unit"]) == ("463.89", "万元")
        assert finding["stated"]["line"] and "463.89" in finding["message_en"]
        fictional = [form for name, form in forms.items() if name != ZHONGWEI]
        assert all(form["reconciliation"]["findings"] == [] for form in fictional)
        (line,) = [x for x in held("documents").stdout.splitlines() if ZHONGWEI in x]
        assert line.endswith("findings 1")

    def test_an_empty_library_says_so(self, run):
        result = run("documents")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "empty" in result.stderr
        assert json_lines(run("documents", "--json")) == []

    def test_a_removed_document_is_gone(self, run, sample):
        run("add", str(sample))
        assert run("remove", ZHONGWEI).exit_code == 0
        assert json_lines(run("documents", "--json")) == []
        assert json_lines(run("figures", "--json")) == []
        again = run("remove", ZHONGWEI)
        assert again.exit_code == 1
        assert ZHONGWEI in again.stderr

    def test_a_part_of_a_name_removes_nothing_and_is_told_the_whole(self, run, sample):
        run("add", str(sample))
        result = run("remove", ZHONGWEI[:5])
        assert result.exit_code == 1 and ZHONGWEI in result.stderr
        assert len(json_lines(run("documents", "--json"))) == 1


class TestAsk:
    def test_json_is_the_answer_contract(self, held):
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

    def test_an_earlier_question_lends_its_organisation_and_year(self, held):
        follow_up = held("ask", "那住房公积金呢", "--history", QUESTION, "--json")
        (form,) = json_lines(follow_up)
        assert form["status"] == "answered"
        assert form["figures"][0]["organisation"] == "中卫市科技局"

    def test_a_refusal_is_no_failure_of_the_command(self, run):
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

    def test_each_number_of_a_text_has_its_verdict(self, held):
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


class TestFigures:
    def test_every_figure_comes_with_value_unit_and_paths(self, held):
        forms = json_lines(held("figures", "--document", ZHONGWEI, "--json"))
        assert {form["document"] for form in forms} == {ZHONGWEI}
        assert {form["source"] for form in forms} == {"table", "sentence"}
        stated = {(form["label"], form["value"], form["unit"]) for form in forms}
        assert ("公务接待费", "0.26", "万元") in stated
        assert ("科技成果转化与扩散", "2340.00", "万元") in stated
        for form in forms:
            assert (form["value"] is None) == (form["state"] != "number")

    def test_all_documents_without_a_name(self, held):
        forms = json_lines(held("figures", "--json"))
        assert len({form["document"] for form in forms}) == len(list(SAMPLES.glob("*.md")))

    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_an_export_holds_every_figure(self, held, tmp_path, suffix):
        path = tmp_path / f"figures{suffix}"
        result = held("figures", "--document", ZHONGWEI, "--export", str(path))
        assert (result.exit_code, result.stdout) == (0, "")
        if suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                written = len(list(csv.DictReader(file)))
            listed = held("figures", "--document", ZHONGWEI, "--json").stdout.splitlines()
            assert written == len(listed)
        assert path.stat().st_size > 1000

    def test_another_export_format_is_wrong_usage(self, held, tmp_path):
        result = held("figures", "--export", str(tmp_path / "figures.pdf"))
        assert result.exit_code == 2
        assert ".xlsx" in result.stderr

    @pytest.mark.parametrize("command", [["figures", "--document"], ["tables"]])
    def test_an_unknown_document_is_named(self, held, command):
        result = held(*command, "没有.md")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "没有.md" in result.stderr


class TestTables:
    def test_each_table_comes_as_understood(self, held):
        forms = json_lines(held("tables", ZHONGWEI, "--json"))
        assert len(forms) >= 9
        for form in forms:
            assert form["document"] == ZHONGWEI
            assert form["grid"]
            for cell in form["cells"]:
                assert (
                    form["grid"][cell["grid_row"]][cell["grid_column"]].strip() == cell["printed"]
                )
                assert cell["row"] in form["rows"] and cell["column"] in form["columns"]
        totals = [form for form in forms if "收支预算总表" in form["title"]]
        assert totals[0]["unit"] == "万元"

    def test_people_read_the_table_as_printed(self, held):
        assert "科技成果转化与扩散\t2340.00" in held("tables", ZHONGWEI).stdout


class TestEval:
    @pytest.fixture
    def question_set(self, tmp_path):
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

    def test_the_last_line_tells_right_and_wrong(self, held, question_set):
        result = held("eval", str(question_set))
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[-1].endswith("of 3")

    @pytest.mark.parametrize("choice", [["--only-known"], ["--documents", ZHONGWEI, "x.md"]])
    def test_questions_about_other_documents_can_be_left_out(self, held, question_set, choice):
        result = held("eval", str(question_set), *choice)
        assert result.stdout.splitlines()[-1] == "right 0.500 wrong 0.500 of 2"

    def test_the_report_is_kept(self, held, question_set, tmp_path):
        held("eval", str(question_set), "--only-known", "--out", str(tmp_path / "runs"))
        (report,) = (tmp_path / "runs").glob("*.json")
        form = json.loads(report.read_text("utf-8"))
        outcomes = {key: told["outcome"] for key, told in form["answers"].items()}
        assert outcomes == {"right": "right", "wrong": "wrong"}
        held_names = [document["name"] for document in form["documents"]]
        assert sorted(held_names) == sorted(path.name for path in SAMPLES.glob("*.md"))
        assert report.with_suffix(".md").exists() and report.with_suffix(".html").exists()

    def test_it_is_a_gate_where_a_share_is_asked_for(self, held, question_set):
        let_in = held("eval", str(question_set), "--only-known", "--wrong-at-most", "0.5")
        assert (let_in.exit_code, "not let in" in let_in.stderr) == (0, False)
        kept_out = held("eval", str(question_set), "--only-known", "--wrong-at-most", "0.4")
        assert kept_out.exit_code == 1
        assert "1 of 2 wrong, at most 40.0%" in kept_out.stderr
        few = held("eval", str(question_set), "--only-known", "--right-at-least", "0.9")
        assert few.exit_code == 1 and "1 of 2 right" in few.stderr
        assert held("eval", str(question_set), "--right-at-least", "9").exit_code == 2

    def test_a_broken_question_set_is_named(self, held, tmp_path):
        path = tmp_path / "set.jsonl"
        path.write_text('{"id": "a"}')
        result = held("eval", str(path))
        assert result.exit_code == 1
        assert f"{path}, line 1" in result.stderr


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

    def test_a_library_that_cannot_be_opened_ends_with_a_message(self, tmp_path):
        (tmp_path / "library.sqlite").write_bytes(b"this is no database" * 100)
        result = runner(tmp_path)("documents")
        assert result.exit_code == 1
        assert "library.sqlite" in result.stderr

    def test_answers_are_utf8_in_a_plain_locale(self, tmp_path):
        command = [sys.executable, "-m", "assistant.cli", "--home", str(tmp_path), "ask"]
        environment = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(
            [*command, QUESTION, "--json"],
            env={**ENVIRONMENT, **environment, "PATH": ""},
            cwd=SAMPLES.parents[1],
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.decode("utf-8"))["question"] == QUESTION
