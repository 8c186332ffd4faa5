"""Web pages as saved from a government site: the article with its tables, nothing around it.

Navigation, footers and link lists go; what holds figures or running text stays.  Tables that
only lay the page out are read through as if they were not there.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.document import Block, GridCell, Position
from corpus.errors import ReadError, UnreadableContent
from corpus.readers.assembly import Assembler
from corpus.readers.lines import LineCount, take_line
from corpus.readers.sheet import (
    MAX_CELLS,
    hand_over,
    rectangle,
    refuse_too_many_rows,
    too_many_cells,
)
from corpus.readers.web_encoding import decoded
from corpus.text import normalise, tidy
from corpus.vocabulary_files import vocabulary

MAX_BYTES = 30_000_000
_NEVER_TEXT = frozenset(
    "script style noscript template svg math iframe object embed head select option button "
    "textarea canvas audio video map nav footer aside".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    "a abbr b bdo big cite code del em font i ins kbd label mark q s small span strike strong "
    "sub sup tt u var wbr o:p st1:chsdate".split()
)
# Control characters, also as references, which XML knows no place for.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
    r"|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])"
    r"|0*(?:[0-8]|1[124-9]|2\d|3[01])\b);?",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Keeps its place in the table and shows nothing in it.
_INVISIBLE = re.compile(r"visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_AROUND_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
# A part with less text of its own than this may be taken for one around the article.
_MAX_AROUND = 300
_MAX_AROUND_LINE = 80
# Pages laid out by tables nest five or six.
_MAX_NESTED = 12
# The longest known page has a hundred thousand tags and some hundred tables.
_MAX_TAGS = 600_000
_MAX_TABLES = 3_000
# HTML Living Standard, 4.9.11 (attributes common to td and th elements).
_MAX_COLSPAN = 1000


def read_blocks(
    path: Path, data: bytes, charset: str | None = None
) -> tuple[tuple[Block, ...], None]:
    """The blocks of a web page's article in reading order.

    ``charset`` is what was said of the page's encoding where it came from.  Raises ReadError
    for files that are no text, too long, or without an article.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ReadError(path, f"网页超过 {limit} MB / a web page of more than {limit} MB")
    text = decoded(path, data, charset)
    if text.count("<") > _MAX_TAGS or len(re.findall("<table", text, re.I)) > _MAX_TABLES:
        raise ReadError(
            path,
            f"网页超过 {_MAX_TAGS:,} 个标记或 {_MAX_TABLES:,} 个表格 / "
            f"a web page of more than {_MAX_TAGS:,} tags or {_MAX_TABLES:,} tables",
        )
    root = _parsed(path, text)
    reader = _PageReader()
    reader.title(root)
    reader.walk(_without_surroundings(root))
    return reader.finish(), None


def _parsed(path: Path, text: str):
    from lxml import etree
    from lxml import html as lxml_html

    # A declaration of the encoding is wrong for text decoded already.
    text = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = lxml_html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(
            path, "网页中没有文字，或已损坏 / no text found in the web page, or it is damaged"
        ) from error
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _words() -> dict[str, list[str]]:
    return vocabulary("web_page_words")


def _without_surroundings(root):
    """The page's body without the elements around its article."""
    body = root.find("body")
    body = root if body is None else body
    if any(len(list(table.iterancestors("table"))) > _MAX_NESTED for table in body.iter("table")):
        raise UnreadableContent(
            f"表格嵌套超过 {_MAX_NESTED} 层 / tables nested more than {_MAX_NESTED} deep"
        )
    own, linked = _text_lengths(body)
    data_tables = {table for table in body.iter("table") if not _lays_out(table)}
    for element in list(body.iter()):
        if element is body or not isinstance(element.tag, str):
            continue
        if _is_unseen(element):
            _drop(element)
        elif next(element.iterancestors("table"), None) in data_tables:
            # A header cell may well be called "header".
            continue
        elif _is_around(element, own[element], linked[element]):
            _drop(element)
    return body


