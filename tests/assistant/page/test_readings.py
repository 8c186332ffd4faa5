from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.readings import grouped, readings, with_grouped_amounts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3175.50", "3,175.50"),
        ("0.26", "0.26"),
        ("96282213.44", "96,282,213.44"),
        ("-20.00", "-20.00"),
        ("0.00", "0.00"),
        ("约40", "约40"),
        ("", ""),
        ("NaN", "NaN"),
    ],
)
def test_printed_digits_are_kept_and_grouped(value, shown):
    assert grouped(value) == shown


@pytest.mark.parametrize(
    ("yuan", "unit", "shown"),
    [
        ("2600", "万元", ("2,600 元",)),
        ("31755000", "万元", ("31,755,000 元",)),
        ("96282213.44", "元", ("9,628.221344 万元",)),
        ("371514655", "元", ("37,151.4655 万元", "3.71514655 亿元")),
        ("115000000", "亿元", ("115,000,000 元", "11,500 万元")),
        ("-6116500", "万元", ("-6,116,500 元",)),
        ("0", "万元", ("0 元",)),
        ("0.00", "元", ()),
    ],
)
def test_amounts_read_exactly_in_the_units_people_think_in(yuan, unit, shown):
    assert readings(Decimal(yuan), unit) == shown


def test_english_readers_get_yuan_and_millions():
    assert readings(Decimal("31755000"), "万元", "en") == ("RMB 31,755,000", "RMB 31.755 million")
    assert readings(Decimal("2600"), "万元", "en") == ("RMB 2,600",)
    assert readings(Decimal("1234567890.12"), "元", "en") == (
        "RMB 1,234,567,890.12",
        "RMB 1.23456789012 billion",
    )


def test_what_is_not_money_has_no_reading():
    assert readings(None, "%") == ()


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=2), st.sampled_from(["zh", "en"]))
def test_every_reading_is_the_same_amount(yuan, language):
    factors = {"元": 1, "万元": 10**4, "亿元": 10**8, "million": 10**6, "billion": 10**9}
    for text in readings(yuan, "无", language):
        words = text.replace(",", "").replace("RMB ", "").split()
        factor = factors[words[1]] if len(words) > 1 else 1
        assert Decimal(words[0]) * factor == yuan


def test_amounts_in_words_and_formulas_are_grouped_but_not_years_and_codes():
    said = "2025年 189767551元，3175.50万元，编码 2060404，2026年度"
    assert (
        with_grouped_amounts(said) == "2025年 189,767,551元，3,175.50万元，编码 2060404，2026年度"
    )
    formula = "33556428 ÷ 156211123元 × 100% = 21.48%"
    assert with_grouped_amounts(formula) == "33,556,428 ÷ 156,211,123元 × 100% = 21.48%"
