"""What is said beside a question: greetings, insults, instructions to the assistant.

A question of several sentences of which the whole cannot be answered is answered without those
that ask nothing and name nothing of the library, and the answer says which were left out.
"""

from __future__ import annotations

import re

from assistant.content import content_of
from assistant.official import official_names
from assistant.organisations import Directory
from assistant.question import read_question
from assistant.wordlists import question_words
from corpus.text import normalise

_SENTENCE = re.compile(r"[^。！？!?;；\n]+[。！？!?;；\n]*[”’」』）)]*")


def without_asides(text: str, directory: Directory) -> tuple[str, tuple[str, ...]] | None:
    """The one sentence of a text that asks something of the library, and those left out.

    None where there are no other sentences, where several ask, or where one of the others may
    say what is asked for: it names a year, an organisation, a subject, or sets a condition.
    """
    pieces = [piece.strip() for piece in _SENTENCE.findall(text) if piece.strip()]
    asking = [piece for piece in pieces if _asks(piece, directory)]
    if len(pieces) < 2 or len(asking) != 1:
        return None
    rest = tuple(piece for piece in pieces if piece is not asking[0])
    if any(_may_matter(piece, directory) for piece in rest):
        return None
    return asking[0], rest


def _asks(piece: str, directory: Directory) -> bool:
    question = read_question(piece, directory)
    return bool(question.mentions) or _is_question(piece)


def _is_question(piece: str) -> bool:
    folded = normalise(piece)
    return folded.endswith("?") or any(word in folded for word in question_words("amount_words"))


def _may_matter(piece: str, directory: Directory) -> bool:
    question = read_question(piece, directory)
    if question.years or question.as_of or question.mentions or question.previous:
        return True
    folded = normalise(piece)
    if any(word in folded for word in question_words("conditions")):
        return True
    return bool(official_names(content_of(folded, [])))
