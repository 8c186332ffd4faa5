"""The product and the baselines in one run, with the real embedding model and Chroma.

The language model is a stand-in that reads the chunks it is given, over real HTTP.
"""

import json

import pytest
from click.testing import CliRunner

from eval.baselines.__main__ import main
from eval.baselines.beside import beside
from eval.baselines.cold_start import plain_answer
from eval.overall.parts import counted
from eval.overall.tables import TABLES
from eval.question_sets import load


def reading(prompt):
    """What a model would make of the prompts of both systems."""
    if "局长" in prompt:
        return "资料未提供这一信息。"
    if "测绘事务" in prompt.split("Query")[-1]:
        return "测绘事务的项目支出为88.25万元。"
    return "因为厉行节约，压缩接待批次。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the library and the baselines' index are left."""
    return tmp_path_factory.mktemp("beside")


@pytest.fixture(scope="module")
def runs(files, questions, server, folder):
    server.says = reading
    measured = beside(load(questions), files, folder, server.environment)
    return {one.report.setting.system: one for one in measured}


def outcomes(measured):
    return {r.question.id: str(r.score.outcome) for r in measured.report.results}


def test_all_systems_have_the_same_questions_and_files(runs):
    assert list(runs) == [
        "budget-qa",
        "budget-qa + language model",
        "keyword search",
        "plain RAG",
        "hybrid",
        "plain RAG + language model",
    ]
    assert {one.report.setting.documents for one in runs.values()} == {
        runs["budget-qa"].report.setting.documents
    }
    assert {one.report.question_set.sha256 for one in runs.values()} == {
        runs["hybrid"].report.question_set.sha256
    }
    assert [bool(one.report.setting.language_model) for one in runs.values()] == [
        False,
        True,
        False,
        False,
        False,
        True,
    ]


def test_the_product_is_right_and_knows_what_it_does_not_hold(runs):
    assert outcomes(runs["budget-qa"]) == {"figure": "right", "words": "right", "none": "right"}


def test_a_baseline_cites_its_chunk_and_cannot_refuse(runs):
    for name in ("plain RAG", "keyword search", "hybrid"):
        assert outcomes(runs[name])["none"] == "wrong"
        answers = [r.answer for r in runs[name].report.results]
        assert all(answer.citations for answer in answers)
        assert runs[name].report.retrieval.recall(10) == 1.0


def test_plain_retrieval_with_a_language_model_is_scored_by_what_it_says(runs, server):
    told = outcomes(runs["plain RAG + language model"])
    assert told == {"figure": "right", "words": "right", "none": "right"}
    assert any("88.25" in prompt and "测绘事务" in prompt for prompt in server.prompts)


def test_the_finished_index_answers_a_process_that_is_just_started(runs, folder):
    assert plain_answer(folder, "青溪县测绘局2026年测绘事务的项目支出是多少") == "88.25万元"


def test_the_table_names_the_model_of_both_systems_that_use_one(runs):
    part = {"systems": [counted(one.to_json()) for one in runs.values()]}
    for name in ("accuracy", "speed"):
        named = [row[1] for row in TABLES[name]({"set": part})[1]]
        assert [title for title in named if "openai stand-in" in title] == [
            "budget-qa + language model (openai stand-in)",
            "plain RAG + language model (openai stand-in)",
        ]


def test_no_key_and_no_address_is_stored(runs):
    stored = json.dumps([one.to_json(words=True) for one in runs.values()])
    assert "sk-secret" not in stored and "127.0.0.1" not in stored


def test_the_command_without_vectors(files, questions, tmp_path):
    paths = [str(questions), *map(str, files)]
    done = CliRunner().invoke(
        main,
        [*paths, "--out", str(tmp_path), "--cold", "0", "--no-words"],
        env={"BUDGET_QA_EMBEDDING_MODEL": "none"},
    )
    assert done.exit_code == 0, done.output
    text = (tmp_path / "beside.json").read_text("utf-8")
    form = json.loads(text)
    assert [s["system"] for s in form["systems"]] == ["budget-qa", "keyword search"]
    assert "局长" not in text and all(s["prepared_s"] >= 0 for s in form["systems"])
    assert len(list((tmp_path / "keyword-search").glob("*.html"))) == 1
    # The systems stand in one table, which is also what the terminal gets.
    assert done.stdout.splitlines()[2].startswith("| set.jsonl | budget-qa | 3 (1.000) | 0 (0.000)")
    for page in ("beside.md", "beside.html"):
        told = (tmp_path / page).read_text("utf-8")
        assert "keyword search" in told and "taking in documents" in told


def test_a_file_without_plain_text_is_named(questions, tmp_path):
    path = tmp_path / "a.xyz"
    path.write_bytes(b"\x00")
    done = CliRunner().invoke(
        main,
        [str(questions), str(path), "--out", str(tmp_path / "out")],
        env={"BUDGET_QA_EMBEDDING_MODEL": "none"},
    )
    assert done.exit_code == 1
    assert "a.xyz" in done.output
