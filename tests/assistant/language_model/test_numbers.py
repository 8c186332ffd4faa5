from decimal import Decimal

import pytest

from assistant.language_model.numbers import numbers_in, numeral_value


@pytest.mark.parametrize(
    "numeral, value",
    [
        ("三百万", 3_000_000),
        ("二〇二六", 2026),
        ("十二", 12),
        ("一百零五", 105),
        ("一亿二千万", 120_000_000),
        ("三万亿", 3 * 10**12),
        ("一点二万", 12_000),
        ("壹佰贰拾", 120),
        ("两千", 2000),
    ],
)
def test_chinese_numerals_have_their_value(numeral, value):
    assert numeral_value(numeral) == value


@pytest.mark.parametrize(
    "text, value, unit",
    [
        ("预算１２．５０万元", "12.50", "万元"),
        ("1,234.5万元", "1234.5", "万元"),
        ("下降百分之八点五", "8.5", "%"),
        ("提高2个百分点", "2", "个百分点"),
        ("支出三百二十万元", "3200000", "元"),
        ("3百万元", "3", "百万元"),
        ("二〇二六年", "2026", "年"),
        ("余额-3.2%", "-3.2", "%"),
        ("RMB 2,600", "2600", "元"),
        ("12.5 percent", "12.5", "%"),
        ("86 visitors", "86", "人次"),
        ("0.26 ten thousand yuan", "0.26", "万元"),
        ("twelve people", "12", "人"),
    ],
)
def test_a_number_is_read_with_its_unit_however_written(text, value, unit):
    (number,) = numbers_in(text)
    assert number.value == Decimal(value) and unit in number.units


@pytest.mark.parametrize(
    "text, unit",
    [
        ("0.26 million yuan", "元"),
        ("RMB 0.26 million", "元"),
        ("$2,600", "元"),
        ("30余万元", "万元"),
        ("1.2万", "万元"),
        ("2,600 usd", "元"),
    ],
)
def test_another_unit_is_not_taken_for_the_printed_one(text, unit):
    assert all(unit not in number.units for number in numbers_in(text))


@pytest.mark.parametrize("text", ["½", "①", "٣", "近万元", "数百万元", "half", "doubled", "成倍"])
def test_no_sign_of_a_number_passes_unnoticed(text):
    assert any(not number.in_word for number in numbers_in(text))


@pytest.mark.parametrize(
    "text", ["“三公”经费", "一般公共预算", "统一安排", "one of the units", "it may"]
)
def test_words_are_no_numbers(text):
    assert numbers_in(text) == []
