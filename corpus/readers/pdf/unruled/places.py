"""Where the columns of an unruled table stand, and which of another page go on from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from corpus.tables.words import is_total

# How far a column may stand off the one above it on the page before, in points.
_TOLERANCE = 5.0


class Kind(Enum):
    """What a column prints: amounts are set to the right, words to the left, codes (and other
    whole numbers before words) anyhow; names of totals may be centred over codes too; a blank
    one has nothing but its header."""

    AMOUNTS = "amounts"
    WORDS = "words"
    CODES = "codes"
    TOTALS = "totals"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Place:
    """A column: the left and right edge of its text (of its header if blank) and of the space it
    takes, in points."""

    kind: Kind
    x0: float
    x1: float
    left: float
    right: float

    def continues(self, other: Place) -> bool:
        """Whether this column of a page may be the ``other`` one of the page before."""
        if {self.kind, other.kind} == {Kind.BLANK, Kind.TOTALS}:
            return self.x0 < other.right and other.left < self.x1
        if self.kind is Kind.BLANK or other.kind is Kind.BLANK:
            return other.left <= (self.x0 + self.x1) / 2 <= other.right
        kinds = {self.kind, other.kind}
        if kinds == {Kind.WORDS}:
            # Names may all be indented on one of the pages.
            common = min(self.x1, other.x1) - max(self.x0, other.x0)
            return common >= 0.5 * min(self.x1 - self.x0, other.x1 - other.x0)
        if Kind.WORDS in kinds or Kind.TOTALS in kinds:
            return kinds <= {Kind.WORDS, Kind.TOTALS}
        # Figures are set to the right, in the middle, or (codes) to the left.
        return (
            _near(self.x1, other.x1)
            or _near((self.x0 + self.x1) / 2, (other.x0 + other.x1) / 2)
            or _near(self.x0, other.x0)
        )


def kind_of(texts: Sequence[str], figures: bool, before_words: bool) -> Kind:
    """The kind of a column from what it prints; ``before_words`` says that words or codes stand
    next to its right."""
    printed = [text for text in texts if text]
    if not printed:
        return Kind.BLANK
    if figures:
        codes = before_words and all(t.isdigit() or not any(map(str.isdigit, t)) for t in printed)
        return Kind.CODES if codes else Kind.AMOUNTS
    return Kind.TOTALS if all(is_total(text.replace("\n", "")) for text in printed) else Kind.WORDS


def columns_below(own: Sequence[Place], before: Sequence[Place]) -> tuple[int, ...] | None:
    """For each of the ``own`` columns of a page the one of the page ``before`` that it goes on
    from, None unless all do, in their order and each in one way only."""
    if len(own) == len(before):
        same = all(a.continues(b) for a, b in zip(own, before, strict=True))
        return tuple(range(len(own))) if same else None
    if any(place.kind is Kind.BLANK for place in own):
        return None
    ways = _ways(own, before, 0)
    return ways[0] if len(ways) == 1 else None


def _ways(own: Sequence[Place], before: Sequence[Place], first: int) -> list[tuple[int, ...]]:
    """At most two of the ways to find all columns from the ``first`` on."""
    if not own:
        return [()]
    found: list[tuple[int, ...]] = []
    for k in range(first, len(before) - len(own) + 1):
        if own[0].continues(before[k]):
            found += [(k, *rest) for rest in _ways(own[1:], before, k + 1)]
        if len(found) > 1:
            break
    return found


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= _TOLERANCE