def _text_lengths(body) -> tuple[dict, dict]:
    """How many characters each element holds, and how many of them in links."""
    own: dict = {}
    linked: dict = {}
    for element in reversed(list(body.iter())):
        children = list(element)
        text = len((element.text or "").strip())
        text += sum(len((child.tail or "").strip()) for child in children)
        own[element] = text + sum(own[child] for child in children)
        inside = sum(linked[child] for child in children)
        linked[element] = own[element] if element.tag == "a" else inside
    return own, linked


def _is_unseen(element) -> bool:
    return (
        element.tag in _NEVER_TEXT
        or element.get("hidden") is not None
        or bool(_NOT_THERE.search(element.get("style") or ""))
        or (element.tag not in ("td", "th") and _is_invisible(element))
    )


def _is_invisible(element) -> bool:
    return bool(_INVISIBLE.search(element.get("style") or ""))


def _is_around(element, text: int, linked: int) -> bool:
    if element.tag in _INLINE or element.tag in _HEADINGS or not text:
        return False
    if element.get("role") in _AROUND_ROLES:
        return True
    if text - linked > _MAX_AROUND or _holds_figures(element):
        return False
    if linked * 10 > text * 6 and element.tag not in ("p", "td", "th", "tr"):
        return True
    if element.find(".//h1") is not None:
        return False
    named = re.split(r"[\s_-]+", f"{element.get('class') or ''} {element.get('id') or ''}".lower())
    return element.tag == "header" or bool(set(named) & set(_words()["around"]))


def _holds_figures(element) -> bool:
    """Whether a table with figures stands in an element."""
    tables = [element] if element.tag == "table" else element.iter("table")
    return any(
        re.search(r"\d", "".join(cell.itertext())) and cell.find(".//a") is None
        for table in tables
        for cell in table.iter("td")
    )


