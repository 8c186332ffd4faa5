"""How well search finds the passage that a question in words is answered from.

Measured for questions that expect words and a document: a passage is the one looked for if it
stands in an expected document and holds one of the expected phrases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.question_sets import Question
from eval.scoring import bare
from index.library import Library

DEPTHS = (1, 3, 5, 10)
KINDS = ("narrative", "definition", "list")


@dataclass(frozen=True)
class Found:
    """A passage or chunk that a search gave: its document's name and all its words."""

    document: str
    text: str


Search = Callable[[str], Sequence[Found]]


@dataclass(frozen=True)
class Retrieval:
    """The 1-based rank at which each question's passage was found, None if it was not."""

    ranks: tuple[tuple[str, int | None], ...]

    def recall(self, depth: int) -> float:
        """The share of questions whose passage is among the first ``depth``; 0 of none."""
        held = sum(rank is not None and rank <= depth for _, rank in self.ranks)
        return held / len(self.ranks) if self.ranks else 0.0

    @property
    def mean_reciprocal_rank(self) -> float:
        """The mean of 1 / rank, 0 for what was not found."""
        told = sum(1 / rank for _, rank in self.ranks if rank)
        return told / len(self.ranks) if self.ranks else 0.0

    def to_json(self) -> dict:
        """A JSON-ready dictionary with the rank of every question."""
        return {
            "questions": len(self.ranks),
            "recall": {str(depth): round(self.recall(depth), 4) for depth in DEPTHS},
            "mean_reciprocal_rank": round(self.mean_reciprocal_rank, 4),
            "ranks": dict(self.ranks),
        }


def measurable(question: Question) -> bool:
    """Whether there is a passage to look for."""
    expect = question.expect
    alone = question.kind in KINDS and not question.history
    return alone and bool(expect.text and expect.documents)


def measure(search: Search, questions: Iterable[Question]) -> Retrieval:
    """Searches the words of every measurable question, as asked."""
    return Retrieval(
        tuple((q.id, _rank(q, search(q.question))) for q in questions if measurable(q))
    )


def library_search(library: Library) -> Search:
    """The search of a whole library, by vectors too where the model is loaded."""

    def search(question: str) -> Sequence[Found]:
        hits = library.search(question, limit=max(DEPTHS))
        return [
            Found(hit.passage.document, "\n".join([*hit.passage.section, hit.passage.text]))
            for hit in hits
        ]

    return search


def _rank(question: Question, found: Sequence[Found]) -> int | None:
    phrases = [bare(phrase) for phrase in question.expect.text]
    for rank, hit in enumerate(found[: max(DEPTHS)], start=1):
        words = bare(hit.text)
        if hit.document in question.expect.documents and any(p in words for p in phrases):
            return rank
    return None
