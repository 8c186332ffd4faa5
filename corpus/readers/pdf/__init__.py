"""Born-digital PDF: text lines in reading order, ruled tables as grids, positions on the page.

Characters are put on their baseline first: Chinese publications set digits in another font,
whose boxes would else fall on lines of their own.  Tables come from the ruling lines
(pdfplumber); a table at the very top of a page, as wide as the one that ended the page
before, goes on from it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Block, Grid, GridCell, Position
from corpus.errors import ReadError
from corpus.readers.assembly import Assembler
from corpus.text import normalise, numbering, tidy

_LEADER = re.compile(r"(?:[.．·…]\s?){4,}\s*\d*\s*$")
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–\s]*$|^\d{1,4}\s*/\s*\d{1,4}$")
_CLOSED = re.compile(r"[。；;！？:：]\s*$")
_IN_SENTENCE = re.compile(r"[。；;！？，]")
_SENTENCE_END = re.compile(r"[。；;！？]$")
# A numbered line up to this long, alone and without full stop, is a heading.
_MAX_HEADING = 45
# Depths of numbering that head sections; 1. and （1） number items of lists.
_HEADING_DEPTHS = (0, 10, 20)


@dataclass(frozen=True)
class Line:
    """A line of text: what it says and where, with its size of type."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def read_blocks(
    path: Path, data: bytes, on_page: Callable[[int, int], None], workers: int
) -> tuple[tuple[Block, ...], int]:
    """Blocks of a PDF in reading order and its number of pages; ``path`` only names it.

    Raises ReadError for encrypted and damaged files and for files without any text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    assembler = Assembler()
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            contents = False
            columns: list[float] = []
            for page in pdf.pages:
                reader = _PageReader(page, assembler, contents, columns)
                contents = reader.read()
                columns = reader.columns
                page.close()
                on_page(page.page_number, len(pdf.pages))
            count = len(pdf.pages)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadError(path, "the PDF is encrypted with a password") from error
    except (PdfminerException, PDFException, ValueError, TypeError, KeyError) as error:
        inner = error.args[0] if error.args else error
        if isinstance(inner, PDFPasswordIncorrect | PDFEncryptionError):
            raise ReadError(path, "the PDF is encrypted with a password") from error
        raise ReadError(path, f"damaged or not a PDF ({type(error).__name__})") from error
    blocks = assembler.finish()
    if not blocks:
        raise ReadError(path, "no text layer found in the PDF")
    return blocks, count


class _PageReader:
    """One page: its lines and tables, handed to the assembler from top to bottom."""

    def __init__(self, page, assembler: Assembler, contents: bool, columns: list[float]):
        self._page = page
        # Left edges of the columns of the table taken last, on this page or the one before.
        self.columns = columns
        self._assembler = assembler
        self._contents = contents
        _set_on_baselines(page)

    def read(self) -> bool:
        """Takes the page; returns whether the next page may still be the contents list."""
        tables = [t for t in self._page.find_tables() if self._is_table(t)]
        lines = [line for line in self._lines(tables) if not self._is_page_number(line)]
        if self._contents and not _looks_like_contents(lines):
            self._contents = False
        body = _body_size(lines)
        items = sorted(
            [(t.bbox[1], 1, t) for t in tables] + [(line.top, 0, line) for line in lines],
            key=lambda item: item[:2],
        )
        run: list[Line] = []
        first = True
        for _, is_table, item in items:
            if is_table:
                self._flush(run, body)
                run = []
                self._table(item, continues=first)
            elif run and (self._contents or not _same_paragraph(run, item, lines, body)):
                self._flush(run, body)
                run = [item]
            else:
                run.append(item)
            first = False
        self._flush(run, body)
        return self._contents

    def _is_table(self, table) -> bool:
        """Whether a ruled box is a table; a single row is one only where it ends the table of
        the page before (a lone 合计)."""
        width = len(table.rows[0].cells)
        if len(table.rows) > 1:
            return width > 1
        at_top = table.bbox[1] < self._page.height * 0.25
        return width > 1 and at_top and self._goes_on(table)

    def _goes_on(self, table) -> bool:
        """Whether a table stands in the columns of the one that was taken last."""
        if not isinstance(self._assembler.last, Grid):
            return False
        edges = [box[0] for row in table.rows for box in row.cells if box]
        return all(_nearest(self.columns, edge) is not None for edge in edges)

    def _is_page_number(self, line: Line) -> bool:
        edge = line.top > self._page.height * 0.9 or line.bottom < self._page.height * 0.08
        return edge and bool(_PAGE_NUMBER.match(line.text))

    def _lines(self, tables) -> list[Line]:
        """Lines of the characters outside the tables and on the page."""
        boxes = [t.bbox for t in tables]
        words = self._page.extract_words(
            keep_blank_chars=False, x_tolerance=3, y_tolerance=3, extra_attrs=["size"]
        )
        rows: list[list[dict]] = []
        for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
            middle = ((word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2)
            if any(b[0] <= middle[0] <= b[2] and b[1] <= middle[1] <= b[3] for b in boxes):
                continue
            if not (0 <= middle[0] <= self._page.width and 0 <= middle[1] <= self._page.height):
                continue
            if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= word["size"] * 0.4:
                rows[-1].append(word)
            else:
                rows.append([word])
        return [_line(sorted(row, key=lambda w: w["x0"])) for row in rows]

    def _flush(self, run: list[Line], body: float) -> None:
        if not run:
            return
        text = tidy(
            "".join(
                _glued(line.text, run[i + 1].text if i + 1 < len(run) else "")
                for i, line in enumerate(run)
            )
        )
        box = (min(r.x0 for r in run), run[0].top, max(r.x1 for r in run), run[-1].bottom)
        position = Position(page=self._page.page_number, box=tuple(round(v, 1) for v in box))
        if _LEADER.search(run[0].text) or self._contents:
            self._assembler.paragraph(_LEADER.sub("", text), position, is_item=True)
            return
        level = self._heading_level(text, run, body)
        if level is None:
            self._assembler.paragraph(text, position)
            return
        self._assembler.heading(text, level, position)
        if normalise(text) == "目录":
            self._contents = True

    def _heading_level(self, text: str, run: list[Line], body: float) -> int | None:
        """The level of a heading, None for running text: by size and place, or by number."""
        if len(text) > _MAX_HEADING or _IN_SENTENCE.search(text) or len(run) > 2:
            return None
        line = run[0]
        centred = abs((line.x0 + line.x1) / 2 - self._page.width / 2) < self._page.width * 0.06
        depth, rest = numbering(text)
        if line.size > body * 1.2 and (centred or depth is not None):
            return 1 if centred else 2
        if len(run) > 1:
            return None
        if depth in _HEADING_DEPTHS and rest and not re.search(r"[:：，,]", text[:-1]):
            return 2 + depth // 10
        indent = line.x0 > self._page.width * 0.2
        if centred and indent and len(text) >= 4 and not re.search(r"[:：]", text):
            return 1
        return None

    def _table(self, table, continues: bool) -> None:
        rows = list(_grid_rows(table, self._page.page_number))
        continues = continues and self._goes_on(table)
        if continues and len(rows[0]) != len(self.columns):
            # A row of merged cells alone (合计) shows fewer columns than the table has.
            rows = [_in_columns(row, self.columns) for row in rows]
        if not continues or len(rows[0]) > len(self.columns):
            self.columns = _left_edges(table)
        box = tuple(round(v, 1) for v in table.bbox)
        self._assembler.grid(
            rows,
            Position(page=self._page.page_number, box=box),
            spans_known=True,
            continues=continues,
        )


# How far a column may stand off the one above it on the page before, in points.
_COLUMN_TOLERANCE = 5.0


def _nearest(columns: list[float], edge: float) -> int | None:
    """The column that begins at ``edge``, None if none does."""
    found = min(range(len(columns)), key=lambda c: abs(columns[c] - edge), default=None)
    if found is None or abs(columns[found] - edge) > _COLUMN_TOLERANCE:
        return None
    return found


def _left_edges(table) -> list[float]:
    """The left edge of each column of a table."""
    boxes = [row.cells for row in table.rows]
    return [min((row[c][0] for row in boxes if row[c]), default=0.0) for c in range(len(boxes[0]))]


def _in_columns(row: list[GridCell], columns: list[float]) -> list[GridCell]:
    """A row's cells under the columns they stand in, spans counted in those columns."""
    page = row[0].position.page
    placed = [GridCell("", position=Position(page=page)) for _ in columns]
    for cell in row:
        box = cell.position.box
        column = _nearest(columns, box[0]) if box else None
        if column is None:
            continue
        span = sum(1 for left in columns[column:] if left < box[2] - 1)
        placed[column] = replace(cell, colspan=max(1, span))
    return placed


