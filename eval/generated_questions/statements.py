"""Questions that the words answer, or that ask yes or no."""

from __future__ import annotations

from decimal import Decimal

from corpus.amounts import plain
from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.collection import Entry
from eval.generated_questions.lookups import unique_subjects, zero
from eval.publications.model import TrueStatement

_TERMS = ("基本支出", "项目支出")


def _changes(speaker: Speaker) -> tuple[Entry, TrueStatement] | None:
    entry = speaker.entry()
    stated = entry.publication.statements
    changes = [s for s in stated if s.kind != "amount"]
    # A subject stated twice under one name could be either.
    changes = [s for s in changes if sum(c.subject == s.subject for c in stated) == 2]
    changes = [s for s in changes if not _tables_state_changes(entry, s)]
    return (entry, speaker.choose(changes)) if changes else None


def _tables_state_changes(entry: Entry, stated: TrueStatement) -> bool:
    """Whether a table, too, states a change of the subject, perhaps of one fund only."""
    return any(f.name == stated.subject and f.use == "增减额" for f in entry.facts)


def stated_change(speaker: Speaker) -> Asked | None:
    """The change against the year before that a sentence states."""
    found = _changes(speaker)
    if found is None:
        return None
    entry, change = found
    word = "增加" if change.kind == "increase" else "减少"
    return Asked(
        "compute",
        speaker.say("stated", doc=speaker.doc(entry), name=change.subject, change=word),
        figures=((change.value, change.unit),),
        documents=(entry.file,),
        evidence=f"{change.subject}比上年{word}{plain(change.value)}{change.unit}",
    )


def tabled_change(speaker: Speaker) -> Asked | None:
    """The change of a subject that a table prints in a column of its own."""
    entry = speaker.entry()
    stated = {s.subject for s in entry.publication.statements}
    rows = [f for f in entry.facts if f.use in ("增减额", "增减%") and f.value and f.parents]
    names = [f.name for f in rows if f.name not in stated]
    rows = [f for f in rows if names.count(f.name) == 2]
    if not rows:
        return None
    fact = speaker.choose(rows)
    pair = {f.use: f for f in rows if f.name == fact.name}
    if len(pair) != 2:
        return None
    text = speaker.say("tabled", doc=speaker.doc(entry), name=fact.name, table=fact.table)
    meant = pair["增减%"] if "百分之几" in text else pair["增减额"]
    return Asked(
        "compute",
        text,
        figures=(figure_of(meant),),
        documents=(entry.file,),
        evidence=evidence_of(meant),
    )


def reason(speaker: Speaker) -> Asked | None:
    """Why a subject changed."""
    found = _changes(speaker)
    if found is None:
        return None
    entry, change = found
    word = "增加" if change.kind == "increase" else "减少"
    return Asked(
        "narrative",
        speaker.say("reason", doc=speaker.doc(entry), name=change.subject, change=word),
        text=(change.reason,),
        documents=(entry.file,),
        evidence=change.reason,
    )


def definition(speaker: Speaker) -> Asked | None:
    """What a term of the glossary means."""
    entry = speaker.entry()
    name = speaker.choose(_TERMS)
    phrase = {"基本支出": "单位维持日常运转", "项目支出": "单位为做成特定的事"}[name]
    return Asked(
        "definition",
        speaker.say("definition", doc=speaker.doc(entry), name=name),
        text=(phrase,),
        documents=(entry.file,),
        evidence=phrase,
    )


def any_of_it(speaker: Speaker) -> Asked | None:
    """Whether there is any of one of the three public expenses."""
    entry = speaker.entry(final=False)
    rows = [
        f
        for f in entry.facts
        if f.table in facts.THREE_PUBLIC
        and f.name in speaker.words["everyday"]
        and f.name != "合计"
    ]
    rows = [f for f in rows if f.value or zero(f)]
    if not rows:
        return None
    fact = speaker.choose(rows)
    text = speaker.say("any", doc=speaker.doc(entry), name=f"三公经费中的{fact.name}")
    return Asked(
        "yesno",
        text,
        figures=(figure_of(fact),),
        text=("有。" if fact.value else "没有。",),
        documents=(entry.file,),
        evidence=evidence_of(fact),
    )


def told_amount(speaker: Speaker) -> Asked | None:
    """Whether a subject has the amount that the question tells, rightly or wrongly."""
    entry = speaker.entry()
    subjects = [f for f in unique_subjects(entry) if f.value]
    if not subjects:
        return None
    fact = speaker.choose(subjects)
    wording = speaker.choose(("told", "above"))
    factor = speaker.choose((Decimal(1), Decimal("1.5"), Decimal("0.5")))
    if wording == "above" and factor == 1:
        factor = Decimal(2)
    told = fact.value * factor
    holds = factor == 1 if wording == "told" else factor < 1
    text = speaker.say(
        wording, doc=speaker.doc(entry), name=fact.name, told=f"{plain(told)}{fact.unit}"
    )
    return Asked(
        "yesno",
        text,
        figures=(figure_of(fact),),
        text=("是的" if holds else "不是",),
        documents=(entry.file,),
        evidence=evidence_of(fact),
    )
