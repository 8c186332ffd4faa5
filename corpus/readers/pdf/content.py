"""What one page holds, found on it alone: its lines of text and its tables.

This is the part of reading that pages do not share, so that worker processes can do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import GridCell, Position
from corpus.printed_lines import PageSetting, PrintedLine
from corpus.readers.pdf import ruled, unruled
from corpus.readers.pdf.headings import BOTTOM_MARGIN, TOP_MARGIN, is_page_number
from corpus.readers.pdf.lines import Line, lines_of
from corpus.readers.pdf.page import Box, Page, PrintedCell, PrintedTable
from corpus.tables.forms import form_key
from corpus.tables.words import words
from corpus.text import label

# A table of one row this high up on a page may end the table of the page before.
_TOP_SHARE = 0.25
# One that ends this low may begin a table of the next page.
_BOTTOM_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table of a page as rows of cells; ``ruled`` tells how it was found.

    ``anchors`` are the left edges of its columns, ``places`` where those of an unruled one
    stand, below ``header_rows``: one table goes on from another where they agree.  ``alone``
    says that it is a table by itself; one that is not (a single row, or figures without a
    header) is a table only if it goes on from the one before, and else the ``lines`` it is
    made of (those of a ruled table by itself are not kept).  A ``doubtful`` one may be no table
    at all.
    """

    box: Box
    shown_box: Box
    anchors: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    ruled: bool
    alone: bool
    lines: tuple[Line, ...]
    places: tuple[unruled.Place, ...] = ()
    header_rows: int = 0
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """The lines outside the tables and the tables of a page, each from top to bottom.

    ``scanned``, ``turned`` and ``skew`` as for :class:`Page`; ``warnings`` name what stays text
    because it cannot be read as a table without guessing, ``unread`` are the boxes of such text.
    """

    number: int
    width: float
    height: float
    scanned: bool
    turned: int
    lines: tuple[Line, ...]
    tables: tuple[TableContent, ...]
    warnings: tuple[str, ...] = ()
    unread: tuple[Box, ...] = ()
    skew: float = 0.0

    def is_unread(self, line: Line) -> bool:
        """Whether a line is part of what looks like a table but stays text."""
        middle = (line.top + line.bottom) / 2
        return any(
            top <= middle <= bottom and line.x0 < right and left < line.x1
            for left, top, right, bottom in self.unread
        )

    def as_shown(self, box: Box) -> Box:
        """A box of this page in points of the page as it is shown."""
        return self._setting.as_shown(box)

    def printed(self, line: Line) -> PrintedLine:
        """Where the characters of a line of this page stand."""
        left, top, bottom = (round(10 * value) for value in (line.x0, line.top, line.bottom))
        setting = self._setting if self.turned or self.skew else None
        return PrintedLine(self.number, left, top, bottom, line.steps, setting)

    @property
    def _setting(self) -> PageSetting:
        return PageSetting(self.width, self.height, self.turned, self.skew)


def page_content(page: Page) -> PageContent:
    """Finds the lines and tables of a page."""
    tables = []
    for table in ruled.find_tables(page):
        if _may_be_table(table, page):
            alone = len(table.rows) > 1 or _begins_form(table, page)
            tables.append(_table_content(table, page, table.columns, True, alone))
    page = _without_number(page, [table.box for table in tables])
    found, unread = unruled.find_tables(page, [table.box for table in tables])
    for one in found:
        content = _table_content(
            one.table, page, one.table.columns, False, one.header_rows > 0 and not one.doubtful
        )
        tables.append(
            replace(content, places=one.places, header_rows=one.header_rows, doubtful=one.doubtful)
        )
    lines = lines_of(page.chars, [table.box for table in tables])
    return PageContent(
        page.number,
        page.width,
        page.height,
        page.scanned,
        page.turned,
        tuple(lines),
        tuple(tables),
        tuple(one.warning for one in unread),
        tuple(one.box for one in unread),
        page.skew,
    )


def _without_number(page: Page, taken: Sequence[Box]) -> Page:
    """The page without its printed number, which is no text and no figure."""
    top, bottom = page.height * TOP_MARGIN, page.height * BOTTOM_MARGIN
    marginal = [char for char in page.chars if char.bottom < top or char.top > bottom]
    numbers = [line for line in lines_of(marginal, taken) if is_page_number(line, page.height)]
    if not numbers:
        return page
    kept = tuple(
        char
        for char in page.chars
        if not any(
            line.x0 <= char.x0 and char.x1 <= line.x1 and line.top <= char.top <= line.bottom
            for line in numbers
        )
    )
    return replace(page, chars=kept)


def _may_be_table(table: PrintedTable, page: Page) -> bool:
    """Whether a ruled box is a table, or may be the last row of one on the page before."""
    if len(table.columns) < 2:
        return False
    if len(table.rows) > 1 or table.box[1] < _TOP_SHARE * page.height:
        return True
    return _begins_form(table, page)


def _begins_form(table: PrintedTable, page: Page) -> bool:
    """Whether a ruled box is the first row of a form that goes on on the next page."""
    if len(table.rows) > 1 or table.box[3] < _BOTTOM_SHARE * page.height:
        return False
    return form_key(label(table.cells[0].text)) in words("form_subject_keys")


def _table_content(
    table: PrintedTable, page: Page, anchors: tuple[float, ...], is_ruled: bool, alone: bool
) -> TableContent:
    lines: tuple[Line, ...] = ()
    if not (alone and is_ruled):
        lines = tuple(lines_of(char for cell in table.cells for char in cell.chars))
    return TableContent(
        table.box,
        page.as_shown(table.box),
        anchors,
        _grid_rows(table, page),
        is_ruled,
        alone,
        lines,
    )


def _grid_rows(table: PrintedTable, page: Page) -> tuple[tuple[GridCell, ...], ...]:
    """The rows of a table; positions that a cell covers besides its own are blank."""
    blank = GridCell("", position=Position(page=page.number))
    rows = [[blank] * len(table.columns) for _ in table.rows]
    for cell in table.cells:
        rows[cell.row][cell.column] = _grid_cell(cell, page)
    return tuple(map(tuple, rows))


def _grid_cell(cell: PrintedCell, page: Page) -> GridCell:
    return GridCell(
        cell.text.strip(),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        position=Position(page=page.number, box=page.as_shown(cell.box)),
        confidence=min(
            (c.confidence for c in cell.chars if c.confidence is not None), default=None
        ),
    )
