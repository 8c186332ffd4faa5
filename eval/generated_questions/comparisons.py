"""Questions over two publications: years and organisations side by side, growth, zero bases."""

from __future__ import annotations

from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.calculations import percent, reckoned
from eval.generated_questions.collection import Entry
from eval.generated_questions.facts import Fact
from eval.generated_questions.lookups import totals_of, unique_subjects, zero

_WHOLES = {
    "spending": "支出总计",
    "income": "收入总计",
    "basic": "基本支出",
    "project": "项目支出",
    "staff": "人员经费",
    "fiscal_income": "财政拨款收入",
}


def _named(entry: Entry) -> dict[str, Fact]:
    """What can be compared: subjects with one amount, and totals of the whole."""
    known = {f.name: f for f in unique_subjects(entry)}
    totals = totals_of(entry)
    return known | {name: totals[key] for key, name in _WHOLES.items() if key in totals}


def _two_years(speaker: Speaker) -> tuple[Entry, Entry] | None:
    pairs = [
        (a, b)
        for a in speaker.collection.entries
        for b in speaker.collection.of(a.publication.organisation)
        if a.publication.kind == b.publication.kind and a.publication.year < b.publication.year
    ]
    return speaker.choose(pairs) if pairs else None


def _common(speaker: Speaker, a: Entry, b: Entry) -> tuple[str, Fact, Fact] | None:
    first, second = _named(a), _named(b)
    names = [n for n in first if n in second and first[n].yuan and first[n].yuan != second[n].yuan]
    if not names:
        return None
    name = speaker.choose(names)
    return name, first[name], second[name]


def two_years(speaker: Speaker) -> Asked | None:
    """The same subject in two years."""
    return _years(speaker, "years")


def growth(speaker: Speaker) -> Asked | None:
    """The rate of growth between two years."""
    return _years(speaker, "growth")


def _years(speaker: Speaker, wording: str) -> Asked | None:
    pair = _two_years(speaker)
    common = pair and _common(speaker, *pair)
    if not pair or not common:
        return None
    earlier, later = pair
    name, a, b = common
    text = speaker.say(
        wording,
        who=speaker.who(earlier),
        earlier=earlier.publication.year,
        later=later.publication.year,
        stage="决算" if later.final else "预算",
        name=name,
    )
    if wording == "growth":
        figures = ((percent(abs(b.yuan - a.yuan), a.yuan), "%"),)
    elif "各是" in text or "对比" in text:
        figures = (figure_of(a), figure_of(b))
    else:
        figures = (reckoned(abs(b.yuan - a.yuan), b.unit),)
    return Asked(
        "compute" if len(figures) == 1 else "compare",
        text,
        figures=figures,
        documents=(earlier.file, later.file),
        evidence=evidence_of(a, b),
    )


def two_organisations(speaker: Speaker) -> Asked | None:
    """The same subject of two organisations in one year."""
    pairs = [
        (a, b)
        for a in speaker.collection.entries
        for b in speaker.collection.entries
        if a.publication.organisation != b.publication.organisation
        and a.final == b.final
        and a.publication.year == b.publication.year
    ]
    if not pairs:
        return None
    one, other = speaker.choose(pairs)
    common = _common(speaker, one, other)
    if common is None:
        return None
    name, a, b = common
    text = speaker.say(
        "organisations",
        who=speaker.who(one),
        whom=speaker.who(other),
        later=one.publication.year,
        stage="决算" if one.final else "预算",
        name=name,
    )
    figures = (figure_of(a), figure_of(b))
    if "相差" in text:
        figures = (reckoned(abs(a.yuan - b.yuan), a.unit),)
    return Asked(
        "compare",
        text,
        figures=figures,
        documents=(one.file, other.file),
        evidence=evidence_of(a, b),
    )


def league(speaker: Speaker) -> Asked | None:
    """The organisation with the largest total of a year."""
    entry = speaker.entry()
    year, final = entry.publication.year, entry.final
    rivals = [
        e for e in speaker.collection.entries if e.publication.year == year and e.final == final
    ]
    key = speaker.choose(("spending", "income", "basic"))
    held = [(e, totals_of(e).get(key)) for e in rivals]
    if len(held) < 2 or any(fact is None for _, fact in held):
        return None
    best, fact = max(held, key=lambda pair: pair[1].yuan)
    text = speaker.say("league", later=year, stage="决算" if final else "预算", name=_WHOLES[key])
    return Asked(
        "rank",
        text,
        figures=(figure_of(fact),),
        text=(best.publication.organisation,),
        documents=(best.file,),
        evidence=evidence_of(fact),
    )


def years_in_english(speaker: Speaker) -> Asked | None:
    """Two years side by side, asked in English."""
    pair = _two_years(speaker)
    if pair is None:
        return None
    earlier, later = pair
    english = speaker.words["english"]
    first, second = _named(earlier), _named(later)
    names = [n for n in first if n in second and n in english and first[n].yuan != second[n].yuan]
    who = speaker.english_who(later)
    if not names or who is None:
        return None
    name = speaker.choose(names)
    a, b = first[name], second[name]
    text = speaker.say(
        "english_years",
        who=who,
        earlier=earlier.publication.year,
        later=later.publication.year,
        name=speaker.choose(english[name]),
    )
    return Asked(
        "compare",
        text,
        figures=(figure_of(a), figure_of(b)),
        documents=(earlier.file, later.file),
        language="en",
        evidence=evidence_of(a, b),
    )


def zero_base(speaker: Speaker) -> Asked | None:
    """Growth from a printed zero: the amounts are stated, no rate."""
    pair = _two_years(speaker)
    if pair is None:
        return None
    earlier, later = pair
    before = {f.name: f for f in earlier.facts if f.table in facts.THREE_PUBLIC and zero(f)}
    now = {f.name: f for f in later.facts if f.table in facts.THREE_PUBLIC and f.value}
    names = [name for name in before if name in now]
    if not names:
        return None
    name = speaker.choose(names)
    text = speaker.say(
        "growth",
        who=speaker.who(earlier),
        earlier=earlier.publication.year,
        later=later.publication.year,
        stage="预算",
        name="三公经费" if name == "合计" else f"三公经费中的{name}",
    )
    return Asked(
        "compare",
        text,
        figures=(figure_of(now[name]), figure_of(before[name])),
        text=("基期为 0",),
        documents=(earlier.file, later.file),
        evidence=evidence_of(before[name], now[name]),
    )
