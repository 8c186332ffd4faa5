"""How well the lookup answers IM-TQA: exact match of cell sets and headers found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
class Found:
    """How well one thing is found: how many there are, were found, and were found rightly."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 of none."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 of none."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 0.0

    def to_json(self) -> dict:
        """A JSON-ready dictionary."""
        shares = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {"true": self.true, "found": self.found, "right": self.right, **shares}


@dataclass(frozen=True)
class HeaderCounts:
    """Cells counted by annotated and found role: (annotated, found)."""

    counts: np.ndarray

    @classmethod
    def of(cls, lookup: TableLookup, tables: Iterable[BenchmarkTable]) -> HeaderCounts:
        """The counts over the given tables."""
        counts = np.zeros((len(ROLES), len(ROLES)), dtype=int)
        for table in tables:
            found = lookup.read(table.grid).likeliest_roles
            np.add.at(counts, (table.roles, found), 1)
        return cls(counts)

    def role(self, role: int) -> Found:
        """How well the cells of one role are found."""
        return Found(
            int(self.counts[role].sum()),
            int(self.counts[:, role].sum()),
            int(self.counts[role, role]),
        )

    @property
    def header(self) -> Found:
        """How well headers are told from data, whatever the header's role."""
        return Found(
            int(self.counts[1:].sum()),
            int(self.counts[:, 1:].sum()),
            int(self.counts[1:, 1:].sum()),
        )

    def to_json(self) -> dict:
        """Header against data, and each role."""
        roles = {name: self.role(i).to_json() for i, name in enumerate(ROLES)}
        return {"header": self.header.to_json(), **roles}


def headers_by_kind(
    lookup: TableLookup, tables: Iterable[BenchmarkTable]
) -> dict[str, HeaderCounts]:
    """The counts over all tables ("all") and over those of each type."""
    by_kind: dict[str, list[BenchmarkTable]] = {"all": []}
    for table in tables:
        by_kind["all"].append(table)
        by_kind.setdefault(table.kind or "unnamed type", []).append(table)
    return {kind: HeaderCounts.of(lookup, of_kind) for kind, of_kind in by_kind.items()}
