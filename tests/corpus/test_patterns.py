"""Tests of regular expressions that wait for their first use."""

import re

import pytest

from corpus.patterns import Pattern


def test_a_pattern_finds_what_its_regular_expression_finds():
    pattern = Pattern(r"(\d+)(?P<unit>元|万元)", re.IGNORECASE)
    text = "5元和6万元"
    assert pattern.search(text)["unit"] == "元"
    assert pattern.match("甲5元") is None
    assert pattern.fullmatch("6万元").group(1) == "6"
    assert [match.span() for match in pattern.finditer(text)] == [(0, 2), (3, 6)]
    assert pattern.findall(text) == [("5", "元"), ("6", "万元")]
    assert pattern.sub("x", text) == "x和x"
    assert pattern.pattern == r"(\d+)(?P<unit>元|万元)"
    assert Pattern("A", re.IGNORECASE).match("a")


def test_what_is_no_regular_expression_is_said_at_its_first_use():
    with pytest.raises(re.error):
        Pattern("(").search("")
