from dataclasses import fields
from string import Formatter

import pytest

from assistant.answer import Shape
from assistant.page.words.chat import CHINESE, ENGLISH, chat_words


def placeholders(text):
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name})


def test_both_languages_say_everything_with_the_same_placeholders():
    for field in fields(CHINESE):
        chinese, english = getattr(CHINESE, field.name), getattr(ENGLISH, field.name)
        if isinstance(chinese, dict):
            assert chinese.keys() == english.keys()
            chinese, english = "".join(chinese.values()), "".join(english.values())
        assert chinese.strip() and english.strip(), field.name
        assert placeholders(chinese) == placeholders(english), field.name


def test_every_shape_that_is_drawn_has_a_name():
    assert set(CHINESE.chart) == set(ENGLISH.chart) == {str(shape) for shape in Shape if shape}


@pytest.mark.parametrize(("tag", "words"), [("zh-CN", CHINESE), ("en", ENGLISH), ("", CHINESE)])
def test_the_page_says_which_language(tag, words):
    assert chat_words(tag) is words
