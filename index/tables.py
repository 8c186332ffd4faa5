"""The stored tables, as printed and as understood: what a row holds, and reading it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Connection
from typing import TYPE_CHECKING

from corpus.states import TableState
from index.records import StoredTable
from index.sql_text import listed

if TYPE_CHECKING:
    from corpus.document import Table

# One for all: json.dumps makes an encoder for every call.
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_HEADS = "SELECT id, title, context, section FROM tables"
_SELECT = (
    "SELECT t.id, t.document_id, d.name, t.ordinal, t.title, t.unit, t.context, t.section, "
    "t.state, t.header_rows, t.notes, t.warnings, t.grid, t.page, t.line "
    "FROM tables t JOIN documents d ON d.id = t.document_id"
)


@dataclass(frozen=True)
class TableHead:
    """What every figure of a table repeats of it."""

    title: str
    context: str
    section: tuple[str, ...]


def row_of(document_id: int, ordinal: int, table: Table) -> dict:
    """The row of a document's table."""
    return {
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
        "grid": to_json([[(c.text, c.rowspan, c.colspan) for c in row] for row in table.grid.rows]),
    }


def heads(connection: Connection, document_id: int) -> dict[int, TableHead]:
    """Title, context and section of a document's tables, by key."""
    return _heads(connection.execute(f"{_HEADS} WHERE document_id = ?", (document_id,)))


def heads_of(connection: Connection, table_ids: Iterable[int]) -> dict[int, TableHead]:
    """Title, context and section of some tables (a few hundred at most), by key."""
    keys = list(set(table_ids))
    return _heads(connection.execute(f"{_HEADS} WHERE id IN {listed(keys)}", keys))


def of_document(connection: Connection, document_id: int) -> list[StoredTable]:
    """The tables of a document in the order of the print."""
    rows = connection.execute(
        f"{_SELECT} WHERE t.document_id = ? ORDER BY t.ordinal", (document_id,)
    )
    return [_stored(row) for row in rows]


def by_key(connection: Connection, table_id: int) -> StoredTable | None:
    """One table, None if it is no longer there."""
    row = connection.execute(f"{_SELECT} WHERE t.id = ?", (table_id,)).fetchone()
    return _stored(row) if row else None


def to_json(value) -> str:
    """Compact JSON text, Chinese left readable."""
    return _encoded(value)


def path_from_json(text: str) -> tuple:
    """The tuple that :func:`to_json` wrote."""
    return tuple(json.loads(text))


@lru_cache(maxsize=50_000)
def path_of(text: str) -> tuple[str, ...]:
    """A path of labels as :func:`to_json` wrote it: publications print the same ones over and
    over, and share them."""
    return path_from_json(text)


def _heads(rows: Iterable[tuple]) -> dict[int, TableHead]:
    return {
        key: TableHead(title, context, path_of(section)) for key, title, context, section in rows
    }


def _stored(row: tuple) -> StoredTable:
    (
        key,
        document_id,
        document,
        ordinal,
        title,
        unit,
        context,
        section,
        state,
        header_rows,
        notes,
        warnings,
        grid,
        page,
        line,
    ) = row
    return StoredTable(
        id=key,
        document_id=document_id,
        document=document,
        ordinal=ordinal,
        title=title,
        unit=unit,
        context=context,
        section=path_from_json(section),
        state=TableState(state),
        header_rows=header_rows,
        notes=path_from_json(notes),
        warnings=path_from_json(warnings),
        grid=tuple(
            tuple((text, rowspan, colspan) for text, rowspan, colspan in cells)
            for cells in json.loads(grid)
        ),
        page=page,
        line=line,
    )
