"""From pages to blocks in reading order: paragraphs, headings, tables over several pages.

Usage::

    layout = Layout()
    for page in pages:
        layout.take(page_content(page))
    blocks = layout.finish()

A table at the very top of a page, in the columns of the one that ended the page before, goes on
from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.document import Block, Grid, GridCell, Position
from corpus.readers.assembly import Assembler
from corpus.readers.pdf.content import PageContent, TableContent, page_content
from corpus.readers.pdf.headings import (
    LEADER,
    Margins,
    body_size,
    glued,
    heading_level,
    looks_like_contents,
)
from corpus.readers.pdf.lines import Line
from corpus.readers.pdf.page import Page
from corpus.readers.pdf.running_heads import RunningHeads
from corpus.text import normalise, tidy

# How far a column may stand off the one above it on the page before, in points.
_COLUMN_TOLERANCE = 5.0


def read_pages(pages: Iterable[Page]) -> tuple[Block, ...]:
    """The blocks of a document from its pages in order, whatever they came from."""
    layout = Layout()
    for page in pages:
        layout.take(page_content(page))
    return layout.finish()


class Layout:
    """Takes pages in their order and puts what they hold in reading order."""

    def __init__(self):
        self._assembler = Assembler()
        # Whether the page may still belong to the contents list.
        self._contents = False
        # The table taken last, on this page or one before, and the columns of all its pages.
        self._table_before: TableContent | None = None
        self._anchors: tuple[float, ...] = ()
        self._right = 0.0
        self._running_heads = RunningHeads()
        self._warnings: list[str] = []

    def finish(self) -> tuple[Block, ...]:
        """The blocks of all pages taken."""
        return self._assembler.finish()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What on the pages taken could not be read as what it seems to be."""
        return tuple(self._warnings)

    def take(self, page: PageContent) -> None:
        """Adds the next page."""
        self._warnings.extend(page.warnings)
        tables = [table for table in page.tables if self._is_table(table)]
        lines = self._running_heads.without(page)
        for table in page.tables:
            if not self._is_table(table):
                lines.extend(table.lines)
        if self._contents and not looks_like_contents(lines):
            self._contents = False
        body = body_size(lines)
        margins = Margins(lines, body)
        items = sorted(
            [(table.box[1], 1, table) for table in tables]
            + [(line.top, 0, line) for line in lines],
            key=lambda item: item[:2],
        )
        run: list[Line] = []
        first = True
        for _, is_table, item in items:
            if is_table:
                self._flush(run, page, body)
                run = []
                self._table(item, page, continues=first)
            elif run and (self._contents or not margins.goes_on(run[-1], item)):
                self._flush(run, page, body)
                run = [item]
            else:
                run.append(item)
            first = False
        self._flush(run, page, body)

    def _is_table(self, table: TableContent) -> bool:
        """Whether a table stands for itself or goes on from the one before: a lone row (合计),
        figures without a header."""
        return table.alone or self._goes_on(table)

    def _goes_on(self, table: TableContent) -> bool:
        """Whether a table stands in the columns of the one that was taken last."""
        before = self._table_before
        if before is None or not isinstance(self._assembler.last, Grid):
            return False
        if before.ruled != table.ruled:
            return False
        return _all_in(table.anchors, self._anchors)

    def _goes_on_finer(self, table: TableContent) -> bool:
        """Whether a table as wide as the one taken last divides its columns further: of a form
        over two pages, the first may show merged cells only."""
        before = self._table_before
        if before is None or not isinstance(self._assembler.last, Grid):
            return False
        as_wide = abs(table.box[2] - self._right) <= _COLUMN_TOLERANCE
        return before.ruled and table.ruled and as_wide and _all_in(self._anchors, table.anchors)

    def _flush(self, run: list[Line], page: PageContent, body: float) -> None:
        """Hands on the lines of one paragraph."""
        if not run:
            return
        following = [line.text for line in run[1:]] + [""]
        text = tidy(
            "".join(glued(line.text, then) for line, then in zip(run, following, strict=True))
        )
        box = (min(r.x0 for r in run), run[0].top, max(r.x1 for r in run), run[-1].bottom)
        position = Position(page=page.number, box=page.as_shown(box))
        numbers = tuple(number for line in run for number in line.numbers)
        if LEADER.search(run[0].text) or self._contents:
            self._assembler.paragraph(LEADER.sub("", text), position, True, numbers)
            return
        level = heading_level(text, run, page.width, body)
        if level is None:
            self._assembler.paragraph(text, position, numbers=numbers)
            return
        self._assembler.heading(text, level, position)
        if normalise(text) == "目录":
            self._contents = True

    def _table(self, table: TableContent, page: PageContent, continues: bool) -> None:
        rows = table.rows
        finer = continues and not self._goes_on(table) and self._goes_on_finer(table)
        continues = finer or (continues and self._goes_on(table))
        if finer:
            self._assembler.set_rows(
                _in_columns(row, self._anchors, self._right, table.anchors)
                for row in self._assembler.last.rows
            )
        elif continues and len(table.anchors) != len(self._anchors):
            # A row of merged cells alone (合计) shows fewer columns than the table has.
            rows = tuple(
                _in_columns(row, table.anchors, table.box[2], self._anchors) for row in rows
            )
        if finer or not continues:
            self._anchors, self._right = table.anchors, table.box[2]
        self._table_before = table
        position = Position(page=page.number, box=table.shown_box)
        self._assembler.grid(rows, position, spans_known=True, continues=continues)


def _in_columns(
    row: tuple[GridCell, ...],
    own: tuple[float, ...],
    own_right: float,
    anchors: tuple[float, ...],
) -> tuple[GridCell, ...]:
    """The cells of a row in its ``own`` columns under other columns, spans counted in those."""
    blank = GridCell("", position=Position(page=row[0].position.page))
    placed = [blank] * len(anchors)
    for index, cell in enumerate(row):
        column = _nearest(anchors, own[index])
        if cell.position.box is None or column is None:
            continue
        end = index + cell.colspan
        right = own[end] if end < len(own) else own_right
        span = sum(1 for edge in anchors[column:] if edge < right - 1)
        placed[column] = replace(cell, colspan=max(1, span))
    return tuple(placed)


def _all_in(edges: tuple[float, ...], anchors: tuple[float, ...]) -> bool:
    return all(_nearest(anchors, edge) is not None for edge in edges)


def _nearest(anchors: tuple[float, ...], edge: float) -> int | None:
    """The column that is set to ``edge``, None if none is."""
    found = min(range(len(anchors)), key=lambda c: abs(anchors[c] - edge), default=None)
    if found is None or abs(anchors[found] - edge) > _COLUMN_TOLERANCE:
        return None
    return found
