"""The quality gate: a change that makes answers worse fails here, with every failure named.

Two sets are asked: the bundled one over the bundled samples, and, on the real publication of
which one sample is made, the development questions that it alone answers.
"""

import time
from pathlib import Path

import pytest

from assistant.answer import Status
from assistant.engine import Assistant
from eval.faithfulness import check_in
from eval.gate import Gate
from eval.question_sets import load
from eval.running import run
from eval.scoring import Outcome
from index.library import Library
from index.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
ZHONGWEI = "中卫市科技局2026年部门预算.md"


def shared(path):
    """A file of the shared folder; its absence fails the test rather than skipping it."""
    file = SHARED / path
    assert file.is_file(), (
        f"{file} is missing: the gate on a real publication needs the folder 'shared' beside the "
        "repository (it holds the documents and the development questions)"
    )
    return file


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """``results(paths, questions)``: every question asked of a library of just these files."""

    def ask_all(paths, questions):
        settings = Settings(tmp_path_factory.mktemp("gate"), embedding_model="none")
        with Library(settings) as library:
            added = list(library.add_paths(paths))
            assert [r.error for r in added if r.status != "added"] == []
            assistant = Assistant(library)
            check = check_in(library)
            return list(run(assistant.ask, questions, time.perf_counter, check=check))

    return ask_all


@pytest.fixture(scope="module")
def on_samples(results):
    questions = load(ROOT / "eval/questions/samples.jsonl").questions
    return results([ROOT / "corpus/samples"], questions)


@pytest.fixture(scope="module")
def on_zhongwei(results):
    questions = load(shared("qa/dev.jsonl")).about([ZHONGWEI]).questions
    return results([shared(f"corpus/{ZHONGWEI}")], questions)


def described(results, outcomes):
    """The failures in full, for whoever broke them."""
    return "\n".join(
        f"{r.question.id} {r.question.question}\n    {r.score.outcome}: {r.score.reason or r.error}"
        for r in results
        if r.score.outcome in outcomes
    )


def test_bundled_questions_over_the_samples(on_samples):
    assert len(on_samples) >= 100
    assert Gate(wrong_at_most=0.015, right_at_least=0.92).objections(on_samples) == []


def test_real_publication(on_zhongwei):
    assert len(on_zhongwei) >= 30
    assert Gate(wrong_at_most=0.02, right_at_least=0.90).objections(on_zhongwei) == []


def test_questions_on_other_bodies_years_and_topics_are_refused(results):
    """Questions that the full set of documents does not answer, still less one of them."""
    questions = [
        question
        for question in load(shared("qa/dev.jsonl")).questions
        if question.expect.status is Status.REFUSED
    ]
    assert len(questions) >= 8
    asked = results([shared(f"corpus/{ZHONGWEI}")], questions)
    assert described(asked, {Outcome.WRONG, Outcome.DECLINED}) == ""
