"""How a generated question is put: whose document, in which words, with which answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from corpus.text import simplified
from eval.generated_questions.collection import Collection, Entry
from eval.generated_questions.facts import Fact
from eval.generated_questions.words import wordings


@dataclass(frozen=True)
class Asked:
    """A question with its expected answer; ``figures`` are (value, unit) as printed.

    ``kind`` is one of :data:`eval.question_sets.KINDS`; ``bare`` means that no figure may be
    stated, because the source leaves the place blank.
    """

    kind: str
    question: str
    status: str = "answered"
    figures: tuple[tuple[Decimal, str], ...] = ()
    text: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    language: str = "zh"
    bare: bool = False
    evidence: str = ""


def figure_of(fact: Fact) -> tuple[Decimal, str]:
    """A fact's value and unit as an expectation holds them."""
    assert fact.value is not None
    return fact.value, fact.unit


def evidence_of(*facts: Fact) -> str:
    """Where facts stand, for the human reader."""
    return "；".join(f"{f.table} {f.code}{f.name} {f.use} {f.text}{f.unit}" for f in facts)


@dataclass
class Speaker:
    """Words questions about a collection at random."""

    collection: Collection
    rng: random.Random
    words: dict = field(default_factory=wordings)

    def choose(self, options: Sequence):
        """One of several."""
        return self.rng.choice(options)

    def entry(self, *, final: bool | None = None) -> Entry:
        """A publication, a final account or a budget if so wished."""
        entries = [e for e in self.collection.entries if final in (None, e.final)]
        return self.rng.choice(entries)

    def say(self, wording: str, **values: object) -> str:
        """A wording with its places filled, in another script now and then."""
        return self.choose(self.words["wording"][wording]).format(**values)

    def word(self, *path: str) -> str:
        """One of the words of a list."""
        node = self.words
        for key in path:
            node = node[key]
        return self.choose(node)

    def who(self, entry: Entry) -> str:
        """The organisation by one of the names that fit no other one of the collection."""
        own = entry.publication
        region = own.region
        names = [own.organisation, region[:-1] + entry.department]
        for full, short in self.words["names"].items():
            if entry.department.startswith(full):
                rest = entry.department.removeprefix(full)
                names += [region + short[0] + rest, region[:-1] + self.choose(short) + rest]
        if self._is_only_one(entry):
            names.append(entry.department)
        return self.choose(names)

    def _is_only_one(self, entry: Entry) -> bool:
        """Whether no other organisation's name holds its department's."""
        others = {e.publication.organisation for e in self.collection.entries}
        return sum(entry.department in name for name in others) == 1

    def year(self, entry: Entry) -> str:
        """The year in full or short."""
        year = entry.publication.year
        return self.choose((f"{year}年", f"{year}年", f"{year}年度", f"{year % 100}年"))

    def stage(self, entry: Entry) -> str:
        """预算 or 决算, "" now and then where the year has only one of them."""
        word = "决算" if entry.final else "预算"
        if self.collection.rivals(entry):
            return word
        return self.choose((word, ""))

    def doc(self, entry: Entry) -> str:
        """Whose publication for which year."""
        return self.who(entry) + self.year(entry) + self.stage(entry)

    def english_who(self, entry: Entry) -> str | None:
        """The organisation in English, None for one without an English name."""
        from pypinyin import lazy_pinyin

        name = self.words["english_names"].get(entry.department)
        if name is None:
            return None
        place = "".join(lazy_pinyin(entry.publication.region[:-1])).capitalize()
        return f"{place} {name}"

    def slip(self, name: str) -> str | None:
        """A name with a wrong character, None where there is no usual one."""
        pairs = [(a, b) for a, b in self.words["slips"].items() if a in name]
        if not pairs:
            return None
        right, wrong = self.choose(pairs)
        return name.replace(right, wrong, 1)

    @staticmethod
    def traditional(text: str) -> str:
        """A text in traditional characters."""
        from opencc import OpenCC

        return OpenCC("s2t").convert(simplified(text))
