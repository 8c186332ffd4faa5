"""Questions for one figure: by name, code, everyday word, in English, with slips, by column."""

from __future__ import annotations

from decimal import Decimal

from corpus.document import CellState
from eval.generated_questions import facts
from eval.generated_questions.asking import Asked, Speaker, evidence_of, figure_of
from eval.generated_questions.collection import Entry
from eval.generated_questions.facts import Fact, one_amount, rows_named, spending_tables

_NAMELESS = ("合计", "总计", "小计")
_GLUED = ("人员经费合计", "公用经费合计", "资本性支出合计")


def unique_subjects(entry: Entry, use: str = "total") -> list[Fact]:
    """Subjects that have one amount of a use, the same in every place of the publication."""
    found: dict[str, Fact] = {}
    for name in dict.fromkeys(f.name for f in spending_tables(entry.facts)):
        if name in (*_NAMELESS, *_GLUED) or name.startswith("公务用车"):
            # The table of the three public expenses has its own amount under a like name.
            continue
        fact = one_amount(rows_named(entry.facts, name, use))
        if fact is not None:
            found[name] = fact
    return list(found.values())


def spent_on(entry: Entry, tables: tuple[str, ...] = facts.SPENDING) -> list[Fact]:
    """The unique subjects that tables of some kind list."""
    listed = {f.name for f in entry.facts if f.table in tables}
    return [fact for fact in unique_subjects(entry) if fact.name in listed]


def _answer(question: str, entry: Entry, fact: Fact, **rest) -> Asked:
    return Asked(
        "lookup",
        question,
        figures=(figure_of(fact),),
        documents=(entry.file,),
        evidence=evidence_of(fact),
        **rest,
    )


def _subject(speaker: Speaker, use: str = "total") -> tuple[Entry, Fact] | None:
    entry = speaker.entry()
    subjects = unique_subjects(entry, use)
    return (entry, speaker.choose(subjects)) if subjects else None


def by_name(speaker: Speaker) -> Asked | None:
    """A subject by its printed name."""
    found = _subject(speaker)
    if found is None:
        return None
    entry, fact = found
    return _answer(speaker.say("lookup", doc=speaker.doc(entry), name=fact.name), entry, fact)


def by_name_traditional(speaker: Speaker) -> Asked | None:
    """The same in traditional characters."""
    found = _subject(speaker)
    if found is None:
        return None
    entry, fact = found
    text = speaker.say("lookup", doc=speaker.doc(entry), name=fact.name)
    return _answer(speaker.traditional(text), entry, fact)


def by_name_with_slip(speaker: Speaker) -> Asked | None:
    """A subject with a wrong character."""
    found = _subject(speaker)
    slipped = found and speaker.slip(found[1].name)
    if not found or not slipped:
        return None
    entry, fact = found
    if any(slipped in f.name for f in entry.facts):
        return None
    return _answer(speaker.say("lookup", doc=speaker.doc(entry), name=slipped), entry, fact)


def by_code(speaker: Speaker) -> Asked | None:
    """A subject by its code."""
    entry = speaker.entry()
    coded = [f for f in spending_tables(entry.facts) if len(f.code) >= 5]
    if not coded:
        return None
    code = speaker.choose(coded).code
    named = [f for f in coded if f.code == code]
    fact = one_amount(f for f in named if f.use in ("total", "决算数"))
    if fact is None:
        return None
    text = speaker.say("code", doc=speaker.doc(entry), code=code, name=fact.name)
    return _answer(text, entry, fact, text=(fact.name,))


def by_everyday_word(speaker: Speaker) -> Asked | None:
    """A subject by a word of the public."""
    found = _subject(speaker)
    if found is None or found[1].name not in speaker.words["everyday"]:
        return None
    entry, fact = found
    word = speaker.word("everyday", fact.name)
    return _answer(speaker.say("lookup", doc=speaker.doc(entry), name=word), entry, fact)


def in_english(speaker: Speaker) -> Asked | None:
    """A subject in English."""
    found = _subject(speaker)
    if found is None or found[1].name not in speaker.words["english"]:
        return None
    entry, fact = found
    who = speaker.english_who(entry)
    if who is None:
        return None
    text = speaker.say(
        "english",
        who=who,
        later=entry.publication.year,
        stage="final account" if entry.final else "budget",
        name=speaker.word("english", fact.name),
    )
    return _answer(text, entry, fact, language="en")


