"""A library of generated publications to ask about."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from eval.generated_questions.facts import Fact, facts_of
from eval.publications.invent import Publisher, invent
from eval.publications.model import Publication
from eval.publications.style import Style, draw_style
from eval.publications.words import vocabulary
from eval.publications.writers import writer

# Amounts of a department lie between some ten thousand and some ten million yuan.
_TYPICAL_DIGITS = 8
_SUBJECTS = 12


@dataclass(frozen=True)
class Entry:
    """A publication with the file it is written to."""

    publication: Publication
    style: Style
    format: str
    file: str

    @property
    def final(self) -> bool:
        """Whether it is a final account."""
        return self.publication.kind.endswith("决算")

    @property
    def department(self) -> str:
        """The organisation without its region."""
        return self.publication.organisation.removeprefix(self.publication.region)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What its tables say."""
        return facts_of(self.publication)


@dataclass(frozen=True)
class Collection:
    """The publications of one library."""

    entries: tuple[Entry, ...]

    def of(self, organisation: str) -> tuple[Entry, ...]:
        """All publications of an organisation."""
        return tuple(e for e in self.entries if e.publication.organisation == organisation)

    def rivals(self, entry: Entry) -> tuple[Entry, ...]:
        """Other publications of its organisation for the same year."""
        own = entry.publication
        return tuple(
            e
            for e in self.of(own.organisation)
            if e is not entry and e.publication.year == own.year
        )


def publish(seed: int, count: int, formats: Sequence[str]) -> Collection:
    """``count`` publications of a seed, in the given formats in turn.

    The first three are a budget of one department, its budget of the year before and the
    final account of that year; the fourth is its namesake elsewhere, the fifth a neighbour,
    the sixth a unit under the namesake.
    """
    rng = random.Random(seed)
    entries = []
    for number, (publisher, kind) in enumerate(_publishers(rng, count)):
        style = replace(draw_style(rng, _SUBJECTS), kind=kind, size=_SUBJECTS)
        style = replace(style, scale=_TYPICAL_DIGITS - style.quantum.adjusted())
        publication = invent(rng, style, publisher)
        name = formats[number % len(formats)]
        _, ending = writer(name)
        entries.append(Entry(publication, style, name, publication.title + ending))
    return Collection(tuple(entries))


def _publishers(rng: random.Random, count: int) -> list[tuple[Publisher, str]]:
    words = vocabulary()
    regions = rng.sample(words["regions"], 4)
    departments = rng.sample(words["departments"], len(words["departments"]))
    year = rng.randint(2021, 2028)
    here, there, elsewhere, away = regions
    first, second, third, *others = departments
    unit = first + rng.choice(words["sub_units"])
    plan = [
        (here, first, year, "部门预算"),
        (here, first, year - 1, "部门预算"),
        (here, first, year - 1, "部门决算"),
        (there, first, year, "部门预算"),
        (here, second, year, "部门预算"),
        (there, unit, year, "单位预算"),
        (elsewhere, third, year - 1, "部门决算"),
        (elsewhere, third, year, "部门预算"),
    ]
    for department in others:
        kind = rng.choice(("部门预算", "部门决算"))
        plan.append((rng.choice((elsewhere, away)), department, year - rng.randint(0, 2), kind))
    return [(Publisher(region + name, region, y), kind) for region, name, y, kind in plan[:count]]


def write_documents(collection: Collection, folder: Path) -> None:
    """Writes every publication into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, entry in enumerate(collection.entries):
        write, _ = writer(entry.format)
        content = write(entry.publication, entry.style, random.Random(number))
        (folder / entry.file).write_bytes(content)