def _set_on_baselines(page) -> None:
    """Gives upright characters boxes that stand on the baseline, whatever the font's own box;
    drops characters printed twice in one place and those beside the page."""
    seen = set()
    kept = []
    for char in page.chars:
        a, b, _, _, _, baseline = char["matrix"]
        if char["upright"] and a > 0 and b == 0:
            size = char["size"]
            shift = char["y0"] - (baseline - 0.14 * size)
            char["bottom"] += shift
            char["top"] = char["bottom"] - size
            char["doctop"] += shift
        key = (char["text"], round(char["x0"]), round(char["bottom"]))
        if key in seen or char["bottom"] < 0 or char["top"] > page.height:
            continue
        seen.add(key)
        kept.append(char)
    page.chars[:] = kept


def _line(words: list[dict]) -> Line:
    text = ""
    for i, word in enumerate(words):
        gap = word["x0"] - words[i - 1]["x1"] if i else 0
        text += (" " if i and gap > 1 else "") + word["text"]
    return Line(
        text,
        words[0]["x0"],
        words[-1]["x1"],
        min(w["top"] for w in words),
        max(w["bottom"] for w in words),
        max(w["size"] for w in words),
    )


def _glued(text: str, following: str) -> str:
    """A line's text with what joins it to the next: a blank between Latin words."""
    if following and text[-1:].isascii() and text[-1:].isalpha() and following[:1].isascii():
        return text + " "
    return text


