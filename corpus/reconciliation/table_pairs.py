"""Tables against each other, and the two sides of a side-by-side table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corpus.amounts import from_yuan, plain, to_yuan
from corpus.document import TableCell
from corpus.reconciliation.findings import Check, Collector, Finding, Place, place_of_cell
from corpus.reconciliation.precision import same_amount
from corpus.reconciliation.stages import Stage
from corpus.reconciliation.views import TableView
from corpus.reconciliation.words import bare, one_of, word, words
from corpus.tables.words import is_total
from corpus.text import normalise

_TOTAL = "合计"
# How many subjects of two columns, and which part of them, must agree before the others are
# held to be mistakes.
_FEWEST = 3
_MOST = Fraction(2, 3)


@dataclass
class _Column:
    """A column as it is compared: which side, of which money, what of it, and its cells."""

    view: TableView
    side: str
    scope: str
    meaning: str
    cells: dict[str, TableCell]


def check_balance(view: TableView, to: Collector) -> None:
    """收入总计 = 支出总计 in a table with two sides."""
    incomes = _side_totals(view, "income_totals", "收入")
    expenditures = _side_totals(view, "expenditure_totals", "支出")
    if not incomes or not expenditures:
        return
    to.done(Check.BALANCE)
    income, expenditure = incomes[0], expenditures[0]
    if income.value != expenditure.value and income.unit == expenditure.unit:
        to.found(
            _finding(
                Check.BALANCE,
                "收入总计与支出总计",
                "total income and total expenditure",
                place_of_cell(view.table, income),
                income,
                place_of_cell(view.table, expenditure),
                expenditure,
            )
        )


def check_tables(views: Sequence[TableView], stage: Stage, to: Collector) -> None:
    """The same subject under the same kind of column in tables about the same money."""
    names = _class_names(views)
    columns = [column for view in views for column in _columns(view, names, stage)]
    groups: dict[tuple[str, str], list[_Column]] = {}
    for column in columns:
        groups.setdefault((column.side, column.meaning), []).append(column)
    for group in groups.values():
        for cluster in _same_money(group):
            _check_cluster(cluster, to)


def _side_totals(view: TableView, kind: str, side: str) -> list[TableCell]:
    """The totals of one side that hold a number, the leftmost first."""
    found = []
    for column, cells in view.columns.items():
        head = "".join(view.paths[column][:1])
        for cell in cells:
            label = bare(cell.row_path[-1]) if cell.row_path else ""
            named = label in words(kind)
            sided = label in words("side_totals") and side in head
            if cell.value is not None and (named or sided):
                found.append(cell)
    return found


def _class_names(views: Sequence[TableView]) -> dict[str, str]:
    """The code of each subject of the outermost level (类) by its name, where it is unique."""
    found: dict[str, set[str]] = {}
    for view in views:
        for cells in view.columns.values():
            for cell in cells:
                if len(cell.code) == 3 and cell.row_path:
                    found.setdefault(bare(cell.row_path[-1]), set()).add(cell.code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _columns(view: TableView, names: dict[str, str], stage: Stage) -> list[_Column]:
    found = []
    for column, path in view.paths.items():
        side = _side(path, view.table.title) or _side_of_totals(view.columns[column])
        if side and stage.owns_column(path):
            scope, meaning = _meaning(path, view.table.title)
            cells = _keyed(view.columns[column], names)
            found.append(_Column(view, side, scope, meaning, cells))
    kinds = Counter((c.side, c.scope, c.meaning) for c in found)
    # Two columns that cannot be told apart (预算数 and 决算数) are not compared.
    return [c for c in found if kinds[(c.side, c.scope, c.meaning)] == 1]


def _side(path: Sequence[str], title: str) -> str:
    for text in (*path, title):
        income, expenditure = "收入" in text or "收支" in text, "支出" in text or "收支" in text
        if income != expenditure:
            return "收入" if income else "支出"
    return ""


def _side_of_totals(cells: Sequence[TableCell]) -> str:
    """The side that the totals of a column name (支出总计), where its headers name none."""
    sides = {_side(cell.row_path[-1:], "") for cell in cells if cell.is_total}
    return sides.pop() if len(sides) == 1 else ""


def _meaning(path: Sequence[str], title: str) -> tuple[str, str]:
    """Of which money a column speaks, and what of it: the total, 基本支出, 人员经费 …"""
    scope = _scope(title)
    steps = []
    for step in map(normalise, path):
        if bare(step) in words("stages") or is_total(step) and not _is_side_head(step):
            continue
        own = _scope(step)
        if own:
            scope = own
        if _is_side_head(step) or re.sub(one_of("scopes"), "", step) in (
            "",
            "预算",
            "拨款",
            "财政拨款",
        ):
            continue
        steps.append(bare(step))
    meaning = "/".join(steps) or _TOTAL
    if meaning == _TOTAL:
        for part in ("基本支出", word("project_column")):
            if part in title:
                meaning = part
    return scope, meaning


def _scope(text: str) -> str:
    folded = normalise(text)
    return next((scope for scope in words("scopes") if scope in folded), "")


def _is_side_head(step: str) -> bool:
    return re.sub(one_of("side_fillers"), "", step) in ("收入", "支出", "收支")


def _keyed(cells: Sequence[TableCell], names: dict[str, str]) -> dict[str, TableCell]:
    """Cells by subject code, by the code their name stands for, or as the column's total."""
    seen: Counter[str] = Counter()
    found: dict[str, TableCell] = {}
    for kind in ("grand_totals", "year_totals"):
        for cell in cells:
            if cell.is_total and cell.row_path and bare(cell.row_path[-1]) in words(kind):
                found[_TOTAL] = cell
    for cell in cells:
        if cell.is_total:
            continue
        key = cell.code or (names.get(bare(cell.row_path[-1]), "") if cell.row_path else "")
        if key and len(key) in (3, 5, 7):
            seen[key] += 1
            found[key] = cell
    return {key: cell for key, cell in found.items() if seen[key] < 2 and cell.value is not None}


