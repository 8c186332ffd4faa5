"""Figures stated in running text: what they are about, what they say, and why."""

from decimal import Decimal

import pytest

from corpus.document import Measure

HEAD = "# 泉阳县水务局2026年部门预算\n\n"


@pytest.fixture
def stated(read_text):
    """The statements of a paragraph as (subject, measure, value with unit)."""

    def of(text):
        return [
            ("/".join(s.subject), str(s.measure), f"{s.value}{s.unit}")
            for s in read_text(HEAD + text + "\n").statements
        ]

    return of


def test_amount_change_rate_basis_and_reason(read_text):
    text = (
        "2026年公务接待费预算1.80万元，比2025年预算减少0.20万元，下降10.00%，"
        "主要原因是提倡视频会商。"
    )
    amount, change, rate = read_text(HEAD + text + "\n").statements
    assert (amount.subject, amount.measure, amount.year) == (
        *(("公务接待费预算",), Measure.AMOUNT, 2026),
    )
    assert (change.measure, change.value, change.basis) == (
        *(Measure.DECREASE, Decimal("0.20"), "2025年预算"),
    )
    assert (rate.measure, rate.value, rate.unit) == (Measure.DECLINE_RATE, Decimal("10.00"), "%")
    assert {s.reason for s in (amount, change, rate)} == {"提倡视频会商"}


def test_parts_stand_under_their_whole(stated):
    assert stated("基本支出354.61万元，其中：人员经费332.79万元，公用经费21.82万元。") == [
        ("基本支出", "amount", "354.61万元"),
        ("基本支出/人员经费", "amount", "332.79万元"),
        ("基本支出/公用经费", "amount", "21.82万元"),
    ]


def test_shares_and_completion(stated):
    found = stated("事业收入42.00万元，占2.18%。水利支出决算98.54万元，完成年初预算的97.70%。")
    assert ("事业收入", "share", "2.18%") in found
    assert [f[1:] for f in found][-1] == ("completion_rate", "97.70%")


def test_counts_are_no_money(stated):
    found = stated("共有车辆3辆，房屋面积4860.50平方米，受益群众36万人次。")
    assert [f[1:] for f in found] == [
        ("count", "3辆"),
        ("count", "4860.50平方米"),
        ("count", "36万人次"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月31日前完成，详见附件3。",
        "行政运行（2070101）没有安排。",
        "预算控制在5至10万元之间。",
        "政府采购3 175.50万元的数字有误。",
    ],
)
def test_no_figure_is_made_of_dates_codes_ranges_or_broken_numbers(text, stated):
    assert stated(text) == []


def test_the_span_gives_the_printed_figure(read_text):
    text = "收入预算２，０７０．６５万元，支出预算2,070.65万元。"
    statements = read_text(HEAD + text + "\n").statements
    assert [s.value for s in statements] == [Decimal("2070.65")] * 2
    for statement in statements:
        assert statement.printed in statement.sentence[slice(*statement.span)]


def test_amounts_in_a_reason_are_no_figures_of_the_subject(stated):
    found = stated("会议费预算3万元，比上年增加1万元，主要原因是新增2万元防汛会议。")
    assert [f[2] for f in found] == ["3万元", "1万元"]


def test_a_zero_is_stated_and_nothing_is_made_of_none(stated):
    assert [f[2] for f in stated("因公出国（境）费0万元。公务用车购置费没有安排。")] == ["0万元"]


def test_the_organisation_is_no_part_of_the_subject(stated):
    assert stated("泉阳县水务局机关运行经费21.82万元。")[0][0] == "机关运行经费"
