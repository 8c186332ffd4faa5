"""Holding a printed total against the sum of its parts, and saying what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.amounts import plain
from corpus.document import TableCell
from corpus.reconciliation.findings import (
    Check,
    Collector,
    Finding,
    computed_place,
    place_of_cell,
)
from corpus.reconciliation.precision import slack
from corpus.reconciliation.views import TableView


@dataclass(frozen=True)
class Parts:
    """Cells that may be the parts of a total; blanks among them count as nothing."""

    cells: tuple[TableCell, ...]

    @property
    def sum(self) -> Decimal:
        """Their exact sum."""
        return sum((cell.value for cell in self.cells if cell.value is not None), Decimal(0))

    @property
    def filled(self) -> int:
        """How many are numbers other than zero."""
        return sum(1 for cell in self.cells if cell.value)

    @property
    def printed(self) -> bool:
        """Whether any of them is a number."""
        return any(cell.value is not None for cell in self.cells)


def compare(
    view: TableView,
    check: Check,
    total: TableCell,
    choices: Sequence[Parts],
    to: Collector,
    where: tuple[str, str],
) -> bool | None:
    """Hold a total against the sets of parts it may mean; whether one fits, None if none can.

    ``where`` says in Chinese and English what the parts are.  The total is found wrong only if
    no set of parts gives it; the nearest is then shown.
    """
    finding = difference_of(view, check, total, choices, where)
    if finding is None:
        return None
    to.done(check)
    if not finding.difference:
        return True
    nearest = _nearest(total, choices)
    if abs(finding.difference) <= slack(total.unit, view.quantum(total.unit), nearest.filled):
        to.rounded(finding)
        return True
    to.found(finding)
    return False


def difference_of(
    view: TableView,
    check: Check,
    total: TableCell,
    choices: Sequence[Parts],
    where: tuple[str, str],
) -> Finding | None:
    """The finding for the nearest set of parts (of difference zero if it fits), None if there
    is nothing to compare."""
    choices = [parts for parts in choices if parts.printed]
    if total.value is None or not choices:
        return None
    nearest = _nearest(total, choices)
    difference = total.value - nearest.sum
    stated = place_of_cell(view.table, total)
    against = computed_place(nearest.sum, total.unit, stated, (where[0],))
    others = tuple(place_of_cell(view.table, cell) for cell in nearest.cells if cell.value)
    subject = f"{stated.subject}（{' / '.join(stated.column)}）"
    off = f"{plain(difference)}{total.unit}"
    return Finding(
        check,
        f"《{view.table.title}》{subject}为{stated.amount}，{where[0]}为{against.amount}，相差{off}",
        f"{view.table.title}: {subject} is {stated.amount}, {where[1]} {against.amount}, "
        f"a difference of {off}",
        stated,
        against,
        difference,
        total.unit,
        others,
    )


def _nearest(total: TableCell, choices: Sequence[Parts]) -> Parts:
    printed = [parts for parts in choices if parts.printed]
    return min(printed, key=lambda parts: abs(total.value - parts.sum))
