"""Which of very many publications can answer a question, without reading their figures.

A question that names no organisation may be about any publication, and a ranking is about all
of them.  The labels of all figures are looked at as arrays (:mod:`assistant.finding.label_index`); only
figures through which :func:`assistant.finding.lookup.find` could find something are read from the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from assistant.finding.candidates import Candidates, Entry
from assistant.finding.label_words import words_of
from assistant.finding.lookup import CONSIDERED, Shelf, is_certain
from assistant.finding.matching import fit
from assistant.finding.named_labels import LabelNumbers, NamedLabels
from assistant.finding.remembered import Meant, Remembered
from assistant.understanding.content import Content
from assistant.understanding.organisations import names_of
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from index.figure_words import AMOUNT_IN_TEXT, TOTAL, UNSURE, FigureWords
from index.library import Library

if TYPE_CHECKING:
    import numpy

    from assistant.finding.label_index import LabelIndex, Masks, Sizes

# How many scopes are looked at together, first and at most: who wants a few publications that
# can answer has them from the first scopes, who wants all is not kept by many small steps.
_FIRST, _MOST = 100, 2_000
# So many scopes' figures are read at once: first as many as there are choices.
_READ_FIRST, _READ_MOST = 14, 200
_UNKNOWN = object()
# So few figures are ranked sooner than indexed; all of them are considered.
_FEW = 200


class Surveys:
    """Surveys of one library, for any number of threads."""

    def __init__(self, library: Library):
        self._library = library
        self._remembered = Remembered(self.shelves)

    def findings(
        self, question: Question, scopes: Sequence[Scope]
    ) -> Iterator[tuple[Scope, Meant | None]]:
        """The scopes of :meth:`shelves`, each with what the question finds there."""
        return self._remembered.findings(question, scopes)

    def shelves(self, question: Question, scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Shelf]]:
        """Those of some scopes, in their order, in which the question may find a figure, each
        with a shelf that holds what :func:`assistant.finding.lookup.find` would look at: it finds the
        same there as among all figures of the scope, but for ``contents`` and stages of its own.
        The shelf is empty where figures share their characters with the question, but fit it not.
        """
        start, size, reading = 0, _FIRST, _READ_FIRST
        survey = _Survey(self._library, self._index, question)
        while start < len(scopes):
            found = survey.of(scopes[start : start + size])
            start, size = start + size, min(2 * size, _MOST)
            speaking = map(survey.speaking, found)
            while chosen := list(islice(speaking, reading)):
                yield from self._read(chosen)
                reading = min(2 * reading, _READ_MOST)

    @cached_property
    def _index(self) -> LabelIndex:
        # Imported here: a question about one publication needs no arrays.
        from assistant.finding.label_index import LabelIndex

        return LabelIndex(self._library.figure_labels)

    def _read(self, found: Sequence[_Found]) -> Iterator[tuple[Scope, Shelf]]:
        documents = [document for one in found for document in one.scope.documents]
        keys = [key for one in found for key in one.keys]
        figures = {f.id: f for f in self._library.some_figures(documents, keys)}
        for one in found:
            entries = [(figures[key], words_of(figures[key], one.names)) for key in one.keys]
            yield (
                one.scope,
                _Part(
                    tuple(entry for entry in entries if is_certain(entry[0])),
                    one.special,
                    one.titles,
                    tuple(entry for entry in entries if not is_certain(entry[0])),
                ),
            )


class _Part(Shelf):
    """The part of a shelf that a question needs."""

    @cached_property
    def candidates(self) -> Candidates | _Every:
        # What an index would leave out has been left out.
        return _Every(self.entries) if len(self.entries) <= _FEW else Candidates(self.entries)


@dataclass(frozen=True)
class _Every:
    """In the place of an index of few figures: all of them, or those of some codes."""

    entries: tuple[Entry, ...]

    def of(
        self, content: Content, codes: frozenset[str] = frozenset(), slips: int = 0
    ) -> list[Entry]:
        return [entry for entry in self.entries if not codes or entry[0].code in codes]


@dataclass(frozen=True)
class _Found:
    """A scope in which something may be found: the names of its organisation, the figures' keys
    and labels, and the special labels and titles of the scope that the question says."""

    scope: Scope
    names: frozenset[str]
    keys: list[int]
    labels: list[LabelNumbers]
    special: frozenset[str]
    titles: tuple[str, ...]


class _Survey:
    """One question put to many scopes; what it makes of the labels is kept while they stay."""

    def __init__(self, library: Library, index: LabelIndex, question: Question):
        self._library = library
        self._index = index
        self._question = question
        self._sizes: Sizes | None = None

    def of(self, scopes: Sequence[Scope]) -> list[_Found]:
        """Those of some scopes in which the question may find a figure."""
        import numpy

        words = self._library.figure_words([key for scope in scopes for key in scope.ids])
        self._judge(self._index.grow())
        scopes = [scope for scope in scopes if any(key in words for key in scope.ids)]
        if not scopes:
            return []
        printed = _Printed(scopes, words)
        printed.totals = self._totals(printed)
        special, titles = self._said(printed)
        places = numpy.flatnonzero(self._hits(printed, special))
        ends = numpy.searchsorted(places, printed.starts).tolist()
        keys = printed.keys[places].tolist()
        labels = printed.labels(places)
        return [
            _Found(
                scope, printed.names[n], keys[start:end], labels[start:end], special[n], titles[n]
            )
            for n, (scope, (start, end)) in enumerate(zip(scopes, pairwise(ends), strict=True))
            if start < end
        ]

    def _judge(self, sizes: Sizes) -> None:
        if sizes == self._sizes:
            return
        index, question = self._index, self._question
        self._sizes = sizes
        self._masks: dict[Content, Masks] = {}
        self._specials = index.specials((c.text for c in question.variants), sizes)
        self._titles = index.titles(question.text, sizes)
        # Whether figures of some labels explain a content; None where it does not speak of them.
        self._fits: dict[Content, dict[tuple, bool | None]] = defaultdict(dict)
        self._total_rows = index.totals(sizes)
        self._nothing = index.nothing(sizes)
        self._nameless = index.nameless(sizes)

    def _said(self, printed: _Printed) -> tuple[list[frozenset[str]], list[tuple[str, ...]]]:
        """The special labels and the titles that the question says and each scope has."""
        special: list[set[str]] = [set() for _ in printed.scopes]
        for label, (rows, columns) in self._specials.items():
            for number in printed.bearing(rows[printed.rows] | columns[printed.columns]):
                special[number].add(label)
        titles: list[list[str]] = [[] for _ in printed.scopes]
        for title in sorted(self._titles, key=len, reverse=True):
            for number in printed.bearing(self._titles[title][printed.heads]):
                titles[number].append(title)
        return list(map(frozenset, special)), list(map(tuple, titles))

    def _hits(self, printed: _Printed, special: Sequence[frozenset[str]]) -> numpy.ndarray:
        """Which figures the index of a publication would hand out for the question."""
        import numpy

        codes = self._question.codes
        if codes:
            return self._index.coded(codes, self._sizes)[printed.rows]
        hits = numpy.zeros(len(printed.rows), dtype=bool)
        # Scopes with the same special labels require the same of the question.
        kinds = {own: number for number, own in enumerate(dict.fromkeys(special))}
        kind_of = numpy.array([kinds[own] for own in special])[printed.scope_of]
        for own, number in kinds.items():
            chosen = numpy.flatnonzero(kind_of == number)
            for content in self._question.variants:
                covering = self._covering(printed, chosen, content.requiring(own))
                hits[chosen] |= covering
        return hits

    def speaking(self, found: _Found) -> _Found:
        """What was found without the figures that do not fit the question by their words, of
        which each combination is judged once."""
        labels = NamedLabels(self._library.figure_labels, self._index, found.names)
        said = [
            ((labels.row(row), column, labels.head(head), total), (row, column, head, total))
            for row, column, head, total in found.labels
        ]
        kept: set[int] = set()
        for content in self._question.variants:
            content = content.requiring(found.special)
            fits = self._fits[content]
            speaking, explaining = [], []
            for key, (words, numbers) in zip(found.keys, said, strict=True):
                explains = fits.get(words, _UNKNOWN)
                if explains is _UNKNOWN:
                    explains = fits[words] = self._explains(labels, numbers, content)
                if explains is not None:
                    speaking.append(key)
                    if explains:
                        explaining.append(key)
            # Where not all are considered, those that do not explain it may displace others.
            kept.update(explaining if len(speaking) <= CONSIDERED else speaking)
        return replace(found, keys=[key for key in found.keys if key in kept])

    def _explains(
        self, labels: NamedLabels, numbers: LabelNumbers, content: Content
    ) -> bool | None:
        """Whether figures of some labels explain a content, None if it does not speak of them."""
        code = labels.code(numbers[0])
        found = fit(labels.words(*numbers), code, False, content, self._question.codes)
        return found and len(found.unexplained) <= self._question.slips

    def _totals(self, printed: _Printed) -> numpy.ndarray:
        """Which figures are totals, as :func:`assistant.finding.label_words.words_of` tells it."""
        totals = (printed.flags & TOTAL != 0) | self._total_rows[printed.rows]
        totals |= (printed.flags & AMOUNT_IN_TEXT != 0) & self._nothing[printed.rows]
        for number, names in enumerate(printed.names):
            for row in self._index.beginning(names):
                own = slice(printed.starts[number], printed.starts[number + 1])
                totals[own] |= printed.rows[own] == row
        return totals

    def _covering(
        self, printed: _Printed, chosen: numpy.ndarray, content: Content
    ) -> numpy.ndarray:
        masks = self._masks.get(content)
        if masks is None:
            masks = self._masks[content] = self._index.masks(content, self._sizes)
        rows, columns, heads = (
            labels[chosen] for labels in (printed.rows, printed.columns, printed.heads)
        )
        named = masks.named_columns[columns] | masks.named_heads[heads] | self._nameless[columns]
        named &= printed.totals[chosen]
        named |= masks.named_rows[rows]
        if self._question.slips:
            # Which characters may stay unexplained is left to the matching.
            return named
        covered = masks.rows[rows] | masks.columns[columns] | masks.heads[heads]
        return named & (covered == masks.all)


class _Printed:
    """The labels of the figures of some scopes as arrays, scope after scope."""

    def __init__(self, scopes: Sequence[Scope], words: dict[int, FigureWords]):
        import numpy

        parts = [[words[key] for key in scope.ids if key in words] for scope in scopes]
        every = [part for own in parts for part in own]
        lengths = [sum(map(len, own)) for own in parts]
        self.scopes = scopes
        self.rows = numpy.concatenate([part.rows for part in every])
        self.columns = numpy.concatenate([part.columns for part in every])
        self.heads = numpy.concatenate([part.heads for part in every])
        self.flags = numpy.concatenate([part.flags for part in every])
        self.keys = numpy.concatenate(
            [numpy.arange(part.first, part.first + len(part)) for part in every]
        )
        self.starts = numpy.concatenate([[0], numpy.cumsum(lengths, dtype=numpy.int64)])
        self.totals: numpy.ndarray
        self.names = [names_of(scope.documents) for scope in scopes]
        self.scope_of = numpy.repeat(numpy.arange(len(parts)), lengths)

    def labels(self, places: numpy.ndarray) -> list[LabelNumbers]:
        """The labels of the figures in some places."""
        columns = (self.rows, self.columns, self.heads, self.totals)
        return list(zip(*(own[places].tolist() for own in columns), strict=True))

    def bearing(self, figures: numpy.ndarray) -> list[int]:
        """The numbers of the scopes that have one of some figures, and are sure of it."""
        import numpy

        return numpy.unique(self.scope_of[figures & (self.flags & UNSURE == 0)]).tolist()
