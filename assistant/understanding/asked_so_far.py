"""What the questions so far asked about, taken up together by a follow-up (合计呢, 差多少)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.question import Question
from assistant.understanding.wordlists import any_of, question_words

_STAGES = "预算|决算"


def all_asked(subjects: Sequence[str]) -> list[str]:
    """The different things asked about one after the other, oldest first."""
    return list(dict.fromkeys(subject for subject in subjects if subject))


def in_both_stages(asked: Sequence[Question], subjects: Sequence[str]) -> str:
    """The gap between the budget and the final account of one subject, where just these two were
    asked for one after the other; else ""."""
    names = {re.sub(_STAGES, "", subject) for subject in subjects}
    first, second = asked
    if len(names) != 1 or {first.stage, second.stage} != {"budget", "final"}:
        return ""
    if first.organisations != second.organisations:
        return ""
    name = names.pop()
    if first.years == second.years:
        return f"{name}决算比预算多多少"
    said = {"budget": "预算", "final": "决算"}
    sides = [f"{'和'.join(f'{y}年' for y in q.years)}{name}{said[q.stage]}" for q in asked]
    return f"{'和'.join(sides)}相差多少"


def within_before(now: Question, before: Question, subjects: Sequence[str]) -> str:
    """A part that is named by words of the trade alone (其中财政拨款呢), of the subject before;
    "" where no part is asked for."""
    opener = any_of(question_words("followup", "within")).search(now.text)
    if not opener or not subjects or now.stage != before.stage and now.stage:
        return ""
    part = "".join(now.content.words(now.content.trade))
    return f"{subjects[-1]}{part}" if part else ""
