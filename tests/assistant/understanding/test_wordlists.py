"""Tests of finding words of lists."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.wordlists import AnyOf, WordPlaces, alternatives, any_of

_WORDS = st.lists(st.text("ab 甲乙？.", min_size=1, max_size=3), max_size=5)


def _expression(words):
    """One compiled regular expression for the words, as a plain reading of the rule gives it."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        latin = word[0].isascii() and word.isalnum() or " " in word
        edges = ("(?<![a-z0-9])", "(?![a-z0-9])") if latin else ("", "")
        parts.append(edges[0] + re.escape(word) + edges[1])
    return re.compile("|".join(parts) or "(?!)")


@given(_WORDS, st.lists(st.text("ab 甲乙？.c", max_size=8), min_size=1, max_size=40))
def test_words_are_found_as_by_their_regular_expression(words, texts):
    found, places, expression = AnyOf(tuple(words)), WordPlaces(words), _expression(words)
    for text in texts:
        assert [m.span() for m in found.finditer(text)] == [
            m.span() for m in expression.finditer(text)
        ]
        assert list(places.of(text)) == [m.span() for m in expression.finditer(text)]
        assert found.sub("-", text) == expression.sub("-", text)
        assert found.sub("-", text, count=1) == expression.sub("-", text, count=1)
        assert found.findall(text) == expression.findall(text)
        assert bool(found.search(text)) == bool(expression.search(text))
        assert bool(found.match(text)) == bool(expression.match(text))


@pytest.mark.parametrize(
    ("text", "found"), [("按分组看", ["分组"]), ("means", ["means"]), ("meaning", []), ("", [])]
)
def test_the_longest_word_is_found_and_a_latin_one_as_a_whole(text, found):
    assert any_of(["分", "分组", "mean", "means"]).findall(text) == found


def test_a_label_is_among_its_own_alternatives():
    assert alternatives("从未印过的科目") == ("从未印过的科目",)
    assert all(label in alternatives(label) for label in ("培训费", "公务接待费"))
