"""Questions about a large library with their true answers, in the ways people ask them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.amounts import is_money, to_yuan
from eval.benchmarks.large_library import english_place, issue, next_year
from eval.benchmarks.republishing import Issue, Master
from eval.generated_questions.facts import Fact
from eval.generated_questions.lookups import totals_of, unique_subjects
from eval.generated_questions.words import wordings

# What bodies are ranked by: a total that every publication states once, and its key.
_RANKED, _RANKED_KEY = "项目支出", "project"
# How many publications are tried for a question before its kind is given up.
_TRIES = 200


@dataclass(frozen=True)
class Asked:
    """A question and what is right: the status, in an answer the headline's value (in ``unit``,
    both as printed), in a ranking also whose it is."""

    question: str
    status: str = "answered"
    value: Decimal | None = None
    unit: str = ""
    organisation: str = ""
    history: tuple[str, ...] = ()


class Asker:
    """Asks about the publications of some numbers; the same ones for the same seed."""

    def __init__(self, numbers: Sequence[int], seed: int):
        self._numbers = numbers
        self._rng = random.Random(f"{seed} {len(numbers)}")

    def questions(self, way: str, count: int) -> Iterator[Asked]:
        """``count`` questions of one of :data:`WAYS`, fewer where the library is too small."""
        make = WAYS[way]
        for _ in range(count):
            made = next(filter(None, (make(self) for _ in range(_TRIES))), None)
            if made is not None:
                yield made

    def by_name(self) -> Asked | None:
        """Organisation, year and kind in full."""
        own = self._issue()
        fact = self._fact(own)
        return fact and self._asked(own, fact, f"{_named(own)}{fact.name}是多少")

    def by_short_name(self) -> Asked | None:
        """The organisation as people call it."""
        own = self._issue()
        fact = self._fact(own)
        names = wordings()["names"].get(own.department)
        if not fact or not names:
            return None
        said = f"{own.region}{self._rng.choice(names)}{own.year}年{own.kind[2:]}"
        return self._asked(own, fact, f"{said}的{fact.name}安排了多少钱？")

    def in_english(self) -> Asked | None:
        """In English, the place by its pinyin."""
        own = self._issue()
        words = wordings()
        fact = self._fact(own, words["english"])
        name = words["english_names"].get(own.department)
        place = english_place(own.region)
        if not fact or not name or not place:
            return None
        said = "final account" if own.final else "budget"
        subject = self._rng.choice(words["english"][fact.name])
        question = f"How much was {subject} in the {own.year} {said} of the {place} {name}?"
        return self._asked(own, fact, question)

    def follow_up(self) -> Asked | None:
        """Another subject of the publication asked about before."""
        own = self._issue()
        before, fact = self._fact(own), self._fact(own)
        if not fact or before == fact:
            return None
        history = (f"{_named(own)}{before.name}是多少",)
        return self._asked(own, fact, f"那{fact.name}呢？", history)

    def two_years(self) -> Asked | None:
        """The change from one year's budget to the next one's."""
        number = self._rng.choice(self._numbers)
        later = next_year(number)
        if later is None or later not in self._numbers:
            return None
        before, own = issue(number), issue(later)
        fact = self._fact(own)
        if not fact or before.times >= own.times:
            return None
        change = own.value(fact.value, fact.unit) - before.value(fact.value, fact.unit)
        question = f"{own.organisation}{own.year}年{fact.name}预算比{before.year}年增加了多少？"
        return Asked(question, value=change, unit=fact.unit)

    def unnamed(self) -> Asked | None:
        """A subject alone: whose is to be asked back."""
        fact = self._fact(self._issue())
        return fact and Asked(f"{fact.name}是多少？", "clarify")

    def ranking(self) -> Asked | None:
        """Which body budgets most for something."""
        year = self._rng.choice(sorted({issue(number).year for number in self._numbers}))
        budgets = [own for own in map(issue, self._numbers) if own.year == year and not own.final]
        if len(budgets) < 2:
            return None
        value, unit, organisation = max(map(_ranked, budgets), key=lambda r: to_yuan(*r[:2]))
        question = f"{year}年部门预算里，哪个单位的{_RANKED}最高？"
        return Asked(question, value=value, unit=unit, organisation=organisation)

    def _issue(self) -> Issue:
        return issue(self._rng.choice(self._numbers))

    def _fact(self, own: Issue, names: Sequence[str] | dict | None = None) -> Fact | None:
        facts = [f for f in _subjects(own.master) if names is None or f.name in names]
        return self._rng.choice(facts) if facts else None

    @staticmethod
    def _asked(own: Issue, fact: Fact, question: str, history: tuple[str, ...] = ()) -> Asked:
        value = own.value(fact.value, fact.unit)
        return Asked(question, value=value, unit=fact.unit, history=history)


WAYS: dict[str, Callable[[Asker], Asked | None]] = {
    "by_name": Asker.by_name,
    "by_short_name": Asker.by_short_name,
    "in_english": Asker.in_english,
    "follow_up": Asker.follow_up,
    "two_years": Asker.two_years,
    "unnamed": Asker.unnamed,
    "ranking": Asker.ranking,
}


def is_right(asked: Asked, answer) -> bool:
    """Whether an :class:`assistant.answer.Answer` says what is expected, exactly."""
    if answer.status != asked.status:
        return False
    if asked.value is None:
        return True
    if not answer.figures:
        return False
    first = answer.figures[0]
    if asked.organisation and first.organisation != asked.organisation:
        return False
    if first.value is None:
        return False
    return to_yuan(Decimal(first.value), first.unit) == to_yuan(asked.value, asked.unit)


def _named(own: Issue) -> str:
    return f"{own.organisation}{own.year}年{own.kind}"


@lru_cache(maxsize=1024)
def _subjects(master: Master) -> tuple[Fact, ...]:
    """The subjects that a publication states one amount of money of."""
    return tuple(fact for fact in unique_subjects(master.entry) if is_money(fact.unit))


def _ranked(own: Issue) -> tuple[Decimal, str, str]:
    """What a publication states of what is ranked, as amount and unit, and whose it is."""
    fact = totals_of(own.master.entry)[_RANKED_KEY]
    return own.value(fact.value, fact.unit), fact.unit, own.organisation