def by_column(speaker: Speaker) -> Asked | None:
    """What of a subject is basic, project, staff or running expenditure."""
    use = speaker.choose(facts.USES)
    found = _subject(speaker, use)
    if found is None:
        return None
    entry, fact = found
    text = speaker.say("column", doc=speaker.doc(entry), name=fact.name, use=use)
    return _answer(text, entry, fact)


def by_table(speaker: Speaker) -> Asked | None:
    """A subject that tables state differently, with the table named."""
    entry = speaker.entry()
    tables = (*facts.SPENDING, *facts.GENERAL)
    rows = [f for f in entry.facts if f.table in tables and f.use == "total" and not f.is_total]
    rows = [f for f in rows if len({r.yuan for r in rows_named(entry.facts, f.name, "total")}) > 1]
    if not rows:
        return None
    chosen = speaker.choose(rows)
    fact = one_amount(f for f in rows if (f.table, f.name) == (chosen.table, chosen.name))
    if fact is None:
        return None
    text = speaker.say("table", doc=speaker.doc(entry), table=fact.table, name=fact.name)
    return _answer(text, entry, fact)


def by_parent(speaker: Speaker) -> Asked | None:
    """A subject whose name stands under several, with the one above it named."""
    entry = speaker.entry()
    rows = [f for f in spending_tables(entry.facts) if f.parents and f.use in ("total", "决算数")]
    names = [f.name for f in rows]
    rows = [f for f in rows if len({r.parents for r in rows if r.name == f.name}) > 1]
    if not rows or not names:
        return None
    chosen = speaker.choose(rows)
    fact = one_amount(f for f in rows if (f.parents, f.name) == (chosen.parents, chosen.name))
    if fact is None:
        return None
    # 司法 under 司法局 would be taken for the organisation itself.
    parents = [p for p in fact.parents if p not in entry.publication.organisation]
    parents = [
        p for p in parents if one_amount(f for f in rows if p in f.parents and f.name == fact.name)
    ]
    if not parents:
        return None
    parent = speaker.choose(parents)
    text = speaker.say("parent", doc=speaker.doc(entry), whole=parent, name=fact.name)
    return _answer(text, entry, fact)


def three_public(speaker: Speaker) -> Asked | None:
    """One of the three public expenses, budgeted or spent."""
    entry = speaker.entry()
    rows = [f for f in entry.facts if f.table in facts.THREE_PUBLIC and f.value]
    if not rows:
        return None
    fact = speaker.choose(rows)
    everyday = speaker.words["everyday"]
    name = speaker.choose(everyday[fact.name]) if fact.name in everyday else fact.name
    if fact.name != "合计":
        # The economic classification may state its own amount under the same name.
        name = speaker.choose(("三公经费里的", "“三公”经费中")) + name
    if not entry.final:
        return _answer(speaker.say("lookup", doc=speaker.doc(entry), name=name), entry, fact)
    doc = speaker.who(entry) + speaker.year(entry)
    use = {"决算数": "决算", "预算数": "年初预算"}[fact.use]
    return _answer(speaker.say("side", doc=doc, name=name, use=use), entry, fact)


def indicator(speaker: Speaker) -> Asked | None:
    """The value of an indicator of the performance sheet."""
    entry = speaker.entry()
    rows = [
        f for f in entry.facts if f.table in facts.PERFORMANCE and f.use == "指标值" and f.value
    ]
    if not rows:
        return None
    fact = speaker.choose(rows)
    text = speaker.say("indicator", doc=speaker.doc(entry), name=fact.name)
    return _answer(text, entry, fact)


def bought(speaker: Speaker) -> Asked | None:
    """What is to be paid for one kind of goods."""
    entry = speaker.entry()
    rows = [f for f in entry.facts if f.table in facts.PROCUREMENT and f.use == "采购预算金额"]
    rows = [f for f in rows if f.value and not f.is_total]
    rows = [f for f in rows if one_amount(r for r in entry.facts if r.name == f.name and r.yuan)]
    if not rows:
        return None
    fact = speaker.choose(rows)
    return _answer(speaker.say("bought", doc=speaker.doc(entry), name=fact.name), entry, fact)


def _total(entry: Entry, tables: tuple[str, ...], use: str = "total", name: str = "") -> list[Fact]:
    return [
        f
        for f in entry.facts
        if f.table in tables and f.use == use and (f.name == name if name else f.is_total)
    ]


