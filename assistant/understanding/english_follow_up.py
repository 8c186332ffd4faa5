"""English follow-ups that ask another thing of what was asked before: a side, a place in the
ranking, a bound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.bounds import bound_said, bound_unread
from assistant.understanding.question import Question
from assistant.understanding.question_form import nth_said
from corpus.patterns import Pattern

_SIDE = Pattern(
    r"(?:(?:and|what about|how about|its|their|the|total|overall)[ ,]+)*"
    r"(?P<side>revenues?|income|expenditures?|spending)[?. ]*"
)
_RANKED = Pattern(
    r"(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th)[- ])?"
    r"(?<![a-z])(?:largest|biggest|highest|greatest|most|smallest|lowest|least)(?![a-z])"
)
_LEAD = Pattern(
    r"^(?:and|what about|how about|which(?: ones| items)?|is it|was it|are|is)(?: (?:are|is))*[ ,]+"
)


def english_follow_up(
    before: Question, now: Question, previous: str, subjects: Sequence[str]
) -> str:
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
    if now.mentions or now.years:
        return ""
    place, _, said = nth_said(now.text)
    if place > 1 and _RANKED.search(previous.lower()):
        return _RANKED.sub(now.text[slice(*said)], previous.lower(), count=1)
    bounded = bound_said(now.text) or bound_unread(now.text)
    if bounded and subjects and not now.content.required:
        asks = "is the" if now.asks("yesno") else "which items of"
        verb = "" if now.asks("yesno") else "are "
        bound = _LEAD.sub("", now.text).rstrip("?. ")
        return f"{asks} {subjects[-1]} of {whose} {when} {verb}{bound}?"
    return ""


def in_stage(text: str, now: Question, before: Question) -> str:
    """The question before, of the accounts that the follow-up names (and in the final account)."""
    if now.stage not in ("final", "budget") or now.stage == before.stage:
        return text
    said, other = ("budget", "final account")[:: 1 if now.stage == "final" else -1]
    found = re.sub(rf"(?<![a-z]){said}s?(?![a-z])", other, text.lower())
    return found if found != text.lower() else f"{text.rstrip('?. ')} in the {other}?"
