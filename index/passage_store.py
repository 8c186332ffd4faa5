"""The stored passages: what a row holds, and reading it by key or by document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from index.records import StoredPassage
from index.sql_text import batches, listed
from index.tables import to_json

if TYPE_CHECKING:
    from index.passages import Chunk

_SELECT = (
    "SELECT p.id, p.document_id, d.name, p.ordinal, p.kind, p.section, p.text, p.table_id, "
    "p.page, p.line FROM passages p JOIN documents d ON d.id = p.document_id"
)


def row_of(document_id: int, ordinal: int, chunk: Chunk, table_ids: Sequence[int], text_id) -> dict:
    """The row of a passage: ``table_ids`` are the keys of its document's tables, ``text_id`` that
    of what is searched for it."""
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "kind": chunk.kind,
        "section": to_json(chunk.section),
        "text": chunk.text,
        "table_id": None if chunk.table is None else table_ids[chunk.table],
        "text_id": text_id,
        "page": chunk.position.page,
        "line": chunk.position.line,
    }


def passages(connection: Connection, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
    """Passages by key; those no longer there are left out."""
    found = {}
    for batch in batches(passage_ids):
        for row in connection.execute(f"{_SELECT} WHERE p.id IN {listed(batch)}", batch):
            found[row[0]] = _stored(*row)
    return found


def of_documents(connection: Connection, document_ids: Sequence[int]) -> list[StoredPassage]:
    """The passages of some documents, document by document, in reading order."""
    found = []
    for document_id in dict.fromkeys(document_ids):
        rows = connection.execute(
            f"{_SELECT} WHERE p.document_id = ? ORDER BY p.ordinal", (document_id,)
        )
        found += [_stored(*row) for row in rows]
    return found


def text_ids_of_document(connection: Connection, document_id: int) -> list[int]:
    """The keys of the texts a document's passages hold."""
    rows = connection.execute("SELECT text_id FROM passages WHERE document_id = ?", (document_id,))
    return [key for (key,) in rows]


def passage_ids(
    connection: Connection, text_ids: Sequence[int], document_ids: Sequence[int] | None
) -> dict[int, list[int]]:
    """The keys of the passages that hold some texts, by text: all of those in given documents,
    or one of the whole library (the first added) where no documents are given."""
    found: dict[int, list[int]] = {}
    for batch in batches(text_ids):
        rows = connection.execute(
            "SELECT text_id, id, document_id FROM passages "
            f"WHERE text_id IN {listed(batch)} ORDER BY id",
            batch,
        )
        for text_id, key, document_id in rows:
            if document_ids is None:
                found.setdefault(text_id, [key])
            elif document_id in document_ids:
                found.setdefault(text_id, []).append(key)
    return found


def _stored(key, document_id, document, ordinal, kind, section, text, *place) -> StoredPassage:
    path = tuple(json.loads(section))
    return StoredPassage(key, document_id, document, ordinal, kind, path, text, *place)
