"""The benchmark of answering asks the whole set, beside a library that grows, and keeps the result."""

import json
import subprocess
from pathlib import Path

import pytest

from eval.benchmarks import answering
from eval.benchmarks.small_documents import small_document

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "corpus/samples/中卫市科技局2026年部门预算.md"


@pytest.fixture
def questions(tmp_path):
    """Two questions for figures and one for words."""
    path = tmp_path / "questions.jsonl"
    refused = {"status": "refused"}
    asked = [("lookup", "公务接待费"), ("compute", "培训费占多少"), ("narrative", "为什么增加")]
    lines = [
        {"id": str(i), "lang": "zh", "kind": kind, "question": text, "expect": refused}
        for i, (kind, text) in enumerate(asked)
    ]
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return path


def test_the_result_holds_both_ways_the_growth_and_the_machine(questions, tmp_path, capsys):
    out = tmp_path / "results" / "answering.json"
    arguments = [str(questions), str(SAMPLE), "--out", str(out), "--repeats", "1"]
    answering.main([*arguments, "--model", "none", "--sizes", "2", "5"])
    result = json.loads(out.read_text("utf-8"))
    assert json.loads(capsys.readouterr().out) == result
    assert [result[way]["count"] for way in ("figures", "words")] == [2, 1]
    for size, others in (("2", 1), ("5", 4)):
        grown = result["growth"][size]
        assert grown["new_publication"]["count"] == grown["known_publication"]["count"] == others
    for times in (result["figures"], result["growth"]["5"]["adding_one"]):
        assert 0 < times["cpu_ms"]["p50"] <= times["cpu_ms"]["p95"] <= times["cpu_ms"]["max"]
    assert result["ratios"]["known_publication_5_to_2_documents"] > 0
    assert result["questions"]["set"] == "questions.jsonl" and result["machine"]["cores"]


def test_a_document_that_cannot_be_read_fails_the_benchmark(questions, tmp_path):
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(subprocess.CalledProcessError):
        answering.main([str(questions), str(broken), "--repeats", "1", "--model", "none"])


def test_small_documents_are_many_and_always_the_same():
    made = [small_document(number) for number in (0, 1, 2, 3, 29_999)]
    assert len({m.document.sha256 for m in made}) == len({m.question for m in made}) == 5
    assert made[0].organisation == made[2].organisation != made[3].organisation
    assert made[1] == small_document(1)
    assert made[0].document.profile.organisation == made[0].organisation
    assert made[0].document.profile.year == made[0].year
    assert len(made[0].document.tables) == 2


@pytest.mark.parametrize("percent, value", [(50, 2), (95, 4), (100, 4), (1, 1)])
def test_percentiles_are_values_that_occurred(percent, value):
    assert answering.percentile([1, 2, 3, 4], percent) == value
