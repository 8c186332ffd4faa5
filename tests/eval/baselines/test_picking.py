"""The number a plain pipeline states."""

import pytest

from eval.baselines.picking import pick, rarity

TABLE = """单位：万元
科目编码 科目名称 合计
2013301 行政运行 120.50
2013302 测绘事务 88.25
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("测绘事务支出多少", "88.25"),
        ("行政运行安排了多少", "120.50"),
        # A code says which row, and is no amount.
        ("2013302是多少", "88.25"),
    ],
)
def test_the_number_behind_the_words_of_the_question(question, value):
    assert pick(question, TABLE).value == value


def test_the_unit_is_that_behind_the_number_else_that_of_the_unit_line():
    assert pick("公务接待费", "公务接待费3,120.5元").unit == "元"
    assert pick("公务接待费", "公务接待费3,120.5元").value == "3120.5"
    assert pick("测绘事务", TABLE).unit == "万元"
    assert pick("测绘事务", "测绘事务 88.25", before=TABLE).unit == "万元"
    assert pick("测绘事务", "测绘事务 88.25").unit == ""


def test_years_positions_and_parts_of_codes_are_no_amounts():
    text = "2026年3月 1、测绘事务 05 2013302 88.25"
    assert pick("测绘事务", text).value == "88.25"


def test_a_label_may_stand_on_the_line_above():
    assert pick("测绘事务", "行政运行 1.5\n测绘事务\n88.25\n").value == "88.25"


def test_rare_words_tell_more():
    chunk = "青溪县测绘局支出合计 9.5\n测绘事务 88.25"
    weights = rarity(["青溪县测绘局支出合计"] * 9 + [chunk])
    assert pick("青溪县测绘局支出测绘事务", chunk, weights=weights).value == "88.25"


def test_no_number_is_none():
    assert pick("测绘事务", "测绘事务没有数字") is None
