"""What the library holds, prepared once for every question until a document comes or goes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from assistant.organisations import Directory
from assistant.scope import Scope, scopes_of
from index.library import Library
from index.records import StoredDocument


@dataclass(frozen=True)
class Catalogue:
    """The documents of one state of a library, their organisations and their scopes."""

    documents: tuple[StoredDocument, ...]
    directory: Directory
    scopes: tuple[Scope, ...]

    def scopes_of(self, organisations: Iterable[str]) -> tuple[Scope, ...]:
        """The scopes of some organisations, in the order of :attr:`scopes`."""
        own = self._by_organisation
        return tuple(scope for name in sorted(set(organisations)) for scope in own.get(name, ()))

    @cached_property
    def _by_organisation(self) -> dict[str, list[Scope]]:
        found: dict[str, list[Scope]] = {}
        for scope in self.scopes:
            found.setdefault(scope.organisation, []).append(scope)
        return found

    @classmethod
    def of(cls, documents: Sequence[StoredDocument]) -> Catalogue:
        """The catalogue of the given documents."""
        return cls(tuple(documents), Directory.of(documents), tuple(scopes_of(documents)))


class Catalogues:
    """The catalogue of the library as it is now; for any number of threads."""

    def __init__(self, library: Library):
        self._library = library
        self._last: tuple[Hashable, Catalogue] | None = None
        self._lock = Lock()

    def now(self) -> Catalogue:
        """The catalogue of the library's present state, within a view that of the view."""
        with self._library.view():
            state = self._library.state()
            with self._lock:
                last = self._last
            if last is not None and last[0] == state:
                return last[1]
            catalogue = Catalogue.of(self._library.documents())
        with self._lock:
            self._last = (state, catalogue)
        return catalogue
