"""The totals of a whole side of a budget, as its tables name them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.evidence.context import Context
from assistant.finding.lookup import Finding, find
from assistant.understanding.whole_side import labels_of
from assistant.understanding.wordlists import alternatives
from corpus.text import name_of, normalise
from index.records import StoredFigure


def totals_of(side: str, context: Context) -> Iterator[Finding]:
    """The totals of a side, that of the year alone first; only rows or columns named so."""
    for label in labels_of(side):
        finding = of_side(label, context)
        if finding is not None:
            yield finding


def of_side(label: str, context: Context) -> Finding | None:
    """The total that a label names; None where only some other total is found for it."""
    finding = find(context.part(label), context.shelf)
    named = finding is not None and finding.figure.value and is_named(finding.figure, label)
    return finding if named else None


def is_named(figure: StoredFigure, label: str) -> bool:
    """Whether a row or column bears just this name: 合计 of some table is no 本年支出合计."""
    names = (*figure.row_path[-1:], *figure.column_path[-1:])
    return any(normalise(name_of(name)) in alternatives(label) for name in names)