def _body_size(lines: list[Line]) -> float:
    """The size of most of the page's text."""
    weights: dict[float, int] = {}
    for line in lines:
        weights[round(line.size, 1)] = weights.get(round(line.size, 1), 0) + len(line.text)
    return max(weights, key=weights.get) if weights else 12.0


def _same_paragraph(run: list[Line], line: Line, lines: list[Line], body: float) -> bool:
    """Whether a line goes on from the one before: as large, close below, not indented, and the
    one before reaches the right margin."""
    last = run[-1]
    if abs(last.size - line.size) > 0.1 * body:
        return False
    if line.top - last.bottom > 1.8 * line.size:
        return False
    if line.size > 1.15 * body and _stacked(last, line):
        return True
    left = min(x.x0 for x in lines if abs(x.size - line.size) < 0.6)
    right = max(x.x1 for x in lines if abs(x.size - line.size) < 0.6)
    if numbering(line.text)[0] is not None and _CLOSED.search(last.text):
        return False
    if _is_heading_like(line.text) and line.x1 < right - 3 * line.size:
        return False
    reaches = last.x1 > right - 3.2 * last.size
    indented = line.x0 - left > 1.2 * line.size
    return reaches and not indented


def _is_heading_like(text: str) -> bool:
    depth, _ = numbering(text)
    return depth in _HEADING_DEPTHS and len(text) <= _MAX_HEADING and not _IN_SENTENCE.search(text)


def _stacked(a: Line, b: Line) -> bool:
    """Whether two lines are set centred one below the other: a title on two lines."""
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) < a.size and a.x0 < b.x0 + a.size


def _looks_like_contents(lines: list[Line]) -> bool:
    return bool(lines) and all(
        len(line.text) < 50 and not _SENTENCE_END.search(line.text) for line in lines
    )


def _grid_rows(table, page_number: int) -> Iterator[list[GridCell]]:
    """The printed cells of a table with the rows and columns each spans."""
    texts = table.extract()
    boxes = [row.cells for row in table.rows]
    lefts = [min((row[c][0] for row in boxes if row[c]), default=0.0) for c in range(len(boxes[0]))]
    tops = [min((b[1] for b in row if b), default=0.0) for row in boxes]
    for r, row in enumerate(boxes):
        cells = []
        for c, box in enumerate(row):
            if box is None:
                cells.append(GridCell("", position=Position(page=page_number)))
                continue
            cells.append(
                GridCell(
                    (texts[r][c] or "").strip(),
                    rowspan=sum(1 for top in tops[r:] if top < box[3] - 1),
                    colspan=sum(1 for left in lefts[c:] if left < box[2] - 1),
                    position=Position(page=page_number, box=tuple(round(v, 1) for v in box)),
                )
            )
        yield cells
