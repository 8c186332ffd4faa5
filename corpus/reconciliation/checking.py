"""Running every check on a document."""

from __future__ import annotations

from corpus.document import Document
from corpus.reconciliation.changes import check_changes
from corpus.reconciliation.column_sums import check_columns
from corpus.reconciliation.findings import Collector, Reconciliation
from corpus.reconciliation.row_sums import check_rows
from corpus.reconciliation.stages import Stage
from corpus.reconciliation.stated_parts import check_stated_parts
from corpus.reconciliation.structure import check_announced, check_empty_notes, check_projects
from corpus.reconciliation.table_pairs import check_balance, check_tables
from corpus.reconciliation.text_amounts import check_texts
from corpus.reconciliation.views import views


def reconcile(document: Document) -> Reconciliation:
    """Every check of a document: how many were made, and what disagrees with what."""
    to = Collector()
    tables = list(views(document))
    for view in tables:
        check_rows(view, to)
        check_columns(view, to)
        check_balance(view, to)
    check_tables(tables, Stage.of(document), to)
    check_texts(document, tables, to)
    check_changes(document, to)
    check_stated_parts(document, to)
    check_announced(document, to)
    check_empty_notes(document, to)
    check_projects(document, tables, to)
    return to.result()
