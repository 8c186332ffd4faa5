"""Writing the distinct texts that are searched, with their keyword terms and their vectors.

What changes in the vectors is noted in the same transaction; the vector index follows after it
(:mod:`index.vectors`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert

from index import schema, texts
from index.keywords import KeywordIndex, terms
from index.sql_text import batches
from index.sqlite_engine import driver_of

_TEXTS = schema.texts
_EMBEDDINGS = schema.embeddings
_CHANGES = schema.vector_changes


def text_hash(content: str) -> str:
    """The key of a text: the SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def write_texts(
    connection: Connection, keywords: KeywordIndex, contents: Iterable[str]
) -> dict[str, int]:
    """Store and index the texts that are new; returns the key of each text by its hash."""
    wanted = {text_hash(content): content for content in contents}
    known = texts.text_ids(driver_of(connection), list(wanted))
    new = [key for key in wanted if key not in known]
    if new:
        statement = insert(_TEXTS).returning(_TEXTS.c.id, sort_by_parameter_order=True)
        rows = [{"hash": key, "terms": " ".join(terms(wanted[key]))} for key in new]
        created = list(connection.scalars(statement, rows))
        keywords.add(connection, created)
        known.update(zip(new, created, strict=True))
    return known


def write_vectors(
    connection: Connection, model: str, ids: dict[str, int], found: dict[str, bytes]
) -> None:
    """Store vectors that are not stored yet, and note that the vector index must follow."""
    wanted = found.keys() & ids.keys()
    missing = texts.without_vector(driver_of(connection), model, wanted)
    if missing:
        connection.execute(
            insert(_EMBEDDINGS),
            [{"text_id": ids[key], "model": model, "vector": found[key]} for key in missing],
        )
        _note_changes(connection, [(key, model) for key in missing])


def sweep(connection: Connection, keywords: KeywordIndex, ids: Iterable[int]) -> None:
    """Delete those of some texts that no passage holds any more, with terms and vectors."""
    reader = driver_of(connection)
    for batch in batches(sorted(set(ids))):
        gone = texts.unused(reader, batch)
        if not gone:
            continue
        _note_changes(connection, texts.models_of(reader, gone))
        keywords.remove(connection, gone)
        connection.execute(delete(_EMBEDDINGS).where(_EMBEDDINGS.c.text_id.in_(gone)))
        connection.execute(delete(_TEXTS).where(_TEXTS.c.id.in_(gone)))


def forget_changes(connection: Connection, change_ids: Sequence[int]) -> None:
    """Delete noted changes that the vector index has followed."""
    for batch in batches(change_ids):
        connection.execute(delete(_CHANGES).where(_CHANGES.c.id.in_(batch)))


def _note_changes(connection: Connection, changes: list[tuple[str, str]]) -> None:
    if changes:
        rows = [{"hash": key, "model": model} for key, model in changes]
        connection.execute(insert(_CHANGES), rows)
