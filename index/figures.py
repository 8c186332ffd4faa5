"""The figure store: every table cell and every stated figure of every document.

Blank, dash and text cells are rows too, so that "nothing is printed there" can be told from
"there is no such place".
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from corpus.document import Document
from index import figure_columns, figure_words, schema, tables
from index.bulk import insert_rows
from index.documents import stored_documents
from index.figure_rows import (
    SELECT_CELLS,
    SELECT_STATEMENTS,
    cell_rows,
    figures_of_cells,
    figures_of_statements,
    statement_row,
)
from index.records import StoredDocument, StoredFigure

# About 1.6 kB each: the cache stays below a few hundred MB.
_CACHED_FIGURES = 150_000

# How many figures are asked for in one statement.
_BATCH = 500

Figures = tuple[StoredFigure, ...]

_PLACED_CELLS = SELECT_CELLS.add_columns(schema.figures.c.document_id)
_PLACED_STATEMENTS = SELECT_STATEMENTS.add_columns(schema.figures.c.document_id)
_TABLE_ID = [column.name for column in SELECT_CELLS.selected_columns].index("table_id")


class FigureStore:
    """Writes and reads figures; every call works in the caller's transaction.

    The figures of the documents asked for last are kept in memory.  A stored document never
    changes (a replaced one gets a new key), so what is kept is never out of date.
    """

    def __init__(self, cached_figures: int = _CACHED_FIGURES):
        self._cache = _Cache(cached_figures)

    def write(
        self,
        connection: Connection,
        document_id: int,
        document: Document,
        table_ids: Sequence[int],
        passage_of_statement: Sequence[int | None],
    ) -> None:
        """Store the figures of a document.

        ``table_ids`` are the keys of its tables; ``passage_of_statement`` holds for each
        statement the key of its passage.
        """
        rows = [
            row
            for table_id, table in zip(table_ids, document.tables, strict=True)
            for row in cell_rows(document_id, table_id, table)
        ]
        rows += [
            statement_row(document_id, passage_id, statement)
            for passage_id, statement in zip(passage_of_statement, document.statements, strict=True)
        ]
        insert_rows(connection, schema.figures, rows)
        titles = {
            table_id: table.title
            for table_id, table in zip(table_ids, document.tables, strict=True)
        }
        figure_columns.write(connection, document_id, rows, titles)
        figure_words.write(connection, document_id, document)

    def of_documents(
        self, connection: Connection, document_ids: Sequence[int]
    ) -> list[StoredFigure]:
        """Every figure of some documents: document by document, its tables' in the order of
        the print, then those stated in its text.

        Documents that are no longer there give none.
        """
        found: list[StoredFigure] = []
        for document in stored_documents(connection, document_ids):
            found += self._cache.get(document.id, lambda d=document: _read(connection, d))
        return found

    def by_key(self, connection: Connection, figure_id: int) -> StoredFigure | None:
        """The figure of a key, None if it is no longer there."""
        of_key = select(schema.figures.c.document_id).where(schema.figures.c.id == figure_id)
        document_id = connection.scalar(of_key)
        if document_id is None:
            return None
        found = self.of_documents(connection, [document_id])
        return next((figure for figure in found if figure.id == figure_id), None)

    def some(
        self, connection: Connection, documents: Iterable[StoredDocument], keys: Sequence[int]
    ) -> list[StoredFigure]:
        """The figures of some keys, in their order; they are those of the given documents."""
        made: dict[int, StoredFigure] = {}
        known = {document.id: document for document in documents}
        for start in range(0, len(keys), _BATCH):
            wanted = schema.figures.c.id.in_(keys[start : start + _BATCH])
            cells = _by_document(connection.execute(_PLACED_CELLS.where(wanted)))
            statements = _by_document(connection.execute(_PLACED_STATEMENTS.where(wanted)))
            heads = tables.heads_of(
                connection, {row[_TABLE_ID] for rows in cells.values() for row in rows}
            )
            for key, rows in cells.items():
                made.update((f.id, f) for f in figures_of_cells(known[key], heads, rows))
            for key, rows in statements.items():
                made.update((f.id, f) for f in figures_of_statements(known[key], rows))
        return [made[key] for key in keys if key in made]

    def each(self, connection: Connection) -> Iterator[StoredFigure]:
        """Every figure of the library, one document at a time and past the cache."""
        for document in stored_documents(connection):
            yield from _read(connection, document)


def _read(connection: Connection, document: StoredDocument) -> Figures:
    of_document = schema.figures.c.document_id == document.id
    heads = tables.heads(connection, document.id)
    cells = connection.execute(SELECT_CELLS.where(of_document))
    statements = connection.execute(SELECT_STATEMENTS.where(of_document))
    return (
        *figures_of_cells(document, heads, cells),
        *figures_of_statements(document, statements),
    )


def _by_document(rows: Iterable) -> dict[int, list]:
    """Rows of which the last column is the document, without it."""
    found: dict[int, list] = {}
    for *row, document_id in rows:
        found.setdefault(document_id, []).append(row)
    return found


class _Cache:
    def __init__(self, limit: int):
        self._limit = limit
        self._size = 0
        self._held: OrderedDict[int, Figures] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: int, read: Callable[[], Figures]) -> Figures:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        figures = read()
        with self._lock:
            if key not in self._held:
                self._held[key] = figures
                self._size += len(figures)
            while len(self._held) > 1 and self._size > self._limit:
                self._size -= len(self._held.popitem(last=False)[1])
        return figures
