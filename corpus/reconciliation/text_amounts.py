"""What the text says an amount is, against the row or column of a table that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.amounts import plain, same_money
from corpus.document import Document, Measure, Statement, TableCell
from corpus.reconciliation.findings import (
    Check,
    Collector,
    Finding,
    place_of_cell,
    place_of_statement,
)
from corpus.reconciliation.precision import quantum_of
from corpus.reconciliation.stages import Stage
from corpus.reconciliation.table_pairs import money_difference
from corpus.reconciliation.views import TableView
from corpus.reconciliation.words import bare, one_of, words
from corpus.tables.words import is_total
from corpus.text import normalise


@dataclass(frozen=True)
class _Row:
    """The amounts printed for one subject: in a row, or in the columns under its name.

    ``cells`` start with the one that states the whole.
    """

    view: TableView
    cells: tuple[TableCell, ...]


def check_texts(document: Document, views: Sequence[TableView], to: Collector) -> None:
    """Every amount stated of the document's own year and stage, against the tables.

    A statement is held to be right if any amount of a row it may mean is the one it states:
    the text does not always say whether it speaks of all expenditure or of the basic part.
    """
    stage = Stage.of(document)
    rows = _Rows(views, stage)
    for statement in document.statements:
        if statement.measure is Measure.AMOUNT and stage.owns_statement(statement):
            found = rows.of(statement)
            if found:
                _compare(statement, found, to)


def _compare(statement: Statement, rows: Sequence[_Row], to: Collector) -> None:
    quantum = quantum_of([statement.value])
    to.done(Check.TABLE_TEXT)
    for row in rows:
        for cell in row.cells:
            exact = row.view.quantum(cell.unit)
            if same_money(statement.value, statement.unit, quantum, cell.value, cell.unit, exact):
                return
    row = rows[0]
    cell = row.cells[0]
    stated, against = place_of_statement(statement), place_of_cell(row.view.table, cell)
    difference = money_difference(statement.value, statement.unit, cell.value, cell.unit)
    off = f"{plain(difference)}{statement.unit}"
    to.found(
        Finding(
            Check.TABLE_TEXT,
            f"文字称“{stated.subject}”为{stated.amount}，《{against.table}》中"
            f"“{against.subject}”为{against.amount}，相差{off}",
            f"the text gives {stated.amount} for “{stated.subject}”, {against.table} has "
            f"{against.amount} for “{against.subject}”, a difference of {off}",
            stated,
            against,
            difference,
            statement.unit,
            tuple(place_of_cell(r.view.table, r.cells[0]) for r in rows[1:]),
        )
    )


class _Rows:
    """The rows of all tables by what they are about."""

    def __init__(self, views: Sequence[TableView], stage: Stage):
        self._stage = stage
        self._by_name: dict[str, list[_Row]] = {}
        self._by_code: dict[str, list[_Row]] = {}
        self._names: dict[str, set[str]] = {}
        self._codes: dict[str, dict[str, None]] = {}
        self._totals: dict[str, list[_Row]] = {}
        for view in views:
            self._add(view)

    def of(self, statement: Statement) -> list[_Row]:
        """The rows a statement may mean; none where its words fit no subject, or several."""
        subject = tuple(bare(step) for step in statement.subject)
        if not subject:
            return []
        total = self._totals.get(_title_key(_name_in_print(statement)))
        if total:
            return total
        if len(subject) >= 3:
            found = self._item(subject)
            if found is not None:
                return found
        rows = self._by_name.get(_without_stage(subject[-1]), [])
        codes = {cell.code for row in rows for cell in row.cells[:1]}
        return rows if len(codes) == 1 else []

    def _item(self, subject: tuple[str, ...]) -> list[_Row] | None:
        """The rows of an item named by 类, 款 and 项; None if the tables name no such 款."""
        name, group = subject[-1], subject[-2]
        codes = [
            code
            for code in self._codes.get(name, ())
            if len(code) == 7 and group in self._names.get(code[:5], ()) and code in self._by_code
        ]
        return self._by_code[codes[0]] if len(codes) == 1 else None

    def _add(self, view: TableView) -> None:
        rows: dict[tuple, list[TableCell]] = {}
        for column, cells in view.columns.items():
            if not self._stage.owns_column(view.paths[column]):
                continue
            for cell in cells:
                rows.setdefault((cell.row, cell.row_path, cell.code), []).append(cell)
        unnamed = all(not path and not code for _, path, code in rows)
        if unnamed:
            self._add_columns(view)
        totals = []
        for (_, path, code), cells in rows.items():
            filled = tuple(cell for cell in cells if cell.value is not None)
            if code and path:
                name = bare(path[-1])
                self._names.setdefault(code, set()).add(name)
                self._codes.setdefault(name, {})[code] = None
            if not filled or not path:
                continue
            row = _Row(view, filled)
            if filled[0].is_total:
                totals.append(row)
            else:
                self._by_name.setdefault(_without_stage(bare(path[-1])), []).append(row)
                if code:
                    self._by_code.setdefault(code, []).append(row)
        self._add_totals(view, totals)

    def _add_columns(self, view: TableView) -> None:
        """Subjects that stand in the header over a single row of amounts."""
        for column, cells in view.columns.items():
            own = self._stage.owns_column(view.paths[column])
            if not own or len(cells) != 1 or cells[0].value is None:
                continue
            steps = [
                _without_stage(bare(step))
                for step in view.paths[column]
                if normalise(step) not in words("stages") and not is_total(step)
            ]
            if not steps or not steps[-1]:
                continue
            row = _Row(view, tuple(cells))
            self._by_name.setdefault(steps[-1], []).append(row)
            if len(steps) > 1 and steps[-2][:4] != steps[-1][:4]:
                # 购置费 under 公务用车购置及运行费 is 公务用车购置费 in the text.
                for length in range(2, len(steps[-2])):
                    if steps[-2][length:].startswith(steps[-1][:2]):
                        joined = steps[-2][:length] + steps[-1]
                        self._by_name.setdefault(joined, []).append(row)

    def _add_totals(self, view: TableView, totals: Iterable[_Row]) -> None:
        """A table's own total by the table's title: 收入支出总计 of 收入支出决算总表."""
        grand = [row for row in totals if bare(row.cells[0].row_path[-1]) in words("grand_totals")]
        labels = {row.cells[0].row_path for row in grand}
        if grand and len(labels) == 1:
            self._totals.setdefault(_title_key(view.table.title), []).extend(grand)


def _without_stage(name: str) -> str:
    return re.sub(rf"(?:{one_of('title_stages')}|{one_of('stages')})+$", "", name)


def _title_key(text: str) -> str:
    """A title or the name of a total without year, stage and the words for table and total."""
    name = re.sub(r"20\d\d年度?", "", normalise(text))
    name = re.sub(rf"(?:{one_of('side_totals')})$", "", name)
    return re.sub(rf"{one_of('title_fillers')}|{one_of('title_stages')}", "", name)


def _name_in_print(statement: Statement) -> str:
    """The words before the amount in its sentence, as far as they name what it is."""
    lead = statement.sentence[: statement.span[0]]
    clause = re.split(r"[，,；;。：:]", lead)[-1]
    name = normalise(statement.subject[-1])
    place = normalise(clause).rfind(name)
    return normalise(clause)[place:] if place >= 0 and len(statement.subject) == 1 else ""
