"""Word documents (.docx): paragraphs, headings and tables in the order of the text.

The parts are read as XML (ECMA-376 part 1, 17): what is deleted, hidden or stands in headers,
footers and notes is left out; insertions, text boxes and content controls are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.document import Block, GridCell, Position
from corpus.errors import ReadError
from corpus.readers.assembly import Assembler
from corpus.readers.lines import LineCount, take_line
from corpus.readers.package import open_package, part
from corpus.readers.sheet import (
    MAX_CELLS,
    Rows,
    hand_over,
    rectangle,
    refuse_too_many_rows,
    too_many_cells,
)
from corpus.readers.word_grid import columns
from corpus.readers.word_numbering import Numbering, W
from corpus.text import tidy

_MAIN = "word/document.xml"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
# Containers whose paragraphs and tables stand in the text as if it were not there.
_TRANSPARENT = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_LEFT_OUT = frozenset(W + name for name in ("del", "moveFrom", "txbxContent", "rPr", "pPr"))
# Between a contents entry and its page.
_LEADERS = " \t.．·…\u3000"
_MAX_COLUMNS = 1000
# Styles are based on each other a few deep, and damaged ones in a circle.
_MAX_STYLES = 20
# An element with its tags takes at least eight bytes of a part and some hundred of memory.
_MAX_TAGS = 2_500_000


def read_blocks(path: Path, data: bytes) -> tuple[tuple[Block, ...], None]:
    """The blocks of a document in reading order.

    Raises ReadError for files that are no Word document, have a password, are damaged or
    unpack to too much.
    """
    package = open_package(path, data, _MAIN)
    root = _root(path, part(path, package, _MAIN), _MAIN)
    styles = _root(path, part(path, package, "word/styles.xml"), "word/styles.xml")
    numbers = _root(path, part(path, package, "word/numbering.xml"), "word/numbering.xml")
    reader = _DocumentReader(_Styles(styles), Numbering(numbers))
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ReadError(
            path, "文件已损坏：没有正文 / the file is damaged: the document has no body"
        )
    reader.walk(body)
    return reader.finish(), None


def _root(path: Path, content: bytes, name: str):
    from lxml import etree

    if not content:
        return None
    if content.count(b"<") > _MAX_TAGS:
        raise ReadError(
            path,
            f"{name} 超过 {_MAX_TAGS:,} 个标记 / {name} has more than {_MAX_TAGS:,} tags",
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            path, f"文件已损坏：{name} 不是 XML / the file is damaged: {name} is no XML"
        ) from error


def _value(element, *names: str) -> str:
    """The value of a property down a path of elements, "" where it is not set."""
    for name in names:
        element = element.find(W + name) if element is not None else None
    return "" if element is None else element.get(W + "val", "true")


def _is_set(element, name: str) -> bool:
    return _value(element, name) not in ("", "0", "false", "off")


class _Styles:
    """What the paragraph styles say of headings, contents entries and numbering."""

    def __init__(self, root):
        self._styles = (
            {} if root is None else {s.get(W + "styleId"): s for s in root.iter(W + "style")}
        )

    def chain(self, style_id: str) -> list:
        """A style and those it is based on, nearest first."""
        found: list = []
        while style_id in self._styles and len(found) < _MAX_STYLES:
            found.append(self._styles[style_id])
            style_id = _value(found[-1], "basedOn")
        return found

    def level(self, paragraph) -> int | None:
        """The outline level of a heading (1 outermost), None for other paragraphs."""
        stated = _value(paragraph, "pPr", "outlineLvl")
        for style in self.chain(_value(paragraph, "pPr", "pStyle")):
            name = _value(style, "name")
            match = _HEADING_STYLE.fullmatch(name)
            if match:
                return int(match[1])
            if name.lower() in ("title", "标题"):
                return 1
            stated = stated or _value(style, "pPr", "outlineLvl")
        outline = _number(stated, 9)
        return outline + 1 if outline < 9 else None

    def is_contents(self, paragraph) -> bool:
        """Whether a paragraph is an entry of the table of contents."""
        chain = self.chain(_value(paragraph, "pPr", "pStyle"))
        return any(_CONTENTS_STYLE.fullmatch(_value(style, "name")) for style in chain)

    def numbering(self, paragraph) -> tuple[str, int]:
        """The list and level that number a paragraph; ("", 0) for none."""
        for holder in (paragraph, *self.chain(_value(paragraph, "pPr", "pStyle"))):
            list_id = _value(holder, "pPr", "numPr", "numId")
            if list_id:
                level = _value(holder, "pPr", "numPr", "ilvl")
                return list_id, _number(level, 0)
        return "", 0


class _DocumentReader:
    def __init__(self, styles: _Styles, numbering: Numbering):
        self._assembler = Assembler()
        self._styles = styles
        self._numbering = numbering
        self._cells = 0
        self._paragraphs = 0
        self._lines = LineCount()

    def finish(self) -> tuple[Block, ...]:
        return self._assembler.finish()

    def walk(self, container) -> None:
        """Takes the paragraphs and tables of a container, from top to bottom."""
        for element in container:
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._table(element)
            elif element.tag in _TRANSPARENT:
                self.walk(element)

    def _paragraph(self, paragraph) -> None:
        self._paragraphs += 1
        if not len(paragraph):
            return
        position = Position(line=self._paragraphs)
        text = self._text(paragraph)
        level = self._styles.level(paragraph)
        if text.strip():
            self._lines.add()
        if text.strip() and self._styles.is_contents(paragraph):
            text = text.rstrip().rstrip("0123456789").rstrip(_LEADERS)
            self._assembler.paragraph(text, position, is_item=True)
        elif tidy(text) and level is not None:
            self._assembler.heading(text.replace("\n", " "), level, position)
        else:
            for line in text.splitlines():
                take_line(self._assembler, line, position)
        for box in _text_boxes(paragraph):
            self.walk(box)

    def _text(self, paragraph) -> str:
        """A paragraph's text with the number Word prints before it."""
        text = _run_text(paragraph)
        if not text.strip():
            return ""
        list_id, level = self._styles.numbering(paragraph)
        return (self._numbering.next(list_id, level) if list_id else "") + text

    def _table(self, table) -> None:
        self._paragraphs += 1
        rows, inner = self._rows(table)
        if len(rows) * len(rows[0] if rows else ()) <= 1 or _holds_less(rows, inner):
            # A frame around what it holds.
            for cell in _own(table, "tc"):
                self.walk(cell)
            return
        hand_over(self._assembler, rows, goes_on=True)
        for nested in inner:
            self._table(nested)

    def _rows(self, table) -> tuple[Rows, list]:
        """The cells of a table with their spans, and the tables inside them."""
        rows: list[list[GridCell]] = []
        inner: list = []
        # Per column the row and column of the cell that is merged downwards there.
        open_: dict[int, tuple[int, int]] = {}
        printed = [row for row in _own(table, "tr") if _is_printed(row)]
        refuse_too_many_rows(len(printed))
        placed = [list(_placed(row)) for row in printed]
        edges = columns(table, ((at, end) for row in placed for _, at, end in row))
        for row in placed:
            cells: list[GridCell] = []
            for cell, at, end in row:
                if edges:
                    at, end = edges[at], edges[end]
                cells += [GridCell("")] * (at - len(cells))
                self._cell(cell, end - at, cells, rows, open_, inner)
            rows.append(cells)
            self._cells += len(cells)
            if self._cells > MAX_CELLS:
                raise too_many_cells()
        return rectangle(rows), inner

    def _cell(
        self, cell, colspan: int, cells: list[GridCell], rows: Rows, open_: dict, inner: list
    ) -> None:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        column = len(cells)
        position = Position(line=self._paragraphs)
        text = ""
        if (
            merged is not None
            and merged.get(W + "val", "continue") == "continue"
            and column in open_
        ):
            top, left = open_[column]
            if left == column:
                held = rows[top][left]
                rows[top][left] = GridCell(
                    held.text, len(rows) - top + 1, held.colspan, held.position
                )
            colspan_shown = 1
        else:
            text = "\n".join(filter(None, map(self._text, _own(cell, "p"))))
            inner += _own(cell, "tbl")
            colspan_shown = colspan
            for covered in range(column, column + colspan):
                open_.pop(covered, None)
            if merged is not None:
                open_[column] = (len(rows), column)
        cells.append(GridCell(text, 1, colspan_shown, position))
        cells += [GridCell("", position=position)] * (colspan - 1)


