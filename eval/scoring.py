"""How an answer is scored against what was expected of it.

Figures are compared as exact decimals.  Money is brought to yuan and rounded to the coarser of
the two printed precisions, so 37,151.47万元 equals 371,514,655元; every other unit must be the
same unit with the same value.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from assistant.answer import Answer, AnswerFigure, Status
from corpus.amounts import agree, canonical_unit, find_amounts
from eval.question_sets import ExpectedFigure, Question

# Kinds whose single expected figure must be the headline: a right number that stands among
# wrong ones leaves the reader to guess.
HEADLINE_KINDS = ("lookup", "compute", "followup")


class Outcome(StrEnum):
    """What became of a question, the worst first; :data:`OUTCOME_TERMS` says when."""

    WRONG = "wrong"
    DECLINED = "declined"
    PARTIAL = "partial"
    UNCITED = "uncited"
    OFFPAGE = "offpage"
    RIGHT = "right"


OUTCOME_TERMS = {
    Outcome.RIGHT: "the figures, phrases and sources expected, or the refusal or question back due",
    Outcome.OFFPAGE: "right, but an expected PDF is cited on none of the expected pages",
    Outcome.UNCITED: "right, but an expected document is not cited",
    Outcome.PARTIAL: "an expected phrase is missing",
    Outcome.DECLINED: "no answer where one was due, an error, or a refusal in place of a question "
    "back or the reverse",
    Outcome.WRONG: "a wrong or missing figure, or an answer where a refusal or a question back "
    "was due",
}


@dataclass(frozen=True)
class Score:
    """An outcome and, unless it is RIGHT, why in one sentence."""

    outcome: Outcome
    reason: str = ""


def score(question: Question, answer: Answer) -> Score:
    """Score one answer; of several shortcomings the worst decides."""
    expect = question.expect
    if answer.status != expect.status:
        if answer.status == Status.ANSWERED:
            return Score(Outcome.WRONG, f"answered, but {expect.status} was due")
        return Score(Outcome.DECLINED, f"{answer.status}, but {expect.status} was due")
    if expect.status != Status.ANSWERED:
        return Score(Outcome.RIGHT)
    return (
        _figures_shortcoming(question, answer)
        or _phrase_shortcoming(question, answer)
        or _citation_shortcoming(question, answer)
        or Score(Outcome.RIGHT)
    )


def _figures_shortcoming(question: Question, answer: Answer) -> Score | None:
    expected = question.expect.figures
    if question.expect.no_figures and answer.figures:
        stated = f"{answer.figures[0].value} {answer.figures[0].unit}".strip()
        return Score(Outcome.WRONG, f"stated {stated} where the source is blank")
    if question.kind in HEADLINE_KINDS and len(expected) == 1:
        if not answer.figures:
            return Score(Outcome.WRONG, f"no headline figure, expected {expected[0]}")
        headline = answer.figures[0]
        if not _states(headline, expected[0]):
            stated = f"{headline.value} {headline.unit}".strip()
            return Score(Outcome.WRONG, f"headline figure {stated}, expected {expected[0]}")
        return None
    missing = [figure for figure in expected if not _stated_in(answer, figure)]
    if missing:
        return Score(Outcome.WRONG, "missing " + ", ".join(str(figure) for figure in missing))
    return None


def _phrase_shortcoming(question: Question, answer: Answer) -> Score | None:
    places = [bare(answer.text), *(bare(citation.quote) for citation in answer.citations)]
    missing = [
        phrase
        for phrase in question.expect.text
        if not any(bare(phrase) in place for place in places)
    ]
    if missing:
        return Score(Outcome.PARTIAL, "missing the words " + "; ".join(missing))
    return None


def _citation_shortcoming(question: Question, answer: Answer) -> Score | None:
    expect = question.expect
    cited: dict[str, set[int | None]] = {}
    for citation in answer.citations:
        cited.setdefault(citation.document, set()).add(citation.page)
    uncited = [document for document in expect.documents if document not in cited]
    if uncited:
        return Score(Outcome.UNCITED, "not cited: " + ", ".join(uncited))
    for document in expect.documents:
        # Only PDF files have pages that a reader can turn to.
        if expect.pages and document.lower().endswith(".pdf"):
            if cited[document].isdisjoint(expect.pages):
                pages = ", ".join(sorted(str(page) for page in cited[document]))
                due = ", ".join(str(page) for page in expect.pages)
                return Score(
                    Outcome.OFFPAGE, f"{document} cited on page {pages}, expected one of {due}"
                )
    return None


def _stated_in(answer: Answer, expected: ExpectedFigure) -> bool:
    if any(_states(figure, expected) for figure in answer.figures):
        return True
    return any(
        same_figure(amount.value, amount.unit, expected.value, expected.unit)
        for amount in find_amounts(answer.text)
    )


def _states(figure: AnswerFigure, expected: ExpectedFigure) -> bool:
    try:
        value = Decimal(figure.value)
    except InvalidOperation:
        return False
    return same_figure(value, figure.unit, expected.value, expected.unit)


def same_figure(a: Decimal, a_unit: str, b: Decimal, b_unit: str) -> bool:
    """Whether two figures are equal for scoring.

    Zero equals only zero: rounding to the coarser precision would take 0.26 万元 for 0 万元.
    """
    if not a.is_finite() or bool(a) != bool(b):
        return False
    return agree(a, canonical_unit(a_unit), b, canonical_unit(b_unit))


def bare(text: str) -> str:
    """``text`` without blanks and punctuation, in one width and case.

    The point of a decimal and the percent sign stay: 5.34 % is not 534.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"(?<=\d),(?=\d{3})", "", folded)
    folded = re.sub(r"(?<!\d)\.|\.(?!\d)", "", folded)
    return "".join(
        character
        for character in folded
        if character in ".%" or unicodedata.category(character)[0] not in "PZC" and character != "|"
    )
