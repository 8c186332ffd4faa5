"""One page as printed: characters and ruling lines with their places, whatever they came from.

The text layer of a PDF and the recognition of a scanned image both end in a :class:`Page`;
finding lines, tables and headings works on pages alone.  A table found on a page, whether by its
ruling lines or by its columns of text, is a :class:`PrintedTable`.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.printed_lines import Box, PageSetting


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character, or several that cannot be told apart (a ligature).

    The box is in points from the page's upper left corner and stands on the baseline:
    ``bottom`` is 0.14 × ``size`` below it and ``top`` is ``bottom`` − ``size``, so that fonts
    with different boxes fall on one line.  ``confidence`` (0–1) is how sure the recognition of
    a scanned character is; None where the file itself states the character.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One straight ruling line, or one side of a ruled box; horizontal or vertical.

    In points from the page's upper left corner; ``x0 == x1`` for a vertical one and
    ``top == bottom`` for a horizontal one.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs across the page."""
        return self.top == self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """A page's characters and ruling lines; ``number`` is 1-based, sizes are in points.

    Blanks stand among the characters (one may be of no width).  ``scanned`` says that the
    characters were recognised in an image.  A page whose text runs sideways as it is shown is
    read as if it had been turned upright: ``turned`` says by how many quarters of a circle,
    clockwise, the page given here has to be turned to be as it is shown.  One that is shown
    askew is read level: ``skew`` is by how many degrees anticlockwise it was turned for that,
    about its middle.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    edges: tuple[Edge, ...]
    scanned: bool = False
    turned: int = 0
    skew: float = 0.0

    def as_shown(self, box: Box) -> Box:
        """See :meth:`corpus.printed_lines.PageSetting.as_shown`."""
        return PageSetting(self.width, self.height, self.turned, self.skew).as_shown(box)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell of a table as printed.

    It stands at ``row`` and ``column`` (0-based) and covers ``rowspan`` rows and ``colspan``
    columns; the positions it covers besides have no cell of their own.  ``box`` is its ruled
    box, or without ruling lines the space it takes between its neighbours.  ``text`` has a
    line break where the print has one and is "" for a blank cell; ``chars`` are what it was
    made of, without white space.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    text: str = ""
    chars: tuple[Char, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table on one page: ``cells`` by row and column, each position covered at most once.

    ``columns`` are the left edges of its columns and ``rows`` the top edges of its rows, in
    points, ascending; their numbers are the table's width and height.
    """

    box: Box
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[PrintedCell, ...]
