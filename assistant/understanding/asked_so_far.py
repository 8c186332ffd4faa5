"""What the questions so far asked about, taken up together by a follow-up (合计呢, 差多少)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.question import Question
from assistant.understanding.wordlists import any_of, question_words
from corpus.patterns import Pattern

_STAGES = "预算|决算"
_BARE_SUM = Pattern(
    r"(?:那么?|两[个者项])?(?:一共|合计|总共|共计|加起来|总和)(?:是|有)?(?:多少)?钱?呢?"
)


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


def of_both(asked: Sequence[Question], subjects: Sequence[str], text: str) -> str:
    """The sum of one thing of the two organisations or years asked for one after the other
    (合计呢), never the last of them alone; "" where the follow-up asks for no sum."""
    first, second = asked
    names = {re.sub(_STAGES, "", subject) for subject in subjects}
    other = (first.organisations, first.years) != (second.organisations, second.years)
    if not _BARE_SUM.fullmatch(text.strip("?？。 ")) or len(names) != 1 or not other:
        return ""
    if second.stage and first.stage not in ("", second.stage):
        return ""
    mentioned = dict.fromkeys(m.name for q in asked for m in q.mentions)
    years = sorted({year for q in asked for year in q.years})
    stage = {"final": "决算", "budget": "预算"}.get(second.stage, "")
    whose, when = "和".join(mentioned), "和".join(f"{year}年" for year in years)
    return f"{whose}{when}{names.pop()}{stage}一共多少"


def within_before(now: Question, before: Question, subjects: Sequence[str]) -> str:
    """A part that is named by words of the trade alone (其中财政拨款呢), of the subject before;
    "" where no part is asked for."""
    opener = any_of(question_words("followup", "within")).search(now.text)
    if not opener or not subjects or now.stage != before.stage and now.stage:
        return ""
    part = "".join(now.content.words(now.content.trade))
    return f"{subjects[-1]}{part}" if part else ""
