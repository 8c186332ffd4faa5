from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, AnswerFigure, Citation, Status
from eval.question_sets import Expectation, ExpectedFigure, Question
from eval.scoring import Outcome, bare, same_figure, score

BUDGET = "某市水务局2026年部门预算.pdf"


def question(
    *figures,
    kind="lookup",
    status=Status.ANSWERED,
    text=(),
    documents=(),
    pages=(),
    no_figures=False,
):
    expected = tuple(ExpectedFigure(Decimal(value), unit) for value, unit in figures)
    expect = Expectation(status, expected, tuple(text), tuple(documents), tuple(pages), no_figures)
    return Question("q", "zh", kind, "公务接待费是多少", expect)


def answer(*figures, text="", citations=(), status=Status.ANSWERED):
    return Answer(
        question="公务接待费是多少",
        status=status,
        text=text,
        figures=tuple(AnswerFigure("公务接待费", value, unit) for value, unit in figures),
        citations=tuple(citations),
    )


def outcome(asked, said):
    return score(asked, said).outcome


def test_a_figure_where_the_source_is_blank_is_wrong():
    asked = question(text=("空白",), no_figures=True)
    assert outcome(asked, answer(text="表中为空白")) == Outcome.RIGHT
    assert outcome(asked, answer(("0", "元"), text="表中为空白")) == Outcome.WRONG


class TestStatus:
    @pytest.mark.parametrize("due", [Status.REFUSED, Status.CLARIFY])
    def test_an_answer_where_none_was_due_is_wrong(self, due):
        asked = question(status=due, kind="unanswerable")
        assert outcome(asked, answer(("0.26", "万元"))) == Outcome.WRONG

    @pytest.mark.parametrize("said", [Status.REFUSED, Status.CLARIFY])
    def test_no_answer_where_one_was_due_is_declined(self, said):
        asked = question(("0.26", "万元"))
        assert outcome(asked, answer(("0.26", "万元"), status=said)) == Outcome.DECLINED

    @pytest.mark.parametrize("due", [Status.REFUSED, Status.CLARIFY])
    def test_the_expected_refusal_or_question_back_is_right(self, due):
        assert outcome(question(status=due), answer(status=due)) == Outcome.RIGHT

    def test_a_question_back_instead_of_a_refusal_is_not_right_but_not_wrong(self):
        asked = question(status=Status.REFUSED)
        assert outcome(asked, answer(status=Status.CLARIFY)) == Outcome.DECLINED


class TestHeadline:
    @pytest.mark.parametrize("kind", ["lookup", "compute", "followup"])
    def test_a_right_number_behind_a_wrong_one_is_wrong(self, kind):
        asked = question(("0.26", "万元"), kind=kind)
        assert outcome(asked, answer(("9.99", "万元"), ("0.26", "万元"))) == Outcome.WRONG
        assert outcome(asked, answer(("0.26", "万元"), ("9.99", "万元"))) == Outcome.RIGHT

    def test_a_number_only_in_the_text_is_no_headline(self):
        said = answer(text="公务接待费为0.26万元。")
        assert outcome(question(("0.26", "万元")), said) == Outcome.WRONG

    @pytest.mark.parametrize("kind", ["yesno", "rank", "compare", "list", "narrative"])
    def test_other_kinds_may_state_it_anywhere(self, kind):
        asked = question(("0.26", "万元"), kind=kind)
        assert outcome(asked, answer(("9.99", "万元"), ("0.26", "万元"))) == Outcome.RIGHT
        assert outcome(asked, answer(text="即 2,600 元，占0.01%。")) == Outcome.RIGHT

    def test_several_expected_figures_may_stand_in_any_order(self):
        asked = question(("25", "万元"), ("15", "万元"))
        assert outcome(asked, answer(("15", "万元"), ("25", "万元"))) == Outcome.RIGHT

    def test_each_of_several_figures_must_be_there(self):
        asked = question(("25", "万元"), ("15", "万元"), ("10", "万元"), kind="compare")
        result = score(asked, answer(("25", "万元"), ("15", "万元")))
        assert result.outcome == Outcome.WRONG
        assert "10 万元" in result.reason

    def test_a_number_in_the_text_counts_only_with_its_unit(self):
        asked = question(("7", "辆"), kind="yesno")
        assert outcome(asked, answer(text="共有车辆7辆。")) == Outcome.RIGHT
        assert outcome(asked, answer(text="共7个科室，车辆若干辆。")) == Outcome.WRONG
        assert outcome(asked, answer(text="共有车辆17辆。")) == Outcome.WRONG

    def test_an_unreadable_value_states_nothing(self):
        assert outcome(question(("5", "元")), answer(("约五", "元"))) == Outcome.WRONG


