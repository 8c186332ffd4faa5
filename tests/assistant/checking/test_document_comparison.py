"""Documents side by side: only what is the same for certain is compared, exactly in yuan."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest

from assistant.checking.document_comparison import (
    Obstacle,
    Standing,
    change_between,
    compare_documents,
    table_kind,
)
from assistant.exports import comparison as comparison_exports
from corpus.document import CellState
from index.records import StoredDocument, StoredFigure

KEYS = count(1)


def a_document(key, year=2025, kind="部门预算"):
    name = f"青禾市水务局{year}年{kind}{key}.md"
    return StoredDocument(key, name, "", "青禾市水务局", (), "", year, kind, None, (), 1, 1, 0, "")


def cell(
    document, row, column, value, unit="万元", code="", table="三、支出预算总表", at=1, **more
):
    path = row if isinstance(row, tuple) else (row,)
    number = value not in (None, "")
    amount = {"元": 1, "万元": 10_000}.get(unit)
    return StoredFigure(
        id=next(KEYS),
        document_id=document.id,
        document=document.name,
        organisation=document.organisation,
        year=document.year,
        kind=document.kind,
        source="table",
        state=CellState.NUMBER if number else CellState.BLANK,
        printed=value or "",
        value=Decimal(value) if number else None,
        unit=unit,
        amount_yuan=Decimal(value) * amount if number and amount else None,
        row_path=path,
        column_path=column if isinstance(column, tuple) else (column,),
        section=(),
        code=code,
        table_id=more.pop("table_id", document.id * 100),
        table=table,
        row=more.pop("grid_row", at),
        column=at,
        **more,
    )


OLD, NEW = a_document(1, 2025), a_document(2, 2026)


def compared(*figures, documents=(OLD, NEW)):
    return compare_documents(documents, figures)


def test_like_rows_stand_side_by_side_with_the_exact_difference_in_yuan():
    (line,) = compared(
        cell(OLD, "（一）公务接待费", "合计", "0.30"),
        cell(NEW, "1.公务接待费", "合计", "2600.5", "元", table="四、2026年部门支出预算总表"),
    ).lines
    change = line.changes[1]
    assert line.standing is Standing.MATCHED and line.changes[0] is None and line.changed
    assert (change.value, change.unit) == (Decimal("-399.5"), "元")
    assert change.amount_yuan == Decimal("-399.5") and change.percent == Decimal("-13.32")


def test_no_difference_runs_through_floating_point():
    old = cell(OLD, "甲", "合计", "9007199254740993.01", "元")
    new = cell(NEW, "甲", "合计", "9007199254740993.02", "元")
    assert change_between(old, new).amount_yuan == Decimal("0.01")


def test_rows_are_known_by_code_and_name_even_under_other_headings():
    (line,) = compared(
        cell(OLD, ("农林水支出", "水利", "行政运行"), "合计", "10", code="2130301"),
        cell(NEW, "行政运行", "合计", "12", code="2130301"),
    ).lines
    assert line.changes[1].amount_yuan == 20_000


def test_rows_of_one_name_and_different_codes_are_different():
    lines = compared(
        cell(OLD, "行政运行", "合计", "10", code="2130301"),
        cell(NEW, "行政运行", "合计", "12", code="2080101"),
    ).lines
    assert [line.standing for line in lines] == [Standing.ONLY_SOME] * 2
    assert lines[0].cells[1] is None and lines[0].changes[1].obstacle is Obstacle.ABSENT
    assert lines[1].cells[0] is None and lines[1].changes == (None, None)


def test_a_code_that_only_one_document_prints_does_not_part_a_row():
    (line,) = compared(
        cell(OLD, "公务接待费", "合计", "1", code="30217"), cell(NEW, "公务接待费", "合计", "2")
    ).lines
    assert line.changes[1].amount_yuan == 10_000


def test_what_could_be_two_rows_is_shown_and_not_compared():
    lines = compared(
        cell(OLD, "维修费", "合计", "1", at=1),
        cell(OLD, "维修费", "合计", "5", at=2),
        cell(NEW, "维修费", "合计", "2"),
    ).lines
    assert [line.standing for line in lines] == [Standing.AMBIGUOUS] * 3
    assert not any(line.changed for line in lines)
    assert sorted(f.printed for line in lines for f in line.cells if f) == ["1", "2", "5"]


def test_rows_of_one_name_are_told_apart_by_their_paths():
    lines = compared(
        cell(OLD, ("甲项目", "维修费"), "合计", "1", code="30213", at=1),
        cell(OLD, ("乙项目", "维修费"), "合计", "5", code="30213", at=2),
        cell(NEW, ("乙项目", "维修费"), "合计", "6", code="30213"),
    ).lines
    changes = {line.row[0]: line.changes[1] for line in lines}
    assert changes["乙项目"].amount_yuan == 10_000
    assert changes["甲项目"].obstacle is Obstacle.ABSENT


def test_two_tables_of_one_title_are_not_compared():
    lines = compared(
        cell(OLD, "维修费", "合计", "1", table_id=1),
        cell(OLD, "差旅费", "合计", "1", table_id=2),
        cell(NEW, "维修费", "合计", "2"),
    ).lines
    assert {line.standing for line in lines} == {Standing.AMBIGUOUS}


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"value": None}, Obstacle.BLANK),
        ({"value": "3", "doubtful": True}, Obstacle.DOUBTFUL),
        ({"value": "3", "certain": False}, Obstacle.DOUBTFUL),
        ({"value": "3", "unit": "人"}, Obstacle.UNITS),
    ],
)
def test_blank_is_no_zero_and_a_doubt_gives_no_difference(changes, obstacle):
    value = changes.pop("value")
    new = cell(NEW, "公务接待费", "合计", value, **changes)
    for pair in ((cell(OLD, "公务接待费", "合计", "1"), new), (new, cell(OLD, "x", "合计", "1"))):
        change = change_between(*pair)
        assert (change.obstacle, change.value, change.percent) == (obstacle, None, None)


def test_over_zero_there_is_a_difference_and_no_percentage():
    change = change_between(cell(OLD, "甲", "合计", "0"), cell(NEW, "甲", "合计", "1.5"))
    assert change.amount_yuan == 15_000 and change.percent is None


def test_counts_are_compared_in_their_unit():
    change = change_between(
        cell(OLD, "编制", "人数", "40", "人"), cell(NEW, "编制", "人数", "42", "人")
    )
    assert (change.value, change.unit, change.amount_yuan) == (2, "人", None)
    assert change.percent == 5


def test_years_of_columns_are_relative_and_the_own_stage_is_the_own_amount():
    lines = compared(
        cell(OLD, "甲", "2025年预算数", "1", at=1),
        cell(OLD, "甲", "2024年执行数", "7", at=2),
        cell(NEW, "甲", "2026年预算数", "2", at=1),
        cell(NEW, "甲", "2025年执行数", "9", at=2),
    ).lines
    assert [line.changes[1].amount_yuan for line in lines] == [10_000, 20_000]
    final = a_document(3, 2025, "部门决算")
    (line,) = compared(
        cell(OLD, "甲", "预算数", "1"), cell(final, "甲", "决算数", "3"), documents=(OLD, final)
    ).lines
    assert line.changes[1].amount_yuan == 20_000


def test_a_heading_over_all_columns_says_nothing():
    final = a_document(3, 2025, "部门决算")
    lines = compared(
        cell(OLD, "甲", ("支出预算", "基本支出"), "1", at=1),
        cell(OLD, "甲", ("支出预算", "项目支出"), "2", at=2),
        cell(final, "甲", "基本支出", "3", at=1),
        cell(final, "甲", "项目支出", "4", at=2),
        documents=(OLD, final),
    ).lines
    assert [line.changes[1].amount_yuan for line in lines] == [20_000, 20_000]


def test_the_titles_of_a_budget_and_an_account_name_one_table():
    assert table_kind("五、2025年一般公共预算支出功能分类预算表") == table_kind(
        "三、2025年度一般公共预算财政拨款支出决算表"
    )
    assert table_kind("一、收支总表") != table_kind("二、收入总表")


def test_four_documents_are_each_held_against_the_first():
    documents = [a_document(key, 2020 + key) for key in range(1, 5)]
    figures = [cell(d, "甲", "合计", str(n)) for n, d in zip((5, 6, 0, 10), documents, strict=True)]
    (line,) = compare_documents(documents, figures).lines
    assert [change and change.percent for change in line.changes] == [None, 20, -100, 100]


@pytest.mark.parametrize("documents", [(OLD,), (OLD, OLD), tuple(map(a_document, range(1, 6)))])
def test_two_to_four_different_documents_are_compared(documents):
    with pytest.raises(ValueError, match="2 to 4"):
        compare_documents(documents, [])


def test_an_export_says_of_each_line_what_was_compared_and_why_not():
    comparison = compared(
        cell(OLD, "甲", "合计", "1.50", at=1),
        cell(NEW, "甲", "合计", "2", at=1),
        cell(OLD, "乙", "合计", None, at=2),
        cell(NEW, "乙", "合计", "2", at=2),
        cell(OLD, "丙", "合计", "2", at=3),
    )
    titles = comparison_exports.header(comparison)
    first, blank, absent = (
        dict(zip(titles, row, strict=True))
        for row in comparison_exports.rows(comparison.lines, "http://host/")
    )
    assert (first["2−1 差额 difference"], first["2−1 差额单位 unit of the difference"]) == (
        5000,
        "元",
    )
    assert first["2−1 增减% change in percent"] == Decimal("33.33")
    assert first["1 出处 evidence"].startswith("http://host/#evidence/figure/")
    assert blank[f"1 {OLD.name}"] is None and blank["2−1 差额 difference"] is None
    assert blank["2−1 说明 remark"] == "有空白 blank"
    assert absent["2−1 说明 remark"] == "无此行 no such row" and absent["2 原文 printed"] == ""


def test_words_in_tables_are_no_lines():
    words = replace(cell(OLD, "甲", "备注", "1"), state=CellState.TEXT, value=None)
    assert compared(words, cell(NEW, "乙", "合计", "1")).lines[0].row == ("乙",)
