"""How well a stored figure is what a question asks for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.finding.label_words import words_of
from assistant.finding.matching import match, rank
from assistant.understanding.content import content_of
from corpus.document import CellState
from index.records import StoredFigure

NO_CODES = frozenset()


@pytest.fixture
def figure():
    return StoredFigure(
        id=1,
        document_id=1,
        document="某局2026年部门预算.md",
        organisation="某局",
        year=2026,
        kind="部门预算",
        source="table",
        state=CellState.NUMBER,
        printed="2.50",
        value=Decimal("2.50"),
        unit="万元",
        amount_yuan=Decimal("25000"),
        row_path=("商品和服务支出", "培训费"),
        column_path=("合计",),
        section=("第二部分",),
        code="30216",
        table_id=1,
        table="基本支出表",
        row=3,
        column=2,
    )


def judged(figure, text, codes=NO_CODES, own_names=frozenset()):
    return match(figure, words_of(figure, own_names), content_of(text, []), codes)


class TestMatch:
    def test_the_very_label(self, figure):
        found = judged(figure, "培训费是多少")
        assert found.unexplained == frozenset() and found.leaf_share == 1

    def test_another_subject_is_no_match(self, figure):
        assert judged(figure, "会议费是多少") is None

    def test_a_word_that_stands_nowhere_stays_unexplained(self, figure):
        text = "境外培训费是多少"
        found = judged(figure, text)
        assert {text[i] for i in found.unexplained} == {"境", "外"}

    def test_the_row_above_explains_a_word_too(self, figure):
        assert judged(figure, "商品和服务支出中的培训费").unexplained == frozenset()

    def test_a_code_stands_for_its_row_alone(self, figure):
        assert judged(figure, "30216", frozenset({"30216"})).unexplained == frozenset()
        assert judged(figure, "30217培训费", frozenset({"30217"})) is None

    def test_a_blank_costs_more_than_a_number(self, figure):
        blank = replace(figure, state=CellState.BLANK, value=None, amount_yuan=None)
        assert judged(blank, "培训费").cost > judged(figure, "培训费").cost

    def test_an_uncertain_header_costs(self, figure):
        doubtful = replace(figure, certain=False)
        assert judged(doubtful, "培训费").cost > judged(figure, "培训费").cost

    def test_a_column_nobody_asked_for_costs(self, figure):
        special = replace(figure, column_path=("项目支出",))
        assert judged(special, "培训费").cost > judged(figure, "培训费").cost
        assert judged(special, "培训费项目支出").cost < judged(figure, "培训费项目支出").cost + 1


class TestTotals:
    def test_a_total_is_asked_for_through_what_it_is_the_total_of(self, figure):
        total = replace(figure, row_path=("合计",), is_total=True, code="")
        assert judged(total, "培训费是多少") is None
        assert judged(total, "基本支出表的合计") is not None

    def test_a_row_named_like_the_body_itself_is_its_total(self, figure):
        own = replace(figure, row_path=("某局机关",), code="")
        assert words_of(own, frozenset({"某局"})).is_total
        assert not words_of(own, frozenset({"他局"})).is_total


def test_ranking_puts_the_fullest_label_first(figure):
    longer = replace(figure, id=2, row_path=("商品和服务支出", "因公培训费"))
    entries = [(f, words_of(f, frozenset())) for f in (longer, figure)]
    assert [m.figure.id for m in rank(entries, content_of("培训费", []))] == [1, 2]
