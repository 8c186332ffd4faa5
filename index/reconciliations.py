"""The self-check of each document, stored as it was found when the document was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from corpus.amounts import plain
from corpus.reconciliation.findings import Check, Finding, Place, Reconciliation
from index import schema

_TABLE = schema.reconciliations
# Below every database's limit of parameters in one statement.
_BATCH = 500


def write(connection: Connection, document_id: int, result: Reconciliation) -> None:
    """Store the self-check of a document."""
    values = {
        "document_id": document_id,
        "checks": json.dumps(dict(result.checks)),
        "findings": _to_json(result.findings),
        "roundings": _to_json(result.roundings),
    }
    connection.execute(insert(_TABLE).values(values))


def of_documents(connection: Connection, document_ids: Sequence[int]) -> dict[int, Reconciliation]:
    """The self-checks of some documents by key; documents that were not checked are left out."""
    found = {}
    for start in range(0, len(document_ids), _BATCH):
        batch = document_ids[start : start + _BATCH]
        for row in connection.execute(select(_TABLE).where(_TABLE.c.document_id.in_(batch))):
            found[row.document_id] = Reconciliation(
                json.loads(row.checks), _from_json(row.findings), _from_json(row.roundings)
            )
    return found


def _to_json(findings: Sequence[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], default=plain, ensure_ascii=False)


def _from_json(text: str) -> tuple[Finding, ...]:
    return tuple(_finding(form) for form in json.loads(text))


def _finding(form: dict) -> Finding:
    difference = form["difference"]
    return Finding(
        **{
            **form,
            "check": Check(form["check"]),
            "stated": _place(form["stated"]),
            "against": form["against"] and _place(form["against"]),
            "difference": None if difference is None else Decimal(difference),
            "others": tuple(map(_place, form["others"])),
        }
    )


def _place(form: dict) -> Place:
    return Place(**{**form, "row": tuple(form["row"]), "column": tuple(form["column"])})
