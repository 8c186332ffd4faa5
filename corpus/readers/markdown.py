"""Markdown as OCR and converters write it: headings, paragraphs, tab- and pipe-tables.

Tables are runs of lines with tabs (merged cells are empty strings) or GitHub pipe tables.
A run cut by blank lines goes on while nothing but blank lines lies between and the width
stays the same.
"""

from __future__ import annotations

import re

from corpus.document import Block, Grid, GridCell, Heading, Paragraph, Position
from corpus.readers.outline import Outline
from corpus.text import numbering, tidy

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_LIST_ITEM = re.compile(r"^\s*[-*+]\s+(?=\S)")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_UNIT_LINE = re.compile(r"^[(（]?\s*(?:金额)?单位\s*[:：]\s*(?:人民币)?\S{1,4}\s*[)）]?$")
_CAPTION = re.compile(
    r"^[(（]\s*20\d\d\s*年度?\s*[)）]$|^(?:编制)?(?:部门|单位)(?:名称)?\s*[:：]\S{2,40}$"
)
_NOTE = re.compile(r"^\s*(?:注|备注|说明)\s*\d?\s*[:：]")
_SENTENCE_CLOSED = re.compile(r"[。！？；：!?;:…”）)】》]$")
# Shorter lines are more likely a label or title than a paragraph cut by a page end.
_MIN_CUT_PARAGRAPH = 20


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in reading order.

    A table's title (the last heading or title-like line above it), its unit line and the
    notes below it are kept with the grid.
    """
    return _Assembler().run(text.splitlines())


def _split_row(line: str) -> list[str] | None:
    if "\t" in line:
        return line.split("\t")
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") >= 2:
        cells = re.split(r"(?<!\\)\|", stripped.strip("|"))
        return [cell.strip().replace("\\|", "|") for cell in cells]
    return None


class _Assembler:
    """State of one pass over the lines: the open table, the open outline, what precedes."""

    def __init__(self):
        self._blocks: list[Block] = []
        self._outline = Outline()
        self._rows: list[tuple[int, list[str]]] = []
        self._title = ""
        self._unit_line = ""
        self._blank_before = True

    def run(self, lines: list[str]) -> tuple[Block, ...]:
        for number, line in enumerate(lines, start=1):
            row = _split_row(line)
            if row is not None:
                self._take_row(number, row, line)
            elif not line.strip():
                self._blank_before = True
            else:
                self._end_table()
                self._take_text(number, line)
                self._blank_before = False
        self._end_table()
        return tuple(self._blocks)

    def _take_row(self, number: int, row: list[str], line: str) -> None:
        if _PIPE_RULE.match(line):
            return
        if self._rows and self._blank_before and len(row) != len(self._rows[0][1]):
            self._end_table()
        self._rows.append((number, row))
        self._blank_before = False

    def _take_text(self, number: int, line: str) -> None:
        heading = _HEADING.match(line)
        position = Position(line=number)
        if heading and tidy(heading.group(2)):
            text = tidy(heading.group(2))
            self._outline.enter(text, len(heading.group(1)))
            self._blocks.append(Heading(text, len(heading.group(1)), position))
            self._title, self._unit_line = text, ""
            return
        text = tidy(_LIST_ITEM.sub("", line))
        if not text:
            return
        if _UNIT_LINE.match(text):
            self._unit_line = text
        elif _NOTE.match(text) and self._blocks and isinstance(self._blocks[-1], Grid):
            grid = self._blocks[-1]
            self._blocks[-1] = _with_note(grid, text)
        elif _CAPTION.match(text):
            self._blocks.append(Paragraph(text, self._outline.path, position))
        else:
            self._take_paragraph(text, position, is_item=bool(_LIST_ITEM.match(line)))

    def _take_paragraph(self, text: str, position: Position, is_item: bool) -> None:
        last = self._blocks[-1] if self._blocks else None
        goes_on = (
            isinstance(last, Paragraph)
            and not is_item
            and last.section == self._outline.path
            and len(last.text) >= _MIN_CUT_PARAGRAPH
            and not _SENTENCE_CLOSED.search(last.text)
            and numbering(text)[0] is None
        )
        if goes_on:
            joined = tidy(last.text + " " + text)
            self._blocks[-1] = Paragraph(joined, last.section, last.position)
        else:
            self._blocks.append(Paragraph(text, self._outline.path, position))
            if len(text) < 40 and not _SENTENCE_CLOSED.search(text):
                self._title, self._unit_line = text, ""

    def _end_table(self) -> None:
        if not self._rows:
            return
        width = max(len(row) for _, row in self._rows)
        rows = tuple(
            tuple(
                GridCell(cell.strip(), position=Position(line=number))
                for cell in row + [""] * (width - len(row))
            )
            for number, row in self._rows
        )
        self._blocks.append(
            Grid(
                rows,
                section=self._outline.path,
                title=self._title,
                unit_line=self._unit_line,
                position=Position(line=self._rows[0][0]),
            )
        )
        self._rows = []
        self._title = self._outline.path[-1] if self._outline.path else ""
        self._unit_line = ""


def _with_note(grid: Grid, note: str) -> Grid:
    from dataclasses import replace

    return replace(grid, notes=(*grid.notes, note))
