"""A single table as a lookup sees it: cells, and the places each of them covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.text import normalise

_RANGE = re.compile(r"(?<=\d)(?:至|到|~|～|—|－|–)(?=\d)")
# Beyond this a cell is prose; what it is asked by stands in its headers.
LONGEST_TEXT = 160


def folded(text: str) -> str:
    """Comparison form without any blanks; ranges are written with a hyphen (1至2年, 1-2年)."""
    return _RANGE.sub("-", re.sub(r"\s+", "", normalise(text)))


@dataclass(frozen=True)
class LookupGrid:
    """A printed table.

    ``texts`` holds the text of each cell; ``layout`` says for each row and column which cell
    lies there, a merged cell being named at every place it covers.  Rows are equally long.
    """

    texts: tuple[str, ...]
    layout: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        widths = {len(row) for row in self.layout}
        if len(widths) > 1:
            raise ValueError("rows of different length")
        if any(not 0 <= cell < len(self.texts) for row in self.layout for cell in row):
            raise ValueError("a place names a cell that has no text")

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[str]]) -> LookupGrid:
        """A grid without merged cells; short rows are filled with empty cells."""
        width = max((len(row) for row in rows), default=0)
        texts: list[str] = []
        layout = []
        for row in rows:
            filled = [*row, *[""] * (width - len(row))]
            layout.append(tuple(range(len(texts), len(texts) + width)))
            texts += filled
        return cls(tuple(texts), tuple(layout))

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.layout)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.layout[0]) if self.layout else 0

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The texts in comparison form, prose cut off."""
        return tuple(folded(text[: 2 * LONGEST_TEXT])[:LONGEST_TEXT] for text in self.texts)

    @cached_property
    def boxes(self) -> dict[int, tuple[int, int, int, int]]:
        """Of each cell that is printed: first row, first column, last row, last column."""
        found: dict[int, tuple[int, int, int, int]] = {}
        for r, row in enumerate(self.layout):
            for c, cell in enumerate(row):
                top, left, bottom, right = found.get(cell, (r, c, r, c))
                found[cell] = (min(top, r), min(left, c), max(bottom, r), max(right, c))
        return found

    @cached_property
    def cells(self) -> tuple[int, ...]:
        """The printed cells in reading order."""
        return tuple(sorted(self.boxes, key=lambda cell: self.boxes[cell][:2]))

    def row_of(self, row: int) -> list[int]:
        """The cells of a row from left to right, each once."""
        return list(dict.fromkeys(self.layout[row]))

    def column_of(self, column: int) -> list[int]:
        """The cells of a column from top to bottom, each once."""
        return list(dict.fromkeys(row[column] for row in self.layout))
