"""The assistant on questions over generated publications: a step back fails here.

Nobody tuned for these publications by hand; the truth behind their cells is known.
"""

import time
from collections import Counter

import pytest

from assistant.engine import Assistant
from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import compose, lines
from eval.question_sets import load
from eval.running import run
from eval.scoring import Outcome
from index.library import Library
from index.settings import Settings


@pytest.mark.parametrize("seed", [11, 12])
def test_generated_questions(seed, tmp_path):
    collection = publish(seed, 3, ("markdown",))
    write_documents(collection, tmp_path / "documents")
    path = tmp_path / "questions.jsonl"
    path.write_text(lines(compose(collection, 80, seed)), encoding="utf-8")
    with Library(Settings(tmp_path / "home", embedding_model="none")) as library:
        added = list(library.add_paths([tmp_path / "documents"]))
        assert [r.error for r in added if r.error] == []
        results = list(run(Assistant(library).ask, load(path).questions, time.perf_counter))
    count = Counter(r.score.outcome for r in results)
    failures = "\n".join(
        f"{r.question.id} {r.question.history} {r.question.question}: {r.score.reason or r.error}"
        for r in results
        if r.score.outcome is not Outcome.RIGHT
    )
    assert len(results) >= 60
    assert count[Outcome.WRONG] <= 0.01 * len(results), failures
    assert count[Outcome.RIGHT] >= 0.96 * len(results), failures
