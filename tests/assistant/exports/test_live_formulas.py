"""A computed value becomes a formula only where the formula is certain to give it."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from assistant.exports.live_formulas import Operand, formula_of

CHANGE = "23.10万元 − 7.00万元 = 16.10万元；16.10万元 ÷ 7.00万元 × 100% = 230.00%"
LATER = Operand("23.10", "万元", "数字!F2", "数字!H2")
EARLIER = Operand("7.00", "万元", "数字!F3", "数字!H3")
DIFFERENCE = Operand("16.10", "万元", "计算!D2")


def test_a_difference_and_the_rate_reckoned_from_it():
    stated = (EARLIER, LATER)
    assert formula_of("16.10", "万元", CHANGE, stated) == "=ROUND(数字!F2-数字!F3,2)"
    assert formula_of("230.00", "%", CHANGE, stated) is None
    for calculation in (CHANGE, CHANGE.replace("16.10万元 ÷", "16.10 ÷")):
        assert formula_of("230.00", "%", calculation, stated, (DIFFERENCE,)) == (
            "=ROUND(计算!D2/数字!F3*100,2)"
        )


def test_a_decrease_is_stated_as_its_size():
    text = "7.00万元 − 23.10万元 = -16.10万元"
    assert formula_of("16.10", "万元", text, (EARLIER, LATER)) == "=ABS(ROUND(数字!F3-数字!F2,2))"
    assert formula_of("-16.10", "万元", text, (EARLIER, LATER)) == "=ROUND(数字!F3-数字!F2,2)"


def test_sums_of_many_and_of_negative_figures():
    stated = [Operand(v, "元", f"数字!F{n}") for n, v in enumerate(["1.10", "-2.20", "3.30"], 2)]
    text = "1.10元 + -2.20元 + 3.30元 = 2.20元"
    assert formula_of("2.20", "元", text, stated) == "=ROUND(数字!F2+数字!F3+数字!F4,2)"


def test_shares_and_multiples():
    stated = (EARLIER, LATER)
    share = "7.00万元 ÷ 23.10万元 × 100% = 30.30%"
    assert formula_of("30.30", "%", share, stated) == "=ROUND(数字!F3/数字!F2*100,2)"
    assert formula_of("3.30", "倍", "23.10万元 ÷ 7.00万元 = 3.30", stated) == (
        "=ROUND(数字!F2/数字!F3,2)"
    )


def test_figures_of_different_units_meet_in_yuan():
    yuan = Operand("52600.00", "元", "数字!F4", "数字!H4")
    text = "7.00万元 − 52600.00元 = 1.74万元"
    assert formula_of("1.74", "万元", text, (EARLIER, yuan)) == (
        "=ROUND((数字!H3-数字!H4)/10000,2)"
    )
    share = "52600.00元 ÷ 7.00万元 × 100% = 75.14%"
    assert formula_of("75.14", "%", share, (EARLIER, yuan)) == "=ROUND(数字!H4/数字!H3*100,2)"
    people = Operand("3", "人", "数字!F5")
    assert formula_of("4.00", "万元", "7.00万元 − 3人 = 4.00万元", (EARLIER, people)) is None


@pytest.mark.parametrize(
    ("value", "unit", "calculation"),
    [
        ("16.11", "万元", CHANGE),
        ("16.10", "元", CHANGE),
        ("16.10", "万元", ""),
        ("16.10", "万元", "23.10万元 − 7.00万元 = 16.20万元"),
        ("16.20", "万元", "23.10万元 − 7.00万元 = 16.20万元"),
        ("16.1", "万元", "23.10万元 − 7.01万元 = 16.1万元"),
        ("16", "万元", "23.10万元 − 7.00万元 = 16万元"),
        ("16.10", "万元", "23.10万元减去7.00万元 = 16.10万元"),
        ("16.10", "万元", "23.10万元 − 7.00万元 − 0.00万元 = 16.10万元"),
        ("16.10", "万元", "23.10万元 × 7.00万元 = 16.10万元"),
        ("16.10", "万元", f"{CHANGE}；23.10万元 − 7.00万元 = 16.10万元"),
        ("16.10", "万元", "=HYPERLINK(1) − 7.00万元 = 16.10万元"),
        ("3.30", "%", "23.10万元 ÷ 7.00万元 = 3.30%；23.10万元 ÷ 7.00万元 = 3.30"),
    ],
)
def test_what_is_not_certain_has_no_formula(value, unit, calculation):
    assert formula_of(value, unit, calculation, (EARLIER, LATER), ()) is None


def test_more_digits_than_a_spreadsheet_keeps_have_no_formula():
    large = Operand("12345678901234567.89", "元", "")
    text = "12345678901234567.89元 − 0.89元 = 12345678901234567.00元"
    small = Operand("0.89", "元", "数字!F3")
    assert formula_of("12345678901234567.00", "元", text, (large, small)) is None
    near = [Operand("99999999999999.9", "元", "A!F2"), Operand("0.99", "元", "A!F3")]
    assert (
        formula_of(
            "100000000000000.89", "元", "99999999999999.9元 + 0.99元 = 100000000000000.89元", near
        )
        is None
    )


def test_nothing_is_divided_by_zero():
    zero = Operand("0.00", "万元", "数字!F4")
    assert formula_of("0.00", "%", "7.00万元 ÷ 0.00万元 × 100% = 0.00%", (EARLIER, zero)) is None


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(AMOUNTS, min_size=2, max_size=5), st.sampled_from("+−÷%"))
def test_whatever_becomes_a_formula_gives_the_value(formulas, values, operation):
    book = Workbook()
    sheet = book.create_sheet("数字")
    stated = []
    for row, value in enumerate(values, start=2):
        sheet[f"F{row}"] = value
        stated.append(Operand(str(value), "元", f"数字!F{row}"))
    a, b = values[:2]
    unit, tail = ("元", "")
    if operation == "+":
        exact, terms = sum(values), " + ".join(f"{value}元" for value in values)
    elif operation == "−":
        exact, terms = a - b, f"{a}元 − {b}元"
    elif not b:
        return
    else:
        exact, terms, unit = a / b, f"{a}元 ÷ {b}元", "倍"
        if operation == "%":
            exact, tail, unit = exact * 100, " × 100%", "%"
    value = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    formula = formula_of(str(value), unit, f"{terms}{tail} = {value}{unit}", stated)
    if formula is None:
        # Only where more digits are needed than a spreadsheet has, or all is blurred by ties.
        assert operation in "÷%" or len(value.as_tuple().digits) > 11
        return
    assert formulas(book).value(formula) == value
    assert formulas(book, binary=True).value(formula) == value
