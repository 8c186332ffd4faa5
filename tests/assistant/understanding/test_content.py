"""Which characters of a question must be found before a number is given."""

from decimal import Decimal

import pytest

from assistant.understanding.content import (
    content_of,
    overlap,
    required_content,
    soft_positions,
    told_amounts,
)


def required(text, taken=()):
    content = content_of(text, list(taken))
    return content.words(content.required)


class TestRequired:
    def test_what_names_something(self):
        assert required("培训费是多少") == ["培训"]
        assert required("请问住房公积金一共多少钱") == ["住房公积金"]

    def test_words_that_only_ask_need_not_be_found(self):
        assert required("请问一下是多少呢？") == []

    def test_what_is_taken_is_explained_already(self):
        text = "某局2026年培训费"
        assert required(text, [(0, 2), (2, 7)]) == ["培训"]

    def test_a_told_amount_describes_and_is_not_looked_up(self):
        assert required("培训费是0.26万元吗") == ["培训"]
        assert required("少了六百多万元的培训费") == ["培训"]

    def test_the_own_part_of_a_body_must_be_found(self):
        assert required("某局本级费用", [(0, 2)]) == ["本级"]

    def test_a_special_column_said_in_full_must_be_found(self):
        content = content_of("图书馆项目支出", [])
        assert content.words(content.required) == ["图书馆"]
        wanted = content.requiring(["项目支出"])
        assert wanted.words(wanted.required) == ["图书馆项目支出"]

    def test_strict_content_spares_nothing_but_punctuation(self):
        content = required_content("支出|预算")
        assert content.words(content.required) == ["支出", "预算"]


class TestOverlap:
    def test_shared_runs_of_two_or_more(self):
        in_text, in_label = overlap("公务接待费", "接待费用")
        assert (in_text, in_label) == ({0, 1, 2}, {2, 3, 4})

    def test_single_characters_do_not_count(self):
        assert overlap("水费", "电费") == (frozenset(), frozenset())

    def test_nothing_in_common(self):
        assert overlap("", "水费") == (frozenset(), frozenset())
        assert overlap("水费", "") == (frozenset(), frozenset())


def test_trade_words_of_a_label():
    label = "图书馆经费"
    assert {label[i] for i in soft_positions(label)} == {"经", "费"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("more than 50,000 yuan", "50000"),
        ("over rmb 1.5 million?", "1500000"),
        ("exceed 2 thousand yuan in 2026", "2000"),
    ],
)
def test_amounts_told_in_english_are_yuan(text, value):
    (told,) = told_amounts(text)
    assert (told.unit, told.value) == ("元", Decimal(value))


def test_a_year_before_an_amount_is_no_part_of_it(answered):
    assert [a.value for a in told_amounts("in 2026 1.9 million yuan")] == [1900000]
    question = "Is the library budget of 云泽文数局 in 2026 1.9 million yuan?"
    assert answered(question).text.startswith("No")
