"""What a user says of an answer, read from a form: exactly, or refused with the reason.

What is stated as right may become an expectation of a question set, so nothing is guessed: an
amount that can be read in two ways, or a document that is not in the library, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from assistant.answer import Answer, Status
from corpus.amounts import canonical_unit, parse_cell, plain, unit_pattern
from corpus.states import CellState
from index.conversation_records import Expected, Feedback, Rating
from index.records import StoredDocument

LONGEST_COMMENT = 2000
LONGEST_WORDS = 500
_LONGEST_AMOUNT = 60
_LONGEST_UNIT = 12
_LONGEST_NAME = 300
# The source leaves the place blank: an answer that states no figure.
BLANK = "blank"


class FeedbackError(ValueError):
    """A form that cannot be taken as it is.

    ``reason`` names the cause for the page's words (``assistant.page.words.conversations``),
    ``values`` fill them in.
    """

    def __init__(self, reason: str, **values: object):
        self.reason = reason
        self.values = values
        super().__init__(f"{reason}: {values}" if values else reason)


def read_feedback(
    form: Mapping[str, Any],
    answer: Answer | None,
    documents: Sequence[StoredDocument],
    program: str,
) -> Feedback:
    """The feedback of a form on an answer (None where there was none).

    ``form`` has ``rating`` ("up" or "down"), ``comment``, and where something else would have
    been right ``expected`` with ``status`` ("answered", "blank", "refused" or "clarify") and, of
    an answer, ``value``, ``unit``, ``words``, ``document`` and ``page``, each as typed or "".
    ``documents`` are those of the library.  Raises FeedbackError.
    """
    try:
        rating = Rating(form.get("rating", ""))
    except ValueError as error:
        raise FeedbackError("rating") from error
    comment = _text(form, "comment", LONGEST_COMMENT)
    told = form.get("expected")
    # A thumb up says that the answer is right: no other can be.
    expected = _expected(told, documents) if told and rating is Rating.DOWN else None
    named = () if expected is None else (expected.document,)
    return Feedback(rating, comment, expected, _documents(answer, named, documents), program)


def _expected(form: object, documents: Sequence[StoredDocument]) -> Expected | None:
    """What would have been right, None where nothing is stated."""
    if not isinstance(form, Mapping):
        raise FeedbackError("status")
    status = form.get("status") or ""
    if status in (Status.REFUSED, Status.CLARIFY):
        return Expected(str(status))
    if status not in ("", Status.ANSWERED, BLANK):
        raise FeedbackError("status")
    document, page = _place(form, documents)
    if status == BLANK:
        return Expected(str(Status.ANSWERED), document=document, page=page, blank=True)
    value, unit = _amount(form)
    words = _text(form, "words", LONGEST_WORDS)
    if not (value or words or document):
        return None
    return Expected(str(Status.ANSWERED), value, unit, words, document, page)


def _amount(form: Mapping[str, Any]) -> tuple[str, str]:
    """The exact value in digits and its unit, both "" where none is told."""
    typed = _text(form, "value", _LONGEST_AMOUNT)
    unit = _folded(_text(form, "unit", _LONGEST_UNIT))
    if not typed:
        return "", ""
    printed = parse_cell(typed)
    # 约3万元 and 3万元以上 are numbers in a table, but no exact amounts.
    exact = re.fullmatch(rf"[-+−△▲]?[\d,.\s]+(?:{unit_pattern()})?", _folded(typed))
    if printed.state is not CellState.NUMBER or not exact:
        raise FeedbackError("value", value=typed)
    unit = canonical_unit(unit)
    if printed.unit and unit and printed.unit != unit:
        raise FeedbackError("units", value=typed, unit=unit)
    unit = printed.unit or unit
    if not unit or any(character.isdigit() for character in unit):
        raise FeedbackError("unit", value=typed)
    return plain(printed.value), unit


def _place(form: Mapping[str, Any], documents: Sequence[StoredDocument]) -> tuple[str, int | None]:
    name = unicodedata.normalize("NFC", _text(form, "document", _LONGEST_NAME))
    page = _text(form, "page", 12)
    if not name:
        if page:
            raise FeedbackError("page_alone", page=page)
        return "", None
    held = {document.name: document for document in documents}
    if name not in held:
        near = get_close_matches(name, held, n=1, cutoff=0.4)
        raise FeedbackError("document_like" if near else "document", name=name, near="".join(near))
    if not page:
        return name, None
    last = held[name].pages
    if last is None:
        raise FeedbackError("no_pages", name=name)
    folded = _folded(page)
    if not (folded.isascii() and folded.isdecimal() and 1 <= int(folded) <= last):
        raise FeedbackError("page", page=page, last=last)
    return name, int(folded)


def _documents(
    answer: Answer | None, named: Iterable[str], documents: Sequence[StoredDocument]
) -> tuple[tuple[str, str], ...]:
    """Name and SHA-256 of the documents an answer rests on and of those named besides."""
    sources = () if answer is None else (*answer.figures, *answer.citations, *answer.differing)
    names = dict.fromkeys([*(source.document for source in sources), *named])
    held = {document.name: document.sha256 for document in documents}
    return tuple((name, held.get(name, "")) for name in names if name)


def _text(form: Mapping[str, Any], name: str, longest: int) -> str:
    value = form.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise FeedbackError("form", field=name)
    text = value.strip()
    if len(text) > longest:
        raise FeedbackError("too_long", longest=longest)
    return text


def _folded(text: str) -> str:
    """Full-width figures and marks as plain ones."""
    return unicodedata.normalize("NFKC", text)
