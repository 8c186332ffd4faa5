"""Cutting a document into passages: what is searched, and what an answer quotes.

Running text is cut along headings and paragraphs; a table becomes one passage or several, each
with the table's title, unit and headers.  Figures are not looked up here: a table's passage
holds its labels and words, the figure store its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import (
    Block,
    CellState,
    Document,
    Heading,
    Paragraph,
    Position,
    Table,
    TableCell,
)
from corpus.printed_lines import PrintedLine, count, parts, unplaced
from corpus.text import name_of, normalise, numbering, sentences

# About 230 tokens of the bundled model, half of what it reads at once.
TEXT_LIMIT = 350
# A "sentence" longer than this is no sentence (a list without stops, a broken file).
_SENTENCE_LIMIT = 1000
_HEADER_LIMIT = 300

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年度?")
_EDGES = " -—－–_:："
# A definition is a passage of its own: glossaries repeat from department to department item by
# item, rarely as a whole.
_DEFINITION = re.compile(r"[^。；，,]{2,40}?(?:[:：](?:主要|一般|通常)?(?:是|指|反映)|[，,]?是指)")
# Dot leader and page number of a line in a table of contents.
_LEADER = re.compile(r"[\s.…·]*\(?\d{0,3}\)?\s*$")

# Consecutive paragraphs with their index among the document's blocks.
Run = list[tuple[int, Paragraph]]


@dataclass(frozen=True)
class Chunk:
    """A passage before it is stored.

    ``blocks`` are the indexes of its paragraphs among the document's blocks; ``table`` the
    index among the document's tables for a table's passage.  ``printed`` are the lines its
    characters stand on, () where the format has no pages.
    """

    kind: str
    section: tuple[str, ...]
    text: str
    position: Position
    blocks: tuple[int, ...] = ()
    table: int | None = None
    printed: tuple[PrintedLine, ...] = ()


def chunks(document: Document) -> list[Chunk]:
    """The passages of a document: running text in reading order, then its tables."""
    cut = list(_text_chunks(document))
    for index, table in enumerate(document.tables):
        cut += _table_chunks(index, table)
    return cut


def chunk_of_statements(document: Document, cut: list[Chunk]) -> list[int | None]:
    """For each statement of the document the index of the passage that holds its sentence."""
    by_block: dict[int, list[int]] = {}
    for index, chunk in enumerate(cut):
        for block in chunk.blocks:
            by_block.setdefault(block, []).append(index)
    holders = []
    for statement in document.statements:
        candidates = by_block.get(statement.paragraph, [])
        holding = [i for i in candidates if statement.sentence in cut[i].text]
        holders.append(next(iter(holding or candidates), None))
    return holders


def indexed_text(section: tuple[str, ...], text: str, names: Iterable[str]) -> str:
    """What is embedded and searched for a passage: its headings and its words.

    Numbering, year and the publisher's ``names`` are left out of the headings, and a
    definition goes without them: whose passage it is stands in the database, and boilerplate
    that repeats from department to department becomes one and the same text.
    """
    if _DEFINITION.match(text):
        return numbering(text)[1]
    kept = []
    for heading in section:
        for name in sorted(filter(None, names), key=len, reverse=True):
            heading = heading.replace(name, "")
        heading = name_of(_YEAR.sub("", heading)).strip(_EDGES)
        if heading and heading not in kept and not text.startswith(heading):
            kept.append(heading)
    return "\n".join([*kept, text])


def _text_chunks(document: Document) -> Iterator[Chunk]:
    headings = {_listed(block.text) for block in document.blocks if isinstance(block, Heading)} | {
        _listed(table.title) for table in document.tables
    }
    for run in _runs(document.blocks):
        repeated = sum(_listed(paragraph.text) in headings for _, paragraph in run)
        if repeated > 1 and repeated * 2 >= len(run):
            # Lines that mostly repeat headings are a table of contents.
            continue
        yield from _cut(run)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    """Paragraphs under the same headings with nothing in between."""
    run: Run = []
    for index, block in enumerate(blocks):
        together = isinstance(block, Paragraph) and run and block.section == run[-1][1].section
        if run and not together:
            yield run
            run = []
        if isinstance(block, Paragraph) and block.text.strip():
            run.append((index, block))
    if run:
        yield run


def _listed(text: str) -> str:
    return normalise(_LEADER.sub("", text))


def _cut(run: Run) -> Iterator[Chunk]:
    held: Run = []
    for index, paragraph in run:
        alone = len(paragraph.text) > TEXT_LIMIT or _DEFINITION.match(paragraph.text)
        size = sum(len(before.text) + 1 for _, before in held) + len(paragraph.text)
        if held and (alone or size > TEXT_LIMIT):
            yield from _joined(held)
            held = []
        if alone:
            yield from _split(index, paragraph)
        else:
            held.append((index, paragraph))
    yield from _joined(held)


def _joined(held: Run) -> Iterator[Chunk]:
    if held:
        first = held[0][1]
        text = "\n".join(paragraph.text for _, paragraph in held)
        blocks = tuple(index for index, _ in held)
        printed = _printed([paragraph for _, paragraph in held])
        yield Chunk("text", first.section, text, first.position, blocks, printed=printed)


def _printed(paragraphs: list[Paragraph]) -> tuple[PrintedLine, ...]:
    """The lines of paragraphs that follow one another."""
    if not any(paragraph.printed for paragraph in paragraphs):
        return ()
    return tuple(
        line
        for paragraph in paragraphs
        for line in paragraph.printed or (unplaced(paragraph.text),)
    )


def _split(index: int, paragraph: Paragraph) -> Iterator[Chunk]:
    for left, right in _spans_within_limit(paragraph.text):
        text = paragraph.text[left:right]
        first = count(paragraph.text[:left])
        printed = parts(paragraph.printed, first, first + count(text))
        yield Chunk("text", paragraph.section, text, paragraph.position, (index,), printed=printed)


def _spans_within_limit(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of whole sentences, as many in each as fit."""
    start = end = None
    for left, right in _sentence_spans(text):
        if start is not None and right - start > TEXT_LIMIT:
            yield start, end
            start = None
        start = left if start is None else start
        end = right
    if start is not None:
        yield start, end


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    for left, right in sentences(text):
        for start in range(left, right, _SENTENCE_LIMIT):
            yield start, min(start + _SENTENCE_LIMIT, right)


