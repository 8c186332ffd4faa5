"""The bundled samples as read: their arithmetic holds and their text agrees with their tables."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.amounts import agree, is_money, to_yuan
from corpus.document import CellState, Measure
from corpus.reading import read
from corpus.text import name_of, normalise

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
REAL = "中卫市科技局2026年部门预算.md"
BUDGET_2025 = "云泽市文化和数字事务局2025年部门预算.md"
BUDGET_2026 = "云泽市文化和数字事务局2026年部门预算.md"
ACCOUNT_2025 = "云泽市文化和数字事务局2025年部门决算.md"
NAMES = (REAL, BUDGET_2025, BUDGET_2026, ACCOUNT_2025)

# Read by eye off the printed files: document, table, row, column, figure and unit.
BY_HAND = [
    (REAL, "部门收支预算总表", "财政拨款预算收入", "收入/预算数", "3175.50 万元"),
    (REAL, "部门收支预算总表", "上级转移支付", "收入/预算数", "463.89 万元"),
    (REAL, "部门收支预算总表", "科学技术支出", "支出/预算数", "3069.68 万元"),
    (REAL, "一般公共预算财政拨款支出总表", "行政运行", "公用经费/小计", "21.82 万元"),
    (REAL, "一般公共预算财政拨款支出总表", "科技成果转化与扩散", "项目支出/小计", "2340.00 万元"),
    (REAL, "政府采购预算表", "中卫市科学技术局机关", "总计", "1.00 万元"),
    (BUDGET_2025, "部门收支预算总表", "事业收入", "收入/预算数", "420000.00 元"),
    (BUDGET_2025, "一般公共预算基本支出经济分类", "公务接待费", "公用经费", "20000.00 元"),
    (BUDGET_2025, "部门预算单位支出汇总表", "云泽市数字文化馆", "项目支出", "2366000.00 元"),
    (BUDGET_2026, "部门支出预算总表", "群众文化", "项目支出", "2750000.00 元"),
    (BUDGET_2026, "项目支出预算明细表", "公益艺术培训", "事业收入", "385000.00 元"),
    (BUDGET_2026, "政府采购预算表", "服务类", "单位自筹资金", "50000.00 元"),
    (ACCOUNT_2025, "收入决算表", "群众文化", "事业收入", "41.23 万元"),
    (ACCOUNT_2025, "收入支出决算总表", "年末结转和结余", "支出/决算数", "9.19 万元"),
    (ACCOUNT_2025, "支出决算表", "文物保护", "项目支出", "70.28 万元"),
    (ACCOUNT_2025, "基本支出决算表", "办公设备购置", "公用经费", "0.78 万元"),
]


@pytest.fixture(scope="module")
def documents():
    return {name: read(SAMPLES / name) for name in NAMES}


def row_name(cell):
    """The innermost row name, "" for the one row of a table without names."""
    return name_of(cell.row_path[-1]) if cell.row_path else ""


def subject_name(statement):
    """The innermost subject without the code printed behind it: 图书馆（2070104）."""
    return re.sub(r"（\d+）$", "", statement.subject[-1]) if statement.subject else ""


def numbers(table):
    return [cell for cell in table.cells if cell.state is CellState.NUMBER]


def lowest(cells):
    """The cells of subjects that have no part of their own in the same column."""
    codes = {cell.code for cell in cells if cell.code and not cell.is_total}
    return [
        cell
        for cell in cells
        if cell.code in codes
        and not any(other != cell.code and other.startswith(cell.code) for other in codes)
    ]


def test_who_when_and_what(documents):
    found = [(d.profile.organisation, d.profile.year, d.profile.kind) for d in documents.values()]
    fictional = "云泽市文化和数字事务局"
    assert found == [
        ("中卫市科技局", 2026, "部门预算"),
        (fictional, 2025, "部门预算"),
        (fictional, 2026, "部门预算"),
        (fictional, 2025, "部门决算"),
    ]


@pytest.mark.parametrize("entry", BY_HAND, ids=lambda entry: f"{entry[2]}-{entry[3]}")
def test_figures_read_by_hand(entry, documents):
    name, title, row, column, figure = entry
    found = {
        f"{cell.value} {cell.unit}"
        for table in documents[name].tables
        if title in table.title
        for cell in numbers(table)
        if row_name(cell) == row and "/".join(cell.column_path).endswith(column)
    }
    assert found == {figure}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_certain_and_has_a_unit(name, documents):
    for table in documents[name].tables:
        assert not table.warnings, table.title
        for cell in numbers(table):
            assert cell.certain and cell.row_path + cell.column_path, (table.title, cell)
            assert cell.unit, (table.title, cell)


@pytest.mark.parametrize("name", NAMES)
def test_totals_are_the_sums_of_the_lowest_subjects(name, documents):
    checked = 0
    for table in documents[name].tables:
        columns = defaultdict(list)
        for cell in numbers(table):
            columns[cell.column].append(cell)
        for cells in columns.values():
            totals = [c for c in cells if c.is_total and row_name(c) == "合计"]
            # Where units are listed above subjects, the subjects of seven digits are lowest.
            parts = [c for c in lowest(cells) if len(c.code) != 6] or lowest(cells)
            if len(totals) == 1 and parts:
                checked += 1
                assert totals[0].value == sum(c.value for c in parts), (table.title, totals)
    assert checked >= (8 if name == REAL else 13)


@pytest.mark.parametrize("name", (BUDGET_2025, BUDGET_2026, ACCOUNT_2025))
def test_basic_and_project_expenditure_make_the_total(name, documents):
    checked = 0
    for table in documents[name].tables:
        rows = defaultdict(dict)
        for cell in numbers(table):
            path = [normalise(text) for text in cell.column_path]
            if path:
                rows[cell.row, tuple(path[:-1])][path[-1]] = cell.value
        for found in rows.values():
            totals = [found[key] for key in ("合计", "本年支出合计") if key in found]
            parts = [found[key] for key in ("基本支出", "项目支出") if key in found]
            if totals and parts:
                checked += 1
                assert totals[0] == sum(parts), table.title
    assert checked >= 20


def test_basic_and_project_expenditure_make_the_total_in_the_real_table(documents):
    (table,) = [t for t in documents[REAL].tables if "一般公共预算财政拨款支出总表" in t.title]
    rows = defaultdict(dict)
    for cell in numbers(table):
        rows[cell.row][cell.column_path] = cell.value
    assert len(rows) == 16
    for found in rows.values():
        basic = found.get(("基本支出", "合计", "小计"), Decimal(0))
        assert found[("总计", "小计")] == basic + found.get(("项目支出", "小计"), Decimal(0))
        staff = found.get(("基本支出", "人员经费", "小计"), Decimal(0))
        assert basic == staff + found.get(("基本支出", "公用经费", "小计"), Decimal(0))


@pytest.mark.parametrize("name", NAMES)
def test_income_equals_expenditure(name, documents):
    table = documents[name].tables[0]
    totals = {
        (row_name(cell), cell.column_path[0]): cell.value
        for cell in numbers(table)
        if cell.is_total
    }
    income = totals.get(("收入总计", "收入")) or totals[("总计", "收入")]
    assert income == (totals.get(("支出总计", "支出")) or totals[("总计", "支出")])


@pytest.mark.parametrize("name", NAMES)
def test_the_text_agrees_with_the_tables(name, documents):
    """Every amount of the text that names a row of the tables is printed in such a row."""
    document = documents[name]
    printed = defaultdict(list)
    for table in document.tables:
        for cell in numbers(table):
            if is_money(cell.unit) and cell.row_path:
                printed[row_name(cell)].append(cell)
    agreeing = 0
    for statement in document.statements:
        row = subject_name(statement)
        own_year = statement.year in (None, document.profile.year)
        if (
            statement.measure is not Measure.AMOUNT
            or "预算" in statement.basis
            or row not in printed
            or not (own_year and statement.value)
        ):
            continue
        assert any(agree(statement.value, statement.unit, c.value, c.unit) for c in printed[row]), (
            statement
        )
        agreeing += 1
    assert agreeing >= 6


def test_changes_in_the_2026_text_are_those_between_the_two_budgets(documents):
    def basis_sums(document):
        return {
            (row_name(cell), cell.column_path[-1]): to_yuan(cell.value, cell.unit)
            for table in document.tables
            if "一般公共预算支出功能分类" in table.title
            for cell in numbers(table)
        }

    before, after = basis_sums(documents[BUDGET_2025]), basis_sums(documents[BUDGET_2026])
    checked = 0
    for statement in documents[BUDGET_2026].statements:
        row = subject_name(statement), "合计"
        if statement.measure not in (Measure.INCREASE, Measure.DECREASE) or row not in before:
            continue
        sign = 1 if statement.measure is Measure.INCREASE else -1
        change = to_yuan(statement.value, statement.unit) * sign
        assert change == after[row] - before[row], statement
        checked += 1
    assert checked >= 5


def test_the_answer_out_of_the_box(documents):
    found = [
        (s.value, s.unit, s.subject[-1])
        for s in documents[REAL].statements
        if s.subject and "公务接待费" in s.subject[-1]
    ]
    assert (Decimal("0.26"), "万元", "公务接待费") in found


@pytest.mark.parametrize("name", NAMES)
def test_samples_say_what_they_are(name, documents):
    first = " ".join(getattr(block, "text", "") for block in documents[name].blocks[:3])
    assert "示例文档" in first
    assert ("虚构" in first) == (name != REAL)
