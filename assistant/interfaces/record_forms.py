"""The JSON forms in which documents, tables and figures leave the library for outside tools.

They use the names of the answer contract: ``value`` and ``unit`` as printed without thousands
separators, ``amount_yuan`` exact or null, ``page`` 1-based or null, ``row`` and ``column`` the
header paths from outermost to innermost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from index.records import AddResult, StoredDocument, StoredFigure, StoredTable

if TYPE_CHECKING:
    from corpus.reconciliation import Finding, Reconciliation


def add_result_form(result: AddResult) -> dict:
    """What became of one file: the contract fields of ``add --json``."""
    form = asdict(result)
    form["error"] = result.error or None
    form["seconds"] = round(result.seconds, 3)
    return form


def document_form(document: StoredDocument, checked: Reconciliation | None = None) -> dict:
    """A document with its profile, its counts, what is uncertain about it, and its self-check.

    ``reconciliation`` is null where the document was not checked.
    """
    form = asdict(document)
    # The self-check has them one by one.
    del form["id"], form["findings"]
    reconciliation = None if checked is None else reconciliation_form(checked)
    return {"document": form.pop("name"), **form, "reconciliation": reconciliation}


def reconciliation_form(checked: Reconciliation) -> dict:
    """The self-check of a document: how many comparisons by kind, and what disagrees.

    ``findings`` are disagreements, ``roundings`` the differences that the printed decimals
    explain.  Each gives ``stated``, what it is held ``against`` (null where nothing is compared),
    the exact ``difference`` in ``unit``, and further places.  A place whose amount is computed
    (a sum, a rate) is marked so and stands where its parts do.
    """
    return {
        "checks": sum(checked.checks.values()),
        "checks_by_kind": dict(checked.checks),
        "findings": [_finding_form(finding) for finding in checked.findings],
        "roundings": [_finding_form(finding) for finding in checked.roundings],
    }


def _finding_form(finding: Finding) -> dict:
    form = asdict(finding)
    return {**form, "check": finding.check.value, "difference": plain(finding.difference)}


def figure_form(figure: StoredFigure) -> dict:
    """A stored figure with everything needed to check it.

    ``state`` is number, blank, dash or text and ``value`` null unless it is a number;
    ``grid_row`` and ``grid_column`` count from 0 in the printed grid; ``certain`` is false
    where the header over the cell could not be established.  ``confidence`` (0–1) is null
    unless the text was recognised in an image; ``doubtful`` is true where it may have been
    recognised wrongly.
    """
    return {
        "label": label_of(figure),
        "value": plain(figure.value),
        "unit": figure.unit,
        "amount_yuan": plain(figure.amount_yuan),
        "printed": figure.printed,
        "state": str(figure.state),
        "organisation": figure.organisation,
        "year": figure.year,
        "kind": figure.kind,
        "document": figure.document,
        "page": figure.page,
        "line": figure.line,
        "section": list(figure.section),
        "source": figure.source,
        "table": figure.table,
        "context": figure.context,
        "row": list(figure.row_path),
        "column": list(figure.column_path),
        "code": figure.code,
        "total": figure.is_total,
        "certain": figure.certain,
        "confidence": figure.confidence,
        "doubtful": figure.doubtful,
        "grid_row": figure.row,
        "grid_column": figure.column,
        "measure": None if figure.measure is None else str(figure.measure),
        "stated_year": figure.stated_year,
        "basis": figure.basis,
        "reason": figure.reason,
        "quote": figure.quote,
    }


def table_form(table: StoredTable, figures: Iterable[StoredFigure]) -> dict:
    """A table as understood: its header paths, its cells and the grid as printed.

    ``figures`` are the stored figures of this table.  ``columns`` and ``rows`` list each
    header path once, in the order of the grid.
    """
    cells = sorted(figures, key=lambda figure: (figure.row or 0, figure.column or 0))
    by_column = sorted(cells, key=lambda figure: figure.column or 0)
    return {
        "document": table.document,
        "title": table.title,
        "unit": table.unit,
        "page": table.page,
        "line": table.line,
        "section": list(table.section),
        "context": table.context,
        "state": str(table.state),
        "header_rows": table.header_rows,
        "columns": [list(path) for path in dict.fromkeys(cell.column_path for cell in by_column)],
        "rows": [list(path) for path in dict.fromkeys(cell.row_path for cell in cells)],
        "cells": [
            {
                "row": list(cell.row_path),
                "column": list(cell.column_path),
                "value": plain(cell.value),
                "unit": cell.unit,
                "amount_yuan": plain(cell.amount_yuan),
                "printed": cell.printed,
                "state": str(cell.state),
                "code": cell.code,
                "total": cell.is_total,
                "certain": cell.certain,
                "confidence": cell.confidence,
                "doubtful": cell.doubtful,
                "grid_row": cell.row,
                "grid_column": cell.column,
            }
            for cell in cells
        ],
        "grid": [[text for text, _, _ in row] for row in table.grid],
        "notes": list(table.notes),
        "warnings": list(table.warnings),
    }


def label_of(figure: StoredFigure) -> str:
    """What the figure is about in one name: the innermost step of its row path."""
    return figure.row_path[-1] if figure.row_path else ""


def plain(value: Decimal | None) -> str | None:
    """An exact decimal in plain digits, None for no value."""
    return None if value is None else format(value, "f")
