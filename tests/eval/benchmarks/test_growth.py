"""The benchmark of growth over a small library: every answer right, every time measured."""

import json
from xml.etree import ElementTree

import pytest

from eval.benchmarks import growth
from eval.benchmarks.growth_chart import chart
from eval.benchmarks.growth_questions import WAYS, Asker, is_right

SIZE = 10


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("growth")
    assert growth.fill(folder, SIZE, workers=0)["count"] == 1
    return folder


@pytest.fixture(scope="module")
def measured(home):
    return growth.measure(home, SIZE)


def test_every_way_of_asking_is_measured(measured):
    # Also that every answer is right: a wrong one is an error.
    for way in WAYS:
        assert measured[way]["known"]["cpu_ms"]["p50"] > 0
    assert measured["figures"] > SIZE * 100
    assert measured["disk_bytes_per_document"] > 10_000
    assert measured["adding_one"]["count"] == measured["first_after_change"]["count"]


def test_the_library_is_left_as_it_was(home, measured):
    assert growth.fill(home, SIZE, workers=0) == {}
    with growth._opened(home) as library:
        assert len(library.documents()) == SIZE


def test_a_command_line_question_is_answered_right(home):
    wall, cpu = growth.cold(home, SIZE)
    assert wall > 0
    assert cpu > 0


def test_a_wrong_answer_is_told(home):
    from assistant.engine import Assistant

    asked = next(iter(Asker(range(SIZE), 1).questions("by_name", 1)))
    with growth._opened(home) as library:
        answer = Assistant(library).ask(asked.question)
    assert is_right(asked, answer)
    assert not is_right(type(asked)(asked.question, value=asked.value + 1, unit=asked.unit), answer)
    assert not is_right(type(asked)(asked.question, "clarify"), answer)


def test_the_same_questions_for_the_same_seed():
    first, again = (list(Asker(range(SIZE), 7).questions("by_name", 5)) for _ in range(2))
    assert first == again
    assert first != list(Asker(range(SIZE), 8).questions("by_name", 5))


def test_the_chart_is_an_image_of_all_sizes(measured):
    sizes = {"10": measured, "100": json.loads(json.dumps(measured))}
    drawn = ElementTree.fromstring(chart({"date": "2026-11-22T00:00:00", "sizes": sizes}))
    assert drawn.tag.endswith("svg")
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}polyline")) >= 6
