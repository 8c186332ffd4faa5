"""Asking the assistant every question of a set and scoring what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from eval.question_sets import Question
from eval.scoring import Outcome, Score, score

Ask = Callable[[str, tuple[str, ...]], Answer]
Check = Callable[[Answer], Sequence[str]]


@dataclass(frozen=True)
class Result:
    """One question with its answer, its score and the seconds the answer took.

    ``answer`` is None where asking raised; ``error`` then says what.  ``cpu_seconds`` is the
    processor time of the whole process meanwhile, which other work on the machine disturbs
    less; None where it was not measured.  ``untrue`` says what of the answer is not as the places
    it names have it.
    """

    question: Question
    answer: Answer | None
    score: Score
    seconds: float
    error: str = ""
    cpu_seconds: float | None = None
    untrue: tuple[str, ...] = ()


def run(
    ask: Ask,
    questions: Iterable[Question],
    timer: Callable[[], float],
    cpu_timer: Callable[[], float] | None = None,
    check: Check | None = None,
) -> Iterator[Result]:
    """Ask the questions one after the other, yielding each result as it is there.

    ``ask`` takes a question and the earlier questions of its conversation; ``timer`` gives
    seconds from any origin, ``cpu_timer`` processor seconds; ``check`` says what of an answer is
    untrue (:mod:`eval.faithfulness`), outside of the time taken.  An exception from asking,
    scoring or checking costs its question, not the run.
    """
    for question in questions:
        cpu_started = cpu_timer() if cpu_timer else 0.0
        started = timer()
        try:
            answer = ask(question.question, question.history)
        except Exception as error:  # Whatever breaks, the other questions count.
            seconds = timer() - started
            cause = f"{type(error).__name__}: {error}"
            yield Result(question, None, Score(Outcome.DECLINED, cause), seconds, cause)
            continue
        seconds = timer() - started
        cpu = cpu_timer() - cpu_started if cpu_timer else None
        try:
            scored = score(question, answer)
            untrue = tuple(check(answer)) if check else ()
        except Exception as error:  # An answer that cannot be scored is no right one.
            cause = f"not to be scored: {type(error).__name__}: {error}"
            yield Result(question, answer, Score(Outcome.WRONG, cause), seconds, cause, cpu)
            continue
        yield Result(question, answer, scored, seconds, cpu_seconds=cpu, untrue=untrue)
