"""The self-check of each document, stored as it was found when the document was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from sqlite3 import Connection

from corpus.amounts import plain
from corpus.reconciliation.findings import Check, Finding, Place, Reconciliation
from index.sql_text import batches, listed


def row_of(document_id: int, result: Reconciliation) -> dict:
    """The row of the self-check of a document."""
    return {
        "document_id": document_id,
        "checks": json.dumps(dict(result.checks)),
        "findings": _to_json(result.findings),
        "roundings": _to_json(result.roundings),
    }


def of_documents(connection: Connection, document_ids: Sequence[int]) -> dict[int, Reconciliation]:
    """The self-checks of some documents by key; documents that were not checked are left out."""
    found = {}
    for batch in batches(document_ids):
        rows = connection.execute(
            "SELECT document_id, checks, findings, roundings FROM reconciliations "
            f"WHERE document_id IN {listed(batch)}",
            batch,
        )
        for document_id, checks, findings, roundings in rows:
            found[document_id] = Reconciliation(
                json.loads(checks), _from_json(findings), _from_json(roundings)
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
