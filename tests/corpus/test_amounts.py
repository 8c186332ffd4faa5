"""Printed numbers read exactly, with their unit, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.amounts import (
    agree,
    canonical_unit,
    find_amounts,
    from_yuan,
    header_unit,
    parse_cell,
    plain,
    to_yuan,
    unit_in,
)
from corpus.document import CellState

amounts = st.decimals(
    min_value=Decimal("-999999999999"),
    max_value=Decimal("999999999999"),
    places=2,
    allow_nan=False,
    allow_infinity=False,
)
money = st.sampled_from(["元", "百元", "千元", "万元", "百万元", "亿元"])
FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(amounts, money)
def test_an_amount_is_the_same_in_every_unit_of_money(value, unit):
    yuan = to_yuan(value, unit)
    assert from_yuan(yuan, unit) == value
    assert to_yuan(from_yuan(yuan, "万元"), "万元") == yuan


@given(amounts)
def test_separators_and_full_width_figures_change_no_value(value):
    printed = format(value, ",f")
    for text in (printed, printed.translate(FULL_WIDTH), plain(value), f"  {printed}\u3000"):
        cell = parse_cell(text)
        assert (cell.state, cell.value) == (CellState.NUMBER, value)


@given(amounts.filter(lambda value: value >= 0), money)
def test_running_text_gives_the_amount_that_a_cell_gives(value, unit):
    printed = format(value, ",f")
    for text in (printed, printed.translate(FULL_WIDTH)):
        sentence = f"预算为{text}{unit}，与上年持平。"
        (amount,) = find_amounts(sentence)
        assert (amount.value, amount.unit) == (value, unit)
        assert sentence[slice(*amount.span)] == text + unit
        assert amount.printed == text


@given(st.integers(min_value=1, max_value=10**12), st.integers(min_value=-49, max_value=49))
def test_figures_agree_at_the_coarser_print(hundreds, off):
    wan = Decimal(hundreds).scaleb(-2)
    yuan = Decimal(hundreds * 100)
    assert agree(wan, "万元", yuan + off, "元")
    assert agree(yuan + off, "元", wan, "万元")
    assert not agree(wan, "万元", yuan + 151, "元")


def test_zero_is_no_rounding_of_a_small_amount():
    assert agree(Decimal("0.00"), "万元", Decimal(0), "元")
    assert not agree(Decimal(0), "万元", Decimal("0.26"), "万元")


@given(amounts.filter(bool))
def test_the_same_digits_in_another_unit_never_agree(value):
    assert not agree(value, "元", value, "万元")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("37151.47", "万元"), ("371514655", "元"), True),
        (("37151.46", "万元"), ("371514655", "元"), False),
        (("3.7", "亿元"), ("37151.47", "万元"), True),
        (("12", "人"), ("12", "人"), True),
        (("12", "人"), ("12", "辆"), False),
        (("12", "人"), ("12", "万元"), False),
    ],
)
def test_which_printed_figures_agree(a, b, same):
    assert agree(Decimal(a[0]), a[1], Decimal(b[0]), b[1]) is same


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", CellState.BLANK),
        ("\u3000", CellState.BLANK),
        ("0", CellState.NUMBER),
        ("0.00", CellState.NUMBER),
        ("—", CellState.DASH),
        ("-", CellState.DASH),
        ("**", CellState.DASH),
        ("/", CellState.DASH),
        ("无", CellState.TEXT),
    ],
)
def test_blank_zero_dash_and_words_stay_apart(text, state):
    cell = parse_cell(text)
    assert cell.state is state
    assert (cell.value == 0) if state is CellState.NUMBER else cell.value is None


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("-3.5", "-3.5", ""),
        ("−3.50", "-3.50", ""),
        ("△12", "-12", ""),
        ("▲0.3%", "-0.3", "%"),
        ("40个以上", "40", "个"),
        ("≥95％", "95", "%"),
        ("不超过15.5万元", "15.5", "万元"),
        ("36万人次", "36", "万人次"),
        ("2万", "2", "万元"),
        ("1,234,567.80元", "1234567.80", "元"),
    ],
)
def test_numbers_with_sign_bound_and_unit(text, value, unit):
    cell = parse_cell(text)
    assert (plain(cell.value), cell.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        *("(3.5)", "1,23", "1 234.50", "1.2.3", "12.5①", "12²", "③", "2026年12月", "1-12月"),
        *("10-20", "A4", "3.5E+06", "5万农户", "约好", "<script>1</script>"),
    ],
)
def test_what_is_no_plain_number_is_kept_as_text(text):
    assert parse_cell(text).state is CellState.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "预算为3 175.50万元。",
        "控制在5至10万元。",
        "控制在5-10万元。",
        "服务5万农户。",
        "按第3批名单执行，见附件A4。",
        "2026年3个月内，2部门。",
        "行政运行（2070101）和2025年度。",
    ],
)
def test_no_amount_is_made_of_half_a_number_a_range_or_a_date(text):
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("受益36万人次，投入36万元", [("36", "万人次"), ("36", "万元")]),
        ("面积4860.50平方米、车辆3辆", [("4860.50", "平方米"), ("3", "辆")]),
        ("增长230.00％，上升2个百分点", [("230.00", "%"), ("2", "个百分点")]),
        ("共1，234.50万元", [("1234.50", "万元")]),
        ("约5万，比上年多", [("5", "万元")]),
        ("2025年12月-3万元", [("3", "万元")]),
        ("增减额-3.2万元", [("-3.2", "万元")]),
    ],
)
def test_amounts_of_running_text(text, found):
    assert [(plain(a.value), a.unit) for a in find_amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("（单位: 人民币元）", "元"),
        ("金额单位：千元", "千元"),
        ("编制单位：泉阳县水务局 单位：万元", "万元"),
        ("单位：元（保留两位小数）", "元"),
        ("金额（元）", "元"),
        ("占比（%）", "%"),
        ("（单位：万元、人）", "万元"),
        # Names that begin like a unit, and levels of the classification.
        ("单位：元谋县水利局", ""),
        ("单位：人社局", ""),
        ("填报单位：万年县教育局", ""),
        ("行政运行（项）", ""),
        ("检测站（所）", ""),
        ("一般公共预算", ""),
    ],
)
def test_the_unit_a_line_or_header_states(text, unit):
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("实有人数", "人"),
        ("人数合计", "人"),
        ("占比%", "%"),
        ("比上年增长率(%)", "%"),
        ("房屋面积", "平方米"),
        ("数量", ""),
        ("预算数", None),
        ("人员经费", None),
        ("比例税补助支出", None),
    ],
)
def test_the_unit_a_header_implies(header, unit):
    assert header_unit(header) == unit


def test_units_are_kept_under_one_name():
    assert [canonical_unit(u) for u in ("万", "％", "㎡", "万元", "")] == [
        *("万元", "%", "平方米", "万元", "")
    ]


def test_what_is_not_money_has_no_yuan():
    assert to_yuan(Decimal(3), "辆") is None
    assert to_yuan(Decimal(3), "") is None
    with pytest.raises(KeyError):
        from_yuan(Decimal(3), "辆")
