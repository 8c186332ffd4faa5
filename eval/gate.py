"""The quality gate: what a run must reach for a change to be let in.

It bounds the error rate first: a wrong number is worse than none.  That so many are right is
asked as well, else a product that declines everything would pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Status
from eval.faithfulness import contradictions
from eval.reports import line
from eval.running import Result
from eval.scoring import Outcome


@dataclass(frozen=True)
class Gate:
    """Shares of all questions, 0..1: at most so many wrong, at least so many right."""

    wrong_at_most: float
    right_at_least: float

    def objections(self, results: Sequence[Result]) -> list[str]:
        """Why the results are not let in, in one line each with the questions; empty if they are.

        Whatever the shares, no question may break the assistant, and no answer may be without a
        citation, state a figure without its place, or be untrue to itself or to its places
        (:mod:`eval.faithfulness`; to its places where the run checked them).
        """
        if not results:
            return ["no question was asked"]
        counts = Counter(result.score.outcome for result in results)
        found = []
        if counts[Outcome.WRONG] > self.wrong_at_most * len(results):
            wrong = [r for r in results if r.score.outcome is Outcome.WRONG]
            share = f"{len(wrong)} of {len(results)} wrong, at most {self.wrong_at_most:.1%}"
            found.append(f"{share}: {_told(wrong)}")
        if counts[Outcome.RIGHT] < self.right_at_least * len(results):
            other = [r for r in results if r.score.outcome is not Outcome.RIGHT]
            share = f"{counts[Outcome.RIGHT]} of {len(results)} right"
            found.append(f"{share}, at least {self.right_at_least:.1%}: {_told(other)}")
        for what, failing in (
            ("broken", [r for r in results if r.error]),
            ("answered without a citation", [r for r in results if _uncited(r)]),
            ("a figure without its place", [r for r in results if _unplaced(r)]),
        ):
            if failing:
                found.append(f"{what}: {_told(failing)}")
        untrue = [(r, causes) for r in results if (causes := _untrue(r))]
        if untrue:
            told = "".join(
                f"\n    {line(': '.join([r.question.id, '; '.join(causes)]))}"
                for r, causes in untrue
            )
            found.append(f"untrue to what it stands on:{told}")
        return found


def _uncited(result: Result) -> bool:
    answer = result.answer
    return answer is not None and answer.status is Status.ANSWERED and not answer.citations


def _unplaced(result: Result) -> bool:
    figures = result.answer.figures if result.answer else ()
    return not all(f.computed or (f.document and f.quote) for f in figures)


def _untrue(result: Result) -> list[str]:
    own = contradictions(result.answer) if result.answer else []
    return [*own, *(cause for cause in result.untrue if cause not in own)]


def _told(results: Sequence[Result]) -> str:
    return "".join(
        f"\n    {line(' → '.join([r.question.id, *r.question.history, r.question.question]))}"
        f"\n        {r.score.outcome}: {line(r.error or r.score.reason)}"
        for r in results
    )