def _drop(element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree()


def _is_surrounding_line(text: str) -> bool:
    if len(text) > _MAX_AROUND_LINE:
        return False
    return text.startswith(tuple(_words()["line_starts"])) or any(
        word in text for word in _words()["in_lines"]
    )


class _PageReader:
    """Walks a page and hands its headings, lines and tables to the assembler."""

    def __init__(self):
        self._assembler = Assembler()
        self._line = ""
        self._cells = 0
        self._lines = LineCount()
        self._title = ""

    def title(self, root) -> None:
        """The article's title as the page's head states it.

        ``ArticleTitle`` is a tag of the State Council's guide for government sites
        (政府网站发展指引, 2017, annex 2).
        """
        for meta in root.iter("meta"):
            if (meta.get("name") or "").lower() == "articletitle" and meta.get("content"):
                self._title = tidy(meta.get("content"))
                self._assembler.heading(self._title, 1, Position(line=meta.sourceline))

    def finish(self) -> tuple[Block, ...]:
        return self._assembler.finish()

    def walk(self, top) -> None:
        """Takes what stands in an element, from top to bottom."""
        from lxml import etree

        walker = etree.iterwalk(top, events=("start", "end"))
        for event, element in walker:
            position = Position(line=element.sourceline)
            if event == "start":
                self._start(element, position, walker)
            else:
                if element.tag not in _INLINE:
                    self._flush(position)
                if element is not top:
                    self._line += element.tail or ""
        self._flush(Position(line=top.sourceline))

    def _start(self, element, position: Position, walker) -> None:
        if element.tag not in _INLINE:
            self._flush(position)
        if element.tag in _HEADINGS:
            self._heading(element, position)
            walker.skip_subtree()
        elif element.tag == "table" and not _lays_out(element):
            self._table(element)
            walker.skip_subtree()
        else:
            self._line += element.text or ""

    def _flush(self, position: Position) -> None:
        text, self._line = re.sub(r"\s+", " ", self._line).strip(), ""
        if text and not _is_surrounding_line(text) and normalise(text) != normalise(self._title):
            self._lines.add()
            take_line(self._assembler, text, position)

    def _heading(self, element, position: Position) -> None:
        text = tidy(" ".join("".join(element.itertext()).split()))
        if text and normalise(text) != normalise(self._title):
            self._assembler.heading(text, _HEADINGS[element.tag], position)

    def _table(self, table) -> None:
        for caption in table.findall("caption"):
            take_line(self._assembler, _cell_text(caption), Position(line=caption.sourceline))
        rows = _own_rows(table)
        cells = _placed(rows)
        self._cells += sum(map(len, cells))
        if self._cells > MAX_CELLS:
            raise too_many_cells()
        hand_over(self._assembler, cells, goes_on=True)
        for row in rows:
            for cell in row:
                for inner in filter(_stands_alone, _outermost_tables(cell)):
                    self._table(inner)


def _own_rows(table) -> list[list]:
    """The cells of a table's own rows as they print, not those of tables inside it: the foot,
    which may stand before the body, comes last."""
    rows = [
        row
        for row in table.iter("tr")
        if next(row.iterancestors("table")) is table and not _is_unseen(row)
    ]
    refuse_too_many_rows(len(rows))
    rows.sort(key=lambda row: {"thead": 0, "tfoot": 2}.get(row.getparent().tag, 1))
    return [
        [cell for cell in row if cell.tag in ("td", "th") and not _is_unseen(cell)] for row in rows
    ]


def _outermost_tables(cell) -> list:
    table = next(cell.iterancestors("table"), None)
    return [t for t in cell.iter("table") if next(t.iterancestors("table"), None) is table]


def _lays_out(table) -> bool:
    """Whether a table only lays the page out: a frame, or more in its inner tables than in it."""
    if table.get("role") == "presentation":
        return True
    rows = _own_rows(table)
    cells = [cell for row in rows for cell in row]
    inner = [inner for cell in cells for inner in _outermost_tables(cell)]
    if not inner:
        return len(cells) < 2
    own = sum(1 for cell in cells if _cell_text(cell) and cell.find(".//table") is None)
    return own <= sum(1 for t in inner for cell in t.iter("td", "th") if _cell_text(cell))


def _placed(rows: list[list]) -> list[list[GridCell]]:
    """Cells where the table model of HTML puts them."""
    grid: list[dict[int, GridCell]] = [{} for _ in rows]
    placed = 0
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[r]:
                column += 1
            colspan = min(_span(cell, "colspan") or 1, _MAX_COLSPAN)
            rowspan = min(_span(cell, "rowspan") or len(rows), len(rows) - r)
            placed += colspan * rowspan
            if placed > MAX_CELLS:
                raise too_many_cells()
            position = Position(line=cell.sourceline)
            for down in range(rowspan):
                for right in range(colspan):
                    grid[r + down].setdefault(column + right, GridCell("", position=position))
            grid[r][column] = GridCell(_cell_text(cell), rowspan, colspan, position)
            column += colspan
    width = max((max(row) + 1 for row in grid if row), default=0)
    return rectangle([[row.get(c, GridCell("")) for c in range(width)] for row in grid])


def _span(cell, name: str) -> int:
    stated = re.match(r"\s*(\d{1,9})", cell.get(name) or "1")
    return int(stated[1]) if stated else 1


def _cell_text(cell) -> str:
    """The text of a cell without that of tables in it, unless they only frame it; line breaks
    as such."""
    parts: list[str] = []
    if _is_invisible(cell):
        return ""

    def take(element) -> None:
        parts.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            if isinstance(child.tag, str) and not _stands_alone(child) and not _is_unseen(child):
                if child.tag not in _INLINE:
                    parts.append("\n")
                take(child)
                if child.tag not in _INLINE and child.tag != "br":
                    parts.append("\n")
            parts.append(re.sub(r"\s+", " ", child.tail or ""))

    take(cell)
    text = "".join(parts).replace("\u00a0", " ")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _stands_alone(element) -> bool:
    """Whether an element is a table with more than the one cell of a frame."""
    return element.tag == "table" and sum(1 for _ in element.iter("td", "th")) > 1
