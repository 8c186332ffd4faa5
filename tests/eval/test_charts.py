"""Charts stand alone: sound XML, nothing loaded, nothing of a document is markup."""

import re
from xml.etree import ElementTree

import pytest

from eval.charts import Series, bars, lines, page, table

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"&'"


def texts(svg):
    return ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def widths(svg, name):
    """The lengths of the bars whose hint names the series."""
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [
        float(r.get("width"))
        for r in found
        if r.find(f"{SVG}title") is not None and name in r[0].text
    ]


def test_bars_are_as_long_as_their_values():
    svg = bars("Accuracy", ["甲", "乙"], [Series("ours", [0.5, 1.0])], x_title="share")
    short, long = widths(svg, "ours")
    assert short * 2 == pytest.approx(long, abs=0.2)
    assert {"Accuracy", "甲", "0.5", "share"} <= set(texts(svg))


def test_a_half_of_a_share_is_half_as_long_as_the_axis():
    (half,) = widths(bars("t", ["a"], [Series("s", [0.5])], x_title="share", most=1.0), "s")
    (whole,) = widths(bars("t", ["a"], [Series("s", [1.0])], x_title="share", most=1.0), "s")
    assert half * 2 == pytest.approx(whole, abs=0.2)


def test_a_colour_that_stands_alone_is_named_too():
    svg = bars("t", ["all"], [Series("declined", [3])], stacked=True, x_title="questions")
    assert {"declined", "questions"} <= set(texts(svg))


def test_stacked_bars_fill_the_same_room_for_the_same_sum():
    svg = bars(
        "t", ["a", "b"], [Series("x", [3, 1]), Series("y", [1, 3])], stacked=True, x_title="n"
    )
    assert sum(widths(svg, "x")) == pytest.approx(sum(widths(svg, "y")), abs=0.2)
    # Beside each bar and on the axis.
    assert texts(svg).count("4") == 3


def test_a_missing_value_has_no_bar():
    svg = bars("t", ["a", "b"], [Series("x", [None, 2]), Series("y", [1, 1])], x_title="n")
    assert len(widths(svg, "· x")) == 1


def test_on_a_logarithmic_axis_tenfold_is_one_step():
    svg = lines(
        "Growth",
        [Series("warm", [(10, 1), (100, 10), (1000, 100)])],
        x_title="documents",
        y_title="ms",
        log_x=True,
        log_y=True,
    )
    (line,) = ElementTree.fromstring(svg).iter(f"{SVG}polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points").split()]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)]
    assert steps[0] == pytest.approx(steps[1], abs=0.3)
    assert {"documents", "ms", "1,000"} <= set(texts(svg))


@pytest.mark.parametrize("points", [[], [(0, 1)], [(1, -2)]])
def test_what_cannot_be_drawn_is_said(points):
    with pytest.raises(ValueError, match="growth"):
        lines("growth", [Series("s", points)], x_title="", y_title="", log_x=True, log_y=True)


def test_a_flat_line_can_be_drawn():
    assert "polyline" in lines("flat", [Series("s", [(1, 0), (2, 0)])], x_title="x", y_title="y")


def test_hostile_words_are_shown_not_run():
    made = page(
        HOSTILE,
        [
            bars(HOSTILE, [HOSTILE], [Series(HOSTILE, [1]), Series("b", [2])], x_title=HOSTILE),
            lines(HOSTILE, [Series(HOSTILE, [(1, 1)])], x_title=HOSTILE, y_title=HOSTILE),
            table([HOSTILE, HOSTILE], [[HOSTILE, HOSTILE]], HOSTILE),
        ],
    )
    assert "<script" not in made
    assert not re.search(r"\s(?:src|href|on\w+)=", made)
    assert made.count("&lt;script&gt;") >= 8


def test_a_table_names_its_rows_and_dashes_what_is_not_there():
    made = table(["kind", "right"], [["lookup", 3], ["list", None]])
    assert '<th scope="row">lookup</th><td>3</td>' in made
    assert "<td>–</td>" in made


def test_columns_of_words_stand_left_and_of_numbers_right():
    made = table(["system", "name", "share"], [["a", "plain", "0.5"], ["b", "2nd", None]])
    assert '<td class="words">plain</td><td>0.5</td>' in made
    assert '<td class="words">2nd</td><td>–</td>' in made
