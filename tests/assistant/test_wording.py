"""How amounts and places are said."""

import re
from decimal import Decimal

import pytest

from assistant import wording
from assistant.answer import AnswerFigure
from assistant.wording import amount, join, place, reading, say, scope


@pytest.mark.parametrize(
    "yuan, unit, said",
    [
        ("2600", "万元", "（即2600元）"),
        ("18000.00", "元", "（即1.8万元）"),
        ("371514655.00", "元", "（即3.71514655亿元）"),
        ("9800.00", "元", ""),
        ("0", "万元", "（即0元）"),
    ],
)
def test_the_other_usual_unit(yuan, unit, said):
    assert reading(Decimal(yuan), unit, "zh") == said


def test_no_other_unit_for_what_is_not_money():
    assert reading(None, "辆", "zh") == ""
    assert reading(Decimal(3), "辆", "zh") == ""


def test_amount_and_place():
    figure = AnswerFigure(
        "培训费", "2.50", "万元", document="甲.pdf", page=12, table="支出表", year=2026
    )
    assert amount(figure) == "2.50万元"
    assert place(figure, "zh") == "《甲.pdf》 第12页 支出表"
    assert place(figure, "en") == "《甲.pdf》 p. 12 支出表"
    assert scope(AnswerFigure("x", "1", "元", organisation="某局", year=2026)) == "某局2026年"


def test_lists():
    assert join(["甲", "乙"], "zh") == "甲、乙" and join(["a", "b"], "en") == "a, b"


def test_every_sentence_takes_the_same_values_in_both_languages():
    for name, texts in wording._TEXTS.items():
        fields = {language: set(re.findall(r"{(\w+)}", text)) for language, text in texts.items()}
        assert set(fields) == {"zh", "en"}, name
        assert fields["zh"] >= fields["en"], name


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        say("no such sentence", "zh")
