"""The documents of the library, without what is in them."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from corpus.document import Document
from corpus.text import normalise
from index import schema
from index.corrections import Correction
from index.records import StoredDocument

_TABLE = schema.documents
# Below every database's limit of parameters in one statement.
_BATCH = 500
_STATE = select(func.count(), func.max(_TABLE.c.id))


def stored_documents(
    connection: Connection, document_ids: Sequence[int] | None = None
) -> list[StoredDocument]:
    """All documents by name, or those of some keys in the order given (the missing left out)."""
    if document_ids is None:
        rows = connection.execute(select(_TABLE).order_by(_TABLE.c.name))
        return [stored(row) for row in rows]
    found = {}
    for start in range(0, len(document_ids), _BATCH):
        batch = document_ids[start : start + _BATCH]
        for row in connection.execute(select(_TABLE).where(_TABLE.c.id.in_(batch))):
            found[row.id] = stored(row)
    return [found[key] for key in dict.fromkeys(document_ids) if key in found]


def state(connection: Connection) -> tuple[int, int]:
    """What changes whenever a document is added, replaced, corrected or removed.

    Keys only grow and are never given twice, so that no two states of a library have both the
    same number of documents and the same newest key.
    """
    count, newest = connection.execute(_STATE).one()
    return count, newest or 0


def changes(
    connection: Connection, known: Collection[int]
) -> tuple[list[StoredDocument], set[int]]:
    """The documents that are not among some known keys, and the known keys not there any more."""
    count, newest = state(connection)
    newest_known = max(known, default=0)
    if newest > newest_known:
        # Keys only grow: unless the numbers differ, nothing else came or went.
        rows = connection.execute(select(_TABLE).where(_TABLE.c.id > newest_known)).all()
        if len(known) + len(rows) == count:
            return [stored(row) for row in rows], set()
    there = set(connection.scalars(select(_TABLE.c.id)))
    return stored_documents(connection, sorted(there.difference(known))), set(known) - there


def file_name(name: str) -> str:
    """A file name as documents are known by: composed characters, also from systems that
    store them decomposed."""
    return unicodedata.normalize("NFC", name)


def by_name(connection: Connection, name: str) -> StoredDocument | None:
    """The document added under a file name."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.name == file_name(name))).first()
    return stored(row) if row else None


def by_content(connection: Connection, sha256: str) -> StoredDocument | None:
    """The document with given bytes, under whatever name."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.sha256 == sha256)).first()
    return stored(row) if row else None


def hashes(connection: Connection) -> set[str]:
    """The SHA-256 of the bytes of every document."""
    return set(connection.scalars(select(_TABLE.c.sha256)))


def near_names(connection: Connection, name: str, limit: int = 5) -> list[str]:
    """Names of documents that hold ``name`` or are written much like it, the nearest first."""
    wanted = normalise(name)
    folded: dict[str, list[str]] = {}
    for known in connection.scalars(select(_TABLE.c.name).order_by(_TABLE.c.name)):
        folded.setdefault(normalise(known), []).append(known)
    holding = sorted((form for form in folded if wanted and wanted in form), key=len)
    alike = difflib.get_close_matches(wanted, folded, limit, cutoff=0.6)
    forms = dict.fromkeys([*holding, *alike])
    return [known for form in forms for known in folded[form]][:limit]


def write(
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
    return connection.execute(insert(_TABLE).values(values)).inserted_primary_key[0]


def delete_document(connection: Connection, document_id: int) -> None:
    """Delete a document with its tables, figures and passages (not the texts they shared)."""
    # Children first and by the indexed key: cascades would go row by row.
    owned = (schema.figures, schema.passages, schema.tables)
    for table in (*owned, schema.reconciliations, schema.readings, schema.places):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(_TABLE).where(_TABLE.c.id == document_id))


def reading_of(connection: Connection, document_id: int) -> tuple[str, Correction] | None:
    """Which code read a document, and what the user corrected; None if it is not there."""
    row = connection.execute(
        select(_TABLE.c.reading, _TABLE.c.corrected).where(_TABLE.c.id == document_id)
    ).first()
    return None if row is None else (row.reading, Correction.from_json(row.corrected))


def stored(row) -> StoredDocument:
    """A row of the table of documents as the library hands it out."""
    return StoredDocument(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        organisation=row.organisation,
        short_names=_texts(row.short_names),
        region=row.region,
        year=row.year,
        kind=row.kind,
        pages=row.pages,
        warnings=_texts(row.warnings),
        tables=row.tables,
        figures=row.figures,
        passages=row.passages,
        added=row.added,
        findings=row.findings,
        uncertain=_texts(row.uncertain),
        corrected=_texts(row.corrected),
    )


def _texts(form: str) -> tuple[str, ...]:
    # Most lists are empty.
    return () if form == "[]" else tuple(json.loads(form))
