"""How far printed amounts may differ because each was rounded.

Budgets are drawn up in yuan: amounts printed in yuan are exact, so a difference of one yuan is
real.  Amounts in larger units are rounded to their printed decimals, each by up to half of the
last digit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from corpus.amounts import same_money, to_yuan
from corpus.document import CellState, Table, TableCell


def quantum_of(values: Iterable[Decimal]) -> Decimal:
    """The last digit that the finest of some values prints (1 if none prints decimals).

    Zeros at the end are often left out, so the finest value tells the precision of all.
    """
    return Decimal(1).scaleb(min((v.as_tuple().exponent for v in values), default=0))


def table_quantum(table: Table, unit: str) -> Decimal:
    """The last digit printed for amounts of one unit in a table."""
    return quantum_of(
        cell.value
        for cell in table.cells
        if cell.state is CellState.NUMBER and cell.unit == unit and cell.value is not None
    )


def slack(unit: str, quantum: Decimal, parts: int) -> Decimal:
    """How far a total may be from the sum of rounded parts, in ``unit``.

    One part must be equal to its total.
    """
    one = to_yuan(Decimal(1), unit)
    if parts < 2 or (one is not None and one <= 1) or (one is None and quantum == 1):
        return Decimal(0)
    return quantum * (parts + 1) / 2


def same_amount(a: TableCell, a_quantum: Decimal, b: TableCell, b_quantum: Decimal) -> bool:
    """Whether two cells print one amount, at the coarser of their tables' precisions."""
    return same_money(a.value, a.unit, a_quantum, b.value, b.unit, b_quantum)
