"""Names found in a text are those that looking for each of them would find."""

import random

import pytest

from assistant.understanding.said_names import SaidNames


def test_the_longest_first_and_of_one_length_as_given():
    names = SaidNames(["财政局", "望山区财政局", "水务局", "财政"])
    assert names.of("水务局和望山区财政局") == ["望山区财政局", "财政局", "水务局", "财政"]


@pytest.mark.parametrize("text", ["", "财", "没有这样的单位"])
def test_nothing_said(text):
    assert SaidNames(["财政局"]).of(text) == []


@pytest.mark.parametrize("many", [0, 1, 5, 3000])
def test_few_and_many_names_are_found_alike(many):
    chosen = random.Random(4)
    names = ["".join(chosen.choices("甲乙丙丁", k=chosen.randint(1, 6))) for _ in range(many)]
    names = list(dict.fromkeys(names))
    said = SaidNames(names)
    for _ in range(50):
        text = "".join(chosen.choices("甲乙丙丁戊", k=12))
        one_by_one = [n for n in sorted(names, key=len, reverse=True) if n in text]
        assert said.of(text) == one_by_one
