"""The columns of all documents in memory, and the selection of figures by them.

Seventeen bytes a figure and each distinct label once.  Every filter is a pass over arrays, so
that any combination of them takes about as long: milliseconds for a million figures.  What was
built for one state of the library never changes; the next state takes over the documents that
stay.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from sqlite3 import Connection
from sys import intern

import numpy

from corpus.states import CellState
from index import figure_columns
from index.documents import stored_documents
from index.figure_columns import (
    CODED,
    DOUBTFUL,
    INEXACT,
    MONEY,
    SENTENCE,
    STATE_BITS,
    STATES,
    DocumentColumns,
)
from index.records import StoredDocument

_NAMES = ("row", "column", "flags", "amount")

Amounts = Callable[[Sequence[int]], list[Decimal | None]]


@dataclass(frozen=True)
class RowFilter:
    """What of a figure itself is asked for; :class:`index.figure_search.FigureQuery` says what
    the fields mean.  ``words`` and ``code`` are search forms, amounts are in yuan."""

    words: tuple[str, ...] = ()
    code: str = ""
    source: str = ""
    states: tuple[CellState, ...] = ()
    doubtful: bool = False
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class _Head:
    """What is known of a document besides its figures: the key of the first of them, and its
    tables as (key, number of the title's label, name, number of figures)."""

    first: int
    tables: tuple[tuple[int, int, str, int], ...]


class _Labels:
    """Every distinct label once, by number."""

    def __init__(self):
        self._numbers: dict[str, int] = {}

    def numbers(self, labels: Sequence[str]) -> numpy.ndarray:
        known = self._numbers
        return numpy.array(
            [known.setdefault(label, len(known)) for label in labels], dtype=numpy.int32
        )

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self):
        return iter(self._numbers)


class FigureIndex:
    """The figures of one state of a library, in the order of the documents' names and of the
    print; a figure is known by its position in that order."""

    def __init__(
        self,
        documents: Sequence[StoredDocument],
        blocks: Sequence[dict[str, numpy.ndarray]],
        heads: Sequence[_Head],
        labels: _Labels,
    ):
        """``blocks`` are the documents' arrays with labels by their number in ``labels``,
        ``heads`` what else is known of each."""
        self.documents = tuple(documents)
        self.heads = tuple(heads)
        lengths = [len(block["flags"]) for block in blocks]
        self.starts = numpy.concatenate([[0], numpy.cumsum(lengths, dtype=numpy.int64)])
        self._firsts = numpy.array([head.first for head in heads], dtype=numpy.int64)
        tables = [table for head in heads for table in head.tables]
        self.document_of_table = numpy.repeat(
            numpy.arange(len(heads)), [len(head.tables) for head in heads]
        )
        self.table_keys = numpy.array([key for key, *_ in tables], dtype=numpy.int64)
        self.table_names = [name for _, _, name, _ in tables]
        self._table_labels = numpy.array([label for _, label, *_ in tables], dtype=numpy.int32)
        self._table_lengths = numpy.array([count for *_, count in tables], dtype=numpy.int64)
        self._organisations = labels.numbers(
            [figure_columns.search_form((d.organisation, *d.short_names)) for d in self.documents]
        )
        kinds = {"flags": numpy.uint8, "amount": numpy.int64}
        self.row, self.column, self.flags, self.amount = (
            _joined([block[name] for block in blocks], kinds.get(name, numpy.int32))
            for name in _NAMES
        )
        self._labels = tuple(labels)
        self._places = lru_cache(maxsize=64)(self._holding)
        self._begun = lru_cache(maxsize=16)(self._starting)

    def __len__(self) -> int:
        return int(self.starts[-1])

    def block(self, place: int) -> dict[str, numpy.ndarray]:
        """The arrays of a document, to be taken over into the next state."""
        part = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return {name: getattr(self, name)[part] for name in _NAMES}

    def of_tables(self, fits: numpy.ndarray) -> numpy.ndarray:
        """Which figures stand in some tables, from one truth value a table."""
        return numpy.repeat(fits, self._table_lengths)

    def counts(self, passes: numpy.ndarray) -> numpy.ndarray:
        """How many figures of each table pass, from one truth value a figure."""
        counts = numpy.zeros(len(self._table_lengths), dtype=numpy.int64)
        filled = self._table_lengths > 0
        if filled.any():
            ends = numpy.cumsum(self._table_lengths)
            begins = (ends - self._table_lengths)[filled]
            counts[filled] = numpy.add.reduceat(passes, begins, dtype=numpy.int64)
        return counts

    @cached_property
    def rising(self) -> numpy.ndarray:
        """All positions by amount, the smallest first, equal ones as printed."""
        return numpy.argsort(self.amount, kind="stable").astype(numpy.int32)

    @cached_property
    def falling(self) -> numpy.ndarray:
        """All positions by amount, the largest first, equal ones as printed."""
        return numpy.argsort(-self.amount, kind="stable").astype(numpy.int32)

    def keys(self, positions: numpy.ndarray) -> list[int]:
        """The store keys of figures."""
        place = numpy.searchsorted(self.starts, positions, side="right") - 1
        return (self._firsts[place] + positions - self.starts[place]).tolist()

    def matching(self, wanted: RowFilter, amounts: Amounts) -> numpy.ndarray:
        """Which figures pass a filter, as one truth value a figure.

        ``amounts`` gives the exact amounts in yuan of some figures by key; it is asked only
        where the stored amount is rounded and the limit falls on it.
        """
        flags = self.flags
        passes = numpy.ones(len(self), dtype=bool)
        if wanted.states and len(wanted.states) < len(STATES):
            states = flags & STATE_BITS
            passes = states == STATES.index(wanted.states[0])
            for state in wanted.states[1:]:
                passes |= states == STATES.index(state)
        if wanted.source:
            passes &= (flags & SENTENCE != 0) == (wanted.source == "sentence")
        if wanted.doubtful:
            passes &= flags & DOUBTFUL != 0
        if wanted.least is not None or wanted.most is not None:
            passes &= flags & MONEY != 0
        if wanted.least is not None:
            passes &= self._beyond(wanted.least, 1, passes, amounts)
        if wanted.most is not None:
            passes &= self._beyond(wanted.most, -1, passes, amounts)
        if wanted.code:
            passes &= flags & CODED != 0
            passes &= _at(self._begun(wanted.code), self.row)
        for word in wanted.words:
            hit = self._places(word)
            found = _at(hit, self.row)
            found |= _at(hit, self.column)
            whole = hit[self._table_labels] | hit[self._organisations][self.document_of_table]
            if whole.any():
                found |= self.of_tables(whole)
            passes &= found
        return passes

    def _beyond(
        self, limit: Decimal, side: int, passes: numpy.ndarray, amounts: Amounts
    ) -> numpy.ndarray:
        """Which amounts are at least the limit (``side`` 1) or at most it (-1), exactly."""
        edge, exact = figure_columns.scaled(limit)
        beyond = self.amount > edge if side > 0 else self.amount < edge
        at_edge = self.amount == edge
        if exact:
            # What is kept exactly equals the limit; what was rounded down lies above it.
            beyond |= at_edge & (self.flags & INEXACT == 0)
        elif side < 0:
            # The limit itself was rounded down: what is exactly the edge lies below it.
            beyond |= at_edge & (self.flags & INEXACT == 0)
        open_ones = numpy.flatnonzero(at_edge & (self.flags & INEXACT != 0) & passes)
        if len(open_ones):
            told = amounts(self.keys(open_ones))
            beyond[open_ones] = [
                value is not None and (value - limit) * side >= 0 for value in told
            ]
        return beyond

    def _holding(self, word: str) -> numpy.ndarray:
        """Which labels hold a word."""
        return numpy.array([word in label for label in self._labels], dtype=bool)

    def _starting(self, prefix: str) -> numpy.ndarray:
        """Which labels begin with a text."""
        return numpy.array([label.startswith(prefix) for label in self._labels], dtype=bool)


