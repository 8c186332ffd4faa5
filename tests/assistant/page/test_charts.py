"""What is drawn of an answer's figures, and that lengths are exactly as the amounts are."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, AnswerFigure, Shape, Status
from assistant.page.charts import BARS_WIDE, MOST_BARS, chart_html, chart_of
from assistant.page.wording import CHINESE, ENGLISH
from corpus.amounts import is_money, to_yuan


def figure(label, value, unit="万元", year=2026, organisation="示例市科技局", **more):
    amount = to_yuan(Decimal(value), unit) if value and is_money(unit) else None
    return AnswerFigure(label, value, unit, amount, organisation, year, "示例.md", **more)


def answer(shape, *figures, status=Status.ANSWERED):
    return Answer("问", status, "答", figures=figures, shape=shape)


def drawn(answer, words=CHINESE):
    """The drawing, parsed as strictly as XML."""
    html = chart_html(answer, words)
    return ElementTree.fromstring(html) if html else None


def lengths(answer):
    """The lengths of the bars in percent, in the order drawn."""
    return [
        Decimal(rect.get("width").rstrip("%"))
        for rect in drawn(answer).iter("rect")
        if rect.get("class").startswith("bar")
    ]


PARTS = (figure("三公经费", "23.10"), figure("接待费", "1.80"), figure("购置费", "16.80"), figure("运行费", "4.50"))  # fmt: skip


def test_parts_that_sum_to_the_whole_are_drawn_with_their_shares():
    chart = chart_of(answer(Shape.PARTS, *PARTS), CHINESE)
    assert chart.shape is Shape.PARTS and chart.whole == 231000
    assert [(bar.name, bar.written, bar.share) for bar in chart.bars] == [
        ("购置费", "16.80 万元", Decimal("72.73")),
        ("运行费", "4.50 万元", Decimal("19.48")),
        ("接待费", "1.80 万元", Decimal("7.79")),
    ]


@pytest.mark.parametrize("other", ["4.51", "4.49", "-4.50", ""])
def test_parts_that_do_not_sum_to_the_whole_get_no_shares(other):
    html = chart_html(answer(Shape.PARTS, *PARTS[:3], figure("运行费", other)), CHINESE)
    assert "%</tspan>" not in html and "占" not in html and 'class="track"' not in html
    assert "16.80 万元" in html


def test_lengths_are_exactly_proportional_to_the_amounts():
    years = (
        figure("经费", "3", year=2024),
        figure("经费", "30000", "元", year=2025),
        figure("经费", "1.5", year=2026),
    )
    assert lengths(answer(Shape.YEARS, *years)) == [BARS_WIDE, BARS_WIDE, BARS_WIDE / 2]


@given(st.lists(st.decimals(-(10**12), 10**12, places=2), min_size=2, max_size=MOST_BARS))
def test_no_bar_is_longer_or_shorter_than_its_amount(values):
    figures = [figure(f"第{i}项", format(v, "f")) for i, v in enumerate(values)]
    ranked = answer(Shape.RANKING, *figures)
    if not any(values):
        assert drawn(ranked) is None
        return
    width = max(*values, 0) - min(*values, 0)
    expected = [abs(v) / width * BARS_WIDE for v in values if v]
    for length, right in zip(lengths(ranked), expected, strict=True):
        assert abs(length - right) <= Decimal("0.0001")


def test_negative_amounts_reach_to_the_other_side_of_zero():
    figures = (figure("调增", "6"), figure("调减", "-2"))
    root = drawn(answer(Shape.COMPARISON, *figures))
    up, down = (r for r in root.iter("rect"))
    zero = BARS_WIDE * 2 / 8
    assert Decimal(up.get("x").rstrip("%")) == zero == Decimal(down.get("width").rstrip("%"))
    assert down.get("x") == "0%" and "below" in down.get("class")
    assert [line.get("x1") for line in root.iter("line")] == [f"{zero.normalize():f}%"]


def test_a_blank_is_no_bar_of_zero():
    figures = (figure("甲", "6"), figure("乙", "0"), figure("丙", ""), figure("丁", "3"))
    html = chart_html(answer(Shape.ITEMS, *figures), CHINESE)
    assert html.count('class="bar"') == 2
    assert "0 万元" in html and "空白，未填数字" in html


def test_units_of_money_are_brought_to_one_exactly():
    figures = (figure("甲", "1.20"), figure("乙", "30001", "元"), figure("丙", "0.5", "亿元"))
    texts = [bar.written for bar in chart_of(answer(Shape.RANKING, *figures), CHINESE).bars]
    assert texts == ["1.20 万元", "3.0001 万元", "5,000 万元"]


@pytest.mark.parametrize(
    "figures",
    [
        (figure("车辆", "3", "辆"), figure("人数", "40", "人")),
        (figure("车辆", "3", "辆"), figure("接待费", "1.80")),
        (figure("甲", "不详", "级"), figure("乙", "3", "级")),
    ],
)
def test_what_has_no_one_unit_is_not_drawn(figures):
    assert chart_of(answer(Shape.ITEMS, *figures), CHINESE) is None


def test_counts_of_one_unit_are_drawn():
    figures = (figure("甲", "3", "辆"), figure("乙", "6", "辆"))
    assert lengths(answer(Shape.COMPARISON, *figures)) == [BARS_WIDE / 2, BARS_WIDE]


def test_one_figure_a_refusal_and_a_plain_lookup_have_no_chart():
    for made in (
        answer(Shape.RANKING, PARTS[0]),
        answer(Shape.PARTS, *PARTS, status=Status.REFUSED),
        answer(Shape.NONE, *PARTS),
        answer(Shape.YEARS),
    ):
        assert chart_html(made, CHINESE) == ""


def test_computed_results_are_the_whole_of_a_sum_and_no_bar_of_others():
    total = AnswerFigure("合计", "6.30", "万元", Decimal(63000), computed=True)
    summed = chart_of(answer(Shape.PARTS, total, PARTS[1], PARTS[3]), CHINESE)
    assert summed.whole == 63000 and len(summed.bars) == 2
    years = chart_of(answer(Shape.YEARS, total, PARTS[1], PARTS[3]), CHINESE)
    assert [bar.written for bar in years.bars] == ["1.80 万元", "4.50 万元"]


def test_bars_are_named_by_what_they_differ_in():
    years = (figure("经费", "3", year=2026), figure("经费", "2", year=2025))
    assert [bar.name for bar in chart_of(answer(Shape.YEARS, *years), ENGLISH).bars] == [
        "2025",
        "2026",
    ]
    bodies = (figure("经费", "3"), figure("经费", "2", organisation="示例市图书馆"))
    named = [bar.name for bar in chart_of(answer(Shape.RANKING, *bodies), CHINESE).bars]
    assert named == ["示例市科技局", "示例市图书馆"]
    columns = (figure("行政运行·基本支出", "3"), figure("群众文化·基本支出", "2"))
    assert [bar.name for bar in chart_of(answer(Shape.ITEMS, *columns), CHINESE).bars] == [
        "行政运行",
        "群众文化",
    ]


def test_rows_of_one_name_are_told_apart_by_what_they_belong_to():
    rows = (
        figure("行政运行·合计", "3", row=("商贸事务", "行政运行"), column=("合计",)),
        figure("行政运行·合计", "2", row=("司法", "行政运行"), column=("合计",)),
        figure("普法宣传·合计", "1", row=("司法", "普法宣传"), column=("合计",)),
    )
    named = [bar.name for bar in chart_of(answer(Shape.RANKING, *rows), CHINESE).bars]
    assert named == ["行政运行 · 商贸事务", "行政运行 · 司法", "普法宣传"]


def test_only_so_many_bars_are_drawn_and_the_rest_is_said():
    figures = [figure(f"第{i}项", str(i)) for i in range(1, 31)]
    html = chart_html(answer(Shape.ITEMS, *figures), CHINESE)
    assert html.count("<g>") == MOST_BARS and "第30项" in html
    assert f"前 {MOST_BARS} 项，全部 30 项" in html


def test_a_chart_has_a_name_a_description_and_a_title_for_each_bar():
    root = drawn(answer(Shape.PARTS, *PARTS), ENGLISH)
    picture = root.find("svg")
    assert picture.get("role") == "img"
    assert picture.find("title").text == "Composition" and "3 bars" in picture.find("desc").text
    assert [g.find("title").text for g in picture.findall("g")][0] == "购置费：16.80 万元"


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_its_title():
    long = "机关事业单位基本养老保险缴费支出及其他社会保障缴费支出"
    html = chart_html(answer(Shape.ITEMS, figure(long, "3"), figure("乙", "1")), CHINESE)
    assert f"<title>{long}" in html and f">{long}</text>" not in html


def test_hostile_names_are_never_markup(hostile):
    made = answer(
        Shape.ITEMS, figure(hostile, "3"), figure("乙", "1", organisation=hostile, unit="元")
    )
    html = chart_html(made, CHINESE)
    tags = set(re.findall(r"<([a-z]+)", html))
    assert tags <= {"figure", "figcaption", "svg", "title", "desc", "g", "text", "tspan", "rect"}
    assert not re.search(r"<[^>]* on\w+=", html)
