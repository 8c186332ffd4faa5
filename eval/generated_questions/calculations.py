"""Questions whose answer is reckoned: shares, sums, differences, rates of execution."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from corpus.amounts import from_yuan
from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of
from eval.generated_questions.collection import Entry
from eval.generated_questions.facts import Fact, rows_named
from eval.generated_questions.lookups import spent_on, totals_of


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in percent, two decimals, half up."""
    with localcontext() as context:
        context.prec = 60
        return (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def reckoned(yuan: Decimal, unit: str) -> tuple[Decimal, str]:
    """An amount in yuan as a figure in ``unit``."""
    return from_yuan(yuan, unit), unit


def share(speaker: Speaker) -> Asked | None:
    """A subject as a share of all expenditure."""
    entry = speaker.entry()
    totals = totals_of(entry)
    subjects = spent_on(entry)
    if "spending" not in totals or not subjects:
        return None
    fact, whole = speaker.choose(subjects), totals["spending"]
    text = speaker.say(
        "share",
        doc=speaker.doc(entry),
        name=fact.name,
        whole=speaker.choose(("总支出", "支出总计", "支出总额")),
    )
    return _share(text, entry, fact, whole)


def share_of_use(speaker: Speaker) -> Asked | None:
    """Basic or project expenditure as a share of all, staff of basic expenditure."""
    entry = speaker.entry()
    totals = totals_of(entry)
    pairs = [("basic", "spending"), ("project", "spending"), ("staff", "basic")]
    pairs = [(a, b) for a, b in pairs if a in totals and b in totals]
    if not pairs:
        return None
    part, whole = speaker.choose(pairs)
    names = {"basic": "基本支出", "project": "项目支出", "staff": "人员经费", "spending": "总支出"}
    text = speaker.say("share", doc=speaker.doc(entry), name=names[part], whole=names[whole])
    return _share(text, entry, totals[part], totals[whole])


def _share(text: str, entry: Entry, part: Fact, whole: Fact) -> Asked | None:
    if not part.yuan or not whole.yuan or part.yuan == whole.yuan:
        return None
    return Asked(
        "compute",
        text,
        figures=((percent(part.yuan, whole.yuan), "%"),),
        documents=(entry.file,),
        evidence=evidence_of(part, whole),
    )


def _pair(speaker: Speaker) -> tuple[Entry, Fact, Fact] | None:
    entry = speaker.entry()
    tables = speaker.choose((facts.SPENDING, facts.BASIC))
    subjects = spent_on(entry, tables)
    subjects = [f for f in subjects if len(f.parents) == len(subjects[0].parents)]
    if len(subjects) < 2:
        return None
    first, second = speaker.rng.sample(subjects, 2)
    if first.name in second.name or second.name in first.name:
        return None
    return entry, first, second


def sum_of_two(speaker: Speaker) -> Asked | None:
    """Two subjects together."""
    found = _pair(speaker)
    if found is None:
        return None
    entry, a, b = found
    text = speaker.say("sum", doc=speaker.doc(entry), name=a.name, other=b.name)
    return Asked(
        "compute",
        text,
        figures=(reckoned(a.yuan + b.yuan, a.unit),),
        documents=(entry.file,),
        evidence=evidence_of(a, b),
    )


def difference(speaker: Speaker) -> Asked | None:
    """By how much one subject exceeds another."""
    found = _pair(speaker)
    if found is None:
        return None
    entry, a, b = found
    if a.yuan == b.yuan:
        return None
    a, b = (a, b) if a.yuan > b.yuan else (b, a)
    text = speaker.say("difference", doc=speaker.doc(entry), name=a.name, other=b.name)
    return Asked(
        "compute",
        text,
        figures=(reckoned(a.yuan - b.yuan, a.unit),),
        documents=(entry.file,),
        evidence=evidence_of(a, b),
    )


def which_is_more(speaker: Speaker) -> Asked | None:
    """Which of two subjects is more: both amounts are to be stated."""
    found = _pair(speaker)
    if found is None or found[1].yuan == found[2].yuan:
        return None
    entry, a, b = found
    text = speaker.say("more", doc=speaker.doc(entry), name=a.name, other=b.name)
    return Asked(
        "compare",
        text,
        figures=((a.value, a.unit), (b.value, b.unit)),
        documents=(entry.file,),
        evidence=evidence_of(a, b),
    )


def times(speaker: Speaker) -> Asked | None:
    """How many times as large one subject is as another."""
    found = _pair(speaker)
    if found is None:
        return None
    entry, a, b = found
    factor = percent(a.yuan, b.yuan * 100)
    if not factor:
        return None
    return Asked(
        "compute",
        speaker.say("times", doc=speaker.doc(entry), name=a.name, other=b.name),
        figures=((factor, "倍"),),
        documents=(entry.file,),
        evidence=evidence_of(a, b),
    )


def share_in_english(speaker: Speaker) -> Asked | None:
    """A share of all expenditure, asked in English."""
    entry = speaker.entry()
    totals = totals_of(entry)
    english = speaker.words["english"]
    subjects = [f for f in spent_on(entry) if f.name in english]
    who = speaker.english_who(entry)
    if "spending" not in totals or not subjects or who is None:
        return None
    fact = speaker.choose(subjects)
    text = speaker.say(
        "english_share",
        who=who,
        later=entry.publication.year,
        stage="final account" if entry.final else "budget",
        name=speaker.choose(english[fact.name]),
    )
    asked = _share(text, entry, fact, totals["spending"])
    return asked and replace(asked, language="en")


def execution_rate(speaker: Speaker) -> Asked | None:
    """What part of its budget one of the three public expenses spent."""
    entry = speaker.entry(final=True)
    rows = [f for f in entry.facts if f.table in facts.THREE_PUBLIC]
    names = [f.name for f in rows if f.use == "预算数" and f.value]
    if not names:
        return None
    name = speaker.choose(names)
    planned = next(f for f in rows if f.name == name and f.use == "预算数")
    spent = next(f for f in rows if f.name == name and f.use == "决算数")
    if not spent.yuan:
        return None
    shown = "三公经费" if name == "合计" else "三公经费中" + name
    doc = speaker.who(entry) + speaker.year(entry)
    if speaker.collection.rivals(entry):
        doc += "决算"
    return Asked(
        "compute",
        speaker.say("execution", doc=doc, name=shown),
        figures=((percent(spent.yuan, planned.yuan), "%"),),
        documents=(entry.file,),
        evidence=evidence_of(planned, spent),
    )


def several(speaker: Speaker) -> Asked | None:
    """Two figures in one question."""
    found = _pair(speaker)
    if found is None:
        return None
    entry, a, b = found
    text = speaker.say("several", doc=speaker.doc(entry), name=a.name, other=b.name)
    return Asked(
        "list",
        text,
        figures=((a.value, a.unit), (b.value, b.unit)),
        documents=(entry.file,),
        evidence=evidence_of(a, b),
    )


def same_amount_everywhere(entry: Entry, name: str) -> bool:
    """Whether all places of a subject's total agree."""
    return len({f.yuan for f in rows_named(entry.facts, name, "total")}) == 1