class FigureIndexes:
    """Keeps the index of the library's present state, for any number of threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._state: Hashable = None
        self._index: FigureIndex | None = None
        self._labels = _Labels()

    def of(self, connection: Connection, state: Hashable) -> FigureIndex:
        """The index of the state that ``connection`` sees."""
        with self._lock:
            if self._index is None or self._state != state:
                self._index = self._built(connection)
                self._state = state
            return self._index

    def _built(self, connection: Connection) -> FigureIndex:
        documents = stored_documents(connection)
        held = set(figure_columns.document_ids(connection))
        documents = [document for document in documents if document.id in held]
        before = self._index
        kept = {} if before is None else {d.id: n for n, d in enumerate(before.documents)}
        staying = sum(document.id in kept for document in documents)
        if staying < len(kept) // 2:
            # Labels that nothing bears any more go with their documents.
            kept, self._labels = {}, _Labels()
        blocks, heads = [], []
        for document in documents:
            if document.id in kept:
                place = kept[document.id]
                blocks.append(before.block(place))
                heads.append(before.heads[place])
                continue
            block, head = self._taken_in(figure_columns.of_document(connection, document.id))
            blocks.append(block)
            heads.append(head)
        return FigureIndex(documents, blocks, heads, self._labels)

    def _taken_in(self, columns: DocumentColumns) -> tuple[dict[str, numpy.ndarray], _Head]:
        numbers = self._labels.numbers(columns.labels)
        block = dict(columns.arrays)
        for name in ("row", "column"):
            block[name] = numbers[block[name]]
        tables = tuple(
            (key, int(numbers[label]), intern(name), count)
            for key, label, name, count in columns.tables
        )
        return block, _Head(columns.first, tables)


def _at(hit: numpy.ndarray, places: numpy.ndarray) -> numpy.ndarray:
    # Every place is one; the mode only spares numpy the look whether it is.
    return hit.take(places, mode="clip")


def _joined(parts: Sequence[numpy.ndarray], kind: type) -> numpy.ndarray:
    return numpy.concatenate([numpy.zeros(0, dtype=kind), *parts]).astype(kind, copy=False)
