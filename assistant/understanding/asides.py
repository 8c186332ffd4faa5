"""What is said beside a question: greetings, insults, instructions to the assistant.

A question of which the whole cannot be answered is answered without the clauses made of nothing
but such words, and without the sentences that ask nothing and name nothing of the library; the
answer says what was left out.  A clause with one word beyond them stays: it may say what is asked.
"""

from __future__ import annotations

import re

from assistant.understanding.content import content_of
from assistant.understanding.official import official_names
from assistant.understanding.organisations import Directory
from assistant.understanding.question import read_question
from assistant.understanding.wordlists import any_of, load, question_words
from corpus.patterns import Pattern
from corpus.text import normalise

_SENTENCE = Pattern(r"[^。！？!?;；\n]+[。！？!?;；\n]*[”’」』）)]*")
_CLAUSE = Pattern(r"[^，,。！？!?;；：:\n…~～]+[，,。！？!?;；：:\n…~～]*")
_SAYING_SOMETHING = ("insults", "oaths", "laments", "courtesies")


def without_asides(text: str, directory: Directory) -> tuple[str, tuple[str, ...]] | None:
    """What of a text asks something of the library, and what was left out.

    None where nothing can be left out: where several sentences ask, or where one of the others
    may say what is asked for: it names a year, an organisation, a subject, or sets a condition.
    """
    rest, asides = without_rudeness(text)
    pieces = [piece.strip() for piece in _SENTENCE.findall(rest) if piece.strip()]
    asking = [piece for piece in pieces if _asks(piece, directory)]
    if len(pieces) > 1 and len(asking) == 1:
        others = tuple(piece for piece in pieces if piece is not asking[0])
        if not any(_may_matter(piece, directory) for piece in others):
            return asking[0], (*asides, *others)
    return (rest, asides) if asides and rest else None


def without_rudeness(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without its oaths and the clauses of insults, laments and courtesies alone."""
    kept: list[str] = []
    asides: list[str] = []
    for match in _CLAUSE.finditer(text):
        clause = match.group(0)
        if _is_aside(clause):
            asides.append(clause.strip(" ，,。！？!?;；：:\n…~～"))
            continue
        oath = _oath_in(clause)
        while oath:
            asides.append(clause[oath.start() : oath.end()])
            clause = clause[: oath.start()] + clause[oath.end() :]
            oath = _oath_in(clause)
        kept.append(clause)
    if not asides:
        return text, ()
    return "".join(kept).strip(" ，,"), tuple(dict.fromkeys(asides))


def _oath_in(clause: str) -> re.Match[str] | None:
    """The first oath in a clause that is no part of a year before the present (我去 in 我去年)."""
    folded = clause.lower()
    years = [m.span() for m in any_of(question_words("comparison", "previous")).finditer(folded)]
    return next(
        (
            oath
            for oath in any_of(load("asides")["oaths"]).finditer(folded)
            if not any(start < oath.end() and oath.start() < end for start, end in years)
        ),
        None,
    )


def _is_aside(clause: str) -> bool:
    """Whether a clause says nothing but what the vocabulary of asides holds."""
    folded = normalise(clause)
    words = load("asides")
    said = any_of([word for kind in _SAYING_SOMETHING for word in words[kind]])
    found = set(said.findall(folded))
    if not found:
        return False
    if found & set(words["may_name"]) and not any_of(words["spoken_to"]).search(folded):
        return False
    left = any_of(words["address"]).sub(" ", said.sub(" ", folded))
    return not any(character.isalnum() for character in left)


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
    conditions = (*question_words("conditions"), *question_words("columns", "uses"))
    if any(word in folded for word in conditions):
        return True
    return bool(official_names(content_of(folded, [])))
