"""What the self-check of a document says: checks done, and each disagreement with its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from corpus.amounts import plain
from corpus.document import Statement, Table, TableCell


class Check(StrEnum):
    """What is held against what.

    ``code_hierarchy`` 类 = Σ款 = Σ项; ``total_row`` a 合计 row against the rows it sums;
    ``total_column`` a 合计 or 小计 column against the columns it sums; ``balance`` 收入总计 against
    支出总计; ``table_table`` one subject in two tables; ``table_text`` a stated amount against its
    row; ``change`` a stated change or rate against the amounts; ``share`` a stated share against
    its amounts, or shares against 100 %; ``stated_parts`` a stated amount against its stated
    parts; ``base_year`` a comparison with the document's own year; ``announced_table`` the list
    of contents against the tables; ``empty_note`` a note of an empty table against its figures;
    ``project_sheets`` the projects' sheets against the project expenditure.
    """

    CODE_HIERARCHY = "code_hierarchy"
    TOTAL_ROW = "total_row"
    TOTAL_COLUMN = "total_column"
    BALANCE = "balance"
    TABLE_TABLE = "table_table"
    TABLE_TEXT = "table_text"
    CHANGE = "change"
    SHARE = "share"
    STATED_PARTS = "stated_parts"
    BASE_YEAR = "base_year"
    ANNOUNCED_TABLE = "announced_table"
    EMPTY_NOTE = "empty_note"
    PROJECT_SHEETS = "project_sheets"


@dataclass(frozen=True)
class Place:
    """An amount and where it is printed: a table's cell, or a sentence.

    ``printed`` is the amount as printed, or as computed where ``computed`` is set (a sum of
    parts, a rate from two amounts); the place is then where its parts stand.  ``page`` and
    ``line`` are 1-based, None where the format has none.
    """

    printed: str
    unit: str = ""
    table: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    code: str = ""
    sentence: str = ""
    page: int | None = None
    line: int | None = None
    computed: bool = False

    @property
    def amount(self) -> str:
        """The amount with its unit."""
        return f"{self.printed}{self.unit}"

    @property
    def subject(self) -> str:
        """What the amount is about, as a path."""
        return " / ".join(self.row) or self.code or " / ".join(self.column)


@dataclass(frozen=True)
class Finding:
    """A disagreement: what is ``stated``, what it is held ``against``, and the difference.

    ``difference`` is stated minus against, exact, in ``unit``; None where no two amounts are
    compared.  ``others`` are further places that belong to it: the parts of a sum, or where the
    same stands again.  ``message`` and ``message_en`` say it in Chinese and English.
    """

    check: Check
    message: str
    message_en: str
    stated: Place
    against: Place | None = None
    difference: Decimal | None = None
    unit: str = ""
    others: tuple[Place, ...] = ()

    @property
    def key(self) -> tuple:
        """Equal for the same disagreement met again in another table."""
        against = self.against.printed if self.against else ""
        return self.check, self.stated.row[-1:], self.stated.printed, against, self.stated.code


@dataclass(frozen=True)
class Reconciliation:
    """The result of the self-check of one document.

    ``checks`` counts the comparisons made by kind, ``findings`` are the disagreements and
    ``roundings`` the differences that the rounding of the printed decimals explains.
    """

    checks: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    roundings: tuple[Finding, ...] = ()


class Collector:
    """Gathers the checks while they are made; the same disagreement is kept once."""

    def __init__(self):
        self._checks: dict[str, int] = {}
        self._findings: dict[tuple, Finding] = {}
        self._roundings: dict[tuple, Finding] = {}

    def done(self, check: Check, count: int = 1) -> None:
        """Count comparisons made."""
        self._checks[check.value] = self._checks.get(check.value, 0) + count

    def found(self, finding: Finding) -> None:
        """Keep a disagreement."""
        _keep(self._findings, finding)

    def rounded(self, finding: Finding) -> None:
        """Keep a difference that rounding explains."""
        _keep(self._roundings, finding)

    def result(self) -> Reconciliation:
        """Everything gathered so far."""
        return Reconciliation(
            dict(sorted(self._checks.items())),
            tuple(self._findings.values()),
            tuple(self._roundings.values()),
        )


def _keep(kept: dict[tuple, Finding], finding: Finding) -> None:
    same = kept.setdefault(finding.key, finding)
    if same is not finding and finding.stated not in (same.stated, *same.others):
        kept[finding.key] = Finding(
            **{**same.__dict__, "others": (*same.others, finding.stated)},
        )


def place_of_cell(table: Table, cell: TableCell) -> Place:
    """Where a cell stands."""
    page = cell.position.page or table.position.page
    line = cell.position.line or table.position.line
    return Place(
        printed=cell.text,
        unit=cell.unit,
        table=table.title,
        row=cell.row_path,
        column=cell.column_path,
        code=cell.code,
        page=page,
        line=line,
    )


def place_of_statement(statement: Statement) -> Place:
    """Where a statement stands."""
    return Place(
        printed=statement.printed,
        unit=statement.unit,
        row=statement.subject,
        sentence=statement.sentence,
        page=statement.position.page,
        line=statement.position.line,
    )


def computed_place(value: Decimal, unit: str, like: Place, row: Iterable[str] = ()) -> Place:
    """A computed amount at the place of what it was computed from."""
    return Place(
        printed=plain(value),
        unit=unit,
        table=like.table,
        row=tuple(row),
        column=like.column,
        sentence=like.sentence,
        page=like.page,
        line=like.line,
        computed=True,
    )
