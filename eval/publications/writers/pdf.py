"""Born-digital PDF: pages with ruled or unruled tables, wrapped names, page numbers."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from eval.publications.model import (
    BlankPage,
    PrintedCell,
    PrintedHeading,
    PrintedTable,
    PrintedText,
    Publication,
)
from eval.publications.places import Box, Place, Places
from eval.publications.style import Style
from eval.publications.writers.fonts import DIGITS, FOLDER, chinese_font
from eval.publications.writers.sideways import sideways
from eval.publications.writers.table_boxes import Boxes, fit

# A4 in points.
_SHORT, _LONG = 595.28, 841.89
_MARGIN = 56.0
_TEXT_SIZE = 12.0
_LEADING = 1.7
_LATIN = set("0123456789,.-%")


class TooWide(Exception):
    """A table does not fit on a page at any size."""


@dataclass(frozen=True)
class Printed:
    """A finished PDF and where its figures stand on the pages as they are shown."""

    content: bytes
    places: Places


def write_pdf(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """The publication with ruled tables.  Raises FontMissing without the Chinese fonts."""
    return print_pdf(publication, style, rng).content


def write_unruled(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """The publication with tables without lines but for sheets of keys and values."""
    return print_unruled(publication, style, rng).content


def print_pdf(publication: Publication, style: Style, rng: random.Random) -> Printed:
    """The publication with ruled tables, some with the wide ones sideways, and its places."""
    printed = press(publication, style, rng)
    quarters = rng.choice((0, 0, 1, 3))
    return Printed(*sideways(printed.content, printed.places, quarters))


def print_unruled(publication: Publication, style: Style, rng: random.Random) -> Printed:
    """As :func:`write_unruled`, with its places."""
    return press(publication, style, rng, ruled=False)


def press(
    publication: Publication,
    style: Style,
    rng: random.Random,
    fonts: Path = FOLDER,
    ruled: bool = True,
) -> Printed:
    """The publication as PDF, every page upright, and where its figures came to stand."""
    with tempfile.TemporaryDirectory() as scratch:
        return _Press(publication, style, rng, _Fonts(fonts, Path(scratch)), ruled).run()


@dataclass(frozen=True)
class _Fonts:
    """Where fonts come from, and where the ones made for this PDF lie while it is written."""

    folder: Path
    scratch: Path

    def made(self, face: str, characters: set[str]) -> Path:
        """A font file of the characters in use: the PDF library reads fonts from files."""
        path = self.scratch / f"{face.replace(' ', '-')}.ttf"
        path.write_bytes(chinese_font(face, characters, self.folder))
        return path


class _Press:
    """Sets one publication from top to bottom."""

    def __init__(
        self, publication: Publication, style: Style, rng: random.Random, fonts: _Fonts, ruled
    ):
        from fpdf import FPDF

        self._publication = publication
        self._style = style
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._all_ruled = self._ruled = ruled
        self._digits = style.digits_font and DIGITS.exists()
        face = "serif" if style.serif else "sans"
        characters = _characters(publication)
        self._pdf.add_font("text", fname=fonts.made(face, characters))
        self._pdf.add_font("bold", fname=fonts.made("sans bold", characters))
        if self._digits:
            self._pdf.add_font("digits", fname=DIGITS)
        self._page_number = rng.choice(("- {} -", "{}", "第{}页", ""))
        self._page_a_table = rng.random() < 0.6
        # Drawn apart, so that what is drawn after it stays the same.
        self._cut = random.Random(publication.title).choice(("first", "each", "middle"))
        self._y = 0.0
        self._width, self._height = _SHORT, _LONG
        self._places: dict[tuple[int, int, int], Place] = {}
        self._widths: dict[str, float] = {}

    def run(self) -> Printed:
        self._cover()
        last, number = "", 0
        for part in self._publication.parts[1:]:
            match part:
                case PrintedHeading():
                    last = part.text
                    if last not in {table.title for table in self._publication.tables}:
                        self._heading(part)
                case PrintedText():
                    self._paragraph(part.text)
                case PrintedTable():
                    self._table(part, number)
                    number += 1
                case BlankPage():
                    self._new_page()
                    self._new_page()
        return Printed(bytes(self._pdf.output()), self._places)

    def _cover(self) -> None:
        self._new_page()
        self._y = 240
        for line in self._wrapped(self._publication.title, 26, self._room):
            self._centred(line, 26, "bold")
        self._y = self._height
        self._portrait_page_if_landscape()

    def _portrait_page_if_landscape(self) -> None:
        if self._width > self._height:
            self._new_page()

    @property
    def _room(self) -> float:
        return self._width - 2 * _MARGIN

    def _new_page(self, landscape: bool = False) -> None:
        self._width, self._height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
        self._pdf.add_page(orientation="L" if landscape else "P")
        self._y = _MARGIN
        if self._page_number and self._pdf.page > 1:
            text = self._page_number.format(self._pdf.page)
            at = (self._width - self._measure(text, 9)) / 2
            self._text(at, self._height - 30, text, 9)

    def _need(self, height: float) -> None:
        if self._y + height > self._height - _MARGIN:
            self._new_page()

    def _heading(self, part: PrintedHeading) -> None:
        self._portrait_page_if_landscape()
        if part.level == 2:
            if self._y > _MARGIN:
                self._new_page()
            self._y += 40
            self._centred(part.text, 18, "bold")
            self._y += 20
        else:
            self._need(60)
            self._y += 6
            self._line(_MARGIN + 2 * _TEXT_SIZE, part.text, _TEXT_SIZE, "bold")

    def _paragraph(self, text: str) -> None:
        self._portrait_page_if_landscape()
        if text.startswith("目"):
            self._new_page()
            self._centred(text, 16, "bold")
            return
        indented = "　　" + text if "……" not in text else text
        for line in self._wrapped(indented, _TEXT_SIZE, self._room):
            self._need(_TEXT_SIZE * _LEADING)
            self._line(_MARGIN, line, _TEXT_SIZE)

    def _table(self, table: PrintedTable, number: int) -> None:
        # Sheets of keys and values are never printed without lines: nothing would part them.
        self._ruled = self._all_ruled or not table.header_rows
        # Too wide for gaps between its columns, a table needs lines.
        self._ruled = self._ruled or self._fit(table, _LONG) is None
        landscape = table.width > 7 or self._fit(table, _SHORT) is None
        boxes = self._fit(table, _LONG if landscape else _SHORT)
        if boxes is None:
            raise TooWide(table.title)
        above = 50 + 20 * len(table.captions)
        # A header takes rows below it along; a form may be cut anywhere.
        lower = sum(boxes.heights[: table.header_rows + 2 if table.header_rows else 1])
        turned = landscape != (self._width > self._height)
        fits = self._y + above + lower < self._height - _MARGIN
        whole = self._y + above + sum(boxes.heights) < self._height - _MARGIN
        if turned or not fits or (self._y > _MARGIN + 80 and self._page_a_table and not whole):
            self._new_page(landscape)
        self._y += 10
        for line in self._wrapped(table.title, 14, self._room):
            self._centred(line, 14, "bold")
        left = (self._width - sum(boxes.widths)) / 2
        right = left + sum(boxes.widths)
        for side, text in table.captions:
            self._caption(side, text, left, right)
        self._y += 2
        self._grid(table, number, boxes, left, landscape)
        self._y += 8
        for note in table.notes:
            for line in self._wrapped(note, 10, self._room):
                self._need(20)
                self._line(left, line, 10)

    def _fit(self, table: PrintedTable, width: float) -> Boxes | None:
        return fit(table, width - 2 * _MARGIN, self._measure, self._ruled)

    def _caption(self, side: str, text: str, left: float, right: float) -> None:
        before, _, after = text.partition("|")
        if side == "right":
            before, after = "", text
        baseline = self._y + 10
        self._text(left, baseline, before, 10)
        self._text(right - self._measure(after, 10), baseline, after, 10)
        self._y += 16

    def _grid(self, table, number: int, boxes: Boxes, left: float, landscape: bool) -> None:
        head = sum(boxes.heights[: table.header_rows])
        start = 0
        while start < len(table.rows):
            end, y = start, self._y
            repeated = bool(start) and self._style.repeat_header and table.header_rows
            y += head if repeated else 0
            while end < len(table.rows) and y + boxes.heights[end] <= self._height - _MARGIN:
                y += boxes.heights[end]
                end += 1
            if repeated:
                self._rows(table, number, boxes, range(table.header_rows), left)
            self._rows(table, number, boxes, range(start, end), left)
            start = end
            if start < len(table.rows):
                self._new_page(landscape)

    def _rows(self, table: PrintedTable, number: int, boxes: Boxes, rows: range, left: float):
        tops = [self._y]
        for row in rows:
            tops.append(tops[-1] + boxes.heights[row])
        for row in rows:
            x = left
            for column, cell in enumerate(table.rows[row]):
                if cell is not None:
                    width = sum(boxes.widths[column : column + cell.colspan])
                    at = row - rows.start
                    bottom = tops[min(at + cell.rowspan, len(rows))]
                    box = (x, tops[at], x + width, bottom)
                    lines = boxes.lines[row, column] if self._says(cell, boxes, row, rows) else []
                    text = self._cell(cell, boxes, lines, box)
                    if cell.figure:
                        ruled = box if self._ruled else None
                        place = Place(self._pdf.page, text, ruled)
                        self._places[number, row, column] = place
                x += boxes.widths[column]
        if rows.start:
            self._open_spans(table, boxes, rows, left, tops)
        self._y = tops[-1]

    def _open_spans(self, table, boxes: Boxes, rows: range, left: float, tops) -> None:
        """The cells that began on the page before."""
        for above in range(rows.start):
            for column, cell in enumerate(table.rows[above]):
                if cell and above + cell.rowspan > rows.start and self._ruled:
                    end = min(above + cell.rowspan - rows.start, len(rows))
                    x = left + sum(boxes.widths[:column])
                    width = sum(boxes.widths[column : column + cell.colspan])
                    lines = boxes.lines[above, column]
                    lines = lines if self._says(cell, boxes, above, rows) else []
                    self._cell(cell, boxes, lines, (x, tops[0], x + width, tops[end]))

    def _says(self, cell: PrintedCell, boxes: Boxes, row: int, rows: range) -> bool:
        """Whether the text of a cell that begins at ``row`` is printed in its part within
        ``rows``: a page's end may cut it."""
        if self._cut == "each" or cell.rowspan == 1:
            return True
        if self._cut == "first":
            return row in rows
        heights = boxes.heights[row : row + cell.rowspan]
        while heights and sum(heights[1:]) * 2 > sum(boxes.heights[row : row + cell.rowspan]):
            heights = heights[1:]
        return row + cell.rowspan - len(heights) in rows

    def _cell(self, cell: PrintedCell, boxes: Boxes, lines: list[str], box: Box) -> Box:
        """Prints a cell in its box and returns the box of its text."""
        x, top, right, bottom = box
        if self._ruled:
            self._pdf.set_line_width(0.5)
            self._pdf.rect(x, top, right - x, bottom - top)
        height = len(lines) * boxes.leading
        first = (top + bottom - height) / 2
        baseline = first + boxes.size * 1.05
        family = "bold" if cell.kind == "header" and self._style.thousands else "text"
        begin, end = right, x
        for line in lines:
            length = self._measure(line, boxes.size)
            if cell.kind == "figure":
                at = right - boxes.padding - length
            elif cell.kind in ("name", "words") and len(lines) >= 1 and cell.colspan == 1:
                at = x + boxes.padding
            else:
                at = (x + right - length) / 2
            self._text(at, baseline, line, boxes.size, family)
            baseline += boxes.leading
            begin, end = min(begin, at), max(end, at + length)
        return begin, first, end, first + height

    def _centred(self, text: str, size: float, family: str) -> None:
        self._line((self._width - self._measure(text, size)) / 2, text, size, family)

    def _line(self, x: float, text: str, size: float, family: str = "text") -> None:
        self._text(x, self._y + size, text, size, family)
        self._y += size * _LEADING

    def _text(self, x: float, baseline: float, text: str, size: float, family: str = "text"):
        for family_, run in self._runs(text, family):
            self._pdf.set_font(family_, size=size)
            if run.strip():
                self._pdf.text(x, baseline, run)
            x += self._pdf.get_string_width(run)

    def _measure(self, text: str, size: float) -> float:
        return sum(map(self._character_width, text)) * size

    def _character_width(self, character: str) -> float:
        """Its width in ems; asking the PDF library each time would take most of the run."""
        if character not in self._widths:
            ((family, _),) = self._runs(character, "text")
            self._pdf.set_font(family, size=1000)
            self._widths[character] = self._pdf.get_string_width(character) / 1000
        return self._widths[character]

    def _runs(self, text: str, family: str) -> list[tuple[str, str]]:
        """The text in pieces of one font: digits may have their own."""
        if not self._digits or family != "text":
            return [(family, text)] if text else []
        runs: list[tuple[str, str]] = []
        for character in text:
            font = "digits" if character in _LATIN else family
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + character)
            else:
                runs.append((font, character))
        return runs

    def _wrapped(self, text: str, size: float, room: float) -> list[str]:
        lines = [""]
        for character in text:
            if lines[-1] and self._measure(lines[-1] + character, size) > room:
                lines.append("")
            lines[-1] += character
        return lines


def _characters(publication: Publication) -> set[str]:
    texts = [publication.title, "第页-0123456789"]
    for part in publication.parts:
        match part:
            case PrintedHeading() | PrintedText():
                texts.append(part.text)
            case PrintedTable():
                texts += [part.title, *part.notes, *(text for _, text in part.captions)]
                texts += [cell.text for row in part.rows for cell in row if cell]
    return set("".join(texts))
