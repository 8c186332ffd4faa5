"""What questions found in many publications: asked again, only new publications are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from assistant.finding.lookup import Finding, Shelf, find
from assistant.understanding.question import Question
from assistant.understanding.scope import Scope
from index.records import StoredFigure

# Publications about which something is remembered; one with a figure takes some 3 kB.
_KEPT = 30_000
# So many are looked up together.
_TOGETHER = 2_000


@dataclass(frozen=True)
class Meant:
    """The figure that a question means in a publication; whether other rows fit as well."""

    figure: StoredFigure
    rivals: bool


_Known = dict[tuple[int, ...], Meant | None | bool]
# Nothing can be found in a publication: it is passed over.
_PASSED = False


class Remembered:
    """What the questions asked last found, for any number of threads.

    A stored document never changes (a replaced one gets a new key), so what is kept is never
    out of date.
    """

    def __init__(
        self,
        shelves: Callable[[Question, Sequence[Scope]], Iterator[tuple[Scope, Shelf]]],
        kept: int = _KEPT,
    ):
        """``shelves`` gives those of some scopes, in their order, in which a question may find
        something."""
        self._shelves = shelves
        self._limit = kept
        self._held: OrderedDict[Question, _Known] = OrderedDict()
        self._lock = Lock()

    def findings(
        self, question: Question, scopes: Sequence[Scope]
    ) -> Iterator[tuple[Scope, Meant | None]]:
        """Those of some scopes, in their order, in which a question may find something, each
        with what it finds."""
        known = self._known(question)
        for start in range(0, len(scopes), _TOGETHER):
            yield from self._found(question, scopes[start : start + _TOGETHER], known)

    def _found(
        self, question: Question, scopes: Sequence[Scope], known: _Known
    ) -> Iterator[tuple[Scope, Meant | None]]:
        fresh = self._shelves(question, [scope for scope in scopes if scope.ids not in known])
        coming = None
        for scope in scopes:
            found = known.get(scope.ids, ...)
            if found is ...:
                # Read only once it is its turn: whoever has enough asks for no more.
                coming = coming or next(fresh, None)
                found = _PASSED
                if coming is not None and coming[0].ids == scope.ids:
                    shelf, coming = coming[1], None
                    found = meant_by(find(question, shelf) if len(shelf) else None)
                known[scope.ids] = found
            if found is not _PASSED:
                yield scope, found

    def _known(self, question: Question) -> _Known:
        """What is known of a question; those asked longest ago are forgotten for it."""
        with self._lock:
            known = self._held.setdefault(question, {})
            self._held.move_to_end(question)
            while len(self._held) > 1 and sum(map(len, self._held.values())) > self._limit:
                self._held.popitem(last=False)
            return known


def meant_by(finding: Finding | None) -> Meant | None:
    """What a finding says of a publication among many."""
    return None if finding is None else Meant(finding.figure, bool(finding.rivals))
