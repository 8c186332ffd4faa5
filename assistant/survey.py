"""Which of very many publications can answer a question, without reading their figures.

A question that names no organisation may be about any publication, and a ranking is about all
of them.  The labels of all figures are looked at as arrays (:mod:`assistant.label_index`); only
figures through which :func:`assistant.lookup.find` could find something are read from the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.content import Content
from assistant.lookup import Shelf, is_certain
from assistant.matching import words_of
from assistant.organisations import names_of
from assistant.question import Question
from assistant.scope import Scope
from index.figure_words import AMOUNT_IN_TEXT, TOTAL, UNSURE
from index.library import Library

if TYPE_CHECKING:
    import numpy

    from assistant.label_index import LabelIndex

# So many scopes' figures are read at once.
_AT_ONCE = 50


class Surveys:
    """Surveys of one library, for any number of threads."""

    def __init__(self, library: Library):
        self._library = library

    def shelves(self, question: Question, scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Shelf]]:
        """Those of some scopes, in their order, in which the question may find a figure, each
        with a shelf that holds what :func:`assistant.lookup.find` would look at: it finds the
        same there as among all figures of the scope, by any means but ``contents`` of its own.
        """
        survey = _Survey(self._library, self._index, question, scopes)
        found = survey.found()
        for start in range(0, len(found), _AT_ONCE):
            yield from survey.read(found[start : start + _AT_ONCE])

    @cached_property
    def _index(self) -> LabelIndex:
        # Imported here: a question about one publication needs no arrays.
        from assistant.label_index import LabelIndex

        return LabelIndex(self._library.figure_labels)


class _Survey:
    """One question over some scopes."""

    def __init__(
        self, library: Library, index: LabelIndex, question: Question, scopes: Sequence[Scope]
    ):
        import numpy

        self._library = library
        self._index = index
        self._question = question
        words = library.figure_words([key for scope in scopes for key in scope.ids])
        index.grow()
        self._scopes = [scope for scope in scopes if any(key in words for key in scope.ids)]
        parts = [[words[key] for key in scope.ids if key in words] for scope in self._scopes]
        every = [part for own in parts for part in own]
        none = [numpy.zeros(0, dtype=numpy.int32)]
        self._rows = numpy.concatenate(none + [part.rows for part in every])
        self._columns = numpy.concatenate(none + [part.columns for part in every])
        self._heads = numpy.concatenate(none + [part.heads for part in every])
        self._flags = numpy.concatenate([numpy.zeros(0, numpy.uint8), *(p.flags for p in every)])
        self._keys = numpy.concatenate(
            none + [numpy.arange(part.first, part.first + len(part)) for part in every]
        )
        lengths = [sum(map(len, own)) for own in parts]
        self._starts = numpy.concatenate([[0], numpy.cumsum(lengths, dtype=numpy.int64)])
        self._scope_of = numpy.repeat(numpy.arange(len(parts)), lengths)
        self._sure = self._flags & UNSURE == 0
        self._special: list[frozenset[str]] = []
        self._titles: list[tuple[str, ...]] = []

    def found(self) -> list[tuple[int, list[int]]]:
        """The numbers of the scopes in which something may be found, with the figures' keys."""
        import numpy

        if not self._scopes:
            return []
        self._say()
        hits = numpy.zeros(len(self._rows), dtype=bool)
        if self._question.codes:
            hits = self._index.coded(self._question.codes)[self._rows]
        else:
            totals = self._totals()
            for special, numbers in self._alike().items():
                chosen = (
                    numpy.isin(self._scope_of, numbers)
                    if len(numbers) < len(self._scopes)
                    else slice(None)
                )
                for content in self._question.variants:
                    hits[chosen] |= self._covering(content.requiring(special), chosen, totals)
        places = numpy.flatnonzero(hits)
        ends = numpy.searchsorted(places, self._starts)
        return [
            (number, self._keys[places[first:last]].tolist())
            for number, (first, last) in enumerate(zip(ends[:-1], ends[1:], strict=True))
            if first < last
        ]

    def read(self, found: Sequence[tuple[int, list[int]]]) -> Iterator[tuple[Scope, Shelf]]:
        """The scopes found, with shelves of the figures found."""
        documents = [d for number, _ in found for d in self._scopes[number].documents]
        keys = [key for _, own in found for key in own]
        figures = {f.id: f for f in self._library.some_figures(documents, keys)}
        for number, own in found:
            scope = self._scopes[number]
            names = names_of(scope.documents)
            entries = [(figures[key], words_of(figures[key], names)) for key in own]
            yield (
                scope,
                Shelf(
                    tuple(entry for entry in entries if is_certain(entry[0])),
                    self._special[number],
                    self._titles[number],
                    tuple(entry for entry in entries if not is_certain(entry[0])),
                ),
            )

    def _say(self) -> None:
        """Find out which special labels and which titles that the question says each scope has."""
        texts = [content.text for content in self._question.variants]
        special: list[set[str]] = [set() for _ in self._scopes]
        for label, (rows, columns) in self._index.specials(texts).items():
            for number in self._bearing(rows[self._rows] | columns[self._columns]):
                special[number].add(label)
        titles: list[list[str]] = [[] for _ in self._scopes]
        said = self._index.titles(self._question.text)
        for title in sorted(said, key=len, reverse=True):
            for number in self._bearing(said[title][self._heads]):
                titles[number].append(title)
        self._special = list(map(frozenset, special))
        self._titles = list(map(tuple, titles))

    def _bearing(self, figures: numpy.ndarray) -> list[int]:
        """The numbers of the scopes that have one of some figures, and are sure of it."""
        import numpy

        return numpy.unique(self._scope_of[figures & self._sure]).tolist()

    def _alike(self) -> dict[frozenset[str], list[int]]:
        """The scopes by the special labels they have: they require the same of the question."""
        alike: dict[frozenset[str], list[int]] = defaultdict(list)
        for number, special in enumerate(self._special):
            alike[special].append(number)
        return alike

    def _totals(self) -> numpy.ndarray:
        """Which figures are totals, as :func:`assistant.matching.words_of` tells it."""
        index = self._index
        totals = (self._flags & TOTAL != 0) | index.totals[self._rows]
        totals |= (self._flags & AMOUNT_IN_TEXT != 0) & index.nothing[self._rows]
        for number, scope in enumerate(self._scopes):
            names = names_of(scope.documents)
            for row in index.beginning(names):
                own = slice(self._starts[number], self._starts[number + 1])
                totals[own] |= self._rows[own] == row
        return totals

    def _covering(self, content: Content, chosen, totals: numpy.ndarray) -> numpy.ndarray:
        """Which of the chosen figures the index of a publication would hand out."""
        masks = self._index.masks(content)
        rows, columns, heads = (
            places[chosen] for places in (self._rows, self._columns, self._heads)
        )
        named = masks.named_columns[columns] | masks.named_heads[heads]
        named |= self._index.nameless[columns]
        named &= totals[chosen]
        named |= masks.named_rows[rows]
        if self._question.slips:
            # Which characters may stay unexplained is left to the matching.
            return named
        covered = masks.rows[rows] | masks.columns[columns] | masks.heads[heads]
        return named & (covered == masks.all)
