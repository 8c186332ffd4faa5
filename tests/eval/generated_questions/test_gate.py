"""The assistant on questions over generated publications: a step back fails here.

Nobody tuned for these publications by hand; the truth behind their cells is known.
"""

import time

import pytest

from assistant.engine import Assistant
from eval.faithfulness import check_in
from eval.gate import Gate
from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import compose, lines
from eval.question_sets import load
from eval.running import run
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
        ask, check = Assistant(library).ask, check_in(library)
        results = list(run(ask, load(path).questions, time.perf_counter, check=check))
    assert len(results) >= 60
    assert Gate(wrong_at_most=0.01, right_at_least=0.96).objections(results) == []
