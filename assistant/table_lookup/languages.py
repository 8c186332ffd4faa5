"""The languages that a table can be in, and what reading a text means in each.

A text is read as a row of symbols: Chinese character by character, English word by word.  What
is matched, weighed and learned are symbols and neighbours of symbols; the rest of the lookup does
not know which language it works on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.table_lookup.grid import LookupGrid

Symbols = Sequence[str]  # a string is the row of its characters

# Words are numbered within Unicode's private planes: a row of words is then a string, too.
_FIRST, _LAST = 0xF0000, 0x10FFFD


@dataclass(frozen=True)
class Asked:
    """A question as read: ``text`` in comparison form, ``spoken`` all its symbols, ``content``
    those that can name something, ``parts`` the ranges of ``content`` asked in one breath."""

    text: str
    spoken: Symbols
    content: Symbols
    parts: tuple[tuple[int, int], ...]


class Language(Protocol):
    """How one language is read."""

    name: str
    #: Fewer symbols in a row say too little to count as shared.
    shortest_run: int
    #: Texts in comparison form that say there is nothing, beside the marks of any language.
    nothing: frozenset[str]

    def texts(self, grid: LookupGrid) -> Sequence[Symbols]:
        """All symbols of each text of a table."""

    def content(self, spoken: Symbols) -> Symbols:
        """The symbols that can name something."""

    def asked(self, question: str, longest: int) -> Asked:
        """A question, read up to its first ``longest`` symbols."""

    def telling(self, content: Symbols, rarity: Mapping[str, float]) -> list[float]:
        """How telling each symbol of a question is, 0 to 1, by what :meth:`habits` counts."""

    def weights(self, content: Symbols, counts: Mapping[str, int]) -> list[float]:
        """How telling each symbol of a text is among texts that share :meth:`marks` so often."""

    def marks(self, content: Symbols) -> set[str]:
        """What texts of a table are told apart by."""

    def habits(self, asked: Asked) -> set[str]:
        """What is counted over questions to know what all of them say."""

    def header_words(self, spoken: Symbols) -> set[str]:
        """What is learned of the wording of a text as header or data."""

    def cues(self, question: str) -> list[int]:
        """How often each group of question words occurs in a question in comparison form."""

    def separators(self, question: str) -> list[int]:
        """How often each way of listing occurs in it, and lastly each way of asking how much."""

    def is_total(self, spoken: Symbols) -> bool:
        """Whether a text names a total."""


def as_string(symbols: Symbols, known: dict[str, str]) -> str:
    """Symbols as a string of one character each; ``known`` numbers words and is added to."""
    if isinstance(symbols, str):
        return symbols
    for symbol in symbols:
        if symbol not in known:
            known[symbol] = chr(min(_FIRST + len(known), _LAST))
    return "".join(known[symbol] for symbol in symbols)
