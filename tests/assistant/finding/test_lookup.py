"""Finding the one figure meant among all figures of a publication."""

import pytest

from assistant.finding.labelled_shelf import LabelledShelf
from assistant.finding.lookup import find, is_plain
from assistant.understanding.scope import scopes_of
from corpus.document import CellState, Measure


@pytest.fixture(scope="module")
def shelf(library):
    (scope,) = scopes_of([library.document("青禾县水务局2026年部门预算.md")])
    return LabelledShelf(library, scope)


@pytest.fixture
def found(reading, shelf):
    return lambda text, **more: find(reading(f"青禾县水务局2026年{text}"), shelf, **more)


def test_the_figure_and_the_places_that_say_the_same(found):
    finding = found("防汛")
    assert str(finding.figure.value) == "1500000.00"
    assert {m.figure.unit for m in finding.agreeing} == {"元", "万元"}
    assert finding.differing == finding.rivals == ()


def test_a_row_with_several_equal_columns_is_one_place(found):
    finding = found("河道整治工程")
    assert len({(m.figure.table_id, m.figure.row) for m in finding.agreeing}) == len(
        finding.agreeing
    )


def test_a_place_that_states_otherwise(found):
    finding = found("公务接待费")
    assert [str(m.figure.value) for m in finding.differing] == ["1.60"]


def test_rows_of_equal_name_are_rivals(found):
    finding = found("行政运行")
    values = {str(m.figure.value) for m in (finding.best, *finding.rivals)}
    assert values == {"1740000.00", "1200000.00"}


def test_a_blank_is_found_as_a_blank(found):
    finding = found("公务用车购置费")
    assert finding.figure.state is CellState.BLANK and finding.figure.value is None


def test_the_text_speaks_where_the_table_leaves_a_blank(answered):
    answer = answered("中卫市科技局2026年上年结转是多少")
    assert (answer.figures[0].value, answer.figures[0].table) == ("0", "")
    assert any("空白" in warning for warning in answer.warnings)


@pytest.mark.parametrize("text", ["培训费", "第三季度防汛", "监理费", "", "多少钱"])
def test_nothing_is_found_where_words_stay_unexplained(found, text):
    assert found(text) is None


def test_changes_only_where_they_are_wanted(found):
    assert is_plain(found("收入预算").figure)
    change = found("收入预算", wanted=lambda f: f.measure is Measure.INCREASE).figure
    assert (str(change.value), change.unit) == ("65.00", "万元")


def test_a_unit_that_was_asked_for_excludes_all_others(found):
    assert found("车辆有几辆").figure.unit == "辆"
    assert found("防汛有几辆") is None


def test_special_columns_must_be_found_where_they_are_named(shelf):
    assert {"基本支出", "项目支出"} <= shelf.special
    assert "合计" not in shelf.special


@pytest.mark.parametrize(
    "question",
    [
        # The organisation is called 科学技术局: its total is not that of 科学技术支出.
        "中卫市科技局2026年科学技术支出 基本支出是多少",
        # Spelt right, though 国有资本经营 has nearly its characters.
        "中卫市科技局2026年资本性支出是多少",
        # 事务 alone is said of too many rows.
        "云泽文数局2026年文化和数字事务支出是多少",
        # The final account states what was spent, not the budget for it.
        "云泽文数局2025年培训费年初预算是多少",
        "截至2025年6月底云泽文数局公务接待费",
    ],
)
def test_what_is_nearly_held_is_not_answered(refused, question):
    refused(question)


def test_what_a_year_ended_with_is_what_the_next_began_with(headline):
    assert headline("云泽文数局2025年末结转结余") == "9.19万元"
    assert headline("云泽文数局2024年末结转结余") == "6.00万元"


def test_what_the_treasury_left_is_not_what_all_funds_left(answered):
    answer = answered("云泽文数局2025年决算财政拨款结转结余是多少")
    assert answer.figures == () and "—" in answer.text
