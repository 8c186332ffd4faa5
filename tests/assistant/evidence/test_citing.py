"""Citations lead to the very cell or words that state the figure."""

from decimal import Decimal

import pytest

from assistant.evidence.citing import computed_figure, label_of, quote_of
from corpus.document import CellState

QUESTIONS = [
    f"{name}2026年{subject}是多少"
    for name in ("中卫市科技局", "云泽文数局", "青禾县水务局", "临江区财政局", "望山区财政局")
    for subject in (
        "公务接待费",
        "住房公积金",
        "三公经费",
        "培训费",
        "收入总计",
        "基本支出",
        "水费",
    )
] + [
    "中卫市科技局2026年公用经费包括哪些",
    "云泽文数局2026年公用经费占基本支出的比例",
    "青禾县水务局2026年住房公积金比2025年增长多少",
    "青禾县水务局2026年公务接待费比上年减少多少",
    "云泽文数局2025年公务接待费超预算了吗",
    "中卫市科技局2026年A4复印纸采购总共多少钱",
    "云泽文数局2026年水费和电费合计",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_stated_figure_is_printed_at_its_place(asked, amount_in, question):
    for figure in asked(question).figures:
        if figure.computed:
            assert figure.document == "" and figure.evidence is None
        else:
            assert amount_in(figure) == Decimal(figure.value)
            assert figure.document and figure.quote and figure.unit


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_figures_document_is_cited(asked, question):
    answer = asked(question)
    cited = {citation.document for citation in answer.citations}
    assert {f.document for f in answer.figures if not f.computed} <= cited


class TestQuote:
    @pytest.fixture
    def figures(self, library):
        return list(library.figures("青禾县水务局2026年部门预算.md"))

    def test_of_a_cell_names_code_row_column_value_and_unit(self, figures):
        figure = next(f for f in figures if f.code == "2130314" and f.column_path == ("合计",))
        assert quote_of(figure) == ("2130314 农林水支出 › 水利 › 防汛 | 合计：1,500,000.00元")

    def test_of_a_blank_says_so(self, figures):
        blank = next(f for f in figures if f.state is CellState.BLANK)
        assert "（空白）" in quote_of(blank)

    def test_of_a_sentence_is_the_sentence(self, figures):
        stated = next(f for f in figures if f.source == "sentence" and f.printed == "1260.40")
        assert quote_of(stated) == stated.quote and stated.quote.endswith("。")


class TestLabel:
    def test_row_and_special_column(self, answered):
        figure = answered("云泽文数局2026年图书馆的项目支出").figures[0]
        assert figure.label == "图书馆·项目支出"

    def test_a_plain_column_is_not_named(self, answered):
        assert answered("云泽文数局2026年图书馆").figures[0].label == "图书馆"

    def test_numbering_is_left_off(self, answered):
        assert answered("青禾县水务局2026年其他收入").figures[0].label == "其他收入"

    def test_never_empty(self, library):
        for document in library.documents():
            for figure in library.figures_of([document.id]):
                if figure.state is CellState.NUMBER:
                    assert label_of(figure), figure


def test_a_computed_figure_has_no_source():
    figure = computed_figure("合计", Decimal("10.50"), "万元", Decimal(105000))
    assert (figure.value, figure.document, figure.computed) == ("10.50", "", True)
