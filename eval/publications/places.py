"""Where the figures of a publication stand on its pages, and which were read elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from corpus.document import Document, Position
from eval.publications.comparison import COUNTED, Reading, reading_of, true_reading
from eval.publications.model import Publication, TrueFigure

# (x0, top, x1, bottom) in points from the upper left corner of the page as it is shown.
Box = tuple[float, float, float, float]

# Points by which a box may be off.
_TOLERANCE = 2.0


@dataclass(frozen=True)
class Place:
    """A cell on its page (from 1).  ``cell`` is its ruled box, None where no lines are drawn
    around it; ``text`` the box of its printed text."""

    page: int
    text: Box
    cell: Box | None = None

    def moved(self, move: Callable[[Box], Box]) -> Place:
        """The same place with its boxes elsewhere on the page."""
        return Place(self.page, move(self.text), self.cell and move(self.cell))

    def is_at(self, position: Position) -> bool:
        """Whether a position read is this cell's: its ruled box, or without lines one that
        holds its text."""
        if position.page != self.page or position.box is None:
            return False
        if self.cell is not None:
            pairs = zip(self.cell, position.box, strict=True)
            return all(abs(true - read) <= _TOLERANCE for true, read in pairs)
        x0, top, x1, bottom = position.box
        return (
            x0 <= self.text[0] + _TOLERANCE
            and top <= self.text[1] + _TOLERANCE
            and x1 >= self.text[2] - _TOLERANCE
            and bottom >= self.text[3] - _TOLERANCE
        )


# The place of every cell with a figure by (table, row, column), all counted from 0.
Places = Mapping[tuple[int, int, int], Place]


@dataclass(frozen=True)
class Misplaced:
    """A figure read right with the page and box where it was not printed."""

    reading: Reading
    true: tuple[Place, ...]
    page: int | None
    box: Box | None


def figures_by_place(publication: Publication) -> Iterator[tuple[tuple[int, int, int], TrueFigure]]:
    """The figures of all tables in order, each with its table, row and column from 0."""
    for number, table in enumerate(publication.tables):
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                if cell and cell.figure:
                    yield (number, r, c), cell.figure


def misplaced(publication: Publication, places: Places, document: Document) -> list[Misplaced]:
    """The figures of a document that were read right but not where they are printed.

    Where several are the same in every label and in value, each place counts once.
    """
    open_: dict[Reading, list[Place]] = defaultdict(list)
    for key, figure in figures_by_place(publication):
        if figure.state in COUNTED:
            open_[true_reading(figure)].append(places[key])
    found = []
    for table in document.tables:
        for cell in table.cells:
            if cell.state not in COUNTED:
                continue
            reading = reading_of(table.title, cell)
            left = open_.get(reading)
            if not left:
                continue
            here = next((place for place in left if place.is_at(cell.position)), None)
            if here is None:
                found.append(Misplaced(reading, tuple(left), cell.position.page, cell.position.box))
            else:
                left.remove(here)
    return found
