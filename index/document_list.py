"""The list of documents a page at a time, as someone looks through it: searched, sorted, filtered.

Done by the database, so that a page of ten thousand documents costs what a page of ten does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, String, and_, cast, func, or_, select

from index import schema
from index.documents import stored
from index.records import StoredDocument

_TABLE = schema.documents
# What a list can be sorted by.
ORDERS = (
    "name",
    "organisation",
    "year",
    "kind",
    "pages",
    "tables",
    "figures",
    "passages",
    "findings",
    "added",
)
# What a list can be narrowed to: documents whose profile is not settled, that contradict
# themselves, or of which something could not be read.
UNCERTAIN, FINDINGS, WARNINGS = "uncertain", "findings", "warnings"
FILTERS = (UNCERTAIN, FINDINGS, WARNINGS)
_EMPTY = "[]"
_MOST_WORDS = 8
_SEARCHED = (
    _TABLE.c.name,
    _TABLE.c.organisation,
    _TABLE.c.short_names,
    _TABLE.c.region,
    _TABLE.c.kind,
    cast(_TABLE.c.year, String),
)


@dataclass(frozen=True)
class ListQuery:
    """Which documents: those whose name or profile holds every word of ``search``, narrowed by
    ``only`` (one of FILTERS, "" for all), sorted by ``order`` (one of ORDERS), ``limit`` of them
    from ``offset`` on.  Documents without a value to sort by stand last."""

    search: str = ""
    only: str = ""
    order: str = "name"
    descending: bool = False
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True)
class ListPage:
    """Some documents of the ``total`` that were asked for, of the ``held`` in the library."""

    documents: tuple[StoredDocument, ...]
    total: int
    held: int


def page(connection: Connection, query: ListQuery) -> ListPage:
    """The page that ``query`` asks for."""
    wanted = and_(True, *_conditions(query))
    column = _TABLE.c[query.order if query.order in ORDERS else "name"]
    order = column.desc() if query.descending else column.asc()
    # Empty names are no names.
    missing = or_(column.is_(None), cast(column, String) == "")
    rows = connection.execute(
        select(_TABLE)
        .where(wanted)
        .order_by(missing, order, _TABLE.c.name)
        .offset(max(0, query.offset))
        .limit(max(1, query.limit))
    )
    counts = select(func.count()).select_from(_TABLE)
    held = connection.scalar(counts)
    total = connection.scalar(counts.where(wanted))
    return ListPage(tuple(map(stored, rows)), total, held)


def _conditions(query: ListQuery) -> list[ColumnElement[bool]]:
    conditions = [_holds(word) for word in query.search.split()[:_MOST_WORDS]]
    if query.only == UNCERTAIN:
        conditions.append(_TABLE.c.uncertain != _EMPTY)
    elif query.only == FINDINGS:
        conditions.append(_TABLE.c.findings > 0)
    elif query.only == WARNINGS:
        conditions.append(_TABLE.c.warnings != _EMPTY)
    return conditions


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a document's name or profile holds a word, in full or half width."""
    forms = dict.fromkeys(unicodedata.normalize(form, word) for form in ("NFC", "NFKC"))
    return or_(*(c.icontains(form, autoescape=True) for c in _SEARCHED for form in forms))
