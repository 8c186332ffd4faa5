"""Figures as database rows: from the understood document, and back into typed figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from decimal import Decimal
from sqlite3 import Connection
from typing import TYPE_CHECKING

from corpus.amounts import plain, to_yuan
from corpus.states import CellState, Measure
from index.records import StoredDocument, StoredFigure
from index.tables import TableHead, path_from_json, path_of, to_json

if TYPE_CHECKING:
    from corpus.document import Position, Statement, Table

_STATES = {str(state): state for state in CellState}
_MEASURES = {str(measure): measure for measure in Measure}

# Columns that only a stated figure fills; every row of one insert needs the same ones.
_STATED_COLUMNS = (
    "passage_id",
    "section",
    "measure",
    "stated_year",
    "basis",
    "reason",
    "quote",
    "span_start",
    "span_end",
)
_NOT_STATED = dict.fromkeys(_STATED_COLUMNS)


def cell_rows(document_id: int, table_id: int, table: Table) -> Iterator[dict]:
    """The row of every cell of a table."""
    paths = _JsonPaths()
    for cell in table.cells:
        yield {
            **_NOT_STATED,
            **_number(cell.value, cell.unit),
            **_place(cell.position, table.position),
            "document_id": document_id,
            "table_id": table_id,
            "source": "table",
            "state": str(cell.state),
            "printed": cell.text,
            "row_path": paths[cell.row_path],
            "column_path": paths[cell.column_path],
            "code": cell.code,
            "row_index": cell.row,
            "column_index": cell.column,
            "is_total": cell.is_total,
            "certain": cell.certain,
            "confidence": cell.confidence,
            "doubtful": cell.doubtful,
        }


def statement_row(document_id: int, passage_id: int | None, statement: Statement) -> dict:
    """The row of a figure stated in running text."""
    return {
        **_number(statement.value, statement.unit),
        **_place(statement.position),
        "document_id": document_id,
        "table_id": None,
        "passage_id": passage_id,
        "source": "sentence",
        "state": str(CellState.NUMBER),
        "printed": statement.printed,
        "row_path": to_json(statement.subject),
        "column_path": "[]",
        "code": "",
        "row_index": None,
        "column_index": None,
        "is_total": False,
        "certain": True,
        "confidence": statement.confidence,
        "doubtful": statement.doubtful,
        "section": to_json(statement.section),
        "measure": str(statement.measure),
        "stated_year": statement.year,
        "basis": statement.basis,
        "reason": statement.reason,
        "quote": statement.sentence,
        "span_start": statement.span[0],
        "span_end": statement.span[1],
    }


def _number(value: Decimal | None, unit: str) -> dict:
    yuan = None if value is None else to_yuan(value, unit)
    return {
        "value": None if value is None else plain(value),
        "unit": unit,
        "amount_yuan": None if yuan is None else plain(yuan),
    }


def _place(position: Position, table: Position | None = None) -> dict:
    """Where a figure stands, or else its table where it is in one."""
    around = table or position
    return {
        "page": position.page if position.page is not None else around.page,
        "line": position.line if position.line is not None else around.line,
        "box": None if position.box is None else to_json(position.box),
    }


_PRINTED = "id, printed, value, unit, amount_yuan, row_path, page, line, box, confidence, doubtful"
_CELL = "state, column_path, code, row_index, column_index, is_total, certain"


def cells(connection: Connection, where: str, values: Sequence) -> list[tuple]:
    """The rows of the table cells for which a condition holds, with placeholders for ``values``;
    each begins with the keys of its document and its table."""
    return connection.execute(
        f"SELECT document_id, table_id, {_PRINTED}, {_CELL} FROM figures "
        f"WHERE source = 'table' AND {where} ORDER BY id",
        values,
    ).fetchall()


def statements(connection: Connection, where: str, values: Sequence) -> list[tuple]:
    """The rows of the stated figures for which a condition holds; each begins with the key of
    its document."""
    return connection.execute(
        f"SELECT document_id, {_PRINTED}, {', '.join(_STATED_COLUMNS)} FROM figures "
        f"WHERE source = 'sentence' AND {where} ORDER BY id",
        values,
    ).fetchall()


def figures_of_cells(
    document: StoredDocument, heads: dict[int, TableHead], rows: Iterable[tuple]
) -> Iterator[StoredFigure]:
    """The figures of rows of :func:`cells`, all of one document; ``heads`` are its tables by
    key."""
    template = _template(document, "table")
    for (
        _,
        table_id,
        key,
        printed,
        value,
        unit,
        amount,
        row_path,
        page,
        line,
        box,
        confidence,
        doubtful,
        state,
        column_path,
        code,
        row,
        column,
        is_total,
        certain,
    ) in rows:
        head = heads[table_id]
        values = template.copy()
        values["id"] = key
        values["state"] = _STATES[state]
        values["printed"] = printed
        if value is not None:
            values["value"] = Decimal(value)
        values["unit"] = unit
        if amount is not None:
            values["amount_yuan"] = Decimal(amount)
        values["row_path"] = path_of(row_path)
        values["column_path"] = path_of(column_path)
        values["section"] = head.section
        values["code"] = code
        values["table_id"] = table_id
        values["table"] = head.title
        values["context"] = head.context
        values["row"] = row
        values["column"] = column
        values["is_total"] = bool(is_total)
        values["certain"] = bool(certain)
        values["confidence"] = confidence
        values["doubtful"] = bool(doubtful)
        values["page"] = page
        values["line"] = line
        if box is not None:
            values["box"] = path_from_json(box)
        yield _figure(values)


def figures_of_statements(
    document: StoredDocument, rows: Iterable[tuple]
) -> Iterator[StoredFigure]:
    """The figures of rows of :func:`statements`, all of one document."""
    template = _template(document, "sentence") | {"state": CellState.NUMBER, "column_path": ()}
    for (
        _,
        key,
        printed,
        value,
        unit,
        amount,
        subject,
        page,
        line,
        box,
        confidence,
        doubtful,
        passage_id,
        section,
        measure,
        stated_year,
        basis,
        reason,
        quote,
        start,
        end,
    ) in rows:
        values = template.copy()
        values["id"] = key
        values["printed"] = printed
        values["value"] = Decimal(value)
        values["unit"] = unit
        if amount is not None:
            values["amount_yuan"] = Decimal(amount)
        values["row_path"] = path_of(subject)
        values["section"] = path_of(section)
        values["measure"] = _MEASURES[measure]
        values["stated_year"] = stated_year
        values["basis"] = basis
        values["reason"] = reason
        values["quote"] = quote
        values["span"] = (start, end)
        values["passage_id"] = passage_id
        values["confidence"] = confidence
        values["doubtful"] = bool(doubtful)
        values["page"] = page
        values["line"] = line
        if box is not None:
            values["box"] = path_from_json(box)
        yield _figure(values)


_DEFAULTS = {
    field.name: None if field.default is MISSING else field.default
    for field in fields(StoredFigure)
}


def _template(document: StoredDocument, source: str) -> dict:
    return _DEFAULTS | {
        "document_id": document.id,
        "document": document.name,
        "organisation": document.organisation,
        "year": document.year,
        "kind": document.kind,
        "source": source,
    }


def _figure(values: dict) -> StoredFigure:
    # A frozen dataclass's own constructor sets field by field and takes three times as long,
    # which is most of the time of reading a document's thousands of figures.
    figure = object.__new__(StoredFigure)
    figure.__dict__.update(values)
    return figure


class _JsonPaths(dict):
    """JSON text of paths: the cells of a row or column share one."""

    def __missing__(self, path: tuple[str, ...]) -> str:
        text = self[path] = to_json(path)
        return text
