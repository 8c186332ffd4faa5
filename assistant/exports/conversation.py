"""A conversation as it is exported: its turns, and where a reader finds the evidence.

:mod:`assistant.exports.conversation_markdown` and :mod:`assistant.exports.conversation_workbook` write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answer import Answer, AnswerFigure, Citation

# The address that shows where a figure or citation stands, "" where there is none.
Link = Callable[[AnswerFigure | Citation], str]

FORMATS = ("md", "xlsx")
_LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u2028-\u202e\u2066-\u2069]+')


@dataclass(frozen=True)
class ExportedTurn:
    """One question, when it was asked (in the reader's time zone), and what came of it.

    ``number`` counts from 1; ``failure`` says why there is no answer.
    """

    number: int
    asked: datetime
    question: str
    answer: Answer | None = None
    failure: str = ""


@dataclass(frozen=True)
class ExportedConversation:
    """A conversation with the time of its export."""

    title: str
    exported: datetime
    turns: Sequence[ExportedTurn]


def no_link(_: AnswerFigure | Citation) -> str:
    """Nowhere: for an export without a page that shows the evidence."""
    return ""


def file_name(title: str, suffix: str) -> str:
    """A file name every system takes, from a title that a user or a question gave."""
    name = _NOT_IN_NAMES.sub(" ", title)
    name = " ".join(name.split())[:_LONGEST_NAME].strip(" .")
    return f"{name or '对话'}.{suffix}"
