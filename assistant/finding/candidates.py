"""Which figures of a shelf can answer a question at all, without costing every one.

A word of a figure accounts for a character of the question only where both share it and the
character beside it (:func:`assistant.understanding.content.overlap` sees nothing shorter).  An index from
such pairs to figures therefore leaves out most of a publication, and nothing that
:func:`assistant.finding.matching.rank` would find to account for the whole question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from assistant.finding.label_words import Words
from assistant.understanding.content import Content, pairs_of
from assistant.understanding.wordlists import alternatives
from index.records import StoredFigure

Entry = tuple[StoredFigure, Words]
# Sets of figures are whole numbers: the bit of a figure's place on the shelf tells whether it is
# in.  A set of a thousand takes 150 bytes, and two are joined or cut at once.
Places = int


class Candidates:
    """The figures of one shelf by the pairs of characters through which they can be found."""

    def __init__(self, entries: Sequence[Entry]):
        """``entries`` are the figures with their words, in the order they are handed out."""
        self._entries = entries
        by_code: dict[str, list[int]] = defaultdict(list)
        naming: dict[str, list[int]] = defaultdict(list)
        saying: dict[str, list[int]] = defaultdict(list)
        nameless: list[int] = []
        for place, (figure, words) in enumerate(entries):
            if figure.code:
                by_code[figure.code].append(place)
            if words.is_total and "" in words.columns:
                # A total under a nameless header counts as named whatever the question says.
                nameless.append(place)
            own = (words.leaf, *words.columns, words.title, words.section, words.context)
            for label in {*own, *words.ancestors, *alternatives(words.leaf)}:
                saying[label].append(place)
            # A row is found by its label alone, a total also by what it is the total of.
            for label in set(own) if words.is_total else alternatives(words.leaf):
                naming[label].append(place)
        self._by_code = dict(by_code)
        self._nameless = _places(nameless)
        self._naming = _by_pair(naming)
        self._saying = _by_pair(saying)

    def of(
        self, content: Content, codes: frozenset[str] = frozenset(), slips: int = 0
    ) -> list[Entry]:
        """The figures that may account for all that a content requires but ``slips``
        characters, in their order on the shelf.

        Where ``codes`` are given, those are the figures of these subject codes.
        """
        if codes:
            places = {place for code in codes for place in self._by_code.get(code, ())}
            return [self._entries[place] for place in sorted(places)]
        named = self._nameless
        for pair in self._naming.keys() & pairs_of(content.text):
            named |= self._naming[pair]
        return [self._entries[place] for place in _each(self._covering(content, named, slips))]

    def _covering(self, content: Content, among: Places, slips: int) -> Places:
        """Those of some figures whose words may hold all required characters but ``slips``."""
        # by_missing[n]: the figures that lack n characters so far.
        by_missing = [among, *[0] * slips]
        for position in content.required:
            holding = 0
            for start in (position - 1, position):
                holding |= self._saying.get(content.text[max(start, 0) : start + 2], 0)
            for missing in range(slips, 0, -1):
                by_missing[missing] &= holding
                by_missing[missing] |= by_missing[missing - 1] & ~holding
            by_missing[0] &= holding
        left = 0
        for places in by_missing:
            left |= places
        return left


def _by_pair(labels: dict[str, list[int]]) -> dict[str, Places]:
    by_pair: dict[str, Places] = defaultdict(int)
    for label, places in labels.items():
        held = _places(places)
        for pair in pairs_of(label):
            by_pair[pair] |= held
    return dict(by_pair)


def _places(places: Iterable[int]) -> Places:
    places = list(places)
    bits = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")


def _each(places: Places) -> Iterator[int]:
    bits = f"{places:b}"[::-1]
    place = bits.find("1")
    while place >= 0:
        yield place
        place = bits.find("1", place + 1)
