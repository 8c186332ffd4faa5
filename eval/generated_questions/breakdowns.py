"""Questions for all items of an amount, or for the largest and smallest of them."""

from __future__ import annotations

from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.collection import Entry
from eval.generated_questions.facts import Fact


def _wholes(entry: Entry) -> list[tuple[str, list[Fact]]]:
    """Names of subjects with the items right under them, where every table agrees on them."""
    found: dict[str, set[tuple]] = {}
    items: dict[str, list[Fact]] = {}
    tables = (*facts.SPENDING, *facts.GENERAL, *facts.BASIC)
    rows = [f for f in entry.facts if f.table in tables and f.use in ("total", "决算数")]
    for name in dict.fromkeys(f.parents[-1] for f in rows if f.parents):
        for table in tables:
            below = [f for f in rows if f.table == table and f.parents[-1:] == (name,)]
            if not below:
                continue
            if len({f.parents for f in below}) > 1:
                found.setdefault(name, set()).add(("several",))
            found.setdefault(name, set()).add(tuple((f.name, f.yuan) for f in below))
            items.setdefault(name, below)
    return [
        (name, items[name])
        for name, seen in found.items()
        if len(seen) == 1 and len([f for f in items[name] if f.yuan]) > 1
    ]


def _chosen(speaker: Speaker) -> tuple[Entry, str, list[Fact]] | None:
    entry = speaker.entry()
    wholes = _wholes(entry)
    if not wholes:
        return None
    name, items = speaker.choose(wholes)
    return entry, name, [f for f in items if f.yuan]


def breakdown(speaker: Speaker) -> Asked | None:
    """All items of a subject with their amounts."""
    found = _chosen(speaker)
    if found is None:
        return None
    entry, name, items = found
    return Asked(
        "list",
        speaker.say("list", doc=speaker.doc(entry), whole=name),
        figures=tuple(map(figure_of, items)),
        text=tuple(f.name for f in items),
        documents=(entry.file,),
        evidence=evidence_of(*items),
    )


def three_public(speaker: Speaker) -> Asked | None:
    """What the three public expenses consist of."""
    entry = speaker.entry(final=False)
    rows = [f for f in entry.facts if f.table in facts.THREE_PUBLIC and f.name != "合计"]
    # Vehicles may be told as one item or as two.
    items = [f for f in rows if f.value and not f.name.startswith("公务用车")]
    if len(items) < 2:
        return None
    return Asked(
        "list",
        speaker.say("list", doc=speaker.doc(entry), whole="三公经费"),
        figures=tuple(map(figure_of, items)),
        documents=(entry.file,),
        evidence=evidence_of(*items),
    )


def largest(speaker: Speaker) -> Asked | None:
    """The largest item of a subject."""
    return _ranked(speaker, "top", 1)


def smallest(speaker: Speaker) -> Asked | None:
    """The smallest item of a subject."""
    return _ranked(speaker, "bottom", 1)


def largest_three(speaker: Speaker) -> Asked | None:
    """The three largest items of a subject."""
    return _ranked(speaker, "top_n", 3)


def _ranked(speaker: Speaker, wording: str, count: int) -> Asked | None:
    found = _chosen(speaker)
    if found is None:
        return None
    entry, name, items = found
    amounts = [f.yuan for f in items]
    if len(items) <= count or len(set(amounts)) < len(amounts):
        return None
    ordered = sorted(items, key=lambda f: f.yuan, reverse=wording != "bottom")[:count]
    return Asked(
        "rank",
        speaker.say(wording, doc=speaker.doc(entry), whole=name),
        figures=tuple(map(figure_of, ordered)),
        text=tuple(f.name for f in ordered),
        documents=(entry.file,),
        evidence=evidence_of(*ordered),
    )
