"""The documents of the library, without what is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import fields
from sqlite3 import Connection

from corpus.text import normalise
from index.records import StoredDocument
from index.sql_text import batches, listed
from index.tables import path_of

_FIELDS = tuple(field.name for field in fields(StoredDocument))
_LISTS = ("short_names", "warnings", "uncertain", "corrected")
# What :func:`stored` makes a document of: the columns are named as the fields are.
COLUMNS = ", ".join(_FIELDS)
_SELECT = f"SELECT {COLUMNS} FROM documents"


def stored_documents(
    connection: Connection, document_ids: Sequence[int] | None = None
) -> list[StoredDocument]:
    """All documents by name, or those of some keys in the order given (the missing left out)."""
    if document_ids is None:
        return [stored(row) for row in connection.execute(f"{_SELECT} ORDER BY name")]
    found = {}
    for batch in batches(document_ids):
        for row in connection.execute(f"{_SELECT} WHERE id IN {listed(batch)}", batch):
            document = stored(row)
            found[document.id] = document
    return [found[key] for key in dict.fromkeys(document_ids) if key in found]


def state(connection: Connection) -> tuple[int, int]:
    """What changes whenever a document is added, replaced, corrected or removed.

    Keys only grow and are never given twice, so that no two states of a library have both the
    same number of documents and the same newest key.
    """
    count, newest = connection.execute("SELECT count(*), max(id) FROM documents").fetchone()
    return count, newest or 0


def changes(
    connection: Connection, known: Collection[int]
) -> tuple[list[StoredDocument], set[int]]:
    """The documents that are not among some known keys, and the known keys not there any more."""
    count, newest = state(connection)
    newest_known = max(known, default=0)
    if newest > newest_known:
        # Keys only grow: unless the numbers differ, nothing else came or went.
        rows = connection.execute(f"{_SELECT} WHERE id > ?", (newest_known,)).fetchall()
        if len(known) + len(rows) == count:
            return [stored(row) for row in rows], set()
    there = {key for (key,) in connection.execute("SELECT id FROM documents")}
    return stored_documents(connection, sorted(there.difference(known))), set(known) - there


def file_name(name: str) -> str:
    """A file name as documents are known by: composed characters, also from systems that
    store them decomposed."""
    return unicodedata.normalize("NFC", name)


def by_name(connection: Connection, name: str) -> StoredDocument | None:
    """The document added under a file name."""
    return _one(connection, "name", file_name(name))


def by_content(connection: Connection, sha256: str) -> StoredDocument | None:
    """The document with given bytes, under whatever name."""
    return _one(connection, "sha256", sha256)


def hashes(connection: Connection) -> set[str]:
    """The SHA-256 of the bytes of every document."""
    return {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM documents")}


def near_names(connection: Connection, name: str, limit: int = 5) -> list[str]:
    """Names of documents that hold ``name`` or are written much like it, the nearest first."""
    # No question needs it.
    import difflib

    wanted = normalise(name)
    folded: dict[str, list[str]] = {}
    for (known,) in connection.execute("SELECT name FROM documents ORDER BY name"):
        folded.setdefault(normalise(known), []).append(known)
    holding = sorted((form for form in folded if wanted and wanted in form), key=len)
    alike = difflib.get_close_matches(wanted, folded, limit, cutoff=0.6)
    forms = dict.fromkeys([*holding, *alike])
    return [known for form in forms for known in folded[form]][:limit]


def stored(row: tuple) -> StoredDocument:
    """A row of COLUMNS as the library hands it out."""
    values = dict(zip(_FIELDS, row, strict=True))
    for name in _LISTS:
        values[name] = path_of(values[name])
    # A frozen dataclass's own constructor sets field by field, which for ten thousand documents
    # takes longer than reading them.
    document = object.__new__(StoredDocument)
    document.__dict__.update(values)
    return document


def _one(connection: Connection, column: str, value: str) -> StoredDocument | None:
    row = connection.execute(f"{_SELECT} WHERE {column} = ?", (value,)).fetchone()
    return stored(row) if row else None
