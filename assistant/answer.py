"""The one typed answer that page, command line, batch, export and evaluation read.

Its JSON form is the contract with outside tools: :meth:`Answer.to_json` is what
``budget-qa ask --json`` prints and what a line of ``budget-qa batch`` holds.  Fields beyond
the contract (``understood``, ``agreement``, evidence positions) are added, never renamed.
:meth:`Answer.from_json` reads that form back, so that an answer can be kept and shown again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How the question ended: answered, declined with a reason, or asked back."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"


class Shape(StrEnum):
    """How the figures of an answer belong together, as the kind of work that found them knows.

    PARTS: the first is a whole and the others its parts, as the source lists them; YEARS: one
    item in several years; COMPARISON: like figures of several organisations, stages or items;
    RANKING: the largest or smallest of several, in order; ITEMS: several listed side by side.
    """

    NONE = ""
    PARTS = "parts"
    YEARS = "years"
    COMPARISON = "comparison"
    RANKING = "ranking"
    ITEMS = "items"


@dataclass(frozen=True)
class Evidence:
    """Where a figure or sentence stands in the store, for opening it: never parsed from text.

    ``document_id`` and ``table_id`` are store keys; ``row`` and ``column`` the 0-based place
    in the printed grid; ``passage_id`` the paragraph, and ``span`` the characters of
    ``quote`` to mark.  ``line`` is the 1-based source line and ``box`` the rectangle on the
    page, where known.
    """

    document_id: int
    table_id: int | None = None
    row: int | None = None
    column: int | None = None
    passage_id: int | None = None
    span: tuple[int, int] | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class AnswerFigure:
    """A figure stated in an answer, with everything needed to check it.

    ``value`` and ``unit`` are as printed in the source (no thousands separators), ``amount_yuan``
    the exact amount in yuan or None for what is not money.  ``document`` and ``table`` are ""
    for a computed figure, whose operands follow it in :attr:`Answer.figures`.  ``measure`` is
    the :class:`corpus.document.Measure` where a change, share or rate is stated, else "".
    ``confidence`` (0–1) is set where the figure was recognised in an image.
    """

    label: str
    value: str
    unit: str
    amount_yuan: Decimal | None = None
    organisation: str = ""
    year: int | None = None
    document: str = ""
    page: int | None = None
    table: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    quote: str = ""
    computed: bool = False
    measure: str = ""
    confidence: float | None = None
    evidence: Evidence | None = None

    def to_json(self) -> dict:
        """A JSON-ready dictionary, the amount in yuan as a decimal string."""
        amount = self.amount_yuan
        return asdict(self) | {"amount_yuan": None if amount is None else format(amount, "f")}


@dataclass(frozen=True)
class Citation:
    """A place that supports the answer: document, page, section or table, and the words there."""

    document: str
    page: int | None = None
    section: str = ""
    table: str = ""
    quote: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Option:
    """One choice offered when asking back: what the user sees and the question it stands for."""

    text: str
    question: str


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one question.

    ``figures[0]`` is the headline figure; a computed answer has its result first and its
    operands after it.  ``understood`` lists what the question was taken to mean as
    (name, value) pairs; ``places`` is in how many places of the library the headline figure
    stands, ``agreement`` whether they agree (None where there is only one), ``differing`` what
    places that fit as well state instead.  ``shape`` says how the stated figures, those that
    are not :attr:`AnswerFigure.computed`, belong together; of computed PARTS the result is the
    whole.
    """

    question: str
    status: Status
    text: str
    language: str = "zh"
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    calculation: str = ""
    options: tuple[Option, ...] = ()
    warnings: tuple[str, ...] = ()
    understood: tuple[tuple[str, str], ...] = ()
    places: int = 0
    agreement: bool | None = None
    differing: tuple[AnswerFigure, ...] = ()
    shape: Shape = Shape.NONE
    seconds: float = 0.0
    id: str = ""

    def to_json(self) -> dict:
        """The contract form: a JSON-ready dictionary, amounts as decimal strings.

        ``options`` are the texts alone, as the contract has it; ``choices`` beside them have the
        question each stands for too.
        """
        form = {field.name: getattr(self, field.name) for field in fields(self)}
        form["citations"] = [asdict(citation) for citation in self.citations]
        form["status"] = str(self.status)
        form["shape"] = str(self.shape)
        form["options"] = [option.text for option in self.options]
        form["choices"] = [asdict(option) for option in self.options]
        form["understood"] = dict(self.understood)
        form["seconds"] = round(self.seconds, 4)
        form["figures"] = [figure.to_json() for figure in self.figures]
        form["differing"] = [figure.to_json() for figure in self.differing]
        return form

    @classmethod
    def from_json(cls, form: Mapping[str, Any]) -> Answer:
        """The answer that :meth:`to_json` gave as ``form``, also after a way through JSON.

        Only ``seconds`` comes back rounded.  Fields that are not known are passed over and
        missing ones take their defaults, so that answers kept by another version still open;
        options kept without their ``choices`` ask what they say.  Raises ValueError for what is
        no answer.
        """
        try:
            known = _known(cls, form)
            choices = form.get("choices")
            if choices is None:
                choices = [{"text": text, "question": text} for text in form.get("options", ())]
            known |= {
                "status": Status(known["status"]),
                "figures": tuple(map(_figure, form.get("figures", ()))),
                "citations": tuple(map(_citation, form.get("citations", ()))),
                "options": tuple(Option(**_known(Option, each)) for each in choices),
                "understood": tuple(dict(form.get("understood", {})).items()),
                "differing": tuple(map(_figure, form.get("differing", ()))),
                "shape": _shape(form.get("shape")),
            }
            return cls(**known)
        except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise ValueError(f"no answer in JSON form: {error}") from error


def _known(kind: type, form: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a dataclass that ``form`` has, lists as the tuples they were."""
    return {field.name: _tuples(form[field.name]) for field in fields(kind) if field.name in form}


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, (list, tuple)) else value


def _shape(name: object) -> Shape:
    """The shape of that name, NONE for one that another version knows."""
    return Shape(name) if name in set(Shape) else Shape.NONE


def _figure(form: Mapping[str, Any]) -> AnswerFigure:
    amount = form.get("amount_yuan")
    known = _known(AnswerFigure, form) | {
        "amount_yuan": None if amount is None else Decimal(amount),
        "evidence": _evidence(form),
    }
    return AnswerFigure(**known)


def _citation(form: Mapping[str, Any]) -> Citation:
    return Citation(**_known(Citation, form) | {"evidence": _evidence(form)})


def _evidence(form: Mapping[str, Any]) -> Evidence | None:
    place = form.get("evidence")
    return None if place is None else Evidence(**_known(Evidence, place))
