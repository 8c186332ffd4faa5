"""Writing a document to the tables of the library, and taking it out again.

What a row holds is said by the module that also reads it; here is what is written, in the
caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from operator import itemgetter

from sqlalchemy import Connection, Table, delete, insert

from corpus.document import Document
from corpus.reconciliation import Reconciliation
from index import (
    figure_columns,
    figure_words,
    passage_store,
    places,
    readings,
    reconciliations,
    schema,
    tables,
)
from index.corrections import Correction
from index.figure_rows import cell_rows, statement_row
from index.passages import Chunk
from index.sqlite_engine import driver_of


def write_document(
    connection: Connection,
    document: Document,
    passages: int,
    added: str,
    correction: Correction,
    reading: str,
    findings: int | None = None,
) -> int:
    """Store a document's own row and return its key.

    ``correction`` is what the user set of the profile, ``reading`` the code that read it,
    ``findings`` how many disagreements its self-check found (None if that failed).
    """
    profile = document.profile
    values = {
        "name": document.name,
        "sha256": document.sha256,
        "organisation": profile.organisation,
        "short_names": json.dumps(profile.short_names, ensure_ascii=False),
        "region": profile.region,
        "year": profile.year,
        "kind": profile.kind,
        "pages": document.pages,
        "warnings": json.dumps([*document.warnings, *profile.warnings], ensure_ascii=False),
        "uncertain": json.dumps(profile.uncertain),
        "corrected": correction.to_json(),
        "reading": reading,
        "tables": len(document.tables),
        "figures": sum(len(table.cells) for table in document.tables) + len(document.statements),
        "passages": passages,
        "findings": findings,
        "added": added,
    }
    done = connection.execute(insert(schema.documents).values(values))
    return done.inserted_primary_key[0]


def write_reading(connection: Connection, document_id: int, document: Document) -> None:
    """Store what was read of a document."""
    connection.execute(insert(schema.readings).values(readings.row_of(document_id, document)))


def write_places(
    connection: Connection, document_id: int, document: Document, cut: Sequence[Chunk]
) -> None:
    """Store where the passages and the table cells of a document stand, if it has pages."""
    row = places.row_of(document_id, document, cut)
    if row is not None:
        connection.execute(insert(schema.places).values(row))


def write_tables(connection: Connection, document_id: int, document: Document) -> list[int]:
    """Store the tables of a document and return their keys, in order."""
    rows = [
        tables.row_of(document_id, ordinal, table) for ordinal, table in enumerate(document.tables)
    ]
    return _with_keys(connection, schema.tables, rows)


def write_passages(
    connection: Connection,
    document_id: int,
    cut: Sequence[Chunk],
    table_ids: Sequence[int],
    text_ids: Sequence[int],
) -> list[int]:
    """Store a document's passages and return their keys, in order.

    ``table_ids`` are the keys of its tables, ``text_ids`` for each passage that of what is
    searched for it.
    """
    rows = [
        passage_store.row_of(document_id, ordinal, chunk, table_ids, text_id)
        for ordinal, (chunk, text_id) in enumerate(zip(cut, text_ids, strict=True))
    ]
    return _with_keys(connection, schema.passages, rows)


def write_figures(
    connection: Connection,
    document_id: int,
    document: Document,
    table_ids: Sequence[int],
    passage_of_statement: Sequence[int | None],
) -> None:
    """Store the figures of a document, and what they are searched by.

    ``table_ids`` are the keys of its tables; ``passage_of_statement`` holds for each statement
    the key of its passage.
    """
    placed = list(zip(table_ids, document.tables, strict=True))
    rows = [row for key, table in placed for row in cell_rows(document_id, key, table)]
    rows += [
        statement_row(document_id, passage_id, statement)
        for passage_id, statement in zip(passage_of_statement, document.statements, strict=True)
    ]
    _insert_rows(connection, schema.figures, rows)
    first, last = (
        driver_of(connection)
        .execute("SELECT min(id), max(id) FROM figures WHERE document_id = ?", (document_id,))
        .fetchone()
    )
    if rows and last - first + 1 != len(rows):
        # The store gives keys in a row to what one transaction writes.
        raise AssertionError(f"keys {first}..{last} for {len(rows)} figures")
    first = first or 0
    titles = {key: table.title for key, table in placed}
    columns = figure_columns.row_of(document_id, first, rows, titles)
    connection.execute(insert(schema.figure_columns).values(columns))
    words = figure_words.row_of(document_id, first, document)
    connection.execute(insert(schema.figure_words).values(words))


def write_reconciliation(connection: Connection, document_id: int, result: Reconciliation) -> None:
    """Store the self-check of a document."""
    row = reconciliations.row_of(document_id, result)
    connection.execute(insert(schema.reconciliations).values(row))


def delete_document(connection: Connection, document_id: int) -> None:
    """Delete a document with its tables, figures and passages (not the texts they shared)."""
    # Children first and by the indexed key: cascades would go row by row.
    owned = (schema.figures, schema.passages, schema.tables)
    for table in (*owned, schema.reconciliations, schema.readings, schema.places):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))


def _with_keys(connection: Connection, table: Table, rows: list[dict]) -> list[int]:
    """Insert rows and return their keys, in order."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def _insert_rows(connection: Connection, table: Table, rows: Sequence[dict]) -> None:
    """Insert rows that all name the same two or more columns, with values as SQLite takes them.

    An insert through SQLAlchemy arranges the values of every row by name anew, which for the
    figures of a document takes as long as writing them.
    """
    if not rows:
        return
    names = tuple(rows[0])
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",
        list(map(itemgetter(*names), rows)),
    )
