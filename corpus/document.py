"""The format-neutral document model that every reader fills and everything later reads.

A reader turns a file into a :class:`Document`: its blocks (headings, paragraphs and raw
grids) in reading order.  Table understanding (:mod:`corpus.tables`) turns each
:class:`Grid` into a :class:`Table` whose cells know their row path, column path and unit.
Statement reading (:mod:`corpus.statements`) turns paragraphs into :class:`Statement` facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from corpus.printed_lines import PrintedLine
from corpus.states import CellState, Measure, TableState


@dataclass(frozen=True)
class Position:
    """Where something stands in its file.

    ``page`` is 1-based and None where the format has no pages; ``line`` is the 1-based
    source line of text formats; ``box`` is ``(x0, top, x1, bottom)`` in points on the page.
    """

    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class GridCell:
    """One printed cell: its text and how many rows and columns it spans (1 where unknown).

    ``confidence`` (0–1) is that of its least sure character where the text was recognised in
    an image, None where the file itself states it.
    """

    text: str
    rowspan: int = 1
    colspan: int = 1
    position: Position = Position()
    confidence: float | None = None


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is 1 for the outermost."""

    text: str
    level: int
    position: Position = Position()


@dataclass(frozen=True)
class Paragraph:
    """Running text under ``section``, the heading path from outermost to innermost.

    ``numbers`` are the numbers of a recognised text in reading order as (digits and
    separators, confidence of the least sure character); () where the file states its text.
    ``printed`` are the lines on which its characters stand, all of them and no others; () where
    the format has no pages or the places are not known.
    """

    text: str
    section: tuple[str, ...] = ()
    position: Position = Position()
    numbers: tuple[tuple[str, float], ...] = ()
    printed: tuple[PrintedLine, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table as printed.

    ``rows[r][c]`` is rectangular; a position covered by a span, or left empty by the
    format, holds a cell with empty text.  ``spans_known`` tells whether the format states
    its spans (HTML, Excel) or they must be inferred (tab-separated text).  ``title`` and
    ``unit_line`` are what stands just above the grid, ``notes`` what stands just below it.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    section: tuple[str, ...] = ()
    title: str = ""
    unit_line: str = ""
    notes: tuple[str, ...] = ()
    spans_known: bool = False
    position: Position = Position()

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


Block = Heading | Paragraph | Grid


@dataclass(frozen=True)
class Profile:
    """Who published what for which year, read from the document's own text.

    ``organisation`` is the full name, ``short_names`` are other names its text supports,
    ``region`` the place that leads the name, ``kind`` one of 部门预算 / 单位预算 /
    部门决算 / 单位决算 (or "" if unknown).  ``uncertain`` names the fields that the text does
    not settle, and ``warnings`` says for each, in the same order, what is uncertain.
    """

    organisation: str = ""
    short_names: tuple[str, ...] = ()
    region: str = ""
    year: int | None = None
    kind: str = ""
    warnings: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableCell:
    """One body cell of an understood table.

    ``row_path`` and ``column_path`` run from outermost to innermost header as printed
    (white space and markup removed).  ``value`` is exact and in ``unit``; it is None unless
    ``state`` is NUMBER.  ``code`` is the subject code of the row, if it has one.
    ``certain`` is False where the header over the cell could not be established.
    ``confidence`` (0–1) is set where the text was recognised in an image; ``doubtful`` says
    that what was recognised may not be what is printed.
    """

    row: int
    column: int
    text: str
    state: CellState
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    value: Decimal | None = None
    unit: str = ""
    code: str = ""
    is_total: bool = False
    certain: bool = True
    position: Position = Position()
    confidence: float | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Table:
    """An understood table: what it is about and every body cell with its full header paths.

    ``context`` names what a form-like sheet is about (its project), else "".
    ``grid`` keeps the printed grid, so that evidence can show the cell where it stands.
    """

    title: str
    unit: str
    section: tuple[str, ...]
    state: TableState
    cells: tuple[TableCell, ...]
    grid: Grid
    context: str = ""
    header_rows: int = 0
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    position: Position = Position()


@dataclass(frozen=True)
class Statement:
    """A figure stated in running text.

    ``subject`` is the path of what it is about (outermost first), ``measure`` what it says,
    ``year`` the year it speaks of where stated, ``basis`` what a change is measured against
    (``2025年执行数``), ``reason`` the stated cause.  ``sentence`` is the sentence verbatim and
    ``span`` the character range of the printed figure in it.  ``paragraph`` is the index of
    its paragraph among the document's blocks.  ``confidence`` and ``doubtful`` are those of a
    figure recognised in an image, as in :class:`TableCell`.
    """

    subject: tuple[str, ...]
    measure: Measure
    printed: str
    value: Decimal
    unit: str
    sentence: str
    span: tuple[int, int]
    section: tuple[str, ...] = ()
    paragraph: int = 0
    year: int | None = None
    basis: str = ""
    reason: str = ""
    position: Position = Position()
    confidence: float | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class Document:
    """One publication as read: identity, blocks in order, and what was understood of it.

    ``name`` is the file name as added, ``sha256`` the hash of its bytes, ``pages`` the
    number of pages or None where the format has none.
    """

    name: str
    sha256: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    profile: Profile = Profile()
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def with_understanding(self, **parts) -> Document:
        """A copy with some of profile, tables, statements or warnings set."""
        return replace(self, **parts)