def _table_chunks(index: int, table: Table) -> Iterator[Chunk]:
    head = _head(table)
    window: list[str] = []
    for line in _row_lines(table):
        if window and sum(map(len, window)) + len(line) > TEXT_LIMIT:
            yield _window(index, table, head, window)
            window = []
        window.append(line)
    yield _window(index, table, head, window)


def _window(index: int, table: Table, head: str, lines: list[str]) -> Chunk:
    text = "\n".join(filter(None, [head, "；".join(lines)]))
    return Chunk("table", table.section, text, table.position, table=index)


def _head(table: Table) -> str:
    words = dict.fromkeys(word for cell in table.cells for word in cell.column_path)
    headers = "、".join(filter(None, words))
    lines = [
        table.title,
        table.context,
        f"单位：{table.unit}" if table.unit else "",
        headers[:_HEADER_LIMIT],
    ]
    return "\n".join(filter(None, lines))


def _row_lines(table: Table) -> Iterator[str]:
    """The rows in words: of each its code, the part of its path that is new, and the words in
    its cells.  A row that holds two tables side by side gives a line for each."""
    rows: dict[int, dict[tuple[str, ...], list[TableCell]]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {}).setdefault(cell.row_path, []).append(cell)
    before: dict[int, tuple[str, ...]] = {}
    for row in sorted(rows):
        for side, (path, cells) in enumerate(rows[row].items()):
            line = _row_line(path, before.get(side, ()), cells)
            before[side] = path
            for left, right in _spans_within_limit(line):
                yield line[left:right]


def _row_line(path: tuple[str, ...], before: tuple[str, ...], cells: list[TableCell]) -> str:
    shared = 0
    while shared < min(len(path), len(before)) and path[shared] == before[shared]:
        shared += 1
    label = " / ".join(dict.fromkeys(filter(None, path[shared:] or path[-1:])))
    code = next((cell.code for cell in cells if cell.code), "")
    if code and code not in label:
        label = f"{code} {label}".strip()
    words = dict.fromkeys(cell.text for cell in cells if cell.state is CellState.TEXT)
    said = "；".join(word for word in words if word not in path)
    return "：".join(filter(None, [label, said]))
