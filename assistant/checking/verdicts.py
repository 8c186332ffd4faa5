"""What a stored figure says of a number in a text: confirmed, contradicted or unknown.

A number is confirmed at the precision in which the text prints it.  It is contradicted only by
a figure that bears the same name, runs in the same unit and is not what the sentence says of
something else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assistant.answer import Answer, AnswerFigure, Citation
from assistant.answering.comparison import CHANGES, SIGNS
from assistant.understanding.content import overlap
from corpus.amounts import (
    Amount,
    agree,
    canonical_unit,
    find_amounts,
    is_money,
    round_to,
    to_yuan,
)
from corpus.document import Statement
from corpus.statements import is_stage
from corpus.states import Measure
from corpus.text import name_of, normalise

_FALLS = frozenset((Measure.DECREASE, Measure.DECLINE_RATE))
# 2万元 is no way to print 1.8万元 unless the text says 约, though it rounds to it.
_NEAR = Decimal("0.01")
# How much of the text's name for a thing a figure must bear to contradict the text.
_OWN_NAME = 0.75
_ROUGH = ("约", "近", "大约", "将近")
_UNLIKE = "库中没有可比的数 / the library has no figure to compare with"


class Verdict(StrEnum):
    """What the library says of a number."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


MARKS = {
    Verdict.CONFIRMED: "✓ 一致 confirmed",
    Verdict.CONTRADICTED: "✗ 不符 contradicted",
    Verdict.UNKNOWN: "? 未知 unknown",
}


@dataclass(frozen=True)
class CheckedNumber:
    """One number of a text with its verdict.

    ``span`` is the character range of the number and its unit in the whole text; ``question`` what was asked
    of the library ("" if the number's words say too little); ``figures`` what the library
    states, the right figure first; ``reason`` says in Chinese and English why a number is
    unknown, or how it differs.
    """

    printed: str
    unit: str
    span: tuple[int, int]
    sentence: str
    verdict: Verdict
    reason: str = ""
    question: str = ""
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()

    def to_json(self) -> dict:
        """A JSON-ready dictionary; amounts in yuan as decimal strings."""
        form = asdict(self)
        form["figures"] = [figure.to_json() for figure in self.figures]
        return form


def compared(
    number: CheckedNumber, amount: Amount, statement: Statement, answer: Answer
) -> CheckedNumber:
    """A number with its verdict by the figures an answer states, and by the places that state
    otherwise.

    ``amount`` is the number as the text has it, ``statement`` what the text says it is, and
    ``answer`` what the library says to the same question.
    """
    unit = number.unit
    measure = statement.measure
    stated = [f for f in _headlines(answer, measure) if _comparable(f.unit, unit)]
    if not stated:
        return replace(number, citations=(), reason=_UNLIKE)
    for figure in stated:
        if _same_direction(figure, measure) and _same(figure, amount, unit, number.sentence):
            return replace(number, verdict=Verdict.CONFIRMED, figures=(figure,))
    right = stated[0]
    if not _is_about(right, statement.subject[-1]) or _is_said_beside(right, amount, number):
        return replace(number, citations=(), reason=_UNLIKE)
    direction = SIGNS.get(right.measure, "")
    reason = f"应为{direction} {right.value}{right.unit} / should be {right.value}{right.unit}"
    return replace(number, verdict=Verdict.CONTRADICTED, figures=tuple(stated), reason=reason)


def _headlines(answer: Answer, measure: Measure) -> list[AnswerFigure]:
    """The figures an answer gives to what was asked: of the change for a change, else the
    first and what contradicts it; the others are operands and companions."""
    if measure in CHANGES:
        return [f for f in answer.figures if f.measure in CHANGES]
    return [answer.figures[0], *answer.differing]


def _is_about(figure: AnswerFigure, subject: str) -> bool:
    """Whether a figure bears the name the text uses, so that it may contradict the text."""
    said = _without_stage(normalise(subject))
    labels = (*figure.row[-1:], *figure.column, figure.label)
    return any(
        len(overlap(normalise(name_of(label)), said)[1]) >= _OWN_NAME * len(said)
        for label in labels
    )


def _without_stage(name: str) -> str:
    """A name without the stage behind it (公务接待费预算), which labels have in a column's header."""
    for end in range(2, len(name)):
        if is_stage(name[end:]):
            return name[:end]
    return name


def _is_said_beside(figure: AnswerFigure, amount: Amount, number: CheckedNumber) -> bool:
    """Whether another number of the sentence is the figure: then this one is of something else."""
    stored = Decimal(figure.value)
    return any(
        agree(stored, figure.unit, other.value, canonical_unit(other.unit))
        for other in find_amounts(number.sentence)
        if other.span != amount.span
    )


def _comparable(a: str, b: str) -> bool:
    return a == b or (is_money(a) and is_money(b))


def _same_direction(figure: AnswerFigure, measure: Measure) -> bool:
    return measure not in CHANGES or (figure.measure in _FALLS) == (measure in _FALLS)


def _same(figure: AnswerFigure, amount: Amount, unit: str, sentence: str) -> bool:
    """Whether a stored figure is what the text says, as exactly as the text says it."""
    stored = Decimal(figure.value)
    if agree(stored, figure.unit, amount.value, unit) and _is_near(stored, figure.unit, amount):
        return True
    if unit != figure.unit and not is_money(unit):
        return False
    before = sentence[max(0, amount.span[0] - 3) : amount.span[0]].rstrip()
    rough = before.endswith(_ROUGH)
    if unit != "%" and not rough:
        return False
    quantum = Decimal(1).scaleb(amount.value.as_tuple().exponent)
    if rough and amount.value:
        # 约3000万元 speaks of thousands: the digits before its last zeros count.
        quantum = Decimal(1).scaleb(amount.value.normalize().as_tuple().exponent)
    if is_money(unit):
        stored, quantum = to_yuan(stored, figure.unit), to_yuan(quantum, unit)
        return round_to(stored, quantum) == to_yuan(amount.value, unit)
    return bool(stored) and round_to(stored, quantum) == amount.value


def _is_near(stored: Decimal, stored_unit: str, amount: Amount) -> bool:
    told_unit = canonical_unit(amount.unit)
    if is_money(told_unit):
        stored, told = to_yuan(stored, stored_unit), to_yuan(amount.value, told_unit)
    else:
        told = amount.value
    return abs(stored - told) <= _NEAR * abs(stored)
