"""Which figures of a scope a question can mean, told by their labels alone.

What :class:`assistant.finding.candidates.Candidates` tells from figures that were read: a figure that
accounts for all that a question says shares pairs of characters with it.  Of a publication's
figures hundreds share some dozen rows, columns and tables, so each label is judged once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.finding.label_words import (
    Words,
    column_words,
    names_nothing,
    own_row_words,
    row_words,
    section_words,
    without_names,
)
from assistant.finding.matching import fit
from assistant.understanding.content import Content, pairs_of
from assistant.understanding.wordlists import alternatives
from corpus.text import normalise
from index.figure_words import AMOUNT_IN_TEXT, TOTAL, UNSURE, Head, Path
from index.own_words import OwnWords

# Parts two labels, so that no pair of characters reaches from one into the other.
_APART = "\n"


@dataclass(frozen=True)
class Row:
    """The words of a row; ``nothing`` where its name is made of words of the trade alone.

    ``naming`` are all names of the same thing in one text, ``saying`` all that the row says.
    """

    code: str
    leaf: str
    ancestors: tuple[str, ...]
    own: str
    is_total: bool
    nothing: bool
    naming: str
    saying: str


@dataclass(frozen=True)
class Column:
    """The headers of a column, each and in one text."""

    names: tuple[str, ...]
    saying: str


@dataclass(frozen=True)
class Heading:
    """The words of a table or section, each and in one text."""

    title: str
    context: str
    section: str
    saying: str


class ShelfLabels:
    """The labels of the figures of one scope, document after document; a figure is known by its
    place in that order.

    ``sure`` are the places of figures that may be answered from, ``unsure`` of those in doubt;
    ``rows``, ``columns`` and ``heads`` are the distinct labels, those of ``sure`` figures in
    ``sure_rows`` and so on.
    """

    def __init__(self, documents: Iterable[OwnWords], names: frozenset[str]):
        """``names`` are those of the scope's organisation, in comparison form."""
        self.keys: list[int] = []
        self.sure: list[int] = []
        self.unsure: list[int] = []
        self.sure_rows: list[Row] = []
        self.sure_columns: list[Column] = []
        self.sure_heads: list[Heading] = []
        self._rows: list[Row] = []
        self._columns: list[Column] = []
        self._heads: list[Heading] = []
        # The numbers of row, column and head of each figure, and its flags.
        self._placed: list[tuple[int, int, int, int]] = []
        for own in documents:
            self._add(own, names)

    def __len__(self) -> int:
        return len(self.keys)

    def _add(self, own: OwnWords, names: frozenset[str]) -> None:
        rows = [_row(code, path, names) for code, path in own.rows]
        columns = list(map(_column, own.columns))
        heads = [_heading(said, names) for said in own.heads]
        offsets = len(self._rows), len(self._columns), len(self._heads)
        places = range(len(self.keys), len(self.keys) + len(own))
        if any(flags & UNSURE for flags in set(own.flags)):
            sure = [number for number, flags in enumerate(own.flags) if not flags & UNSURE]
            self.sure += (places[number] for number in sure)
            self.unsure += sorted(set(places) - set(self.sure))
            self.sure_rows += (rows[n] for n in sorted({own.row_of[p] for p in sure}))
            self.sure_columns += (columns[n] for n in sorted({own.column_of[p] for p in sure}))
            self.sure_heads += (heads[n] for n in sorted({own.head_of[p] for p in sure}))
        else:
            # Every label is that of some figure.
            self.sure += places
            self.sure_rows += rows
            self.sure_columns += columns
            self.sure_heads += heads
        numbers = [
            own_numbers if not offset else [offset + number for number in own_numbers]
            for own_numbers, offset in zip(
                (own.row_of, own.column_of, own.head_of), offsets, strict=True
            )
        ]
        self._placed += zip(*numbers, own.flags, strict=True)
        self._rows += rows
        self._columns += columns
        self._heads += heads
        self.keys += range(own.first, own.first + len(own))

    def words(self, place: int) -> Words:
        """The words of a figure, as :func:`assistant.finding.label_words.words_of` gives them."""
        r, c, h, flags = self._placed[place]
        row, head = self._rows[r], self._heads[h]
        columns = self._columns[c].names
        return Words(
            row.leaf,
            row.ancestors,
            columns,
            head.title,
            head.context,
            head.section,
            _is_total(row, flags),
            row.own,
        )

    def fitting(self, content: Content, codes: frozenset[str], slips: int) -> list[int]:
        """The places of the figures in no doubt that may account for all that a content requires
        but ``slips`` characters, and of which it speaks; of some subject codes where ``codes``
        are given."""
        if codes:
            places = [p for p in self.sure if self._rows[self._placed[p][0]].code in codes]
        else:
            places = self._covering(content, slips)
        return [place for place in places if self._fits(place, content, codes)]

    def _fits(self, place: int, content: Content, codes: frozenset[str]) -> bool:
        code = self._rows[self._placed[place][0]].code
        return fit(self.words(place), code, False, content, codes) is not None

    def _covering(self, content: Content, slips: int) -> list[int]:
        bits = _bits(content)
        every = (1 << len(content.required)) - 1
        rows, columns, heads = (
            [_held(label.saying, bits) for label in own]
            for own in (self._rows, self._columns, self._heads)
        )
        said = {pair for pair in pairs_of(content.text) if _APART not in pair}
        found = []
        for place in self.sure:
            r, c, h, flags = self._placed[place]
            lacking = every & ~(rows[r] | columns[c] | heads[h])
            if lacking and lacking.bit_count() > slips:
                continue
            row = self._rows[r]
            if _is_total(row, flags):
                if self._is_named(row, self._columns[c], self._heads[h], said):
                    found.append(place)
            elif _says(row.naming, said):
                found.append(place)
        return found

    @staticmethod
    def _is_named(row: Row, column: Column, head: Heading, said: set[str]) -> bool:
        """Whether a text names a total: also by what it is the total of."""
        return (
            # Under a nameless header it counts as named whatever is said.
            "" in column.names
            or _says(row.leaf, said)
            or _says(column.saying, said)
            or _says(head.saying, said)
        )


