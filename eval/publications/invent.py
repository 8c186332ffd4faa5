"""From a seed to a publication.

Usage::

    rng = random.Random(7)
    publication = invent(rng, draw_style(rng))
    publication.figures     # every body cell with its true paths, value and unit
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from eval.publications import budget_tables, final_tables, narration
from eval.publications.accounts import draw_accounts
from eval.publications.budget_tables import Books, Maker
from eval.publications.drafting import lay_out
from eval.publications.model import BlankPage, Part, PrintedHeading, PrintedText, Publication
from eval.publications.performance import performance
from eval.publications.printing import Printer
from eval.publications.style import Style
from eval.publications.words import vocabulary

_NUMERALS = "一二三四五六七八九十"
# Which tables each kind prints; those behind the bar may be left out.
_BUDGET: tuple[tuple[Maker, bool], ...] = (
    (budget_tables.overall, True),
    (budget_tables.income, False),
    (budget_tables.spending, True),
    (budget_tables.fiscal, True),
    (budget_tables.general_spending, True),
    (budget_tables.basic_spending, True),
    (budget_tables.fund_spending, False),
    (budget_tables.capital_spending, False),
    (budget_tables.three_public, True),
    (budget_tables.projects, False),
    (performance, False),
    (budget_tables.procurement, False),
)
_FINAL: tuple[tuple[Maker, bool], ...] = (
    (final_tables.overall, True),
    (final_tables.income, True),
    (final_tables.spending, True),
    (final_tables.fiscal, True),
    (final_tables.general_spending, True),
    (final_tables.basic_spending, True),
    (final_tables.fund_spending, False),
    (final_tables.capital_spending, False),
    (final_tables.three_public, False),
)


@dataclass(frozen=True)
class Publisher:
    """Whose publication for which year, where that is not to be drawn."""

    organisation: str
    region: str
    year: int


def invent(rng: random.Random, style: Style, publisher: Publisher | None = None) -> Publication:
    """A publication drawn at random in ``style``; the same state of ``rng`` gives the same."""
    words = vocabulary()
    region = rng.choice(words["regions"])
    organisation = region + rng.choice(words["departments"])
    if style.kind.startswith("单位"):
        organisation += rng.choice(words["sub_units"])
    year = rng.randint(2018, 2031)
    if publisher is not None:
        organisation, region, year = publisher.organisation, publisher.region, publisher.year
    final = style.kind.endswith("决算")
    accounts = draw_accounts(rng, style)
    books = Books(accounts, style, Printer(style, style.units[0]), year, organisation, rng)
    title = f"{organisation}{year}年{'度' if final else ''}{style.kind}"
    made = _tables(books, final)
    sections = [
        ("概况", narration.duties(books)),
        (f"{year}年{style.kind}表", made),
        (f"{year}年{style.kind}情况说明", narration.explained(books, final)),
        ("名词解释", narration.terms()),
    ]
    if rng.random() < 0.3:
        sections[1], sections[2] = sections[2], sections[1]
    parts: list[Part] = [PrintedHeading(title, 1)]
    names = [f"第{_NUMERALS[i]}部分　{name}" for i, (name, _) in enumerate(sections)]
    if style.contents:
        parts.append(PrintedText("目　录"))
        parts += [PrintedText(f"{name}……………………{2 + 3 * i}") for i, name in enumerate(names)]
    if style.blank_pages:
        parts.append(BlankPage())
    for name, (_, content) in zip(names, sections, strict=True):
        if style.parts_heading or content is not made:
            parts.append(PrintedHeading(name, 2))
        parts += content
    return Publication(organisation, region, year, style.kind, title, tuple(parts))


def _tables(books: Books, final: bool) -> list[Part]:
    style, rng = books.style, books.rng
    makers = [m for m, always in (_FINAL if final else _BUDGET) if always or rng.random() < 0.6]
    if rng.random() < 0.3:
        rng.shuffle(makers)
    parts: list[Part] = []
    for number, maker in enumerate(makers, start=1):
        printer = Printer(style, rng.choice(style.units))
        draft = maker(replace(books, printer=printer))
        name = f"{books.year}年{'度' if final else ''}{draft.title}"
        heading, title, captions = _named(name, number, printer.unit, books)
        if heading:
            parts.append(PrintedHeading(heading, 3))
        parts.append(lay_out(draft, printer, title, captions))
        if style.notes and not draft.notes:
            parts.append(PrintedText(f"注：{draft.title}的数字因取舍原因不作机械调整。"))
    return parts


def _named(name: str, number: int, unit: str, books: Books):
    """The heading of a table ("" for none), its title, and the lines between title and grid."""
    style = books.style
    numeral = _NUMERALS[number - 1] if number <= 10 else "十" + _NUMERALS[number - 11]
    prefix = {
        "一、": f"{numeral}、",
        "（一）": f"（{numeral}）",
        "表1": f"表{number} ",
        "附表1：": f"附表{number}：",
    }.get(style.title_form, "")
    title = f"{prefix}{name}"
    place = style.unit_place
    stated = f"单位：{unit}"
    captions: list[tuple[str, str]] = []
    if style.title_form == "公开01表":
        captions.append(("right", f"公开{number:02d}表"))
    if place == "with department":
        captions.append(("both", f"编制部门：{books.organisation}|{stated}"))
    else:
        if style.department_caption:
            captions.append(("left", f"编制单位：{books.organisation}"))
        if place == "title":
            title = f"{title}（{stated}）"
        elif place == "right":
            captions.append(("right", stated if number % 2 else f"金额{stated}"))
    heading = title if style.title_form in ("一、", "（一）") else ""
    return heading, title, tuple(captions)
