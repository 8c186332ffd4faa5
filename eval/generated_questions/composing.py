"""A question set of all kinds over a collection, by seed, in the format of question sets."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from corpus.amounts import plain
from eval.generated_questions import (
    breakdowns,
    calculations,
    comparisons,
    dialogues,
    lookups,
    refusals,
    statements,
)
from eval.generated_questions.asking import Asked, Speaker
from eval.generated_questions.collection import Collection

Maker = Callable[[Speaker], Asked | None]

# Each kind by the name its questions are numbered under, with its share of the set.
MAKERS: dict[str, tuple[Maker, int]] = {
    "name": (lookups.by_name, 5),
    "traditional": (lookups.by_name_traditional, 2),
    "slip": (lookups.by_name_with_slip, 2),
    "code": (lookups.by_code, 3),
    "everyday": (lookups.by_everyday_word, 3),
    "english": (lookups.in_english, 3),
    "column": (lookups.by_column, 4),
    "table": (lookups.by_table, 2),
    "parent": (lookups.by_parent, 2),
    "three-public": (lookups.three_public, 4),
    "indicator": (lookups.indicator, 2),
    "bought": (lookups.bought, 2),
    "total": (lookups.total_of_the_whole, 5),
    "fund": (lookups.by_fund, 2),
    "blank": (lookups.blank, 2),
    "empty-table": (lookups.empty_table, 1),
    "share": (calculations.share, 3),
    "share-of-use": (calculations.share_of_use, 2),
    "sum": (calculations.sum_of_two, 3),
    "difference": (calculations.difference, 3),
    "more": (calculations.which_is_more, 2),
    "times": (calculations.times, 1),
    "english-share": (calculations.share_in_english, 2),
    "execution": (calculations.execution_rate, 2),
    "several": (calculations.several, 3),
    "years": (comparisons.two_years, 4),
    "growth": (comparisons.growth, 2),
    "organisations": (comparisons.two_organisations, 3),
    "league": (comparisons.league, 1),
    "english-years": (comparisons.years_in_english, 2),
    "zero-base": (comparisons.zero_base, 1),
    "list": (breakdowns.breakdown, 3),
    "three-public-list": (breakdowns.three_public, 1),
    "largest": (breakdowns.largest, 2),
    "smallest": (breakdowns.smallest, 1),
    "top-three": (breakdowns.largest_three, 2),
    "stated-change": (statements.stated_change, 3),
    "tabled-change": (statements.tabled_change, 2),
    "reason": (statements.reason, 2),
    "definition": (statements.definition, 2),
    "any": (statements.any_of_it, 2),
    "told": (statements.told_amount, 3),
    "other-year": (refusals.other_year, 2),
    "english-absent": (refusals.absent_in_english, 1),
    "other-organisation": (refusals.other_organisation, 3),
    "other-subject": (refusals.other_subject, 3),
    "nobody": (refusals.nobody_named, 1),
    "no-year": (refusals.year_not_named, 2),
    "namesake": (refusals.namesake, 1),
    "which-row": (refusals.rows_of_one_name, 2),
    "outside": (refusals.outside, 1),
    "injected": (refusals.injected, 2),
    "follow-subject": (dialogues.other_subject, 3),
    "follow-year": (dialogues.other_year, 2),
    "follow-organisation": (dialogues.other_organisation, 2),
    "follow-use": (dialogues.use_of_it, 2),
    "follow-share": (dialogues.share_of_it, 2),
    "follow-sum": (dialogues.sum_of_both, 2),
    "english-follow": (dialogues.other_subject_in_english, 2),
    "follow-compare": (dialogues.comparison_with_other, 2),
    "follow-topic": (dialogues.topic_change, 1),
}
# How often a maker may find nothing to ask before its kind is given up.
_PATIENCE = 60


def compose(collection: Collection, count: int, seed: int) -> list[dict]:
    """About ``count`` questions as objects of a question set, no question twice.

    A kind of which the publications allow no more has fewer than its share.
    """
    speaker = Speaker(collection, random.Random(seed))
    shares = sum(share for _, share in MAKERS.values())
    forms: list[dict] = []
    seen: set[tuple] = set()
    for name, (maker, share) in MAKERS.items():
        wanted = max(1, round(count * share / shares))
        for number, asked in enumerate(_several(maker, speaker, wanted, seen), start=1):
            forms.append(_form(f"{name}-{number:03d}", asked))
    return forms


def _several(maker: Maker, speaker: Speaker, wanted: int, seen: set[tuple]):
    found = idle = 0
    while found < wanted and idle < _PATIENCE:
        asked = maker(speaker)
        key = asked and (asked.history, asked.question)
        if asked is None or key in seen:
            idle += 1
            continue
        seen.add(key)
        found, idle = found + 1, 0
        yield asked


def _form(number: str, asked: Asked) -> dict:
    figures = [{"value": plain(value), "unit": unit} for value, unit in asked.figures]
    expect = {
        "status": asked.status,
        "figures": figures,
        "text": list(asked.text),
        "documents": list(asked.documents),
        "pages": [],
    }
    if asked.bare:
        expect["no_figures"] = True
    return {
        "id": number,
        "lang": asked.language,
        "kind": asked.kind,
        "history": list(asked.history),
        "question": asked.question,
        "expect": expect,
        "evidence": asked.evidence,
    }


def lines(forms: list[dict]) -> str:
    """A question set as JSON Lines."""
    return "".join(json.dumps(form, ensure_ascii=False) + "\n" for form in forms)
