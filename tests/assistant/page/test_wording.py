from dataclasses import fields
from string import Formatter

import pytest

from assistant.page.wording import CHINESE, ENGLISH, wording


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_say_everything_with_the_same_placeholders():
    for field in fields(CHINESE):
        chinese, english = getattr(CHINESE, field.name), getattr(ENGLISH, field.name)
        if isinstance(chinese, str):
            assert chinese.strip() and english.strip(), field.name
            assert placeholders(chinese) == placeholders(english), field.name
        elif isinstance(chinese, dict):
            assert chinese.keys() == english.keys()


def test_examples_ask_only_for_what_a_library_can_fill_in():
    for words in (CHINESE, ENGLISH):
        for text in words.example_questions:
            assert placeholders(text) <= {"organisation", "year"}
        for text in words.example_comparisons:
            assert placeholders(text) == {"organisation", "year", "previous"}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("zh", CHINESE), ("zh-TW", CHINESE), ("", CHINESE), ("en-GB", ENGLISH), ("fr", ENGLISH)],
)
def test_browser_language_chooses_the_wording(tag, expected):
    assert wording(tag) is expected