def _is_printed(row) -> bool:
    """Whether a row is neither deleted nor hidden."""
    properties = row.find(W + "trPr")
    if properties is None:
        return True
    return properties.find(W + "del") is None and not _is_set(properties, "hidden")


def _placed(row) -> Iterator[tuple[Any, int, int]]:
    """The cells of a row with the first grid column of each and that after its last."""
    at = min(_number(_value(row, "trPr", "gridBefore"), 0), _MAX_COLUMNS)
    for cell in _own(row, "tc"):
        span = max(1, min(_number(_value(cell, "tcPr", "gridSpan"), 1), _MAX_COLUMNS))
        yield cell, at, at + span
        at += span


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else otherwise


def _holds_less(rows: Rows, inner: list) -> bool:
    """Whether a table prints no more cells of its own than the tables inside it."""
    own = sum(1 for row in rows for cell in row if cell.text.strip())
    return bool(inner) and own <= sum(1 for t in inner for p in t.iter(W + "tc") if _run_text(p))


def _own(container, name: str) -> list:
    """The elements of a name in a container, also inside content controls."""
    found = []
    for element in container:
        if element.tag == W + name:
            found.append(element)
        elif element.tag in _TRANSPARENT or (name == "tc" and element.tag == W + "tr"):
            found += _own(element, name)
    return found


def _text_boxes(paragraph) -> list:
    """The contents of text boxes anchored in a paragraph, each once."""
    return [
        box
        for box in paragraph.iter(W + "txbxContent")
        # The same box stands a second time for programs that do not know the first form.
        if next(box.iterancestors(_COMPATIBILITY + "Fallback"), None) is None
        and next(box.iterancestors(W + "p")) is paragraph
    ]


def _run_text(element) -> str:
    """The text of runs as printed, without deleted and hidden ones and fields' instructions."""
    text = ""
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == _COMPATIBILITY + "AlternateContent":
            continue
        if child.tag == W + "t":
            text += child.text or ""
        elif child.tag == W + "tab":
            text += "\t"
        elif child.tag in (W + "br", W + "cr"):
            text += "\n"
        elif child.tag == W + "noBreakHyphen":
            text += "-"
        elif child.tag == W + "r":
            properties = child.find(W + "rPr")
            if properties is None or not _is_set(properties, "vanish"):
                text += _run_text(child)
        elif isinstance(child.tag, str):
            text += _run_text(child)
    return text
