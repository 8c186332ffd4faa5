"""From pages to blocks in reading order: paragraphs, headings, tables over several pages.

Usage::

    layout = Layout()
    for page in pages:
        layout.take(page_content(page))
    blocks = layout.finish()

A table at the very top of a page, in the columns of the one that ended the page before, goes on
from it; the parts of a form need not have the same columns (:mod:`continuation`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.document import Block, Grid, GridCell, Position
from corpus.readers.assembly import Assembler
from corpus.readers.pdf.content import PageContent, TableContent, page_content
from corpus.readers.pdf.continuation import Columns, form_goes_on, in_columns
from corpus.readers.pdf.cut_cells import mended
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
from corpus.readers.pdf.unruled import Place, columns_below, unread_warning
from corpus.text import normalise, tidy


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
        self._columns = Columns((), 0.0)
        # Whether the text taken last belongs to a table that could not be read.
        self._unread = False
        # Where the columns of the unruled table taken last stand.
        self._places: tuple[Place, ...] = ()
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
        lines = self._running_heads.without(page)
        unread = {id(line) for line in lines if page.is_unread(line)}
        tops = [line.top for line in lines] + [table.box[1] for table in page.tables]
        tables: list[TableContent] = []
        for table in page.tables:
            if self._is_table(table, first=table.box[1] <= min(tops)):
                tables.append(table)
            else:
                lines.extend(table.lines)
                unread.update(map(id, () if table.ruled else table.lines))
                if not table.ruled and (not table.doubtful or self._repeats_header(table)):
                    self._warnings.append(
                        unread_warning(page.number, "no table before it has its columns")
                    )
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
            elif id(item) in unread:
                self._flush(run, page, body)
                run = []
                self._unread = True
                box = (item.x0, item.top, item.x1, item.bottom)
                self._assembler.leftover(
                    item.text,
                    Position(page=page.number, box=page.as_shown(box)),
                    item.numbers,
                    (page.printed(item),),
                )
            elif run and (self._contents or not margins.goes_on(run[-1], item)):
                self._flush(run, page, body)
                run = [item]
            else:
                run.append(item)
            first = False
        self._flush(run, page, body)

    def _is_table(self, table: TableContent, first: bool) -> bool:
        """Whether a table stands for itself or goes on from the one before: a lone row (合计),
        figures without a header.  ``first`` on its page, one with the header of the table before
        is no other table, and one below what could not be read may be the rest of it."""
        if table.ruled:
            return table.alone or self._goes_on(table) or self._form_goes_on(table)
        if not first:
            return table.alone
        if self._unread:
            return False
        return self._goes_on(table) or (table.alone and not self._repeats_header(table))

    def _goes_on(self, table: TableContent) -> bool:
        """Whether a table stands in the columns of the one that was taken last."""
        before = self._table_before
        if before is None or not isinstance(self._assembler.last, Grid):
            return False
        if before.ruled != table.ruled:
            return False
        if not table.ruled:
            if table.header_rows and not self._repeats_header(table):
                return False
            return columns_below(table.places, self._places) is not None
        return self._columns.hold(table.anchors)

    def _repeats_header(self, table: TableContent) -> bool:
        """Whether a table has the header of the one that was taken last."""
        last = self._assembler.last
        if not isinstance(last, Grid) or not table.header_rows:
            return False
        own, before = (
            {cell.text for row in rows[: table.header_rows] for cell in row if cell.text}
            for rows in (table.rows, last.rows)
        )
        return len(own & before) > len(own) / 2

    def _form_goes_on(self, table: TableContent) -> bool:
        """Whether a table is the next part of the form that was taken last, in columns of its
        own: of a form over two pages, each may merge cells that the other divides."""
        last = self._assembler.last
        if not isinstance(last, Grid) or not (self._table_before.ruled and table.ruled):
            return False
        columns = Columns(table.anchors, table.box[2])
        return self._columns.joined(columns) is not None and form_goes_on(last.rows, table.rows)

    def _flush(self, run: list[Line], page: PageContent, body: float) -> None:
        """Hands on the lines of one paragraph."""
        if not run:
            return
        self._unread = False
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
            printed = tuple(map(page.printed, run))
            self._assembler.paragraph(text, position, numbers=numbers, printed=printed)
            return
        self._assembler.heading(text, level, position)
        if normalise(text) == "目录":
            self._contents = True

    def _table(self, table: TableContent, page: PageContent, continues: bool) -> None:
        rows, own = table.rows, Columns(table.anchors, table.box[2])
        in_form = continues and not self._goes_on(table) and self._form_goes_on(table)
        continues = in_form or (continues and self._goes_on(table))
        columns = self._columns
        if in_form:
            columns = columns.joined(own)
            self._assembler.set_rows(
                in_columns(row, self._columns, columns) for row in self._assembler.last.rows
            )
        if not table.ruled:
            if continues:
                under = columns_below(table.places, self._places)
                rows = tuple(_spread(row, under, len(self._places)) for row in rows)
            else:
                self._places = table.places
        elif in_form or (continues and len(own.edges) != len(columns.edges)):
            # A row of merged cells alone (合计) shows fewer columns than the table has.
            rows = tuple(in_columns(row, own, columns) for row in rows)
        last = self._assembler.last
        if continues and table.ruled and last.width == len(columns.edges):
            above, rows = mended(last.rows, rows)
            self._assembler.set_rows(above)
        self._columns = columns if continues else own
        self._table_before = table
        self._unread = False
        position = Position(page=page.number, box=table.shown_box)
        self._assembler.grid(rows, position, spans_known=True, continues=continues)


def _spread(row: Sequence[GridCell], under: Sequence[int], width: int) -> tuple[GridCell, ...]:
    """The cells of a row ``under`` the columns of a wider table."""
    if len(row) == width:
        return tuple(row)
    placed = [GridCell("", position=Position(page=row[0].position.page))] * width
    for cell, column in zip(row, under, strict=True):
        placed[column] = cell
    return tuple(placed)
