"""The figures of one scope, of which only those that a question can mean are read.

Which figures can be meant shows in their labels, and those of a publication are read in one row.
Who goes through all figures has them read all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from assistant.finding.candidates import Entry
from assistant.finding.lookup import Shelf, special_labels, telling_titles
from assistant.finding.shelf_labels import ShelfLabels
from assistant.understanding.content import Content
from assistant.understanding.organisations import names_of
from assistant.understanding.scope import Scope
from index.library import Library


class LabelledShelf(Shelf):
    """A shelf on which the same is found as on one of all figures with their words.

    It reads in the library's present view, which has to hold the scope's documents.
    """

    def __init__(self, library: Library, scope: Scope):
        # Not the fields of a shelf: they are worked out when they are asked for.
        labels = ShelfLabels(library.own_words(scope.ids), names_of(scope.documents))
        self.__dict__.update(_library=library, _scope=scope, _labels=labels, _read={})

    _library: Library
    _scope: Scope
    _labels: ShelfLabels
    # What has been read, by place.
    _read: dict[int, Entry]

    def __len__(self) -> int:
        return len(self._labels)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All figures but those in doubt."""
        self.read_all()
        return self._entries(self._labels.sure)

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        """The figures in doubt."""
        return self._entries(self._labels.unsure)

    @property
    def candidates(self) -> LabelledShelf:
        """Itself: the figures by the words through which a question can mean them."""
        return self

    def of(
        self, content: Content, codes: frozenset[str] = frozenset(), slips: int = 0
    ) -> Sequence[Entry]:
        """See :meth:`assistant.finding.candidates.Candidates.of`; without figures that do not match."""
        return self._entries(self._labels.fitting(content, codes, slips))

    @cached_property
    def special(self) -> frozenset[str]:
        """See :class:`assistant.finding.lookup.Shelf`."""
        return special_labels(*self._names)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """See :class:`assistant.finding.lookup.Shelf`."""
        return telling_titles(head.title for head in self._labels.sure_heads)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of all rows and columns."""
        columns, leaves = self._names
        return tuple(sorted(columns | leaves))

    @cached_property
    def _names(self) -> tuple[set[str], set[str]]:
        columns = {name for column in self._labels.sure_columns for name in column.names}
        return columns, {row.leaf for row in self._labels.sure_rows}

    def _entries(self, places: Sequence[int]) -> tuple[Entry, ...]:
        read, keys = self._read, self._labels.keys
        lacking = [place for place in places if place not in read]
        if lacking:
            wanted = [keys[place] for place in lacking]
            figures = self._library.some_figures(self._scope.documents, wanted)
            found = {figure.id: figure for figure in figures}
            for place in lacking:
                if keys[place] in found:
                    read[place] = found[keys[place]], self._labels.words(place)
        return tuple(read[place] for place in places if place in read)

    def read_all(self) -> None:
        """Read all figures, for who goes through them later, in another view."""
        if len(self._read) == len(self):
            return
        places = {key: place for place, key in enumerate(self._labels.keys)}
        for figure in self._library.figures_of(self._scope.ids):
            place = places[figure.id]
            if place not in self._read:
                self._read[place] = figure, self._labels.words(place)
