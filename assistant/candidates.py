"""Which figures of a shelf a question can speak of at all, without costing every one.

A figure fits only where one of its words shares two neighbouring characters with the question
(:func:`assistant.content.overlap` sees nothing shorter).  An index from such pairs to figures
therefore leaves out most of a publication, and nothing that :func:`assistant.matching.rank`
would have found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.content import pairs_of
from assistant.matching import Words, alternatives
from index.records import StoredFigure

Entry = tuple[StoredFigure, Words]


class Candidates:
    """The figures of one shelf by the pairs of characters through which they can be found."""

    def __init__(self, entries: Sequence[Entry]):
        """``entries`` are the figures with their words, in the order they are handed out."""
        self._entries = entries
        self._by_pair: dict[str, set[int]] = defaultdict(set)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        # A total under a nameless header counts as named whatever the question says.
        self._always: set[int] = set()
        # The many cells of a row or column share their words, which are taken apart once.
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, (figure, words) in enumerate(entries):
            if figure.code:
                self._by_code[figure.code].append(place)
            if words.is_total and "" in words.columns:
                self._always.add(place)
            alike[_telling(words)].append(place)
        for telling, places in alike.items():
            for pair in {pair for label in telling for pair in pairs_of(label)}:
                self._by_pair[pair].update(places)

    def of(self, text: str, codes: frozenset[str] = frozenset()) -> list[Entry]:
        """The figures that may fit a content text, in their order on the shelf.

        Where ``codes`` are given, those are the figures of these subject codes.
        """
        if codes:
            places = {place for code in codes for place in self._by_code.get(code, ())}
        else:
            said = self._by_pair.keys() & pairs_of(text)
            places = self._always.union(*(self._by_pair[pair] for pair in said))
        return [self._entries[place] for place in sorted(places)]


def _telling(words: Words) -> tuple[str, ...]:
    """The words of which the question must share one: a row is found by its label alone, a
    total also by what it is the total of."""
    if words.is_total:
        return (words.leaf, *words.columns, words.title, words.section, words.context)
    return alternatives(words.leaf)
