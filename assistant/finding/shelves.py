"""The figures of scopes, ready to be matched; those asked for last are kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from assistant.finding.labelled_shelf import LabelledShelf
from assistant.understanding.scope import Scope
from index.library import Library

# A figure with its words takes about 3 kB, once it is read; its labels a tenth of it.
_KEPT_FIGURES = 100_000


class Shelves:
    """A bounded cache of shelves, for any number of threads.

    A stored document never changes (a replaced one gets a new key), so what is kept is never
    out of date.
    """

    def __init__(self, library: Library, kept_figures: int = _KEPT_FIGURES):
        self._library = library
        self._limit = kept_figures
        self._size = 0
        self._held: OrderedDict[tuple[int, ...], LabelledShelf] = OrderedDict()
        self._lock = Lock()

    def of(self, scope: Scope) -> LabelledShelf:
        """The shelf of a scope."""
        with self._lock:
            if scope.ids in self._held:
                self._held.move_to_end(scope.ids)
                return self._held[scope.ids]
        shelf = LabelledShelf(self._library, scope)
        with self._lock:
            if scope.ids not in self._held:
                self._held[scope.ids] = shelf
                self._size += len(shelf)
            while len(self._held) > 1 and self._size > self._limit:
                self._size -= len(self._held.popitem(last=False)[1])
        return shelf
