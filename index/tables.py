"""The stored tables, as printed and as understood."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from corpus.document import Table, TableState
from index import schema
from index.records import StoredTable

_TABLE = schema.tables
# One for all: json.dumps makes an encoder for every call.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class TableHead:
    """What every figure of a table repeats of it."""

    title: str
    context: str
    section: tuple[str, ...]


def write(connection: Connection, document_id: int, tables: Iterable[Table]) -> list[int]:
    """Store the tables of a document and return their keys, in order."""
    rows = [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "title": table.title,
            "unit": table.unit,
            "context": table.context,
            "section": to_json(table.section),
            "state": str(table.state),
            "header_rows": table.header_rows,
            "notes": to_json(table.notes),
            "warnings": to_json(table.warnings),
            "page": table.position.page,
            "line": table.position.line,
            "grid": to_json(
                [[(c.text, c.rowspan, c.colspan) for c in row] for row in table.grid.rows]
            ),
        }
        for ordinal, table in enumerate(tables)
    ]
    if not rows:
        return []
    statement = insert(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def heads(connection: Connection, document_id: int) -> dict[int, TableHead]:
    """Title, context and section of a document's tables, by key."""
    rows = connection.execute(
        select(_TABLE.c.id, _TABLE.c.title, _TABLE.c.context, _TABLE.c.section).where(
            _TABLE.c.document_id == document_id
        )
    )
    return {row.id: TableHead(row.title, row.context, path_from_json(row.section)) for row in rows}


def heads_of(connection: Connection, table_ids: Iterable[int]) -> dict[int, TableHead]:
    """Title, context and section of some tables (a few hundred at most), by key."""
    rows = connection.execute(
        select(_TABLE.c.id, _TABLE.c.title, _TABLE.c.context, _TABLE.c.section).where(
            _TABLE.c.id.in_(set(table_ids))
        )
    )
    return {row.id: TableHead(row.title, row.context, path_from_json(row.section)) for row in rows}


def of_document(connection: Connection, document_id: int) -> list[StoredTable]:
    """The tables of a document in the order of the print."""
    rows = connection.execute(
        _select().where(_TABLE.c.document_id == document_id).order_by(_TABLE.c.ordinal)
    )
    return [_stored(row) for row in rows]


def by_key(connection: Connection, table_id: int) -> StoredTable | None:
    """One table, None if it is no longer there."""
    row = connection.execute(_select().where(_TABLE.c.id == table_id)).first()
    return _stored(row) if row else None


def to_json(value) -> str:
    """Compact JSON text, Chinese left readable."""
    return _encoded(value)


def path_from_json(text: str) -> tuple:
    """The tuple that :func:`to_json` wrote."""
    return tuple(json.loads(text))


def _select():
    return select(_TABLE, schema.documents.c.name.label("document")).join(
        schema.documents, schema.documents.c.id == _TABLE.c.document_id
    )


def _stored(row) -> StoredTable:
    return StoredTable(
        id=row.id,
        document_id=row.document_id,
        document=row.document,
        ordinal=row.ordinal,
        title=row.title,
        unit=row.unit,
        context=row.context,
        section=path_from_json(row.section),
        state=TableState(row.state),
        header_rows=row.header_rows,
        notes=path_from_json(row.notes),
        warnings=path_from_json(row.warnings),
        grid=tuple(
            tuple((text, rowspan, colspan) for text, rowspan, colspan in cells)
            for cells in json.loads(row.grid)
        ),
        page=row.page,
        line=row.line,
    )
