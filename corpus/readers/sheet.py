"""Rows of cells as office formats and web pages give them, handed over as tables and lines.

Such rows hold more than a table: its title, who and when, and the unit above, notes below,
and sometimes another table further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.amounts import parse_cell
from corpus.document import CellState, Grid, GridCell
from corpus.errors import UnreadableContent
from corpus.readers.assembly import Assembler
from corpus.readers.lines import take_line
from corpus.tables.boundaries import new_table_start
from corpus.tables.captions import is_title_row, take_captions
from corpus.tables.header import header_row_count
from corpus.text import label

Rows = list[list[GridCell]]

# All tables of the longest known publication together have 20,000 cells.
MAX_CELLS = 250_000
MAX_ROWS = 20_000
_NOTE = re.compile(r"^\s*(?:注|备注|说明)\s*\d?\s*[:：]")
_WHO = re.compile(
    r"^(?:编制|填报|填表|公开|预算|报送|主管|部门|申报)?(?:部门|单位)(?:名称)?\s*[:：]"
)
_SENTENCE = re.compile(r"[。；！？]")


def hand_over(assembler: Assembler, rows: Sequence[Sequence[GridCell]], goes_on=False) -> None:
    """Gives the assembler what a rectangle of cells holds, from top to bottom.

    ``goes_on`` says that a table without header, or with the same header, goes on with the
    table just before it, as where a format cuts tables at page ends.  Raises
    UnreadableContent for more than ``MAX_ROWS``.
    """
    rows = trimmed(rows)
    refuse_too_many_rows(len(rows))
    start = 0
    for end in _cuts(rows):
        _hand_over_one(assembler, trimmed(rows[start:end]), goes_on)
        start = end


def refuse_too_many_rows(count: int) -> None:
    """Raises UnreadableContent for a table of more than ``MAX_ROWS``."""
    if count > MAX_ROWS:
        raise UnreadableContent(
            f"表格超过 {MAX_ROWS:,} 行 / a table of more than {MAX_ROWS:,} rows"
        )


def too_many_cells() -> UnreadableContent:
    """The error for tables of more than ``MAX_CELLS``."""
    return UnreadableContent(
        f"表格超过 {MAX_CELLS:,} 个单元格 / a table of more than {MAX_CELLS:,} cells"
    )


def rectangle(cells: Sequence[Sequence[GridCell]]) -> Rows:
    """Rows of cells of different lengths filled up with empty cells.

    Raises UnreadableContent for more than ``MAX_CELLS``.
    """
    width = max(map(len, cells), default=0)
    if width * len(cells) > MAX_CELLS:
        raise too_many_cells()
    return [[*row, *(GridCell("") for _ in range(width - len(row)))] for row in cells]


def trimmed(rows: Sequence[Sequence[GridCell]]) -> Rows:
    """The rows without empty rows and columns at the edges; spans end with the last of them."""
    filled = [r for r, row in enumerate(rows) if any(cell.text.strip() for cell in row)]
    if not filled:
        return []
    top, bottom = filled[0], filled[-1] + 1
    columns = [
        c for c in range(len(rows[0])) if any(rows[r][c].text.strip() for r in range(top, bottom))
    ]
    left, right = columns[0], columns[-1] + 1
    right = max(right, *(_reach(rows[r], left, right) for r in range(top, bottom)))
    return [
        [
            cell
            if cell.rowspan == cell.colspan == 1
            else replace(
                cell,
                rowspan=max(1, min(cell.rowspan, bottom - r)),
                colspan=max(1, min(cell.colspan, right - c)),
            )
            for c, cell in enumerate(rows[r][left:right], start=left)
        ]
        for r in range(top, bottom)
    ]


def _reach(row: Sequence[GridCell], left: int, right: int) -> int:
    """How far cells that print something beside others reach: a header over a blank column."""
    filled = [(c, cell) for c, cell in enumerate(row) if cell.text.strip()]
    if len(filled) < 2:
        return right
    return max(min(len(row), c + cell.colspan) for c, cell in filled)


def _cuts(rows: Rows) -> list[int]:
    """Where the tables that stand one below the other end."""
    cuts, start = [], 0
    # The text of the table so far, and the row that follows each one with nothing between.
    texts: list[list[str]] = []
    following = _following(rows)
    above_header, after_blank = True, False
    for index, row in enumerate(rows):
        cells = [cell.text for cell in row]
        if not _filled(row):
            after_blank = True
            texts.append(cells)
            continue
        if not (above_header and (_is_lone_text(row) or _is_caption_row(row))):
            above_header = _is_new_title(row, following[index], after_blank)
            kept = index - start if above_header else 0
            kept = kept or new_table_start(texts, cells)
            if kept:
                start += kept
                cuts.append(start)
                texts = texts[kept:]
        texts.append(cells)
        after_blank = False
    return [*cuts, len(rows)]


def _is_lone_text(row: Sequence[GridCell]) -> bool:
    filled = _filled(row)
    return len(filled) == 1 and parse_cell(filled[0].text).state is CellState.TEXT


def _following(rows: Rows) -> list[Sequence[GridCell]]:
    """For each row the next one that prints something, empty for none."""
    found: list[Sequence[GridCell]] = []
    after: Sequence[GridCell] = ()
    for row in reversed(rows):
        found.append(after)
        after = row if _filled(row) else after
    return found[::-1]


def _is_new_title(
    row: Sequence[GridCell], following: Sequence[GridCell], after_blank: bool
) -> bool:
    """Whether a line below a table is the title of another: a unit or a header follows."""
    if not _is_lone_text(row):
        return False
    named = is_title_row([cell.text for cell in row])
    texts = [cell.text for cell in _filled(following)]
    heads = len(texts) > 1 and all(parse_cell(t).state is CellState.TEXT for t in texts)
    return bool(texts) and (
        (named and heads) or ((named or after_blank) and _is_caption_row(following))
    )


def _hand_over_one(assembler: Assembler, rows: Rows, goes_on: bool) -> None:
    lead = _lead(rows)
    if lead == len(rows) or len(rows[0]) == 1:
        _lines(assembler, rows)
        return
    _take_lead(assembler, rows[:lead])
    tail = _tail(rows, lead)
    body = trimmed(rows[lead:tail])
    if body and len(body[0]) == 1:
        _lines(assembler, body)
    elif body:
        spanning = any(cell.rowspan > 1 or cell.colspan > 1 for row in body for cell in row)
        continues = goes_on and _goes_on(assembler, body)
        if continues:
            body = [[*row, *_blanks(assembler.last.width - len(row))] for row in body]
        position = next(cell.position for row in body for cell in row if cell.text.strip())
        assembler.grid(body, position, spans_known=spanning, continues=continues)
    _lines(assembler, rows[tail:])


def _blanks(count: int) -> list[GridCell]:
    return [GridCell("") for _ in range(count)]


def _goes_on(assembler: Assembler, rows: Rows) -> bool:
    last = assembler.last
    if not isinstance(last, Grid) or last.notes or len(rows[0]) > last.width:
        return False
    texts = _texts(rows)
    if header_row_count(texts) == 0:
        return True
    before = _texts(last.rows[:1])[0]
    return texts[0] == before


def _texts(rows: Sequence[Sequence[GridCell]]) -> list[list[str]]:
    return [[label(cell.text) for cell in row] for row in rows]


def _filled(row: Sequence[GridCell]) -> list[GridCell]:
    return [cell for cell in row if cell.text.strip()]


def _is_caption_row(row: Sequence[GridCell]) -> bool:
    texts = _texts([row])[0]
    cleaned, _ = take_captions([texts, texts])
    return not any(cleaned[0])


def _lead(rows: Rows) -> int:
    """How many rows stand above the header.

    A lone line counts if it is a caption or a sentence, or if one follows: no header stands
    above a unit line.
    """
    lead = 0
    for index, row in enumerate(rows):
        filled = _filled(row)
        if filled and not _is_lone_text(row) and not _is_caption_row(row):
            break
        if filled and (_is_caption_row(row) or _is_sentence(filled[0].text)):
            lead = index + 1
    if lead == len(rows) or not lead:
        return lead
    if _has_title(rows[:lead]) or all(_is_unit_or_who(c.text) for r in rows[:lead] for c in r):
        return lead
    # Years and dates without a title stay: table understanding knows them in the grid.
    return 0


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text)) and len(text) > 20


def _is_unit_or_who(text: str) -> bool:
    return not text.strip() or bool(_WHO.match(label(text))) or _is_unit(text)


def _is_unit(text: str) -> bool:
    _, captions = take_captions([[label(text), ""], ["x", "x"]])
    return bool(captions.unit)


def _title_of(rows: Rows) -> GridCell | None:
    """The line that names the table: the last that ends like a title, or the last other one."""
    lone = [row for row in rows if len(_filled(row)) == 1]
    cells = [_filled(row)[0] for row in lone if not _is_unit_or_who(_filled(row)[0].text)]
    named = [cell for row in rows for cell in _filled(row) if _titles(cell.text)]
    plain = [cell for cell in cells if not is_title_row([cell.text, ""])]
    return (named or plain or [None])[-1]


def _titles(text: str) -> bool:
    _, captions = take_captions([[label(text), ""], ["x", "x"]])
    return bool(captions.title)


def _has_title(rows: Rows) -> bool:
    return _title_of(rows) is not None


def _take_lead(assembler: Assembler, rows: Rows) -> None:
    """The lines above a header; the title last but for the unit, so that both are the table's."""
    title = _title_of(rows)
    cells = [cell for row in rows for cell in _filled(row) if cell is not title]
    units = [cell for cell in cells if _is_unit(cell.text)]
    others = [cell for cell in cells if cell not in units]
    for cell in (*others, *([title] if title else ()), *units):
        take_line(assembler, label(cell.text), cell.position)


def _tail(rows: Rows, lead: int) -> int:
    """The index of the first row of the notes below the table."""
    tail = len(rows)
    for index in range(len(rows) - 1, lead, -1):
        filled = _filled(rows[index])
        if len(filled) > 1 or (filled and parse_cell(filled[0].text).state is not CellState.TEXT):
            break
        if filled and (_NOTE.match(filled[0].text) or _is_sentence(filled[0].text)):
            tail = index
    return tail


def _lines(assembler: Assembler, rows: Rows) -> None:
    for row in rows:
        for cell in _filled(row):
            for line in cell.text.splitlines():
                take_line(assembler, line, cell.position)
