"""Slips of the pen are mended to labels that sound the same, and said so."""

import pytest

from assistant.understanding.typos import mended

LABELS = ["水费", "电费", "公务接待费", "住房公积金"]


def doubtful(text, part):
    start = text.index(part)
    return frozenset(range(start, start + len(part)))


@pytest.mark.parametrize(
    "text, wrong, right",
    [
        ("水废多少", "废", "水费多少"),
        ("公物接待费多少", "公物", "公务接待费多少"),
        ("住房公基金多少", "基", "住房公积金多少"),
    ],
)
def test_homophones_of_a_label(text, wrong, right):
    assert mended(text, doubtful(text, wrong), LABELS) == right


@pytest.mark.parametrize("text", ["水费多少", "培训费多少", "abc", ""])
def test_nothing_to_mend(text):
    assert mended(text, frozenset(range(len(text))), LABELS) is None


def test_what_was_understood_is_left_alone():
    assert mended("水废多少", frozenset(), LABELS) is None


def test_the_answer_says_how_it_was_read(answered):
    answer = answered("青禾县水务局2026年农村公水多少")
    assert answer.figures[0].value == "1100000.00"
    assert any("理解" in warning for warning in answer.warnings)
