"""The figure store: every table cell and every stated figure of every document.

Blank, dash and text cells are rows too, so that "nothing is printed there" can be told from
"there is no such place".
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from sqlite3 import Connection

from index import tables
from index.documents import stored_documents
from index.figure_rows import cells, figures_of_cells, figures_of_statements, statements
from index.records import StoredDocument, StoredFigure
from index.sql_text import batches, listed

# About 1.6 kB each: the cache stays below a few hundred MB.
_CACHED_FIGURES = 150_000

Figures = tuple[StoredFigure, ...]


class FigureStore:
    """Reads figures; every call works in the caller's transaction.

    The figures of the documents asked for last are kept in memory.  A stored document never
    changes (a replaced one gets a new key), so what is kept is never out of date.
    """

    def __init__(self, cached_figures: int = _CACHED_FIGURES):
        self._cache = _Cache(cached_figures)

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
        row = connection.execute(
            "SELECT document_id FROM figures WHERE id = ?", (figure_id,)
        ).fetchone()
        if row is None:
            return None
        found = self.of_documents(connection, row)
        return next((figure for figure in found if figure.id == figure_id), None)

    def each(self, connection: Connection) -> Iterator[StoredFigure]:
        """Every figure of the library, one document at a time and past the cache."""
        for document in stored_documents(connection):
            yield from _read(connection, document)


def of_keys(
    connection: Connection, documents: Iterable[StoredDocument], keys: Sequence[int]
) -> list[StoredFigure]:
    """The figures of some keys in their order, all of them of the given documents; those not
    there any more are left out."""
    made: dict[int, StoredFigure] = {}
    known = {document.id: document for document in documents}
    for batch in batches(keys):
        wanted = f"id IN {listed(batch)}"
        placed = cells(connection, wanted, batch)
        heads = tables.heads_of(connection, {table_id for _, table_id, *_ in placed})
        for key, rows in _by_document(placed).items():
            made.update((f.id, f) for f in figures_of_cells(known[key], heads, rows))
        for key, rows in _by_document(statements(connection, wanted, batch)).items():
            made.update((f.id, f) for f in figures_of_statements(known[key], rows))
    return [made[key] for key in keys if key in made]


def _read(connection: Connection, document: StoredDocument) -> Figures:
    of_document = "document_id = ?", (document.id,)
    heads = tables.heads(connection, document.id)
    return (
        *figures_of_cells(document, heads, cells(connection, *of_document)),
        *figures_of_statements(document, statements(connection, *of_document)),
    )


def _by_document(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    """Rows that begin with the key of their document, by it."""
    found: dict[int, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
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
