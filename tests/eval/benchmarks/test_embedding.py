from datetime import UTC, datetime

from assistant.answer import Status
from eval.benchmarks.embedding import benchmark
from eval.question_sets import Expectation, Question

DOCUMENT = """# 某市测绘局2026年部门预算

## 一、主要职能

负责测绘成果的汇交和保管。

## 二、名词解释

机关运行经费：是指用于购买货物和服务的公用经费。
"""


def test_both_ways_are_told_with_what_they_find(tmp_path):
    path, again = tmp_path / "甲2026年部门预算.md", tmp_path / "乙2026年部门预算.md"
    for file in (path, again):
        file.write_text(DOCUMENT, "utf-8")
    expect = Expectation(Status.ANSWERED, text=("测绘成果",), documents=(path.name,))
    question = Question("q", "zh", "narrative", "谁管测绘成果？", expect)
    result = benchmark([path, again], [question], 1, datetime(2026, 1, 1, tzinfo=UTC))
    assert result["passages"] == 2 * result["distinct"]
    assert result["least_cosine"] > 0.999
    for way in ("plain", "ours"):
        assert result[way]["passages_per_second"] > 0
        assert result[way]["retrieval"]["questions"] == 1
        assert result[way]["retrieval"]["recall"]["5"] == 1
    assert result["ratios"]["ours_to_plain_second"] > 0
