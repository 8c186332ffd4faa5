"""Finding figures among all documents by words, place, code and amount.

Usage::

    page = library.find_figures(FigureQuery(words=("公务接待费",), years=(2026,)))
    page.total, [figure.printed for figure in page.figures]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from sqlite3 import Connection

import numpy

from corpus.states import CellState
from corpus.text import normalise
from index.figure_columns import MONEY
from index.figure_index import FigureIndex, FigureIndexes, RowFilter
from index.figures import of_keys
from index.records import StoredFigure
from index.sql_text import batches, listed

# The most a facet lists; how many values there are is said beside.
_MOST_VALUES = 200
# From which part of the figures found on sorting all by amount, once, is the quicker way.
_DEEP = 8


class Order(StrEnum):
    """What figures are sorted by: documents by name and then as printed, or amount, organisation
    or year, and then as in the first."""

    DOCUMENT = "document"
    AMOUNT = "amount"
    ORGANISATION = "organisation"
    YEAR = "year"


@dataclass(frozen=True)
class FigureQuery:
    """What figures to find; what is left empty is not asked for, several values of a field mean
    any of them.

    Each of ``words`` must stand in the row path, the column path (of a stated figure: what it
    is stated against), the title of the table, the code or the organisation: in any part of a
    name, as :func:`corpus.text.normalise` compares.  ``tables`` are names as
    :func:`index.figure_columns.table_name` gives them ("" is running text), ``table_id`` is one
    table, ``code`` the beginning of a subject code, ``source`` "table" or "sentence".
    ``least`` and ``most`` are yuan, both included; with either, only money is found.
    """

    words: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    years: tuple[int | None, ...] = ()
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    table_id: int | None = None
    code: str = ""
    source: str = ""
    states: tuple[CellState, ...] = (CellState.NUMBER,)
    doubtful: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    order: Order = Order.DOCUMENT
    descending: bool = False

    def of_rows(self) -> RowFilter:
        """The part of the query that looks at the figures themselves."""
        words = tuple(dict.fromkeys(filter(None, map(normalise, self.words))))
        return RowFilter(
            words,
            normalise(self.code),
            self.source,
            self.states,
            self.doubtful,
            self.least,
            self.most,
        )


@dataclass(frozen=True)
class Facet:
    """The values of one field among the figures found if this field were not asked for, as
    (value, figures), the most frequent first; ``distinct`` is how many there are, of which only
    the first are listed."""

    values: tuple[tuple[str | int | None, int], ...]
    distinct: int


@dataclass(frozen=True)
class Facets:
    """What the figures found could be narrowed down by."""

    organisations: Facet
    years: Facet
    kinds: Facet
    tables: Facet


@dataclass(frozen=True)
class FigurePage:
    """A page of the figures found: ``total`` are found, ``documents`` documents hold them, and
    ``figures`` are those from ``offset`` on."""

    figures: tuple[StoredFigure, ...]
    total: int
    documents: int
    offset: int
    facets: Facets


class FigureSearch:
    """Searches the figures of a library; every call works in the caller's transaction."""

    def __init__(self):
        self._indexes = FigureIndexes()

    def page(
        self,
        connection: Connection,
        state: Hashable,
        query: FigureQuery,
        offset: int = 0,
        limit: int = 50,
    ) -> FigurePage:
        """The figures of a query from ``offset`` on, ``limit`` of them.

        ``state`` is that of the documents as the connection sees them.
        """
        index = self._indexes.of(connection, state)
        passes = index.matching(query.of_rows(), lambda keys: _amounts(connection, keys))
        counts = index.counts(passes)
        sieve = _Sieve(index, query)
        counted = numpy.where(sieve.tables(), counts, 0)
        total = int(counted.sum())
        positions = _ordered(index, query, passes & sieve.figures(), offset, offset + limit)
        keys = index.keys(positions)
        documents = len(numpy.unique(index.document_of_table[counted > 0]))
        return FigurePage(
            tuple(of_keys(connection, index.documents, keys)),
            total,
            documents,
            offset,
            sieve.facets(counts),
        )

    def each(
        self, connection: Connection, state: Hashable, query: FigureQuery
    ) -> Iterator[StoredFigure]:
        """Every figure of a query in its order, read a few hundred at a time."""
        index = self._indexes.of(connection, state)
        passes = index.matching(query.of_rows(), lambda keys: _amounts(connection, keys))
        positions = _ordered(index, query, passes & _Sieve(index, query).figures(), 0, len(index))
        for batch in batches(positions):
            yield from of_keys(connection, index.documents, index.keys(batch))


