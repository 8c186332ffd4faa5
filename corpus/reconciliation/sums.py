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


def difference(total: TableCell, parts: Parts) -> Decimal | None:
    """Total minus sum of the parts, None if the total or all of the parts are not printed."""
    if total.value is None or not parts.printed:
        return None
    return total.value - parts.sum


def is_rounding(view: TableView, total: TableCell, parts: Parts, off: Decimal) -> bool:
    """Whether the rounding of the printed decimals explains a difference."""
    return not off or abs(off) <= slack(total.unit, view.quantum(total.unit), parts.filled)


def compare(
    view: TableView,
    check: Check,
    total: TableCell,
    choices: Sequence[Parts],
    to: Collector,
    where: tuple[str, str],
) -> None:
    """Hold a total against the sets of parts it may mean.

    ``where`` says in Chinese and English what the parts are.  The total is found wrong only if
    no set of parts gives it; the nearest is then shown.  Nothing is compared where the total or
    all parts are blank.
    """
    offs = [(parts, difference(total, parts)) for parts in choices]
    offs = [(parts, off) for parts, off in offs if off is not None]
    if not offs:
        return
    to.done(check)
    nearest, off = min(offs, key=lambda pair: abs(pair[1]))
    if not off:
        return
    finding = _finding(view, check, total, nearest, off, where)
    if is_rounding(view, total, nearest, off):
        to.rounded(finding)
    else:
        to.found(finding)


def _finding(
    view: TableView,
    check: Check,
    total: TableCell,
    parts: Parts,
    off: Decimal,
    where: tuple[str, str],
) -> Finding:
    stated = place_of_cell(view.table, total)
    against = computed_place(parts.sum, total.unit, stated, (where[0],))
    others = tuple(place_of_cell(view.table, cell) for cell in parts.cells if cell.value)
    subject = f"{stated.subject}（{' / '.join(stated.column)}）"
    printed = f"{plain(off)}{total.unit}"
    return Finding(
        check,
        f"《{view.table.title}》{subject}为{stated.amount}，{where[0]}为{against.amount}，"
        f"相差{printed}",
        f"{view.table.title}: {subject} is {stated.amount}, {where[1]} {against.amount}, "
        f"a difference of {printed}",
        stated,
        against,
        off,
        total.unit,
        others,
    )
