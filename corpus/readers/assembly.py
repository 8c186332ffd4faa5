"""From lines and grids in reading order to blocks: what every reader does the same way.

A table takes the last title above it, the unit line between them and the notes below it; a
paragraph cut by a page end is joined again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.amounts import unit_in
from corpus.document import Block, Grid, GridCell, Heading, Paragraph, Position
from corpus.printed_lines import PrintedLine, count, parts, unplaced
from corpus.readers.outline import Outline
from corpus.text import numbering, tidy

_UNIT_LINE = re.compile(
    r"^[(（]?\s*(?:(?:金额|计量|货币)?单位|金额)\s*[:：]\s*(?:人民币)?"
    r"[^\s:：(（]{1,6}\s*(?:[(（][^)）]{1,12}[)）])?\s*[)）]?$"
)
_UNIT_AT_END = re.compile(
    r"[(（]?(?:(?:金额|计量|货币)?单位|金额)\s*[:：]\s*(?:人民币)?[百千万亿]*元"
    r"(?:[(（][^)）]{1,12}[)）])?\s*[)）]?$"
)
_CAPTION = re.compile(
    r"^[(（]\s*20\d\d\s*年度?\s*[)）]$|^(?:编制|预算|填报)?(?:部门|单位)(?:名称)?\s*[:：]\S{2,40}$"
    r"|^(?:公开|预算|决算)\s*\d{1,2}(?:-\d{1,2})?\s*表$"
)
_WHO = re.compile(r"(?:部门|单位|日期|科室)(?:名称)?\s*[:：]|[。；]")
_NOTE = re.compile(r"^\s*(?:注|备注|说明)\s*\d?\s*[:：]")
_SENTENCE_CLOSED = re.compile(r"[。！？；：!?;:…”）)】》]$")
# Shorter lines are more likely a label or title than a paragraph cut by a page end.
_MIN_CUT_PARAGRAPH = 20
# Longer paragraphs are not cut by a page end but run together.
_MAX_CUT_PARAGRAPH = 3000
_MAX_TITLE = 60
_MAX_NOTES = 100


class Assembler:
    """Collects headings, paragraphs and grids in reading order.

    Usage::

        assembler = Assembler()
        assembler.heading("一、收支总表", 2, Position(line=1))
        assembler.paragraph("单位：万元", Position(line=2))
        assembler.grid(rows, Position(line=3))
        blocks = assembler.finish()
    """

    def __init__(self):
        self._blocks: list[Block] = []
        self._outline = Outline()
        self._title = ""
        self._unit_line = ""

    def finish(self) -> tuple[Block, ...]:
        """All blocks so far."""
        return tuple(self._blocks)

    @property
    def last(self) -> Block | None:
        """The block taken last."""
        return self._blocks[-1] if self._blocks else None

    def heading(self, text: str, level: int, position: Position) -> None:
        """A heading of the format's ``level`` (1 outermost)."""
        text = tidy(text)
        self._outline.enter(text, level)
        self._blocks.append(Heading(text, level, position))
        self._take_title(text)

    def paragraph(
        self,
        text: str,
        position: Position,
        is_item: bool = False,
        numbers: tuple[tuple[str, float], ...] = (),
        printed: tuple[PrintedLine, ...] = (),
    ) -> None:
        """A paragraph, or a line that belongs to a table: its unit, caption or note.

        ``numbers`` are those of a recognised text, as in :class:`corpus.document.Paragraph`, and
        ``printed`` the lines it stands on.
        """
        text = tidy(text)
        if not text:
            return
        printed = _placed(text, printed)
        if _UNIT_LINE.match(text) and unit_in(text):
            self._unit_line = text
        elif self._takes_note() and _NOTE.match(text):
            self._blocks[-1] = replace(self.last, notes=(*self.last.notes, text))
        elif _UNIT_AT_END.search(text) and len(text) < _MAX_TITLE:
            self._caption_with_unit(text, position, numbers, printed)
        elif _CAPTION.match(text):
            self._blocks.append(Paragraph(text, self._outline.path, position, numbers, printed))
        else:
            self._text(Paragraph(text, self._outline.path, position, numbers, printed), is_item)

    def leftover(
        self,
        text: str,
        position: Position,
        numbers: tuple[tuple[str, float], ...] = (),
        printed: tuple[PrintedLine, ...] = (),
    ) -> None:
        """A line of a table that could not be read: it names no other table, and what was said
        above it (title, unit) holds for none below."""
        text = tidy(text)
        if text:
            printed = _placed(text, printed)
            self._blocks.append(Paragraph(text, self._outline.path, position, numbers, printed))
            self._title = self._unit_line = ""

    def _takes_note(self) -> bool:
        return isinstance(self.last, Grid) and len(self.last.notes) < _MAX_NOTES

    def _caption_with_unit(
        self,
        text: str,
        position: Position,
        numbers: tuple[tuple[str, float], ...],
        printed: tuple[PrintedLine, ...],
    ) -> None:
        """编制部门：某局　单位：元, 收支总表（单位：元） — a caption or title and the unit on one line."""
        unit = _UNIT_AT_END.search(text)
        rest = text[: unit.start()].strip()
        if rest and not _CAPTION.match(rest) and not _WHO.search(rest):
            self._take_title(text)
        self._unit_line = unit.group(0)
        if rest:
            printed = parts(printed, 0, count(rest))
            self._blocks.append(Paragraph(rest, self._outline.path, position, numbers, printed))

    def _take_title(self, text: str) -> None:
        """What the next table is called, and its unit where the same line states it."""
        unit = _UNIT_AT_END.search(text)
        rest = text[: unit.start()].strip() if unit else ""
        self._title, self._unit_line = (rest, unit.group(0)) if rest else (text, "")

    def _text(self, paragraph: Paragraph, is_item: bool) -> None:
        text = paragraph.text
        last = self.last
        goes_on = (
            isinstance(last, Paragraph)
            and not is_item
            and last.section == self._outline.path
            and _MIN_CUT_PARAGRAPH <= len(last.text) <= _MAX_CUT_PARAGRAPH
            and not _SENTENCE_CLOSED.search(last.text)
            and numbering(text)[0] is None
        )
        if goes_on:
            # All but the seam is tidy already, and the paragraph may have many lines.
            seam = tidy(last.text[-_MIN_CUT_PARAGRAPH:] + " " + text)
            self._blocks[-1] = replace(
                last,
                text=last.text[:-_MIN_CUT_PARAGRAPH] + seam,
                numbers=(*last.numbers, *paragraph.numbers),
                printed=(*last.printed, *paragraph.printed),
            )
            return
        self._blocks.append(paragraph)
        if len(text) < 40 and not _SENTENCE_CLOSED.search(text):
            self._take_title(text)

    def set_rows(self, rows: Iterable[Sequence[GridCell]]) -> None:
        """Gives the table taken last other rows: the same cells in finer columns."""
        self._blocks[-1] = replace(self.last, rows=tuple(tuple(row) for row in rows))

    def grid(
        self,
        rows: Sequence[Sequence[GridCell]],
        position: Position,
        spans_known: bool = False,
        continues: bool = False,
    ) -> None:
        """A table.  With ``continues`` its rows are added to the table just before, if the
        last block is one of the same width."""
        rows = tuple(tuple(row) for row in rows)
        if continues and isinstance(self.last, Grid) and self.last.width == len(rows[0]):
            self._blocks[-1] = replace(self.last, rows=(*self.last.rows, *rows))
            return
        self._blocks.append(
            Grid(
                rows,
                section=self._outline.path,
                title=self._title,
                unit_line=self._unit_line,
                spans_known=spans_known,
                position=position,
            )
        )
        self._title = self._outline.path[-1] if self._outline.path else ""
        self._unit_line = ""


def _placed(text: str, printed: tuple[PrintedLine, ...]) -> tuple[PrintedLine, ...]:
    """The lines a text stands on; one without a place where they hold other characters than the
    text, which was tidied.  () for a format without pages."""
    if not printed or sum(len(line.steps) for line in printed) == count(text):
        return printed
    return (unplaced(text),)
