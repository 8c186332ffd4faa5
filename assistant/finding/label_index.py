"""The labels of a whole library by the pairs of characters in them.

What :class:`assistant.finding.candidates.Candidates` is for the figures of one publication, this is for
those of thousands, as arrays: a label that thousands of publications print is judged once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

import numpy

from assistant.finding.label_kinds import (
    bare_title,
    is_special_column,
    is_special_row,
    is_telling_title,
)
from assistant.finding.label_words import column_words, names_nothing, row_words, section_words
from assistant.understanding.content import Content, pairs_of
from assistant.understanding.wordlists import alternatives
from corpus.text import normalise
from index.figure_words import Labels

# A mask has room for so many required characters; what is beyond is left to the matching.
_BITS = 63

# Title, context and section in comparison form.
HeadWords = tuple[str, str, str]


class _Pairs:
    """Numbers of labels by the pairs of characters in them."""

    def __init__(self):
        self._by_pair: dict[str, array] = {}

    def add(self, number: int, texts: Iterable[str]) -> None:
        for pair in {pair for text in texts for pair in pairs_of(text)}:
            held = self._by_pair.get(pair)
            if held is None:
                held = self._by_pair[pair] = array("i")
            held.append(number)

    def holding(self, pair: str, size: int) -> numpy.ndarray:
        """Those of the first ``size`` labels that hold a pair."""
        # A copy, as an array that numpy looks at cannot grow.
        numbers = numpy.array(self._by_pair.get(pair, ()), dtype=numpy.int32)
        return numbers[: numpy.searchsorted(numbers, size)]


@dataclass(frozen=True)
class Sizes:
    """How many rows, columns and heads are known: what is said of labels is said of so many."""

    rows: int
    columns: int
    heads: int


@dataclass(frozen=True)
class Masks:
    """What labels say of a question, by their numbers: ``rows``, ``columns`` and ``heads`` which
    required characters they hold, as bits of ``all``; the rest whether they share any pair."""

    all: numpy.uint64
    rows: numpy.ndarray
    columns: numpy.ndarray
    heads: numpy.ndarray
    named_rows: numpy.ndarray
    named_columns: numpy.ndarray
    named_heads: numpy.ndarray


class LabelIndex:
    """An index of :class:`index.figure_words.Labels`, which grows with them; for any number of
    threads."""

    def __init__(self, labels: Labels):
        self._labels = labels
        self._lock = Lock()
        self._rows_named, self._rows_saying = _Pairs(), _Pairs()
        self._columns_saying, self._heads_saying = _Pairs(), _Pairs()
        self._totals, self._nothing, self._nameless = array("b"), array("b"), array("b")
        self._heads: list[HeadWords] = []
        self._leaves: list[tuple[str, int]] = []
        self._ancestors: list[tuple[str, int]] = []
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._special_rows: dict[str, list[int]] = defaultdict(list)
        self._special_columns: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[str, list[int]] = defaultdict(list)

    def grow(self) -> Sizes:
        """Take in the labels that have come; returns how many there are now."""
        with self._lock:
            labels = self._labels
            known = len(self._totals)
            for number in range(known, len(labels.rows)):
                self._add_row(number, *labels.rows[number])
            if known < len(self._totals):
                self._leaves.sort()
                self._ancestors.sort()
            for number in range(len(self._nameless), len(labels.columns)):
                self._add_column(number, column_words(labels.columns[number]))
            for number in range(len(self._heads), len(labels.heads)):
                head = labels.heads[number]
                title = normalise(head.title)
                own = (title, normalise(head.context), section_words(head.section[-2:]))
                self._heads_saying.add(number, own)
                if is_telling_title(bare_title(title)):
                    self._titles[bare_title(title)].append(number)
                self._heads.append(own)
            return Sizes(len(self._totals), len(self._nameless), len(self._heads))

    def head(self, number: int) -> HeadWords:
        """The words of a head, the names of the organisation among them."""
        return self._heads[number]

    def _add_row(self, number: int, code: str, path: tuple[str, ...]) -> None:
        leaf, ancestors, total = row_words(path)
        self._rows_named.add(number, alternatives(leaf))
        self._rows_saying.add(number, (leaf, *ancestors, *alternatives(leaf)))
        self._leaves.append((leaf, number))
        self._ancestors += [(above, number) for above in ancestors]
        if code:
            self._codes[code].append(number)
        if is_special_row(leaf):
            self._special_rows[leaf].append(number)
        self._nothing.append(names_nothing(leaf))
        self._totals.append(total)

    def _add_column(self, number: int, columns: tuple[str, ...]) -> None:
        self._columns_saying.add(number, columns)
        for column in filter(is_special_column, set(columns)):
            self._special_columns[column].append(number)
        self._nameless.append("" in columns)

    def totals(self, sizes: Sizes) -> numpy.ndarray:
        """Which rows are named like a total."""
        return numpy.array(self._totals[: sizes.rows], dtype=bool)

    def nothing(self, sizes: Sizes) -> numpy.ndarray:
        """Which rows are named by words of the trade alone."""
        return numpy.array(self._nothing[: sizes.rows], dtype=bool)

    def nameless(self, sizes: Sizes) -> numpy.ndarray:
        """Which columns have a header without a name."""
        return numpy.array(self._nameless[: sizes.columns], dtype=bool)

    def coded(self, codes: Iterable[str], sizes: Sizes) -> numpy.ndarray:
        """Which rows are of a subject code."""
        return _marked(sizes.rows, *(self._codes.get(code, ()) for code in codes))

    def beginning(self, names: Iterable[str]) -> list[int]:
        """The numbers of the rows whose own label begins with one of some names."""
        return [number for name in names for number in _beginning(self._leaves, name)]

    def below(self, names: Iterable[str]) -> list[int]:
        """The numbers of the rows above which one begins with one of some names."""
        return [number for name in names for number in _beginning(self._ancestors, name)]

    def specials(
        self, texts: Iterable[str], sizes: Sizes
    ) -> dict[str, tuple[numpy.ndarray, numpy.ndarray]]:
        """The labels that must be found where a text says them, of those that some text says:
        which rows and which columns bear each."""
        said = "\n".join(texts)
        return {
            label: (
                _marked(sizes.rows, self._special_rows.get(label, ())),
                _marked(sizes.columns, self._special_columns.get(label, ())),
            )
            for label in sorted({*self._special_rows, *self._special_columns})
            if label in said
        }

    def titles(self, text: str, sizes: Sizes) -> dict[str, numpy.ndarray]:
        """The bare titles of tables that a text says, and which heads bear each."""
        return {
            title: _marked(sizes.heads, numbers)
            for title, numbers in list(self._titles.items())
            if title in text
        }

    def masks(self, content: Content, sizes: Sizes) -> Masks:
        """What the labels say of a content."""
        bits: dict[str, int] = defaultdict(int)
        required = sorted(content.required)[:_BITS]
        for bit, position in enumerate(required):
            for start in (position - 1, position):
                bits[content.text[max(start, 0) : start + 2]] |= 1 << bit
        each = (sizes.rows, sizes.columns, sizes.heads)
        saying = (self._rows_saying, self._columns_saying, self._heads_saying)
        naming = (self._rows_named, self._columns_saying, self._heads_saying)
        held = [numpy.zeros(size, dtype=numpy.uint64) for size in each]
        named = [numpy.zeros(size, dtype=bool) for size in each]
        for pair, mask in bits.items():
            for own, pairs in zip(held, saying, strict=True):
                own[pairs.holding(pair, len(own))] |= numpy.uint64(mask)
        for pair in set(pairs_of(content.text)):
            for own, pairs in zip(named, naming, strict=True):
                own[pairs.holding(pair, len(own))] = True
        return Masks(numpy.uint64((1 << len(required)) - 1), *held, *named)


def _beginning(labels: list[tuple[str, int]], name: str) -> Iterator[int]:
    place = bisect_left(labels, (name, -1))
    while place < len(labels) and labels[place][0].startswith(name):
        yield labels[place][1]
        place += 1


def _marked(size: int, *numbers: Iterable[int]) -> numpy.ndarray:
    marked = numpy.zeros(size, dtype=bool)
    for own in numbers:
        marked[[number for number in own if number < size]] = True
    return marked
