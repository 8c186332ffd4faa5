"""What is written to the figure store comes back exactly."""

from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import CellState, Measure, TableState
from index.records import StoredFigure


def test_a_number_keeps_value_unit_paths_and_place(library, document):
    library.add_document(document())
    (stored,) = library.documents()
    figure = library.figures_of([stored.id])[0]
    assert figure.value == Decimal("0.26") and figure.unit == "万元"
    assert figure.amount_yuan == Decimal("2600")
    assert figure.row_path == ("公务接待费",) and figure.column_path == ("预算数",)
    assert figure.section == ("第二部分 预算表", "三公经费预算表")
    assert (figure.table, figure.code, figure.row, figure.column) == (
        "三公经费预算表",
        "30217",
        1,
        1,
    )
    assert (figure.document, figure.organisation, figure.year, figure.kind) == (
        "某局2026年部门预算.md",
        "某市测绘局",
        2026,
        "部门预算",
    )
    assert (figure.page, figure.line, figure.source) == (3, 40, "table")


def test_blank_dash_and_word_stay_different_and_none_is_zero(library, document):
    library.add_document(document())
    cells = [f for f in library.figures() if f.source == "table"]
    assert [(f.state, f.printed, f.value) for f in cells] == [
        (CellState.NUMBER, "0.26", Decimal("0.26")),
        (CellState.TEXT, "压减", None),
        (CellState.BLANK, "", None),
        (CellState.DASH, "—", None),
    ]


def test_a_stated_figure_keeps_what_the_sentence_says(library, document):
    library.add_document(document())
    (figure,) = [f for f in library.figures() if f.source == "sentence"]
    assert figure.row_path == ("三公经费", "公务接待费")
    assert (figure.measure, figure.stated_year) == (Measure.AMOUNT, 2026)
    assert (figure.basis, figure.reason) == ("2025年预算数", "厉行节约")
    start, end = figure.span
    assert figure.quote[start:end] == figure.printed == "0.26"
    passage = library.passage(figure.passage_id)
    assert figure.quote in passage.text


def test_figures_read_fast_are_as_complete_as_constructed_ones(library, document):
    library.add_document(document())
    for figure in library.figures():
        names = [field.name for field in fields(StoredFigure)]
        assert figure == StoredFigure(**{name: getattr(figure, name) for name in names})
        assert replace(figure, printed="x").printed == "x"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.decimals(min_value=-(10**20), max_value=10**20, places=8))
def test_every_decimal_comes_back_exactly(opened, document, table, tmp_path, value):
    library = opened(home=tmp_path / "exact")
    made = table()
    made = replace(made, cells=(replace(made.cells[0], value=value),))
    library.add_document(document(tables=(made,), salt=str(value)))
    figure = next(f for f in library.figures() if f.source == "table")
    assert figure.value == value
    assert Fraction(figure.amount_yuan) == Fraction(value) * 10000
    library.close()


def test_printed_zeros_of_a_value_are_kept(library, document, table):
    library.add_document(document(tables=(table(value="3175.50"),)))
    figure = next(f for f in library.figures() if f.source == "table")
    assert str(figure.value) == "3175.50"


def test_what_is_not_money_has_no_yuan(library, document, table):
    library.add_document(document(tables=(table(value="85.3", unit="%"),)))
    figure = next(f for f in library.figures() if f.source == "table")
    assert figure.amount_yuan is None and figure.unit == "%"


def test_tables_come_back_as_printed(library, document):
    made = document()
    library.add_document(made)
    (stored,) = library.tables(made.name)
    assert stored.title == "三公经费预算表" and stored.state is TableState.FILLED
    assert stored.header_rows == 1 and stored.notes == ("注：含上年结转。",)
    assert stored.grid[1] == (("公务接待费", 1, 1), ("0.26", 1, 1), ("压减", 1, 1))
    assert library.table(stored.id) == stored
    assert library.table(stored.id + 1) is None


def test_figures_of_several_documents_and_of_unknown_ones(library, document):
    library.add_document(document("甲.md", salt="a"))
    library.add_document(document("乙.md", salt="b"))
    ids = {stored.name: stored.id for stored in library.documents()}
    figures = library.figures_of([ids["乙.md"], 999, ids["甲.md"]])
    assert [f.document for f in figures] == ["乙.md"] * 5 + ["甲.md"] * 5
    assert library.figures_of([999]) == library.figures_of([]) == []


def test_a_replaced_documents_keys_are_never_given_again(opened, document):
    reader, writer = opened(), opened()
    reader.add_document(document(salt="old"))
    old_id = reader.documents()[0].id
    old_table = reader.tables("某局2026年部门预算.md")[0].id
    assert reader.figures_of([old_id])
    writer.remove("某局2026年部门预算.md")
    writer.add_document(document(salt="new"))
    assert reader.figures_of([old_id]) == []
    assert reader.table(old_table) is None
    assert reader.documents()[0].id != old_id
