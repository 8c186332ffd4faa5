"""Declining: why a question gets no answer, in whole words, and what is held instead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.answering.gaps import empty_side
from assistant.evidence.citing import cite, label_of
from assistant.evidence.context import Context
from assistant.evidence.recognised import unsure_text
from assistant.finding.lookup import only_doubtful
from assistant.understanding.dialogue import subject_of
from assistant.understanding.organisations import agency_like
from assistant.understanding.question import Question
from assistant.understanding.scope import Resolution, Scope
from assistant.understanding.wordlists import any_of, question_words
from assistant.wording import join, place, say

_LONGEST_NAMED = 40
# What stands around the name of a thing and is no part of it.
_EDGES = "的了吗呢啊吧呀么嘛哦是有在 、,，。.!?？！:：;；\0"


def declined(context: Context) -> Answer:
    """The refusal of a question that the documents it means do not answer."""
    question = context.question
    missing = agency_like(question.text)
    if missing and not question.mentions:
        return refusal(context, Resolution(refusal="organisation", missing=missing))
    if not question.mentions:
        return outside(context)
    doubtful = only_doubtful(question, context.shelf) if len(context.scopes) == 1 else None
    if doubtful is not None:
        text = say("doubtful", context.language, place=place(doubtful, context.language))
        if doubtful.doubtful:
            text = unsure_text(doubtful, context.language)
        return context.refused(text, [cite(doubtful)])
    empty = empty_side(context) if len(context.scopes) == 1 else None
    if empty is not None:
        label, where = label_of(empty), place(empty, context.language)
        text = say("no_number", context.language, label=label, place=where)
        return context.refused(text, [cite(empty)])
    if any_of(question_words("averages")).search(question.text):
        return context.refused(say("no_average", context.language))
    names = join([_name(s) for s in context.scopes[:3]], context.language)
    # What is there by name is not what is missing.
    known = {label for s in context.scopes[:3] for label in context.shelf_of_scope(s).labels}
    named = tuple(word for word in named_in_vain(question) if word not in known)
    if not named:
        return context.refused(say("not_found", context.language, scope=names))
    words = join([f"「{word}」" for word in named], context.language)
    if context.language == "en":
        words = join([f"“{word}”" for word in named], "en")
    return context.refused(say("not_named", context.language, scope=names, words=words))


def outside(context: Context) -> Answer:
    """The refusal of what is no matter of published budgets."""
    return context.refused(
        say("outside", context.language, held=held(context.catalogue.scopes, context.language))
    )


def refusal(context: Context, resolution: Resolution) -> Answer:
    """The refusal for an organisation, year or kind of document that is not held."""
    names = context.question.organisations
    scopes = context.catalogue.scopes
    own = context.catalogue.scopes_of(names) if names else scopes
    return context.refused(
        say(
            f"unknown_{resolution.refusal}",
            context.language,
            missing=resolution.missing,
            organisation=join(names, context.language),
            held=held(own or scopes, context.language),
        )
    )


def held(scopes: Sequence[Scope], language: str, limit: int = 12) -> str:
    """What the library holds, in words: organisations with their years and kinds."""
    lines = [_name(s) for s in scopes[:limit]]
    more = "" if len(scopes) <= limit else ("等" if language == "zh" else ", …")
    return join(lines, language) + more


def _name(scope: Scope) -> str:
    return f"{scope.organisation}{scope.year or ''}年{scope.kind}"


def named_in_vain(question: Question) -> tuple[str, ...]:
    """What a question names, in whole words: without whose, when and the words that ask."""
    if question.language == "en":
        return _named_in_english(question)
    clauses = [_bare(clause) for clause in re.split(r"[,，。;；!！?？]", subject_of(question))]
    named = [clause for clause in clauses if 1 < len(clause) <= _LONGEST_NAMED]
    required = question.content.words(question.content.required)
    telling = [clause for clause in named if any(word in clause for word in required)]
    return tuple(dict.fromkeys(telling))


def _bare(text: str) -> str:
    """A phrase without asking and connecting words at its edges."""
    words = [*question_words("followup", "openers"), *question_words("filler")]
    asking = any_of([word for word in words if len(word) > 1])
    while True:
        text = text.strip(_EDGES)
        first = asking.match(text)
        if first and first.end() < len(text):
            text = text[first.end() :]
            continue
        ends = [m for m in asking.finditer(text) if m.end() == len(text) and m.start()]
        if not ends:
            return text
        text = text[: ends[-1].start()]


def _named_in_english(question: Question) -> tuple[str, ...]:
    """Chinese names as they stand, and the run of English words that name something."""
    parts, roles, at = [], question.content.roles, 0
    for part in question.content.text.split("|"):
        if part and "r" in roles[at : at + len(part)]:
            parts.append(part)
        at += len(part) + 1
    chinese = [part for part in parts if part > "\u2e80"]
    english = " ".join(part for part in parts if part <= "\u2e80")
    named = [*chinese, *([english] if english else [])]
    return tuple(name for name in dict.fromkeys(named) if len(name) <= _LONGEST_NAMED)
