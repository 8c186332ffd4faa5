"""Which recognised figures are doubtful, and that nothing else ever is."""

from decimal import Decimal

import pytest

from corpus.document import Grid, GridCell, Measure, Paragraph, Statement
from corpus.doubt import numbers_in, statement_with_doubt
from corpus.reconciliation.views import TableView
from corpus.statements import read_statements
from corpus.tables.understanding import understand


def doubts(column, confidence=0.99, unsure=()):
    """The doubtful texts of a recognised one-column table; ``unsure`` ones have 0.5."""
    rows = [(GridCell("项目"), GridCell("预算数"))]
    names = ("办公费", "印刷费", "水费", "电费", "差旅费", "会议费", "培训费", "租赁费")
    for name, text in zip(names, column, strict=False):
        sure = 0.5 if text in unsure else confidence
        rows.append((GridCell(name), GridCell(text, confidence=sure if text else None)))
    table = understand(Grid(tuple(rows), title="支出表", unit_line="单位：万元", spans_known=True))
    return [cell.text for cell in table.cells if cell.doubtful]


def test_an_unsure_character_makes_a_figure_doubtful():
    assert doubts(["1.20", "2.30", "4.50"], unsure=["2.30"]) == ["2.30"]


def test_sure_figures_blanks_dashes_and_words_are_not_doubtful():
    assert doubts(["1.20", "", "—", "2.30", "详见附表", "4.50"]) == []


@pytest.mark.parametrize("odd", ["12,34.50", "1.234.56", "1O.50", "O", "1,23", "\ufffd", "012.30"])
def test_what_is_no_well_formed_number_among_numbers_is_doubtful(odd):
    assert doubts(["1.20", odd, "2.30", "4.50"]) == [odd]


def test_decimals_unlike_all_others_of_the_column_are_doubtful():
    fixed = ["11.20", "12.30", "14.50", "20.00", "1.61"]
    assert doubts([*fixed, "1234"]) == ["1234"]
    assert doubts([*fixed, "12.345"]) == ["12.345"]
    assert doubts(["1,120", "2,230", "3,450", "4,111", "1.234"]) == ["1.234"]
    assert doubts(["1,120", "2,230", "3,450", "4,111", "1234"]) == ["1234"]


def test_columns_that_leave_out_trailing_zeros_are_believed():
    assert doubts(["11.2", "12.34", "14.55", "20.01", "1.61", "7", "0"]) == []
    assert doubts(["11.23", "12.34", "14.55", "20.01", "1.61", "97.5"]) == []


def test_figures_that_the_file_states_are_never_doubtful():
    assert doubts(["1.20", "12,34", "2.30", "O", "1234"], confidence=None) == []


def test_an_unsure_code_puts_the_figures_of_its_row_in_doubt():
    rows = [
        [("科目编码", 0.99), ("科目名称", 0.99), ("预算数", 0.99)],
        [("2010101", 0.99), ("行政运行", 0.99), ("5.10", 0.99)],
        [("2010102", 0.40), ("一般行政管理事务", 0.99), ("6.20", 0.99)],
        [("2010103", 0.99), ("机关服务", 0.99), ("7.30", 0.99)],
    ]
    cells = tuple(tuple(GridCell(t, confidence=c) for t, c in row) for row in rows)
    table = understand(Grid(cells, unit_line="单位：万元", spans_known=True))
    assert [cell.text for cell in table.cells if cell.doubtful] == ["6.20"]


def test_the_self_check_leaves_out_columns_with_a_doubtful_figure():
    rows = [("项目", "预算数", "上年数"), ("办公费", "1.20", "1.10"), ("印刷费", "2.3O", "2.10")]
    rows += [("水费", "4.50", "4.40"), ("合计", "8.00", "7.60")]
    cells = tuple(tuple(GridCell(text, confidence=0.99) for text in row) for row in rows)
    view = TableView(understand(Grid(cells, unit_line="单位：万元", spans_known=True)))
    assert [path for path in view.paths.values()] == [("上年数",)]


def test_numbers_of_a_line_carry_their_least_sure_character():
    line = [(c, 0.95) for c in "公务接待费"] + [("1", 0.99), ("2", 0.7), (".", 0.9), ("5", 0.99)]
    line += [("万", 0.99), ("元", 0.98), ("，", 0.5), ("3", 0.96), ("人", 0.2)]
    assert numbers_in(line) == (("12.5", 0.7), ("3", 0.96))
    assert numbers_in([("8", 0.99), ("万", 0.3), ("元", 0.99)]) == (("8", 0.3),)
    assert numbers_in([("8", None), ("元", None)]) == ()


def test_figures_in_recognised_sentences_are_as_sure_as_their_number():
    text = "公务接待费12.50万元，会议费3.10万元。"
    numbers = (("12.50", 0.98), ("3.10", 0.6))
    found = list(read_statements([Paragraph(text, numbers=numbers)]))
    assert [(s.printed, s.confidence, s.doubtful) for s in found] == [
        ("12.50", 0.98, False),
        ("3.10", 0.6, True),
    ]
    stated = list(read_statements([Paragraph(text)]))
    assert not any(s.doubtful or s.confidence is not None for s in stated)


def test_a_number_that_was_not_recognised_as_one_is_doubtful():
    statement = Statement((), Measure.AMOUNT, "12.50", Decimal("12.50"), "万元", "", (0, 5))
    assert statement_with_doubt(statement, (("12", 0.99), ("50", 0.99))).doubtful
