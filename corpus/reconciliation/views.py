"""An understood table as columns of amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from corpus.amounts import is_money
from corpus.document import CellState, Document, Table, TableCell
from corpus.reconciliation.precision import table_quantum


class TableView:
    """The amounts of money of one table by column, each column from top to bottom.

    Cells whose header is uncertain are left out, and so are whole columns in which a figure was
    not recognised for sure: their sums would tell of the recognition, not of the publication.
    Blanks and dashes stay, without a value.
    """

    def __init__(self, table: Table):
        self.table = table
        self.columns: dict[int, list[TableCell]] = {}
        unsure = {c.column for c in table.cells if c.doubtful}
        self.doubtful: set[int] = unsure | {c.column for c in table.cells if not c.certain}
        for cell in sorted(table.cells, key=lambda c: (c.column, c.row)):
            if cell.column in unsure or not cell.certain or cell.state is CellState.TEXT:
                continue
            if self._is_amount(cell):
                self.columns.setdefault(cell.column, []).append(cell)

    def _is_amount(self, cell: TableCell) -> bool:
        return is_money(cell.unit) or not (cell.unit or self.table.unit)

    @cached_property
    def paths(self) -> dict[int, tuple[str, ...]]:
        """The header path of each column."""
        return {column: cells[0].column_path for column, cells in self.columns.items()}

    @cached_property
    def rows(self) -> dict[int, dict[int, TableCell]]:
        """The cells of each row of the grid by column."""
        rows: dict[int, dict[int, TableCell]] = {}
        for cells in self.columns.values():
            for cell in cells:
                rows.setdefault(cell.row, {})[cell.column] = cell
        return rows

    def quantum(self, unit: str) -> Decimal:
        """The last digit printed for amounts of a unit."""
        if unit not in self._quanta:
            self._quanta[unit] = table_quantum(self.table, unit)
        return self._quanta[unit]

    @cached_property
    def _quanta(self) -> dict[str, Decimal]:
        return {}


def views(document: Document) -> Iterator[TableView]:
    """The tables of a document that hold amounts; sheets about one project are no such tables."""
    for table in document.tables:
        if not table.context:
            view = TableView(table)
            if view.columns:
                yield view
