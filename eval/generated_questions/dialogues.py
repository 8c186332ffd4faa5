"""Follow-up questions after one or two earlier ones."""

from __future__ import annotations

from dataclasses import replace

from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.calculations import percent, reckoned
from eval.generated_questions.collection import Entry
from eval.generated_questions.facts import Fact
from eval.generated_questions.lookups import spent_on, totals_of, unique_subjects


def _answer(question: str, history: tuple[str, ...], entry: Entry, *found: Fact) -> Asked:
    return Asked(
        "followup",
        question,
        figures=(figure_of(found[0]),),
        documents=(entry.file,),
        history=history,
        evidence=evidence_of(*found),
    )


def _first(speaker: Speaker, entry: Entry, fact: Fact) -> str:
    doc = speaker.who(entry) + f"{entry.publication.year}年" + speaker.stage(entry)
    return speaker.say("lookup", doc=doc, name=fact.name)


def _two(speaker: Speaker) -> tuple[Entry, Fact, Fact] | None:
    entry = speaker.entry()
    subjects = unique_subjects(entry)
    if len(subjects) < 2:
        return None
    a, b = speaker.rng.sample(subjects, 2)
    return (entry, a, b) if a.name not in b.name and b.name not in a.name else None


def other_subject(speaker: Speaker) -> Asked | None:
    """Another subject of the same publication, after one or two."""
    found = _two(speaker)
    if found is None:
        return None
    entry, a, b = found
    history = (_first(speaker, entry, a),)
    between = [f for f in unique_subjects(entry) if f not in (a, b)]
    if between and speaker.rng.random() < 0.5:
        history += (speaker.say("follow_name", name=speaker.choose(between).name),)
    return _answer(speaker.say("follow_name", name=b.name), history, entry, b)


def other_year(speaker: Speaker) -> Asked | None:
    """The same subject in another year."""
    return _other(speaker, same_organisation=True)


def other_organisation(speaker: Speaker) -> Asked | None:
    """The same subject of another organisation."""
    return _other(speaker, same_organisation=False)


def _other(speaker: Speaker, same_organisation: bool) -> Asked | None:
    pairs = []
    for a in speaker.collection.entries:
        for b in speaker.collection.entries:
            same = a.publication.organisation == b.publication.organisation
            year = a.publication.year == b.publication.year
            if a is b or same != same_organisation or a.final != b.final:
                continue
            if year != same_organisation:
                pairs.append((a, b))
    if not pairs:
        return None
    entry, other = speaker.choose(pairs)
    known = {f.name: f for f in unique_subjects(other)}
    subjects = [f for f in unique_subjects(entry) if f.name in known]
    if not subjects:
        return None
    fact = speaker.choose(subjects)
    doc = f"{speaker.who(entry)}{entry.publication.year}年" + ("决算" if entry.final else "预算")
    history = (speaker.say("lookup", doc=doc, name=fact.name),)
    if same_organisation:
        text = speaker.say("follow_year", later=other.publication.year)
    else:
        text = speaker.say("follow_who", whom=speaker.who(other))
    return _answer(text, history, other, known[fact.name])


def use_of_it(speaker: Speaker) -> Asked | None:
    """What of the subject is basic or project expenditure."""
    entry = speaker.entry()
    use = speaker.choose(("基本支出", "项目支出"))
    totals = {f.name for f in unique_subjects(entry)}
    subjects = [f for f in unique_subjects(entry, use) if f.name in totals]
    if not subjects:
        return None
    fact = speaker.choose(subjects)
    return _answer(speaker.say("follow_use", use=use), (_first(speaker, entry, fact),), entry, fact)


def share_of_it(speaker: Speaker) -> Asked | None:
    """The subject's share of all expenditure."""
    entry = speaker.entry()
    totals = totals_of(entry)
    subjects = spent_on(entry)
    if "spending" not in totals or not subjects:
        return None
    fact, whole = speaker.choose(subjects), totals["spending"]
    if fact.yuan == whole.yuan:
        return None
    text = speaker.say("follow_share", whole=speaker.choose(("总支出", "支出总计")))
    asked = _answer(text, (_first(speaker, entry, fact),), entry, fact, whole)
    return replace(asked, figures=((percent(fact.yuan, whole.yuan), "%"),))


def sum_of_both(speaker: Speaker) -> Asked | None:
    """The two subjects asked for before, together."""
    found = _two(speaker)
    if found is None:
        return None
    entry, a, b = found
    history = (_first(speaker, entry, a), speaker.say("follow_name", name=b.name))
    asked = _answer(speaker.say("follow_sum"), history, entry, a, b)
    return replace(asked, figures=(reckoned(a.yuan + b.yuan, a.unit),))


def other_subject_in_english(speaker: Speaker) -> Asked | None:
    """Another subject of the same publication, in English."""
    entry = speaker.entry()
    english = speaker.words["english"]
    subjects = [f for f in unique_subjects(entry) if f.name in english]
    who = speaker.english_who(entry)
    if len(subjects) < 2 or who is None:
        return None
    a, b = speaker.rng.sample(subjects, 2)
    first = speaker.say(
        "english",
        who=who,
        later=entry.publication.year,
        stage="final account" if entry.final else "budget",
        name=speaker.choose(english[a.name]),
    )
    text = speaker.say("english_follow", name=speaker.choose(english[b.name]))
    return replace(_answer(text, (first,), entry, b), language="en")


def comparison_with_other(speaker: Speaker) -> Asked | None:
    """By how much the subject before differs from another organisation's."""
    entry = speaker.entry()
    others = [
        e
        for e in speaker.collection.entries
        if e.publication.organisation != entry.publication.organisation
        and e.publication.year == entry.publication.year
        and e.final == entry.final
    ]
    if not others:
        return None
    other = speaker.choose(others)
    known = {f.name: f for f in unique_subjects(other)}
    subjects = [f for f in unique_subjects(entry) if f.name in known]
    subjects = [f for f in subjects if f.yuan != known[f.name].yuan]
    if not subjects:
        return None
    a = speaker.choose(subjects)
    b = known[a.name]
    doc = f"{speaker.who(entry)}{entry.publication.year}年" + ("决算" if entry.final else "预算")
    history = (speaker.say("lookup", doc=doc, name=a.name),)
    text = f"比{speaker.who(other)}多还是少，差多少？"
    asked = _answer(text, history, entry, a, b)
    return replace(asked, figures=(reckoned(abs(a.yuan - b.yuan), a.unit),))


def topic_change(speaker: Speaker) -> Asked | None:
    """A whole new question, in which nothing of the earlier one may be left."""
    entry, before = speaker.entry(), speaker.entry()
    subjects, earlier = unique_subjects(entry), unique_subjects(before)
    if not subjects or not earlier:
        return None
    fact = speaker.choose(subjects)
    return _answer(
        _first(speaker, entry, fact),
        (_first(speaker, before, speaker.choose(earlier)),),
        entry,
        fact,
    )
