"""The books of an organisation that does not exist: amounts that add up.

All amounts are whole numbers of the style's quantum.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from eval.publications.style import Style
from eval.publications.words import leaves, subject, vocabulary

# Functional subjects paid from the funds with books of their own.
_FUND_GROUPS = ("21208", "22960")
_CAPITAL_GROUPS = ("223",)


@dataclass(frozen=True)
class Item:
    """What is spent under one functional subject of 7 digits: on what, and from what.

    ``fund`` is general, fund or capital; ``own`` is the part of the project paid from the
    organisation's business income, the rest is fiscal.
    """

    code: str
    staff: int
    running: int
    project: int
    own: int
    fund: str
    last_year: int

    @property
    def basic(self) -> int:
        """Basic expenditure: staff and running."""
        return self.staff + self.running

    @property
    def total(self) -> int:
        """All that is spent."""
        return self.basic + self.project

    @property
    def fiscal(self) -> int:
        """What is paid from fiscal appropriation."""
        return self.total - self.own


@dataclass(frozen=True)
class ThreePublic:
    """Three public expenses: trips abroad, vehicles bought and run, receptions."""

    abroad: int
    buying: int
    driving: int
    reception: int

    @property
    def vehicles(self) -> int:
        """Vehicles bought and run."""
        return self.buying + self.driving

    @property
    def total(self) -> int:
        """All of them."""
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True)
class Accounts:
    """A year's books.  ``economic`` splits the basic expenditure of the general budget by
    economic subject of 5 digits; ``carried`` stands on both sides of the balance."""

    items: tuple[Item, ...]
    economic: dict[str, int]
    carried: int
    planned: ThreePublic
    spent: ThreePublic
    projects: tuple[tuple[str, int], ...]

    def of(self, *funds: str) -> tuple[Item, ...]:
        """The items paid from some of general, fund and capital."""
        return tuple(item for item in self.items if item.fund in funds)

    def fiscal(self, fund: str) -> int:
        """All fiscal appropriation from one fund."""
        return sum(item.fiscal for item in self.of(fund))

    @property
    def own(self) -> int:
        """Business income."""
        return sum(item.own for item in self.items)

    @property
    def total(self) -> int:
        """Income of the year, which is expenditure of the year."""
        return sum(item.total for item in self.items)


def is_staff(code: str) -> bool:
    """Whether an economic subject is personnel expenditure."""
    return code.startswith(("301", "303"))


def draw_accounts(rng: random.Random, style: Style) -> Accounts:
    """Books drawn at random in the style's scale."""
    codes = leaves("functions", 7)
    general = [c for c in codes if not c.startswith((*_FUND_GROUPS, *_CAPITAL_GROUPS))]
    chosen = sorted(rng.sample(general, min(style.size, len(general))))
    items = [_item(rng, style, code, "general", index == 0) for index, code in enumerate(chosen)]
    if rng.random() < 0.5:
        funded = [c for c in codes if c.startswith(_FUND_GROUPS)]
        picked = sorted(rng.sample(funded, rng.randint(1, 2)))
        items += [_item(rng, style, code, "fund", False) for code in picked]
    if rng.random() < 0.25:
        items.append(_item(rng, style, "2230208", "capital", False))
    items.sort(key=lambda item: item.code)
    planned = _three_public(rng, style)
    return Accounts(
        items=tuple(items),
        economic=_economic(rng, items, style),
        carried=_amount(rng, style) if rng.random() < 0.5 else 0,
        planned=planned,
        spent=ThreePublic(*(_less(rng, x) for x in _parts(planned))),
        projects=_projects(rng, items),
    )


def _amount(rng: random.Random, style: Style) -> int:
    digits = max(1, style.scale - rng.choice((0, 0, 1, 2)))
    return rng.randint(10 ** (digits - 1), 10**digits)


def _item(rng: random.Random, style: Style, code: str, fund: str, paid: bool) -> Item:
    staff = running = project = 0
    if fund != "general":
        project = _amount(rng, style)
    else:
        use = "both" if paid else rng.choice(("both", "project", "staff", "project"))
        if use in ("both", "staff"):
            staff = _amount(rng, style)
        if use == "both":
            running = _amount(rng, style)
        if use == "project" or rng.random() < 0.2:
            project = _amount(rng, style)
    own = rng.randint(1, project) if project and fund == "general" and rng.random() < 0.3 else 0
    total = staff + running + project
    last_year = max(0, total + rng.randint(-total // 2, total // 2))
    if rng.random() < 0.1:
        last_year = 0
    return Item(code, staff, running, project, own, fund, last_year)


def _economic(rng: random.Random, items: Iterable[Item], style: Style) -> dict[str, int]:
    codes = leaves("economic", 5)
    staff = sum(item.staff for item in items)
    running = sum(item.running for item in items)
    split: dict[str, int] = {}
    for total, wanted in ((staff, True), (running, False)):
        fitting = [code for code in codes if is_staff(code) is wanted]
        chosen = sorted(rng.sample(fitting, min(len(fitting), rng.randint(2, 3 + style.size))))
        split |= dict(zip(chosen, _split(rng, total, len(chosen)), strict=True))
    return dict(sorted(split.items()))


def _split(rng: random.Random, total: int, count: int) -> list[int]:
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def _three_public(rng: random.Random, style: Style) -> ThreePublic:
    most = 10 ** max(2, min(style.scale - 2, 7))
    values = [rng.choice((0, rng.randint(1, most))) for _ in range(4)]
    return ThreePublic(*values)


def _parts(three: ThreePublic) -> tuple[int, int, int, int]:
    return three.abroad, three.buying, three.driving, three.reception


def _less(rng: random.Random, amount: int) -> int:
    return rng.randint(0, amount)


def _projects(rng: random.Random, items: Iterable[Item]) -> tuple[tuple[str, int], ...]:
    total = sum(item.project for item in items)
    names = rng.sample(vocabulary()["projects"], rng.randint(1, 4))
    return tuple(zip(names, _split(rng, total, len(names)), strict=True))


def summed(items: Iterable[Item], length: int) -> dict[str, list[Item]]:
    """The items by the first ``length`` digits of their code, in order of the codes."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.code[:length], []).append(item)
    return groups


def subject_path(code: str) -> tuple[str, ...]:
    """The names from the outermost subject down to ``code``, also where two are the same."""
    return tuple(subject(code[:length]) for length in (3, 5, 7) if length <= len(code))