def _is_total(row: Row, flags: int) -> bool:
    return row.is_total or bool(flags & TOTAL) or bool(flags & AMOUNT_IN_TEXT) and row.nothing


def _bits(content: Content) -> dict[str, int]:
    """The required characters that each pair accounts for, as bits in their order."""
    bits: dict[str, int] = {}
    for bit, position in enumerate(sorted(content.required)):
        for start in (position - 1, position):
            pair = content.text[max(start, 0) : start + 2]
            if len(pair) == 2 and _APART not in pair:
                bits[pair] = bits.get(pair, 0) | 1 << bit
    return bits


def _held(text: str, bits: dict[str, int]) -> int:
    held = 0
    for pair, bit in bits.items():
        if pair in text:
            held |= bit
    return held


def _says(text: str, pairs: Iterable[str]) -> bool:
    return any(pair in text for pair in pairs)


def _row(code: str, path: Path, names: frozenset[str]) -> Row:
    leaf, ancestors, own, total = own_row_words(path, names)
    if not own and ancestors == row_words(path)[1]:
        return _plain_row(code, path)
    return _made_row(code, leaf, ancestors, own, total)


# Publications print the same labels over and over; few hold the name of their organisation.
@lru_cache(maxsize=20_000)
def _plain_row(code: str, path: Path) -> Row:
    leaf, ancestors, total = row_words(path)
    return _made_row(code, leaf, ancestors, "", total)


def _made_row(code: str, leaf: str, ancestors: tuple[str, ...], own: str, total: bool) -> Row:
    naming = _APART.join(alternatives(leaf))
    saying = _APART.join((leaf, *ancestors, naming))
    return Row(code, leaf, ancestors, own, total, names_nothing(leaf), naming, saying)


@lru_cache(maxsize=20_000)
def _column(path: Path) -> Column:
    names = column_words(path)
    return Column(names, _APART.join(names))


@lru_cache(maxsize=20_000)
def _heading(head: Head, names: frozenset[str]) -> Heading:
    title = without_names(normalise(head.title), names)
    section = without_names(section_words(head.section[-2:]), names)
    context = normalise(head.context)
    return Heading(title, context, section, _APART.join((title, context, section)))
