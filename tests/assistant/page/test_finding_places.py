"""Places of the self-check are the stored figures they name, or none."""

import pytest

from assistant.page.finding_places import figure_of, places, source_of
from index.library import Library
from index.settings import Settings

TEXT = """# 青禾市档案馆2031年部门预算

## 一、收支总表

单位：万元

项目\t预算数
培训费\t1.50
差旅费\t2.50
合计\t9.00

## 二、情况说明

青禾市档案馆2031年培训费预算8.50万元。
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A library with one document that contradicts itself, and what it holds."""
    folder = tmp_path_factory.mktemp("places")
    path = folder / "青禾市档案馆2031年部门预算.md"
    path.write_text(TEXT, "utf-8")
    with Library(Settings(folder / "home", "none")) as library:
        library.add(path)
        (document,) = library.documents()
        check = library.reconciliations([document.id])[document.id]
        yield (
            document,
            check.findings,
            library.figures_of([document.id]),
            library.tables(document.name),
            library.passages_of([document.id]),
        )


def finding(findings, check):
    return next(each for each in findings if each.check == check)


def test_a_cell_is_found_with_its_place_in_the_table(held):
    document, findings, *rest = held
    stated = finding(findings, "total_row").stated
    source = source_of(stated, document, *rest)
    assert (source.value, source.unit, source.row) == ("9.00", "万元", ("合计",))
    assert source.evidence.table_id and source.evidence.row is not None


def test_a_computed_amount_is_no_figure_and_opens_its_table(held):
    document, findings, *rest = held
    against = finding(findings, "total_row").against
    assert against.computed
    source = source_of(against, document, *rest)
    assert source.evidence.table_id and source.evidence.row is None and not source.value


def test_a_stated_amount_is_found_in_its_sentence(held):
    document, findings, *rest = held
    both = finding(findings, "table_text")
    sentence, cell = sorted((both.stated, both.against), key=lambda place: not place.sentence)
    source = source_of(sentence, document, *rest)
    assert source.value == "8.50" and source.quote == sentence.sentence
    assert source.evidence.passage_id
    assert source_of(cell, document, *rest).value == "1.50"


def test_of_several_figures_that_fit_none_is_taken(held):
    _, findings, figures, *_ = held
    stated = finding(findings, "total_row").stated
    assert figure_of(stated, figures) is not None
    assert figure_of(stated, [*figures, *figures]) is None


def test_what_is_not_there_is_not_found(held):
    document, findings, *_ = held
    stated = finding(findings, "total_row").stated
    assert source_of(stated, document, [], [], []) is None


def test_every_place_has_a_name_of_its_own(held):
    _, findings, *_ = held
    named = places(finding(findings, "total_row"))
    assert list(named)[:2] == ["stated", "against"]
    assert len(named) == 2 + len(finding(findings, "total_row").others)