def totals_of(entry: Entry) -> dict[str, Fact]:
    """The totals of the whole, by the key of their words, where the truth knows but one."""
    found = {
        "fiscal_spending": _any_total(entry, facts.FISCAL, "支出"),
        "fiscal_income": _any_total(entry, facts.FISCAL, "收入"),
        "basic": _total(entry, (*facts.SPENDING, *facts.GENERAL), "基本支出"),
        "project": _total(entry, facts.SPENDING, "项目支出"),
        "staff": _total(entry, (*facts.SPENDING, *facts.GENERAL, *facts.BASIC), "人员经费"),
        "running": _total(entry, (*facts.SPENDING, *facts.GENERAL, *facts.BASIC), "公用经费")
        + [f for f in entry.facts if f.name == "公用经费合计"],
        "procurement": _total(entry, facts.PROCUREMENT, "采购预算金额"),
    }
    if not [f for f in entry.facts if f.name.startswith("本年收入")]:
        # With something carried over, the year's total and the grand total differ.
        found["income"] = [f for f in entry.facts if f.name == "收入总计"]
        found["spending"] = [f for f in entry.facts if f.name == "支出总计"]
    known = {key: one_amount(rows) for key, rows in found.items() if rows}
    return {key: fact for key, fact in known.items() if fact is not None}


def _any_total(entry: Entry, tables: tuple[str, ...], side: str) -> list[Fact]:
    names = (f"{side}合计", f"{side}总计")
    rows = [f for f in entry.facts if f.table in tables and f.name in names]
    # The first column is that of all funds; the others are of one.
    return rows[:1]


def total_of_the_whole(speaker: Speaker) -> Asked | None:
    """总支出, 财政拨款收入, 基本支出 and the like."""
    entry = speaker.entry()
    totals = totals_of(entry)
    if not totals:
        return None
    key = speaker.choose(sorted(totals))
    text = speaker.say("lookup", doc=speaker.doc(entry), name=speaker.word("wholes", key))
    return _answer(text, entry, totals[key])


def by_fund(speaker: Speaker) -> Asked | None:
    """All that is spent from one fund."""
    entry = speaker.entry()
    tables = {"general": facts.GENERAL, "fund": facts.FUND, "capital": facts.CAPITAL}
    key = speaker.choose(sorted(tables))
    fact = one_amount(_total(entry, tables[key]))
    if fact is None:
        return None
    text = speaker.say("lookup", doc=speaker.doc(entry), name=speaker.word("funds", key))
    return _answer(text, entry, fact)


def blank(speaker: Speaker) -> Asked | None:
    """A use of a subject that every table leaves blank, or prints a dash for."""
    entry = speaker.entry()
    use = speaker.choose(("基本支出", "项目支出"))
    rows = [
        f
        for f in entry.facts
        if f.table in (*facts.SPENDING, *facts.GENERAL) and f.use == use and not f.is_total
    ]
    empty = [f for f in rows if f.state in (CellState.BLANK, CellState.DASH)]
    empty = [f for f in empty if all(r.value is None for r in rows if r.name == f.name)]
    # An economic subject of the same name would be all basic expenditure.
    economic = {f.name for f in entry.facts if f.table in facts.BASIC}
    empty = [f for f in empty if f.name not in economic]
    if not empty:
        return None
    fact = speaker.choose(empty)
    text = speaker.say("column", doc=speaker.doc(entry), name=fact.name, use=use)
    said = "空白" if fact.state is CellState.BLANK else "没有数字"
    return Asked(
        "lookup",
        text,
        text=(said,),
        documents=(entry.file,),
        bare=True,
        evidence=evidence_of(fact),
    )


def empty_table(speaker: Speaker) -> Asked | None:
    """What is spent from a fund whose table is empty."""
    entry = speaker.entry()
    key = speaker.choose(("fund", "capital"))
    tables = facts.FUND if key == "fund" else facts.CAPITAL
    rows = [f for f in entry.facts if f.table in tables]
    word = "政府性基金" if key == "fund" else "国有资本"
    elsewhere = [f for f in entry.facts if word in f.name + f.use and f.value is not None]
    if not rows or elsewhere or any(f.value is not None for f in rows):
        return None
    text = speaker.say("lookup", doc=speaker.doc(entry), name=speaker.word("funds", key))
    return Asked(
        "lookup", text, documents=(entry.file,), bare=True, evidence=f"{rows[0].table}：空表"
    )


def zero(fact: Fact) -> bool:
    """Whether a fact is a printed zero."""
    return fact.value is not None and fact.value == Decimal(0)
