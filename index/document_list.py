"""The list of documents a page at a time, as someone looks through it: searched, sorted, filtered.

Done by the database, so that a page of ten thousand documents costs what a page of ten does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from sqlite3 import Connection

from index.documents import COLUMNS, stored
from index.records import StoredDocument

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
_CONDITIONS = {
    UNCERTAIN: "uncertain <> '[]'",
    FINDINGS: "findings > 0",
    WARNINGS: "warnings <> '[]'",
}
_MOST_WORDS = 8
_SEARCHED = (
    "name",
    "organisation",
    "short_names",
    "region",
    "kind",
    "CAST(year AS VARCHAR(8))",
)
_ESCAPE = "/"
# The signs that LIKE would not take as they are.
_SIGN = re.compile("[%_/]")
_LIKE = f"lower({{}}) LIKE lower(?) ESCAPE '{_ESCAPE}'"


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
    wanted, values = _wanted(query)
    # One of our own names: what the user asks for is never part of the statement.
    column = query.order if query.order in ORDERS else "name"
    direction = "DESC" if query.descending else "ASC"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM documents WHERE {wanted} "
        # Empty names are no names.
        f"ORDER BY ({column} IS NULL OR CAST({column} AS VARCHAR(512)) = ''), "
        f"{column} {direction}, name LIMIT ? OFFSET ?",
        (*values, max(1, query.limit), max(0, query.offset)),
    )
    found = tuple(map(stored, rows))
    ((held,),) = connection.execute("SELECT count(*) FROM documents")
    ((total,),) = connection.execute(f"SELECT count(*) FROM documents WHERE {wanted}", values)
    return ListPage(found, total, held)


def _wanted(query: ListQuery) -> tuple[str, list[str]]:
    """The condition of a query, and the values of its placeholders in order."""
    conditions, values = [_CONDITIONS.get(query.only, "1 = 1")], []
    for word in query.search.split()[:_MOST_WORDS]:
        patterns = _patterns(word)
        conditions.append(" OR ".join([_LIKE.format(name) for name in _SEARCHED for _ in patterns]))
        values += patterns * len(_SEARCHED)
    return " AND ".join(f"({condition})" for condition in conditions), values


def _patterns(word: str) -> list[str]:
    """What a field that holds a word is like, in full or half width."""
    forms = dict.fromkeys(unicodedata.normalize(form, word) for form in ("NFC", "NFKC"))
    return [f"%{_SIGN.sub(lambda sign: _ESCAPE + sign[0], form)}%" for form in forms]
