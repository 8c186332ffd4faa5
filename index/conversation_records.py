"""What the store of conversations hands out: turns, summaries, feedback and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Rating(StrEnum):
    """Whether an answer was of use to who asked: a thumb up or down."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Expected:
    """What would have been right, as far as the user stated it and no further.

    ``status`` is how the question should have ended: ``answered``, ``refused`` or ``clarify``
    (asked back).  Of an answer: ``value`` and ``unit`` are the figure as the source prints it
    (digits without separators), ``words`` a phrase it should hold, ``document`` and ``page``
    (from 1) where it stands, and ``blank`` says that the source leaves the place blank.
    """

    status: str
    value: str = ""
    unit: str = ""
    words: str = ""
    document: str = ""
    page: int | None = None
    blank: bool = False


@dataclass(frozen=True)
class Feedback:
    """What the user says of an answer.

    ``documents`` are the (file name, SHA-256) of the documents the answer rests on, and
    ``program`` the version that gave it, so that a report can be looked into later.
    """

    rating: Rating
    comment: str = ""
    expected: Expected | None = None
    documents: tuple[tuple[str, str], ...] = ()
    program: str = ""


@dataclass(frozen=True)
class StoredTurn:
    """One question of a conversation and what came of it.

    ``number`` counts from 0 and stays the turn's own, also where older turns are gone;
    ``answer`` is the JSON form of the answer (``assistant.answer``), None where there is none:
    then ``failure`` says why.
    """

    number: int
    question: str
    answer: dict | None
    failure: str
    asked: datetime
    feedback: Feedback | None = None


@dataclass(frozen=True)
class ConversationSummary:
    """A conversation in a list: ``title`` is its first question, or the name the user gave it."""

    id: str
    title: str
    begun: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True)
class Report:
    """Feedback with all it was given about, complete in itself.

    It stays when the conversation is removed; ``history`` are the questions before, oldest
    first.
    """

    id: int
    given: datetime
    feedback: Feedback
    question: str
    history: tuple[str, ...]
    answer: dict | None
    failure: str