def _same_money(group: list[_Column]) -> list[list[_Column]]:
    """Columns about the same money: of one scope, or with one and the same total."""
    clusters: list[list[_Column]] = []
    for column in group:
        for cluster in clusters:
            if any(_is_same_money(column, other) for other in cluster):
                cluster.append(column)
                break
        else:
            clusters.append([column])
    return [cluster for cluster in clusters if len(cluster) > 1]


def _is_same_money(a: _Column, b: _Column) -> bool:
    """Whether two columns have one and the same total, or one source and mostly the same
    amounts (the tables of two units of a department have not)."""
    if a.view is b.view:
        return False
    totals = a.cells.get(_TOTAL), b.cells.get(_TOTAL)
    if all(totals) and totals[0].value and _agree(a, totals[0], b, totals[1]):
        return True
    if a.scope != b.scope:
        return False
    common = [key for key in a.cells if key in b.cells and key != _TOTAL]
    agreeing = sum(1 for key in common if _agree(a, a.cells[key], b, b.cells[key]))
    return agreeing >= _FEWEST and agreeing >= len(common) * _MOST


def _agree(a: _Column, a_cell: TableCell, b: _Column, b_cell: TableCell) -> bool:
    quanta = a.view.quantum(a_cell.unit), b.view.quantum(b_cell.unit)
    return same_amount(a_cell, quanta[0], b_cell, quanta[1])


def _check_cluster(cluster: list[_Column], to: Collector) -> None:
    keys = dict.fromkeys(key for column in cluster for key in column.cells)
    for key in keys:
        holders = [column for column in cluster if key in column.cells]
        if len(holders) < 2:
            continue
        to.done(Check.TABLE_TABLE, len(holders) - 1)
        if len({(column.cells[key].value, column.cells[key].unit) for column in holders}) == 1:
            continue
        agreeing = [
            [other for other in holders if _agree(one, one.cells[key], other, other.cells[key])]
            for one in holders
        ]
        most = max(agreeing, key=len)
        odd = [column for column in holders if column not in most]
        if odd:
            _differ(key, odd, most, to)


def _differ(key: str, odd: list[_Column], most: list[_Column], to: Collector) -> None:
    first, other = odd[0], most[0]
    places = [place_of_cell(c.view.table, c.cells[key]) for c in (*odd[1:], *most[1:])]
    stated = place_of_cell(first.view.table, first.cells[key])
    against = place_of_cell(other.view.table, other.cells[key])
    to.found(
        _finding(
            Check.TABLE_TABLE,
            f"同一科目“{stated.subject}”在《{stated.table}》与《{against.table}》",
            f"the same subject “{stated.subject}” in {stated.table} and {against.table}",
            stated,
            first.cells[key],
            against,
            other.cells[key],
            tuple(places),
        )
    )


def _finding(
    check: Check,
    what: str,
    what_en: str,
    stated: Place,
    cell: TableCell,
    against: Place,
    other: TableCell,
    others: tuple[Place, ...] = (),
) -> Finding:
    difference = money_difference(cell.value, cell.unit, other.value, other.unit)
    off = f"{plain(difference)}{cell.unit}"
    return Finding(
        check,
        f"{what}不一致：{stated.amount}与{against.amount}，相差{off}",
        f"{what_en} disagree: {stated.amount} and {against.amount}, a difference of {off}",
        stated,
        against,
        difference,
        cell.unit,
        others,
    )


def money_difference(a: Decimal, a_unit: str, b: Decimal, b_unit: str) -> Decimal:
    """a minus b, exact, in the unit of a.  Units that are not money must be equal."""
    if a_unit == b_unit:
        return a - b
    return from_yuan(to_yuan(a, a_unit) - to_yuan(b, b_unit), a_unit)
