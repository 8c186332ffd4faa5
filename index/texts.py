"""The distinct texts that are searched: their keyword terms and their vectors.

A text is known by the hash of its words.  However many passages share it, it is indexed and
embedded once; when the last of them goes, it goes too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, exists, insert, select

from index import schema
from index.keywords import KeywordIndex, terms

_TEXTS = schema.texts
_EMBEDDINGS = schema.embeddings
_BATCH = 500


def text_hash(content: str) -> str:
    """The key of a text: the SHA-256 of its UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def write_texts(
    connection: Connection, keywords: KeywordIndex, contents: Iterable[str]
) -> dict[str, int]:
    """Store and index the texts that are new; returns the key of each text by its hash."""
    wanted = {text_hash(content): content for content in contents}
    known = text_ids(connection, list(wanted))
    new = [key for key in wanted if key not in known]
    if new:
        statement = insert(_TEXTS).returning(_TEXTS.c.id, sort_by_parameter_order=True)
        rows = [{"hash": key, "terms": " ".join(terms(wanted[key]))} for key in new]
        created = list(connection.scalars(statement, rows))
        keywords.add(connection, created)
        known.update(zip(new, created, strict=True))
    return known


def text_ids(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """The keys of those texts that are stored, by hash."""
    found = {}
    for batch in _batches(hashes):
        rows = connection.execute(
            select(_TEXTS.c.hash, _TEXTS.c.id).where(_TEXTS.c.hash.in_(batch))
        )
        found.update((row.hash, row.id) for row in rows)
    return found


def without_vector(connection: Connection, model: str, hashes: Iterable[str]) -> set[str]:
    """Those hashes whose text has no stored vector of a model."""
    wanted = set(hashes)
    statement = (
        select(_TEXTS.c.hash)
        .join(_EMBEDDINGS, _TEXTS.c.id == _EMBEDDINGS.c.text_id)
        .where(_EMBEDDINGS.c.model == model)
    )
    found: set[str] = set()
    for batch in _batches(sorted(wanted)):
        found.update(connection.scalars(statement.where(_TEXTS.c.hash.in_(batch))))
    return wanted - found


def vectors(
    connection: Connection, model: str, hashes: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """(hash, vector) of those texts that have a vector of a model."""
    for batch in _batches(hashes):
        yield from connection.execute(_select_vectors(model).where(_TEXTS.c.hash.in_(batch)))


def all_vectors(connection: Connection, model: str) -> Iterator[list[tuple[str, bytes]]]:
    """Every (hash, vector) of a model, in batches."""
    result = connection.execution_options(yield_per=_BATCH).execute(_select_vectors(model))
    for rows in result.partitions():
        yield [(row[0], row[1]) for row in rows]


def write_vectors(
    connection: Connection, model: str, ids: dict[str, int], found: dict[str, bytes]
) -> None:
    """Store vectors that are not stored yet, and note that the vector index must follow."""
    missing = without_vector(connection, model, found.keys() & ids.keys())
    if missing:
        connection.execute(
            insert(_EMBEDDINGS),
            [{"text_id": ids[key], "model": model, "vector": found[key]} for key in missing],
        )
        _note_changes(connection, [(key, model) for key in missing])


def sweep(connection: Connection, keywords: KeywordIndex, ids: Iterable[int]) -> None:
    """Delete those of some texts that no passage holds any more, with terms and vectors."""
    passages = schema.passages
    for batch in _batches(sorted(set(ids))):
        unused = connection.execute(
            select(_TEXTS.c.id, _TEXTS.c.hash).where(
                _TEXTS.c.id.in_(batch), ~exists().where(passages.c.text_id == _TEXTS.c.id)
            )
        ).all()
        if not unused:
            continue
        gone = [row.id for row in unused]
        embedded = connection.execute(
            select(_TEXTS.c.hash, _EMBEDDINGS.c.model)
            .join(_TEXTS, _TEXTS.c.id == _EMBEDDINGS.c.text_id)
            .where(_EMBEDDINGS.c.text_id.in_(gone))
        ).all()
        _note_changes(connection, [(row.hash, row.model) for row in embedded])
        keywords.remove(connection, gone)
        connection.execute(delete(_EMBEDDINGS).where(_EMBEDDINGS.c.text_id.in_(gone)))
        connection.execute(delete(_TEXTS).where(_TEXTS.c.id.in_(gone)))


def _select_vectors(model: str):
    return (
        select(_TEXTS.c.hash, _EMBEDDINGS.c.vector)
        .join(_TEXTS, _TEXTS.c.id == _EMBEDDINGS.c.text_id)
        .where(_EMBEDDINGS.c.model == model)
    )


def _note_changes(connection: Connection, changes: list[tuple[str, str]]) -> None:
    if changes:
        rows = [{"hash": key, "model": model} for key, model in changes]
        connection.execute(insert(schema.vector_changes), rows)


def _batches(items: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
