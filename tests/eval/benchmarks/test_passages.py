"""The benchmark of passages: embedded, found and answered, at every size, on the disk as told."""

import json
from xml.etree import ElementTree

import pytest

from eval.benchmarks import passages
from index.settings import BUNDLED_MODEL


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    home = tmp_path_factory.mktemp("passages")
    adding = passages.fill(home, 2, 0, BUNDLED_MODEL)
    return passages.measured(home, 2) | {"adding": adding}


def test_searches_and_answers_are_measured_over_embedded_passages(told):
    assert told["documents"] == 2 and told["passages"] > 10
    assert told["search"]["keywords"]["questions"] == told["answers"]["count"] > 0
    for way in ("keywords", "vectors"):
        assert told["search"][way]["cpu_ms"]["p50"] > 0
        assert told["search"][way]["recall"]["10"] == 1
    assert told["answers"]["gave_the_reason"] == told["answers"]["count"]
    # A vector alone has 384 numbers of four bytes.
    assert told["disk_bytes_per_document"]["vectors"] > 1536
    assert told["disk_bytes_per_document"]["figures_and_keywords"] > 10_000


def test_sizes_are_held_against_the_smallest_and_drawn(told):
    sizes = {"2": told, "20": json.loads(json.dumps(told))}
    ratios = passages._ratios(sizes)
    assert ratios["vectors_to_keywords_2"] > 0
    assert ratios["answer_in_words_20_to_2"] == ratios["adding_one_20_to_2"] == 1
    drawn = ElementTree.fromstring(passages.chart({"date": "2026-11-22", "sizes": sizes}))
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}polyline")) == 4
