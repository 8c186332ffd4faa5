"""English follow-ups: what they leave out, and what other thing they ask of what was asked before
(a side, a place in the ranking, a bound)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.bounds import bound_said, bound_unread
from assistant.understanding.question import Question
from assistant.understanding.question_form import nth_said
from assistant.understanding.wordlists import any_of, question_words
from corpus.patterns import Pattern
from corpus.text import normalise

_SIDE = Pattern(
    r"(?:(?:and|what about|how about|its|their|the|total|overall)[ ,]+)*"
    r"(?P<side>revenues?|income|expenditures?|spending)[?. ]*"
)
_PRONOUN = Pattern(r"(?<![a-z])(?:it|that|this)(?![a-z])")
_RANKED = Pattern(
    r"(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th)[- ])?"
    r"(?<![a-z])(?:largest|biggest|highest|greatest|most|smallest|lowest|least)(?![a-z])"
)
# What asks for the same amount in other words: a unit, a place, more places behind the point.
_WORDED_ANEW = Pattern(
    r"yuan|rmb|cny|元|thousand|million|how much|again|repeat|sure|correct|right|exact"
)
_ACTUAL = Pattern(r"(?<![a-z])actual(?:ly)?(?![a-z])")
_OF_WHICH = Pattern(r"^(?:and )?(?:of (?:which|that|it|this)|thereof)(?![a-z])[ ,]*")
_BARE_BOUND = Pattern(
    r"(?:more than|less than|over|under|above|below|at least|at most) \d[\d,.]*[?. ]*$"
)
_TOP = Pattern(r"(?<![a-z])(?:top|bottom) (?:two|three|four|five|ten|\d{1,2})(?![a-z\d])")
_LEAD = Pattern(
    r"^(?:and|what about|how about|which(?: ones| items)?|is it|was it|are|is)(?: (?:are|is))*[ ,]+"
)


def _asked_of_it(before: Question, now: Question, previous: str, subjects: Sequence[str]) -> str:
    """The follow-up as a whole question; "" where it is none of these.

    ``previous`` is the question before, made whole, and ``subjects`` what was asked about so far.
    """
    whose = " and ".join(m.name for m in now.mentions or before.mentions)
    when = " and ".join(map(str, now.years or before.years))
    side = _SIDE.fullmatch(now.text)
    if side:
        received = side["side"].startswith(("revenue", "income"))
        stage = {"final": "final account", "budget": "budget"}.get(now.stage or before.stage, "")
        name = "revenue" if received else "expenditure"
        return f"what is the total {name} of {whose} {when} {stage}".rstrip()
    if now.years and subjects and now.asks("change", "growth") and not now.mentions:
        if len(before.years) == 1 and not now.content.required:
            return f"compare the {subjects[-1]} of {whose} in {before.years[0]} and {when}"
    if now.mentions or now.years:
        return ""
    if _BARE_BOUND.search(now.text):
        # Yuan or 10,000 yuan is not said.
        return now.text
    place, _, said = nth_said(now.text)
    if place > 1 and _RANKED.search(previous.lower()):
        return _RANKED.sub(now.text[slice(*said)], previous.lower(), count=1)
    again = _TOP.search(now.text)
    if again and _TOP.search(previous.lower()):
        return _TOP.sub(again[0], previous.lower(), count=1)
    bounded = bound_said(now.text) or bound_unread(now.text)
    if bounded and subjects and not now.content.required:
        asks = "is the" if now.asks("yesno") else "which items of"
        verb = "" if now.asks("yesno") else "are "
        bound = _LEAD.sub("", now.text).rstrip("?. ")
        return f"{asks} {subjects[-1]} of {whose} {when} {verb}{bound}?"
    return ""


def _says_anything_new(whole: str, previous: str, now: Question) -> bool:
    """Whether a follow-up changed the question before, or asks only to word its answer anew.

    What is left unread (actual spending?) is not answered with the amount of before again.
    """
    return whole != previous or bool(_WORDED_ANEW.search(now.text))


def _of_what_was_asked(now: Question, before: Question, subject: str) -> str:
    """The follow-up with the subject that its part belongs to (of which basic expenditure)."""
    whole = " ".join(sorted(before.codes)) or subject
    return f"{whole} {_OF_WHICH.sub('', now.text)}".strip()


def _in_stage(text: str, now: Question, before: Question) -> str:
    """The question before, of the accounts that the follow-up names (and in the final account)."""
    stage = now.stage or ("final" if _ACTUAL.search(now.text) else "")
    if stage not in ("final", "budget") or stage == before.stage:
        return text
    said, other = ("budget", "final account")[:: 1 if stage == "final" else -1]
    found = re.sub(rf"(?<![a-z]){said}s?(?![a-z])", other, text.lower())
    return found if found != text.lower() else f"{text.rstrip('?. ')} in the {other}?"


def _asked_anew_in_english(now: Question, subjects: Sequence[str], before: Question) -> str:
    """Another kind of question about what was asked before (which is higher, why): never the one
    before again."""
    whose = " and ".join(m.name for m in before.mentions)
    when = " and ".join(map(str, before.years))
    compares = any_of(question_words("english", "comparing")).search(now.text)
    if (compares or now.asks("sum")) and len(subjects) > 1:
        joined = " and ".join(subjects[-2:])
        return f"{now.text.rstrip('?. ')} {joined} of {whose} {when}"
    return f"{now.text.rstrip('?. ')} {subjects[-1] if subjects else ''} of {whose} {when}"


def complete_english(
    before: Question, now: Question, previous: str, subjects: Sequence[str], names_subject: bool
) -> str:
    """The follow-up with what it leaves out; ``names_subject`` says whether it names the figure
    that it wants."""
    anew = _asked_of_it(before, now, previous, subjects)
    if anew:
        return anew
    if not names_subject:
        asked = now.operations - before.operations - {"yesno", "definition"}
        if asked and not now.mentions and not now.years:
            return _asked_anew_in_english(now, subjects, before)
        text = previous
        if now.years:
            if before.years:
                text = re.sub(r"20\d\d", str(now.years[0]), text)
            else:
                text = f"{text.rstrip('?. ')} {now.years[0]}"
        text = _in_stage(text, now, before)
        if now.mentions and before.mentions:
            text = normalise(text).replace(before.mentions[0].name, now.mentions[0].name)
        if not _says_anything_new(text, previous, now):
            return now.text
        return text
    if _OF_WHICH.search(now.text):
        now = replace(now, text=_of_what_was_asked(now, before, subjects[-1] if subjects else ""))
    pronoun = _PRONOUN.search(now.text)
    if pronoun and subjects and any_of(question_words("english", "comparing")).search(now.text):
        # Is it higher than training: it is what was asked for before.
        text = f"{now.text[: pronoun.start()]}{subjects[-1]}{now.text[pronoun.end() :]}"
        now = replace(now, text=text)
    names = "" if now.mentions else " and ".join(m.name for m in before.mentions)
    years = "" if now.years else " and ".join(map(str, before.years))
    stage = {"final": "final account", "budget": "budget"}.get(before.stage, "")
    stage = "" if now.stage or not stage else stage
    opener = any_of(tuple(question_words("english", "followup")))
    bare = opener.sub("", now.text, count=1) if opener.match(now.text) else now.text
    return (
        " ".join(part for part in ("for the", names, years, stage, bare) if part)
        if names
        else f"{years} {bare}"
    )
