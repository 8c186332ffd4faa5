"""How well the lookup answers IM-TQA: exact match of cell sets and headers found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.lookup import ReadTable, TableLookup
from assistant.table_lookup.roles import ROLES
from eval.im_tqa.data import BenchmarkQuestion, BenchmarkTable


@dataclass(frozen=True)
class Outcome:
    """One question answered: the cells named, how sure the lookup was, the seconds it took."""

    question: BenchmarkQuestion
    kind: str
    cells: frozenset[int]
    score: float
    seconds: float

    @property
    def right(self) -> bool:
        """Whether exactly the annotated cells were named."""
        return self.cells == self.question.cells

    @property
    def several(self) -> bool:
        """Whether the question is answered by more than one cell."""
        return len(self.question.cells or ()) > 1


def answer_all(
    lookup: TableLookup,
    tables: dict[str, BenchmarkTable],
    questions: Sequence[BenchmarkQuestion],
    timer: Callable[[], float],
) -> Iterator[Outcome]:
    """Answer every question; reading a table counts for the first question on it."""
    read: dict[str, ReadTable] = {}
    for question in questions:
        started = timer()
        if question.table not in read:
            read[question.table] = lookup.read(tables[question.table].grid)
        best = lookup.rank(read[question.table], question.text, limit=1)
        seconds = timer() - started
        cells, score = (best[0].cells, best[0].score) if best else ((), 0.0)
        kind = tables[question.table].kind
        yield Outcome(question, kind, frozenset(cells), score, seconds)


def exact_match(outcomes: Sequence[Outcome]) -> float:
    """Share of the outcomes that are right; 0 of none."""
    return sum(o.right for o in outcomes) / len(outcomes) if outcomes else 0.0


@dataclass(frozen=True)
class HeaderCounts:
    """Cells counted by true and found role: (true, found)."""

    counts: np.ndarray

    @classmethod
    def of(cls, lookup: TableLookup, tables: Sequence[BenchmarkTable]) -> HeaderCounts:
        """The counts over the given tables."""
        counts = np.zeros((len(ROLES), len(ROLES)), dtype=int)
        for table in tables:
            found = lookup.read(table.grid).likeliest_roles
            np.add.at(counts, (table.roles, found), 1)
        return cls(counts)

    def f1(self, role: int) -> float:
        """F1 of one role."""
        right = self.counts[role, role]
        return _f1(right, self.counts[:, role].sum(), self.counts[role].sum())

    @property
    def header_f1(self) -> float:
        """F1 of header against data, whatever the header's role."""
        return _f1(self.counts[1:, 1:].sum(), self.counts[:, 1:].sum(), self.counts[1:, :].sum())


def _f1(right: int, found: int, true: int) -> float:
    return float(2 * right / (found + true)) if found + true else 0.0
