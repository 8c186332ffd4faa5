"""A header cell of an unruled table."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.pdf.unruled.segments import Segment


@dataclass(slots=True)
class HeaderCell:
    """A printed header over the columns ``start`` to ``end`` (exclusive), with its own below."""

    lines: list[Segment]
    start: int = -1
    end: int = -1
    below: list[HeaderCell] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge of its text."""
        return min(s.x0 for s in self.lines)

    @property
    def x1(self) -> float:
        """The right edge of its text."""
        return max(s.x1 for s in self.lines)

    @property
    def top(self) -> float:
        """The upper edge of its first line."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """The lower edge of its last line."""
        return self.lines[-1].bottom

    @property
    def size(self) -> float:
        """Its size of type."""
        return self.lines[0].size

    @property
    def centre(self) -> float:
        """The middle of its text."""
        return (self.x0 + self.x1) / 2

    @property
    def depth(self) -> int:
        """How many rows of headers it and what stands below it take."""
        return 1 + max((cell.depth for cell in self.below), default=0)


def text_of(cell: HeaderCell) -> str:
    """The text of a header cell on one line."""
    return "".join(s.text for s in cell.lines)
