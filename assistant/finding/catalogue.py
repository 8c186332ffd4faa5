"""What the library holds, prepared once for every question until a document comes or goes."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from operator import attrgetter
from threading import Lock

from assistant.understanding.organisations import Directory
from assistant.understanding.scope import Scope, scopes_of
from index.library import Library
from index.records import StoredDocument


@dataclass(frozen=True)
class Catalogue:
    """The documents of one state of a library by name, their organisations and their scopes."""

    documents: tuple[StoredDocument, ...] = ()
    directory: Directory = field(default_factory=Directory)
    _by_organisation: Mapping[str, tuple[Scope, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, documents: Iterable[StoredDocument]) -> Catalogue:
        """The catalogue of the given documents."""
        return cls().changed(documents)

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes by organisation, newest year first."""
        own = self._by_organisation
        return tuple(chain.from_iterable(own[name] for name in sorted(own)))

    def scopes_of(self, organisations: Iterable[str]) -> tuple[Scope, ...]:
        """The scopes of some organisations, in the order of :attr:`scopes`."""
        own = self._by_organisation
        return tuple(scope for name in sorted(set(organisations)) for scope in own.get(name, ()))

    def changed(
        self, come: Iterable[StoredDocument], gone: Collection[StoredDocument] = ()
    ) -> Catalogue:
        """The catalogue once some documents have come and others gone.

        Made anew is only what is known of their organisations.
        """
        come, left = list(come), {document.id for document in gone}
        concerned = {document.organisation for document in (*come, *gone)}
        before = [d for scope in self.scopes_of(concerned) for d in scope.documents]
        after = sorted([d for d in before if d.id not in left] + come, key=_name)
        documents = [d for d in self.documents if d.id not in left] if left else self.documents
        by_organisation = dict(self._by_organisation)
        for organisation in concerned:
            by_organisation.pop(organisation, None)
        for organisation, scopes in groupby(scopes_of(after), key=lambda s: s.organisation):
            by_organisation[organisation] = tuple(scopes)
        return Catalogue(
            tuple(sorted([*documents, *come], key=_name)),
            self.directory.changed(before, after),
            by_organisation,
        )


_name = attrgetter("name")


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
            known = last[1] if last else Catalogue()
            held = {document.id: document for document in known.documents}
            come, gone = self._library.changes(held.keys())
            catalogue = known.changed(come, [held[key] for key in gone])
        with self._lock:
            self._last = (state, catalogue)
        return catalogue