class _Sieve:
    """The filters that hold for whole documents and tables."""

    def __init__(self, index: FigureIndex, query: FigureQuery):
        self._index = index
        documents = index.documents
        self._by_field = {
            "organisations": _among(query.organisations, [d.organisation for d in documents]),
            "years": _among(query.years, [d.year for d in documents]),
            "kinds": _among(query.kinds, [d.kind for d in documents]),
            "documents": _among(query.documents, [d.name for d in documents]),
        }
        self._table_fits = _among(query.tables, index.table_names)
        if query.table_id is not None:
            one = index.table_keys == query.table_id
            self._table_fits = one if self._table_fits is None else self._table_fits & one

    def tables(self, without: str = "") -> numpy.ndarray:
        """Which tables pass, the filter of one field left out."""
        index = self._index
        fits = numpy.ones(len(index.table_names), dtype=bool)
        for field, documents in self._by_field.items():
            if field != without and documents is not None:
                fits &= documents[index.document_of_table]
        if without != "tables" and self._table_fits is not None:
            fits &= self._table_fits
        return fits

    def figures(self) -> numpy.ndarray:
        """Which figures stand in tables that pass."""
        fits = self.tables()
        return numpy.True_ if fits.all() else self._index.of_tables(fits)

    def facets(self, counts: numpy.ndarray) -> Facets:
        """The facets, from how many figures of each table pass the filters on figures."""
        index = self._index

        def of_documents(field: str, values: Sequence) -> Facet:
            kept = numpy.where(self.tables(without=field), counts, 0)
            each = numpy.bincount(
                index.document_of_table, weights=kept, minlength=len(index.documents)
            )
            return _facet(zip(values, each.astype(int).tolist(), strict=True))

        documents = index.documents
        kept = numpy.where(self.tables(without="tables"), counts, 0)
        return Facets(
            of_documents("organisations", [d.organisation for d in documents]),
            of_documents("years", [d.year for d in documents]),
            of_documents("kinds", [d.kind for d in documents]),
            _facet(zip(index.table_names, kept.tolist(), strict=True)),
        )


def _among(wanted: Sequence, held: Sequence) -> numpy.ndarray | None:
    if not wanted:
        return None
    values = set(wanted)
    return numpy.array([value in values for value in held], dtype=bool)


def _facet(pairs) -> Facet:
    counts: Counter = Counter()
    for value, count in pairs:
        if count:
            counts[value] += count
    listed = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return Facet(tuple(listed[:_MOST_VALUES]), len(listed))


def _ordered(
    index: FigureIndex, query: FigureQuery, passes: numpy.ndarray, start: int, end: int
) -> numpy.ndarray:
    """The positions of the figures that pass, from ``start`` to ``end`` in the query's order."""
    if query.order is Order.AMOUNT:
        return _by_amount(index, passes, query.descending, end)[start:end]
    found = numpy.flatnonzero(passes)
    documents = range(len(index.documents))
    if query.order is Order.DOCUMENT:
        if not query.descending:
            return found[start:end]
        documents = reversed(documents)
    else:
        field = str(query.order)
        # Without a value last, whichever way.
        valued = [d for d in documents if getattr(index.documents[d], field)]
        rest = [d for d in documents if not getattr(index.documents[d], field)]
        valued.sort(key=lambda d: getattr(index.documents[d], field), reverse=query.descending)
        documents = valued + rest
    edges = numpy.searchsorted(found, index.starts)
    parts, passed = [found[:0]], 0
    for document in documents:
        part = found[edges[document] : edges[document + 1]]
        if passed >= end:
            break
        parts.append(part[max(0, start - passed) : end - passed])
        passed += len(part)
    return numpy.concatenate(parts)


def _by_amount(
    index: FigureIndex, passes: numpy.ndarray, descending: bool, end: int
) -> numpy.ndarray:
    """The first ``end`` of the figures that pass by amount, equal ones as printed, and what is
    no money last."""
    money = index.flags & MONEY != 0
    priced = numpy.flatnonzero(passes & money)
    if end < len(priced) // _DEEP:
        # All that could be among the first, ties included, without sorting the others.
        amounts = index.amount.take(priced)
        if descending:
            amounts = -amounts
        chosen = numpy.flatnonzero(amounts <= numpy.partition(amounts, end)[end])
        order = numpy.argsort(amounts.take(chosen), kind="stable")
        return priced.take(chosen.take(order))
    every = index.falling if descending else index.rising
    ordered = every[(passes & money).take(every)]
    if len(ordered) >= end:
        return ordered
    return numpy.concatenate([ordered, numpy.flatnonzero(passes & ~money)])


def _amounts(connection: Connection, keys: Sequence[int]) -> list[Decimal | None]:
    """The exact amounts in yuan of some figures, in the order of the keys."""
    told: dict[int, str | None] = {}
    for batch in batches(keys):
        statement = f"SELECT id, amount_yuan FROM figures WHERE id IN {listed(batch)}"
        told.update(connection.execute(statement, batch))
    return [None if told[key] is None else Decimal(told[key]) for key in keys]
