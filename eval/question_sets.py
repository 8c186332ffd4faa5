"""Question sets: questions a user types and what a right answer to each must hold.

A set is a JSON Lines file (UTF-8, one object a line) with ``id``, ``lang``, ``kind``,
``history``, ``question`` and ``expect``; ``evidence`` and ``note`` are for human readers.
A file with a mistake is refused whole: a question that is silently dropped or misread would
make the score of the product look better or worse than it is.  What can be asked all the same,
but hardly is what its author meant, is remarked on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from assistant.answer import Status

KINDS = (
    "lookup",
    "narrative",
    "definition",
    "list",
    "compare",
    "compute",
    "rank",
    "yesno",
    "unanswerable",
    "ambiguous",
    "followup",
)
LANGUAGES = ("zh", "en")

_KEYS = ("id", "lang", "kind", "history", "question", "expect", "evidence", "note")
_EXPECTED_KEYS = ("status", "figures", "text", "documents", "pages", "no_figures")
# How many bad lines after the first are told of.
_MOST_TOLD = 20
_LONGEST_LINE = 1_000_000
_LONGEST_SHOWN = 60
# Far more than any sum printed, and few enough for exact arithmetic on it.
_MOST_DIGITS = 40

_DIGITS = re.compile(r"-?\d+(?:\.\d+)?")


class QuestionSetError(Exception):
    """A question set that cannot be used; the message names file, line and cause."""

    def __init__(self, path: Path, line: int | None, cause: str):
        where = str(path) if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {cause}")


@dataclass(frozen=True)
class ExpectedFigure:
    """A figure the answer must state: exact value and unit as the source prints them."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.value:f} {self.unit}".strip()


@dataclass(frozen=True)
class Expectation:
    """What a right answer holds.

    ``text`` are phrases it must contain, ``documents`` the file names it must cite, ``pages``
    the 1-based pages of paged documents of which one per document must be cited.
    ``no_figures`` means that the source leaves the place blank: no figure may be stated.
    """

    status: Status
    figures: tuple[ExpectedFigure, ...] = ()
    text: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    no_figures: bool = False


@dataclass(frozen=True)
class Question:
    """One question of a set; ``history`` are the earlier questions of its conversation."""

    id: str
    language: str
    kind: str
    question: str
    expect: Expectation
    history: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionSet:
    """Questions with the name of their file and the SHA-256 of its bytes.

    ``whole`` is how many questions the file holds, where these are a part of them (else None).
    """

    name: str
    sha256: str
    questions: tuple[Question, ...]
    whole: int | None = None

    def remarks(self) -> tuple[str, ...]:
        """What its author hardly meant, in one line each with the ids: empty for most sets."""
        found = {
            "answered expects nothing, so any answer is right": [
                q.id for q in self.questions if _expects_nothing(q.expect)
            ],
            "the status expected is not that of the kind": [
                q.id
                for q in self.questions
                if _STATUS_OF_KIND.get(q.kind, q.expect.status) is not q.expect.status
            ],
        }
        return tuple(f"{what}: {_listed(ids)}" for what, ids in found.items() if ids)

    def about(self, documents: Collection[str]) -> QuestionSet:
        """Only the questions whose expected documents are all among ``documents``.

        A question that expects no document (a refusal, a question back) is left out: whether
        it is right to refuse depends on everything the library holds.
        """
        kept = tuple(
            question
            for question in self.questions
            if question.expect.documents and set(question.expect.documents) <= set(documents)
        )
        return replace(self, questions=kept, whole=self.whole or len(self.questions))


_STATUS_OF_KIND = {"unanswerable": Status.REFUSED, "ambiguous": Status.CLARIFY}


def _expects_nothing(expect: Expectation) -> bool:
    held = expect.figures or expect.text or expect.documents or expect.no_figures
    return expect.status is Status.ANSWERED and not held


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - _MOST_TOLD
    return ", ".join(map(_shown, ids[:_MOST_TOLD])) + (f" and {more} more" if more > 0 else "")


