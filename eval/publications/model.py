"""A generated publication: what is printed, in order, and the true figure behind every cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.document import CellState


@dataclass(frozen=True)
class TrueFigure:
    """What a body cell of a table truly says.

    Paths run from the outermost to the innermost printed header, as
    :class:`corpus.document.TableCell` defines them; ``value`` is exact and in ``unit``, None
    unless ``state`` is NUMBER.
    """

    table: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    code: str
    state: CellState
    text: str
    value: Decimal | None
    unit: str


@dataclass(frozen=True)
class PrintedCell:
    """A cell as printed.  ``kind`` is header, code, name, index, words or figure; ``level`` the
    depth a name is set in by."""

    text: str
    kind: str = "words"
    rowspan: int = 1
    colspan: int = 1
    level: int = 0
    figure: TrueFigure | None = None


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: ``rows`` is rectangular, None where a span covers the place.

    ``title`` heads it, ``captions`` are lines between title and grid (who, unit, number of
    the form), left or right of the page; ``notes`` stand below.
    """

    title: str
    captions: tuple[tuple[str, str], ...]
    rows: tuple[tuple[PrintedCell | None, ...], ...]
    header_rows: int
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0])

    @property
    def figures(self) -> tuple[TrueFigure, ...]:
        """The true figure of every body cell that may hold one, blanks included, row by row."""
        return tuple(cell.figure for row in self.rows for cell in row if cell and cell.figure)


@dataclass(frozen=True)
class PrintedHeading:
    """A heading; ``level`` is 1 for the outermost."""

    text: str
    level: int


@dataclass(frozen=True)
class TrueStatement:
    """An amount that a sentence states of a subject, exact and in ``unit``.

    ``kind`` is amount, increase or decrease (against the year before); ``code`` the subject's,
    "" where it has none; ``reason`` what the sentence gives as the reason of a change.
    """

    subject: str
    code: str
    kind: str
    value: Decimal
    unit: str
    reason: str = ""


@dataclass(frozen=True)
class PrintedText:
    """A paragraph of running text, and what it truly states of amounts."""

    text: str
    statements: tuple[TrueStatement, ...] = ()


@dataclass(frozen=True)
class BlankPage:
    """A page left empty, in formats that have pages."""


Part = PrintedHeading | PrintedText | PrintedTable | BlankPage


@dataclass(frozen=True)
class Publication:
    """One publication of an organisation that does not exist, with all it prints in order.

    ``kind`` is 部门预算, 单位预算, 部门决算 or 单位决算.
    """

    organisation: str
    region: str
    year: int
    kind: str
    title: str
    parts: tuple[Part, ...]

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """Its tables in order."""
        return tuple(part for part in self.parts if isinstance(part, PrintedTable))

    @property
    def statements(self) -> tuple[TrueStatement, ...]:
        """What its paragraphs state of amounts, in order."""
        return tuple(
            statement
            for part in self.parts
            if isinstance(part, PrintedText)
            for statement in part.statements
        )

    @property
    def figures(self) -> tuple[TrueFigure, ...]:
        """The true figures of all tables, in order."""
        return tuple(figure for table in self.tables for figure in table.figures)
