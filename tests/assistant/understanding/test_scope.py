"""Which publications a question is about."""

import pytest

from assistant.understanding.scope import resolve, scopes_of


@pytest.fixture
def resolved(reading, library):
    return lambda text: resolve(reading(text), scopes_of(library.documents()))


def keys(resolution):
    return [(s.organisation[-3:], s.year, s.kind) for s in resolution.scopes]


def test_documents_are_grouped_newest_first(library):
    scopes = [s for s in scopes_of(library.documents()) if s.organisation.startswith("云泽")]
    assert [(s.year, s.kind) for s in scopes] == [
        (2026, "部门预算"),
        (2025, "部门决算"),
        (2025, "部门预算"),
    ]


class TestCertain:
    @pytest.mark.parametrize(
        "text, expected",
        [
            ("中卫市科技局公务接待费", [("科技局", 2026, "部门预算")]),
            ("云泽文数局2025年决算培训费", [("事务局", 2025, "部门决算")]),
            ("云泽文数局2025年培训费预算", [("事务局", 2025, "部门预算")]),
            ("青禾县水务局2025年水利", [("水务局", 2025, "部门预算")]),
        ],
    )
    def test_one_publication(self, resolved, text, expected):
        resolution = resolved(text)
        assert resolution.certain and keys(resolution) == expected

    def test_two_years_compared(self, resolved):
        resolution = resolved("青禾县水务局2026年比2025年防汛增加多少")
        assert resolution.certain and [s.year for s in resolution.scopes] == [2026, 2025]

    def test_two_organisations_compared(self, resolved):
        resolution = resolved("临江区财政局和望山区财政局2026年培训费哪个高")
        assert resolution.certain and len(resolution.scopes) == 2

    def test_years_are_compared_within_one_kind(self, resolved):
        resolution = resolved("云泽文数局2026年和2025年水费哪个高")
        assert {s.kind for s in resolution.scopes} == {"部门预算"}

    def test_budget_against_final_account_of_one_year(self, resolved):
        resolution = resolved("云泽文数局2025年公务接待费预算和决算差多少")
        assert resolution.certain and len(resolution.scopes) == 2

    @pytest.mark.parametrize(
        "text", ["实际花了多少办公费", "办公费实际支出多少", "办公费执行了多少"]
    )
    def test_no_budget_says_what_was_spent(self, resolved, text):
        resolution = resolved(f"云泽文数局2026年{text}")
        assert (resolution.refusal, resolution.missing) == ("kind", "2026年决算")

    def test_money_that_was_spent_is_the_final_accounts(self, resolved):
        resolution = resolved("云泽文数局2025年实际花了多少公务接待费")
        assert keys(resolution) == [("事务局", 2025, "部门决算")]


class TestUncertain:
    @pytest.mark.parametrize(
        "text",
        [
            "公务接待费",
            "2025年公务接待费",
            "青禾县水务局公务接待费",
            "财政局2026年培训费",
            "云泽文数局2025年培训费",
        ],
    )
    def test_left_open(self, resolved, text):
        assert not resolved(text).certain and len(resolved(text).scopes) > 1

    def test_a_shared_short_name_leaves_only_its_bearers(self, resolved):
        organisations = {s.organisation for s in resolved("财政局2026年培训费").scopes}
        assert organisations == {"星桥市临江区财政局", "星桥市望山区财政局"}


class TestRefusal:
    @pytest.mark.parametrize(
        "text, refusal, missing",
        [
            ("青禾县水务局2027年公务接待费", "year", "2027"),
            ("中卫市科技局2025年公务接待费", "year", "2025"),
            ("青禾县水务局2026年决算公务接待费", "kind", "决算"),
            ("the zhongwei education bureau in 2026", "organisation", "education bureau"),
        ],
    )
    def test_reason(self, resolved, text, refusal, missing):
        resolution = resolved(text)
        assert (resolution.scopes, resolution.refusal) == ((), refusal)
        assert missing in resolution.missing

    def test_a_change_against_a_year_not_held_stands_in_the_later_document(self, resolved):
        resolution = resolved("中卫市科技局2026年机关运行经费比2025年减少多少")
        assert keys(resolution) == [("科技局", 2026, "部门预算")]


def test_a_comparison_with_a_year_of_which_no_document_speaks_is_refused(resolved):
    assert resolved("青禾县水务局2026年防汛比2024年增加多少").refusal == "year"
    assert not resolved("青禾县水务局2025年防汛比2024年增加多少").refusal
