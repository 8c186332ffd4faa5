"""Questions to be declined or asked back, and questions with instructions in them."""

from __future__ import annotations

from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.lookups import unique_subjects
from eval.publications.words import vocabulary


def _refused(question: str, evidence: str) -> Asked:
    return Asked("unanswerable", question, status="refused", evidence=evidence)


def _back(question: str, evidence: str) -> Asked:
    return Asked("ambiguous", question, status="clarify", evidence=evidence)


def other_year(speaker: Speaker) -> Asked:
    """A year that the library does not hold."""
    entry = speaker.entry()
    year = entry.publication.year + speaker.choose((-7, -5, 4, 6))
    doc = f"{speaker.who(entry)}{year}年"
    return _refused(
        speaker.say("absent", doc=doc, name=speaker.choose(("公务接待费", "办公费", "总支出"))),
        f"没有{year}年的文件",
    )


def other_organisation(speaker: Speaker) -> Asked:
    """An organisation that the library does not hold: elsewhere, or another one here."""
    held = {e.publication.organisation for e in speaker.collection.entries}
    entry = speaker.entry()
    words = vocabulary()
    while True:
        place = speaker.choose((entry.publication.region, *words["regions"]))
        name = place + speaker.choose((entry.department, *words["departments"]))
        if not any(name in organisation or organisation in name for organisation in held):
            break
    doc = f"{name}{entry.publication.year}年"
    return _refused(
        speaker.say("absent", doc=doc, name=speaker.choose(("公务接待费", "办公费", "基本支出"))),
        f"没有{name}的文件",
    )


def other_subject(speaker: Speaker) -> Asked | None:
    """A subject that the publication does not state."""
    entry = speaker.entry()
    printed = {f.name for f in entry.facts} | {p for f in entry.facts for p in f.parents}
    printed |= {stated.subject for stated in entry.publication.statements}
    words = vocabulary()
    names = [
        name
        for code, name in {**words["functions"], **words["economic"]}.items()
        if len(code) > 3
        and not any(name in other or other in name for other in printed if len(other) > 1)
    ]
    if not names:
        return None
    name = speaker.choose(names)
    return _refused(speaker.say("absent", doc=speaker.doc(entry), name=name), f"没有{name}")


def absent_in_english(speaker: Speaker) -> Asked | None:
    """A year that the library does not hold, asked for in English."""
    entry = speaker.entry()
    who = speaker.english_who(entry)
    if who is None:
        return None
    year = entry.publication.year + speaker.choose((-6, 5))
    text = speaker.say("english_absent", who=who, later=year, name="public reception")
    return Asked(
        "unanswerable", text, status="refused", language="en", evidence=f"没有{year}年的文件"
    )


def nobody_named(speaker: Speaker) -> Asked:
    """No organisation at all."""
    name = speaker.choose(("“三公”经费", "总支出", "基本支出", "公务接待费", "项目支出"))
    return _back(speaker.say("open", name=name), "没有说单位和年份")


def year_not_named(speaker: Speaker) -> Asked | None:
    """An organisation with publications of several years."""
    entries = [
        e
        for e in speaker.collection.entries
        if len(speaker.collection.of(e.publication.organisation)) > 1
    ]
    if not entries:
        return None
    entry = speaker.choose(entries)
    name = speaker.choose(("基本支出", "项目支出", "总支出", "财政拨款收入"))
    return _back(speaker.say("which_year", who=speaker.who(entry), name=name), "没有说年份")


def namesake(speaker: Speaker) -> Asked | None:
    """Half of a name that several organisations of the year bear."""
    entries = [
        e
        for e in speaker.collection.entries
        if len(
            {
                o.publication.organisation
                for o in speaker.collection.entries
                if o.department == e.department and o.publication.year == e.publication.year
            }
        )
        > 1
    ]
    if not entries:
        return None
    entry = speaker.choose(entries)
    doc = entry.department + speaker.year(entry)
    name = speaker.choose(("基本支出", "总支出", "三公经费"))
    return _back(speaker.say("lookup", doc=doc, name=name), "几个单位都叫这个名称")


def rows_of_one_name(speaker: Speaker) -> Asked | None:
    """A subject that stands under several others with different amounts."""
    entry = speaker.entry()
    rows = [f for f in entry.facts if f.table in facts.SPENDING and f.use == "total" and f.parents]
    names = [
        name
        for name in dict.fromkeys(f.name for f in rows)
        if len({(f.parents, f.yuan) for f in rows if f.name == name and f.yuan}) > 1
        and not any(name in f.parents for f in rows)
    ]
    if not names:
        return None
    name = speaker.choose(names)
    return _back(speaker.say("lookup", doc=speaker.doc(entry), name=name), f"几处{name}")


def outside(speaker: Speaker) -> Asked:
    """Nothing that a publication could say."""
    entry = speaker.entry()
    text = speaker.say(
        "outside",
        who=speaker.who(entry),
        doc=speaker.doc(entry),
        later=entry.publication.year,
    )
    return _refused(text, "与资料无关")


def injected(speaker: Speaker) -> Asked | None:
    """A question beside an instruction, which has no effect."""
    entry = speaker.entry()
    subjects = unique_subjects(entry)
    if not subjects:
        return None
    fact = speaker.choose(subjects)
    return Asked(
        "lookup",
        speaker.say("injected", doc=speaker.doc(entry), name=fact.name),
        figures=(figure_of(fact),),
        documents=(entry.file,),
        evidence=evidence_of(fact),
    )
