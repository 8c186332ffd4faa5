"""How far the signs of doubt on an answer can be trusted: how often answers with it are right.

A person who sees “several places agree” or “recognised in a scan” should know what that is
worth.  Each answered question is put under every sign its answer shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer import Answer, Status
from eval.measures import interval
from eval.running import Result
from eval.scoring import Outcome


@dataclass(frozen=True)
class Reliability:
    """Of the answers that show a sign how many are right and how many wrong."""

    sign: str
    answered: int
    right: int
    wrong: int

    def to_json(self) -> dict:
        """With the 95 % interval of the share that is right."""
        low, high = interval(self.right, self.answered)
        return {
            "sign": self.sign,
            "answered": self.answered,
            "right": self.right,
            "wrong": self.wrong,
            "right_interval": [round(low, 3), round(high, 3)],
        }


def signs_of(answer: Answer) -> list[str]:
    """The signs an answered question shows; the groups of one topic exclude each other."""
    stated = [figure for figure in answer.figures if not figure.computed]
    found = ["all answered"]
    if answer.agreement is None:
        found.append("places: one" if answer.places <= 1 else "places: several, not compared")
    else:
        found.append("places: agree" if answer.agreement else "places: differ")
    found.append("warnings: some" if answer.warnings else "warnings: none")
    if not answer.figures:
        found.append("states: words only")
    else:
        found.append(
            "states: computed figure" if answer.figures[0].computed else "states: stored figure"
        )
    confidences = [figure.confidence for figure in stated if figure.confidence is not None]
    if confidences:
        found.append(_band(min(confidences)))
    return found


def reliability(results: Iterable[Result]) -> tuple[Reliability, ...]:
    """Every sign that occurs, in the order of its name but all answers first."""
    counts: dict[str, list[int]] = {}
    for result in results:
        if result.answer is None or result.answer.status is not Status.ANSWERED:
            continue
        outcome = result.score.outcome
        for sign in signs_of(result.answer):
            of_sign = counts.setdefault(sign, [0, 0, 0])
            of_sign[0] += 1
            of_sign[1] += outcome is Outcome.RIGHT
            of_sign[2] += outcome is Outcome.WRONG
    ordered = sorted(counts.items(), key=lambda pair: (pair[0] != "all answered", pair[0]))
    return tuple(Reliability(sign, *numbers) for sign, numbers in ordered)


def _band(confidence: float) -> str:
    for least in (0.99, 0.95, 0.9):
        if confidence >= least:
            return f"recognised: {least:g} or more"
    return "recognised: under 0.9"
