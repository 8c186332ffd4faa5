"""Markdown as OCR and converters write it: headings, paragraphs, tab- and pipe-tables.

Tables are runs of lines with tabs (merged cells are empty strings) or GitHub pipe tables.
A run cut by blank lines and page numbers goes on while nothing else lies between, the width
stays the same and no header of another table comes.
"""

from __future__ import annotations

import re

from corpus.amounts import parse_cell
from corpus.document import Block, CellState, GridCell, Position
from corpus.errors import UnreadableContent
from corpus.readers.assembly import Assembler
from corpus.tables.boundaries import new_table_start
from corpus.text import numbering, tidy

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
_CLOSING_MARKS = re.compile(r"(?<!#)(?<!\s)\s+#+$")
_LIST_ITEM = re.compile(r"^\s*[-*+]\s+(?=\S)")
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_PAGE_BREAK = re.compile(
    r"^\s*(?:[-–—－]\s*\d{1,4}\s*[-–—－]|第\s*\d{1,4}\s*页(?:[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}"
    r"|\d{1,4}\s*/\s*\d{1,4}|-{3,}|\*{3,}|_{3,}|[(（]?\s*(?:续上?表|接上表|续)\s*[)）]?"
    r"|<!--.{0,200}-->)\s*$"
)
# All tables of the longest known publication together have 20,000 cells, its widest 40 columns.
MAX_CELLS = 250_000
_SENTENCE = re.compile(r"[。；！？]")
# A cell longer than this is running text with a tab in it.
_MAX_LONE_CELL = 60


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in reading order.

    A table's title (the last heading or title-like line above it), its unit line and the
    notes below it are kept with the grid.  Raises UnreadableContent for tables with more than
    ``MAX_CELLS`` cells in all.
    """
    return _Reader().run(text.splitlines())


def _split_row(line: str) -> list[str] | None:
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") >= 2:
        cells = re.split(r"(?<!\\)\|", stripped[1:])
        if not cells[-1].strip():
            cells.pop()
        return [cell.strip().replace("\\|", "|") for cell in cells]
    if "\t" in line:
        cells = line.split("\t")
        return None if _is_numbered_line(cells) else cells
    return None


def _is_numbered_line(cells: list[str]) -> bool:
    """Whether a line with a tab is running text set off from its number: 一、⇥主要职能."""
    filled = [tidy(cell) for cell in cells if cell.strip()]
    return (
        len(cells) == len(filled) == 2
        and numbering(f"{filled[0]} x")[1] == "x"
        and parse_cell(filled[1]).state is CellState.TEXT
    )


class _Reader:
    """One pass over the lines with the open table."""

    def __init__(self):
        self._assembler = Assembler()
        self._rows: list[list[str]] = []
        self._row_lines: list[int] = []
        self._blank_before = True
        self._cells = 0

    def run(self, lines: list[str]) -> tuple[Block, ...]:
        for number, line in enumerate(lines, start=1):
            row = _split_row(line)
            if row is not None:
                self._take_row(number, row, line)
            elif not line.strip() or (self._rows and _PAGE_BREAK.match(line)):
                self._blank_before = True
            else:
                self._end_table()
                self._take_text(number, line)
                self._blank_before = False
        self._end_table()
        return self._assembler.finish()

    def _take_row(self, number: int, row: list[str], line: str) -> None:
        if _PIPE_RULE.match(line) and (len(self._rows) == 1 or "---" in line):
            return
        if self._rows and self._blank_before and len(row) != len(self._rows[0]):
            self._end_table()
        start = new_table_start(self._rows, row) if self._rows else None
        if start is not None:
            title, lines = self._rows[start:], self._row_lines[start:]
            del self._rows[start:], self._row_lines[start:]
            self._end_table()
            self._rows, self._row_lines = title, lines
        self._rows.append(row)
        self._row_lines.append(number)
        self._blank_before = False

    def _take_text(self, number: int, line: str) -> None:
        position = Position(line=number)
        heading = _HEADING.match(line)
        text = _CLOSING_MARKS.sub("", heading.group(2).rstrip()) if heading else ""
        if tidy(text):
            self._assembler.heading(text, len(heading.group(1)), position)
        else:
            text = _LIST_ITEM.sub("", line)
            self._assembler.paragraph(text, position, is_item=text != line)

    def _end_table(self) -> None:
        rows, lines = self._rows, self._row_lines
        self._rows, self._row_lines = [], []
        if not any("".join(row).strip() for row in rows):
            return
        if len(rows) == 1 and _is_running_text(rows[0]):
            self._assembler.paragraph(" ".join(rows[0]), Position(line=lines[0]))
            return
        width = max(map(len, rows))
        self._cells += width * len(rows)
        if self._cells > MAX_CELLS:
            raise UnreadableContent(
                f"表格超过 {MAX_CELLS:,} 个单元格 / tables of more than {MAX_CELLS:,} cells"
            )
        cells = [
            [
                GridCell(cell.strip(), position=Position(line=number))
                for cell in row + [""] * (width - len(row))
            ]
            for number, row in zip(lines, rows, strict=True)
        ]
        self._assembler.grid(cells, Position(line=lines[0]))


def _is_running_text(cells: list[str]) -> bool:
    """Whether a lone line with tabs is a sentence or indented text."""
    filled = [tidy(cell) for cell in cells if cell.strip()]
    if any(_SENTENCE.search(text) or len(text) > _MAX_LONE_CELL for text in filled):
        return True
    return len(filled) == 1 and parse_cell(filled[0]).state is not CellState.NUMBER
