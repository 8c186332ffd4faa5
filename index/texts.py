"""The distinct texts that are searched, read: their keys and their vectors.

A text is known by the hash of its words.  However many passages share it, it is indexed and
embedded once; when the last of them goes, it goes too (:mod:`index.text_storing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection

from index.sql_text import BATCH, batches, listed

_VECTORS = (
    "SELECT t.hash, e.vector FROM embeddings e JOIN texts t ON t.id = e.text_id WHERE e.model = ?"
)


def text_ids(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """The keys of those texts that are stored, by hash."""
    found = {}
    for batch in batches(hashes):
        statement = f"SELECT hash, id FROM texts WHERE hash IN {listed(batch)}"
        found.update(connection.execute(statement, batch))
    return found


def without_vector(connection: Connection, model: str, hashes: Iterable[str]) -> set[str]:
    """Those hashes whose text has no stored vector of a model."""
    wanted = set(hashes)
    found: set[str] = set()
    for batch in batches(sorted(wanted)):
        rows = connection.execute(
            "SELECT t.hash FROM texts t JOIN embeddings e ON e.text_id = t.id "
            f"WHERE e.model = ? AND t.hash IN {listed(batch)}",
            (model, *batch),
        )
        found.update(key for (key,) in rows)
    return wanted - found


def vectors(
    connection: Connection, model: str, hashes: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """(hash, vector) of those texts that have a vector of a model."""
    for batch in batches(hashes):
        statement = f"{_VECTORS} AND t.hash IN {listed(batch)}"
        yield from connection.execute(statement, (model, *batch))


def all_vectors(connection: Connection, model: str) -> Iterator[list[tuple[str, bytes]]]:
    """Every (hash, vector) of a model, in batches."""
    found = connection.execute(_VECTORS, (model,))
    while rows := found.fetchmany(BATCH):
        yield rows


def count_vectors(connection: Connection, model: str) -> int:
    """How many texts have a vector of a model."""
    row = connection.execute("SELECT count(*) FROM embeddings WHERE model = ?", (model,)).fetchone()
    return row[0]


def unused(connection: Connection, text_ids: Sequence[int]) -> list[int]:
    """The keys of those of some texts (a few hundred at most) that no passage holds."""
    rows = connection.execute(
        f"SELECT id FROM texts WHERE id IN {listed(text_ids)} "
        "AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.text_id = texts.id)",
        text_ids,
    )
    return [key for (key,) in rows]


def models_of(connection: Connection, text_ids: Sequence[int]) -> list[tuple[str, str]]:
    """(hash, model) of every vector of some texts (a few hundred at most)."""
    return connection.execute(
        "SELECT t.hash, e.model FROM embeddings e JOIN texts t ON t.id = e.text_id "
        f"WHERE e.text_id IN {listed(text_ids)}",
        text_ids,
    ).fetchall()


def changed(connection: Connection, model: str) -> list[tuple[int, str]]:
    """(key, hash) of the noted changes of texts that the vector index has yet to follow."""
    return connection.execute(
        "SELECT id, hash FROM vector_changes WHERE model = ?", (model,)
    ).fetchall()


def any_changed(connection: Connection, model: str) -> bool:
    """Whether the vector index has anything to follow."""
    found = connection.execute("SELECT 1 FROM vector_changes WHERE model = ? LIMIT 1", (model,))
    return found.fetchone() is not None