class TestSameFigure:
    @pytest.mark.parametrize(
        ("a", "a_unit", "b", "b_unit"),
        [
            ("37151.47", "万元", "371514655", "元"),
            ("371514655.00", "元", "371514655", "元"),
            ("2340", "万元", "2340.00", "万元"),
            ("0.26", "万元", "2600", "元"),
            ("0", "万元", "0.00", "元"),
            ("1.27", "亿元", "12650.00", "万元"),
            ("93.85", "%", "93.85", "％"),
            ("44.6", "%", "44.60", "%"),
            ("7", "辆", "7", "辆"),
        ],
    )
    def test_equal(self, a, a_unit, b, b_unit):
        assert same_figure(Decimal(a), a_unit, Decimal(b), b_unit)

    @pytest.mark.parametrize(
        ("a", "a_unit", "b", "b_unit"),
        [
            ("0.26", "万元", "0.26", "元"),
            ("0.26", "万元", "0", "万元"),
            ("0", "万元", "4999", "元"),
            ("37151.47", "万元", "371514755", "元"),
            ("37151.47", "万元", "37151.48", "万元"),
            ("10", "万元", "-10", "万元"),
            ("93.85", "%", "93.85", "万元"),
            ("93.85", "%", "93.8", "%"),
            ("5", "个", "5", "家"),
            ("5", "项", "5", "个"),
            ("0", "辆", "0", "万元"),
            ("NaN", "元", "5", "元"),
            ("Infinity", "元", "5", "元"),
        ],
    )
    def test_different(self, a, a_unit, b, b_unit):
        assert not same_figure(Decimal(a), a_unit, Decimal(b), b_unit)

    cents = st.integers(min_value=1, max_value=10**14)

    @given(cents)
    def test_an_amount_equals_its_own_rounding_to_ten_thousands(self, cents):
        yuan = Decimal(cents).scaleb(-2)
        rounded = (yuan / 10000).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
        assert same_figure(yuan, "元", rounded, "万元") == bool(rounded)

    @given(cents, st.integers(min_value=1, max_value=10**6))
    def test_two_amounts_printed_in_yuan_and_cents_must_be_the_same(self, cents, more):
        a, b = Decimal(cents).scaleb(-2), Decimal(cents + more).scaleb(-2)
        assert not same_figure(a, "元", b, "元")
        assert not same_figure(b, "元", a, "元")


class TestPhrases:
    def test_blanks_punctuation_and_width_do_not_matter(self):
        asked = question(kind="narrative", text=["无“三公”经费", "因公出国（境）费"])
        said = answer(text="该年度无 三公 经费支出，因公出国(境)\n费为零。")
        assert outcome(asked, said) == Outcome.RIGHT

    def test_a_phrase_may_stand_in_the_quote_of_a_citation(self):
        asked = question(kind="definition", text=["按规定缴纳"])
        said = answer(text="见引文。", citations=[Citation(BUDGET, quote="单位按规定缴纳的费用")])
        assert outcome(asked, said) == Outcome.RIGHT

    def test_a_phrase_is_not_pieced_together_from_two_places(self):
        asked = question(kind="definition", text=["按规定缴纳"])
        said = answer(text="按规定", citations=[Citation(BUDGET, quote="缴纳")])
        assert outcome(asked, said) == Outcome.PARTIAL

    def test_a_missing_phrase_is_partial_and_named(self):
        asked = question(kind="list", text=["水费", "电费"])
        result = score(asked, answer(text="水费"))
        assert result.outcome == Outcome.PARTIAL
        assert "电费" in result.reason and "水费" not in result.reason

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("比上年增长 5.34%。", "比上年增长5.34%"),
            ("合计1,234,567.80元", "合计1234567.80元"),
            ("第1.项", "第1项"),
            ("水费｜电费|邮电费", "水费电费邮电费"),
            ("Public Reception", "publicreception"),
            ("≥95", "≥95"),
            ("", ""),
        ],
    )
    def test_what_is_compared(self, text, kept):
        assert bare(text) == kept

    def test_a_decimal_point_is_not_punctuation(self):
        asked = question(kind="narrative", text=["增长5.34"])
        assert outcome(asked, answer(text="增长534倍")) == Outcome.PARTIAL


class TestCitations:
    figure = ("0.26", "万元")

    def asked(self, documents=(BUDGET,), pages=(20, 22)):
        return question(self.figure, documents=documents, pages=pages)

    def cited(self, *places):
        return answer(self.figure, citations=[Citation(name, page) for name, page in places])

    def test_one_of_the_expected_pages_is_enough(self):
        assert outcome(self.asked(), self.cited((BUDGET, 3), (BUDGET, 22))) == Outcome.RIGHT

    @pytest.mark.parametrize("page", [21, None])
    def test_another_page_or_none_is_offpage(self, page):
        assert outcome(self.asked(), self.cited((BUDGET, page))) == Outcome.OFFPAGE

    def test_another_document_is_uncited(self):
        assert outcome(self.asked(), self.cited(("别的.pdf", 20))) == Outcome.UNCITED
        assert outcome(self.asked(), self.cited()) == Outcome.UNCITED

    def test_every_expected_document_must_be_cited(self):
        asked = self.asked(documents=(BUDGET, "乙.md"))
        assert outcome(asked, self.cited((BUDGET, 20))) == Outcome.UNCITED
        assert outcome(asked, self.cited((BUDGET, 20), ("乙.md", None))) == Outcome.RIGHT

    def test_a_document_that_has_no_pages_needs_none(self):
        asked = self.asked(documents=("乙.md",), pages=())
        assert outcome(asked, self.cited(("乙.md", None))) == Outcome.RIGHT

    def test_each_paged_document_needs_one_of_the_pages(self):
        asked = self.asked(documents=(BUDGET, "丙.PDF"))
        assert outcome(asked, self.cited((BUDGET, 20), ("丙.PDF", 4))) == Outcome.OFFPAGE

    def test_without_expected_pages_any_page_does(self):
        assert outcome(self.asked(pages=()), self.cited((BUDGET, 9))) == Outcome.RIGHT


def test_the_worst_shortcoming_decides():
    asked = question(("0.26", "万元"), text=["接待"], documents=[BUDGET], pages=[20])
    assert outcome(asked, answer(("0.62", "万元"))) == Outcome.WRONG
    assert outcome(asked, answer(("0.26", "万元"))) == Outcome.PARTIAL
    assert outcome(asked, answer(("0.26", "万元"), text="接待")) == Outcome.UNCITED