def load(path: Path) -> QuestionSet:
    """Read and check a question set.

    Raises QuestionSetError where the file cannot be read, is not UTF-8, holds no question, or
    a line is not a valid question or repeats an id; it tells every bad line.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise QuestionSetError(path, None, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        cause = f"not UTF-8 (byte {error.start}); save it as UTF-8"
        raise QuestionSetError(path, None, cause) from error
    questions: dict[str, Question] = {}
    mistakes: list[tuple[int, str]] = []
    for number, line in _lines(text):
        try:
            question = parse_question(_json(line))
            _require(question.id not in questions, f"the id {_shown(question.id)} occurs twice")
        except (ValueError, RecursionError) as error:
            mistakes.append((number, str(error)))
            continue
        questions[question.id] = question
    if mistakes:
        raise QuestionSetError(path, mistakes[0][0], _all_causes(mistakes))
    if not questions:
        raise QuestionSetError(path, None, "holds no question")
    return QuestionSet(path.name, hashlib.sha256(content).hexdigest(), tuple(questions.values()))


def _all_causes(mistakes: Sequence[tuple[int, str]]) -> str:
    """The first cause in full, and those of further lines."""
    (_, first), *others = mistakes
    told = "".join(f"\n  line {number}: {cause}" for number, cause in others[:_MOST_TOLD])
    more = len(others) - _MOST_TOLD
    return first + told + (f"\n  and {more} lines more" if more > 0 else "")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Only line feeds end a line of JSON Lines: splitlines() would also cut a question at the
    # line separators that JSON allows inside a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _json(line: str) -> object:
    """What a line holds.  Raises ValueError for what is no JSON, or says a key twice: the first
    would be left out in silence."""
    _require(len(line) <= _LONGEST_LINE, f"longer than {_LONGEST_LINE:,} characters")
    try:
        return json.loads(line, object_pairs_hook=_each_key_once)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from error


def _each_key_once(pairs: list[tuple[str, object]]) -> dict:
    form: dict[str, object] = {}
    for key, value in pairs:
        _require(key not in form, f"the key {_shown(key)} occurs twice")
        form[key] = value
    return form


def _shown(value: object) -> str:
    """A value as a message can show it: short, and without characters that a terminal obeys."""
    told = repr(value)
    return told if len(told) <= _LONGEST_SHOWN else told[:_LONGEST_SHOWN] + "…"


def parse_question(form: object) -> Question:
    """One line of a question set, as JSON gives it.  Raises ValueError for what is no question."""
    _require(isinstance(form, dict), "not a JSON object")
    _check_keys(form, _KEYS)
    return Question(
        id=_text(form, "id"),
        language=_one_of(form, "lang", LANGUAGES),
        kind=_one_of(form, "kind", KINDS),
        question=_text(form, "question"),
        expect=_expectation(form.get("expect")),
        history=_texts(form, "history"),
    )


def _expectation(form: object) -> Expectation:
    _require(isinstance(form, dict), "expect is not an object")
    _check_keys(form, _EXPECTED_KEYS)
    figures = form.get("figures", [])
    _require(isinstance(figures, list), "expect.figures is not a list")
    pages = form.get("pages", [])
    _require(
        isinstance(pages, list) and all(type(page) is int and page > 0 for page in pages),
        "expect.pages is not a list of page numbers from 1",
    )
    blank = form.get("no_figures", False)
    _require(isinstance(blank, bool), f"expect.no_figures is {_shown(blank)}, not true or false")
    expectation = Expectation(
        status=Status(_one_of(form, "status", tuple(Status))),
        figures=tuple(_figure(figure) for figure in figures),
        text=_texts(form, "text"),
        documents=_texts(form, "documents"),
        pages=tuple(pages),
        no_figures=blank,
    )
    _require(
        not (expectation.no_figures and expectation.figures),
        "a question with expect.no_figures cannot expect figures",
    )
    if expectation.status is not Status.ANSWERED:
        _require(
            not (expectation.figures or expectation.text or expectation.documents),
            f"a question to be {expectation.status} cannot expect figures, text or documents",
        )
    return expectation


def _check_keys(form: dict, known: Collection[str]) -> None:
    """Refuses a key that is nearly a known one: misspelt, it would be left out in silence, and
    the question would expect less than its author meant."""
    for key in form:
        if key in known:
            continue
        near = get_close_matches(key, [name for name in known if name not in form], n=1, cutoff=0.8)
        _require(
            not near,
            f"{_shown(key)} is no key of the format; is {near[0] if near else ''!r} meant?",
        )


def _figure(form: object) -> ExpectedFigure:
    _require(isinstance(form, dict), "a figure is not an object")
    value, unit = form.get("value"), form.get("unit")
    _require(
        isinstance(value, str) and _DIGITS.fullmatch(value) is not None,
        f"the value {_shown(value)} is not a string of digits without separators",
    )
    _require(len(value) <= _MOST_DIGITS, f"the value {_shown(value)} has too many digits")
    _require(isinstance(unit, str), f"the unit {_shown(unit)} is not a string")
    return ExpectedFigure(Decimal(value), unit)


def _text(form: dict, key: str) -> str:
    value = form.get(key)
    _require(isinstance(value, str) and bool(value.strip()), f"{key} is missing or empty")
    return _whole(value, key)


def _texts(form: dict, key: str) -> tuple[str, ...]:
    value = form.get(key, [])
    _require(
        isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value),
        f"{key} is not a list of strings",
    )
    return tuple(_whole(item, key) for item in value)


def _whole(text: str, key: str) -> str:
    # JSON can escape half a character; no file could hold the report then.
    _require(not re.search(r"[\ud800-\udfff]", text), f"{key} holds half a character")
    return text


def _one_of(form: dict, key: str, allowed: tuple[str, ...]) -> str:
    value = form.get(key)
    told = f"is {_shown(value)}" if key in form else "is missing"
    _require(value in allowed, f"{key} {told}, not one of {', '.join(allowed)}")
    return value


def _require(condition: bool, complaint: str) -> None:
    if not condition:
        raise ValueError(complaint)
