"""The stored passages: written with their document, read by key or by document."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from index import schema
from index.passages import Chunk
from index.records import StoredPassage
from index.tables import to_json
from index.texts import text_hash

_TABLE = schema.passages
_BATCH = 500


def write(
    connection: Connection,
    document_id: int,
    cut: Sequence[Chunk],
    contents: Sequence[str],
    table_ids: Sequence[int],
    text_ids: dict[str, int],
) -> list[int]:
    """Store a document's passages and return their keys, in order.

    ``contents`` is what is searched for each chunk; ``text_ids`` its keys by hash.
    """
    rows = [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "kind": chunk.kind,
            "section": to_json(chunk.section),
            "text": chunk.text,
            "table_id": None if chunk.table is None else table_ids[chunk.table],
            "text_id": text_ids[text_hash(content)],
            "page": chunk.position.page,
            "line": chunk.position.line,
        }
        for ordinal, (chunk, content) in enumerate(zip(cut, contents, strict=True))
    ]
    if not rows:
        return []
    statement = insert(_TABLE).returning(_TABLE.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def passages(connection: Connection, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
    """Passages by key; those no longer there are left out."""
    found = {}
    for start in range(0, len(passage_ids), _BATCH):
        batch = passage_ids[start : start + _BATCH]
        for row in connection.execute(_select().where(_TABLE.c.id.in_(batch))):
            found[row.id] = _stored(row)
    return found


def of_documents(connection: Connection, document_ids: Sequence[int]) -> list[StoredPassage]:
    """The passages of some documents, document by document, in reading order."""
    found = []
    for document_id in dict.fromkeys(document_ids):
        statement = _select().where(_TABLE.c.document_id == document_id)
        rows = connection.execute(statement.order_by(_TABLE.c.ordinal))
        found += [_stored(row) for row in rows]
    return found


def text_ids_of_document(connection: Connection, document_id: int) -> list[int]:
    """The keys of the texts a document's passages hold."""
    statement = select(_TABLE.c.text_id).where(_TABLE.c.document_id == document_id)
    return list(connection.scalars(statement))


def passage_ids(
    connection: Connection, text_ids: Sequence[int], document_ids: Sequence[int] | None
) -> dict[int, list[int]]:
    """The keys of the passages that hold some texts, by text: all of those in given documents,
    or one of the whole library (the first added) where no documents are given."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(text_ids), _BATCH):
        batch = text_ids[start : start + _BATCH]
        statement = select(_TABLE.c.text_id, _TABLE.c.id, _TABLE.c.document_id)
        statement = statement.where(_TABLE.c.text_id.in_(batch)).order_by(_TABLE.c.id)
        for row in connection.execute(statement):
            if document_ids is None:
                found.setdefault(row.text_id, [row.id])
            elif row.document_id in document_ids:
                found.setdefault(row.text_id, []).append(row.id)
    return found


def _select():
    return select(_TABLE, schema.documents.c.name.label("document")).join(
        schema.documents, schema.documents.c.id == _TABLE.c.document_id
    )


def _stored(row) -> StoredPassage:
    return StoredPassage(
        id=row.id,
        document_id=row.document_id,
        document=row.document,
        ordinal=row.ordinal,
        kind=row.kind,
        section=tuple(json.loads(row.section)),
        text=row.text,
        table_id=row.table_id,
        page=row.page,
        line=row.line,
    )
