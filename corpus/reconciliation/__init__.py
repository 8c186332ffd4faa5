"""The self-check of a document that was read: does its arithmetic hold?

All amounts are held against each other exactly, at their printed precision: totals against
parts, tables against tables, text against tables, changes and shares against the amounts they
speak of.  A disagreement is either a mistake of the publication or of our reading of it; both
are worth knowing before a figure is used.  :func:`reconcile` runs every check.
"""

from corpus.reconciliation.checking import reconcile
from corpus.reconciliation.findings import Check, Finding, Place, Reconciliation

__all__ = ["Check", "Finding", "Place", "Reconciliation", "reconcile"]
