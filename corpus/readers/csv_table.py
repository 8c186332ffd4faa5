"""Tables as separated values: commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
from collections import Counter

from corpus.document import Block, GridCell, Position
from corpus.errors import UnreadableContent
from corpus.readers.assembly import Assembler
from corpus.readers.sheet import hand_over, rectangle, refuse_too_many_rows

_SEPARATORS = ",;\t|"
# Rows looked at to tell which character separates.
_SAMPLE_ROWS = 200


def read_blocks(text: str) -> tuple[Block, ...]:
    """The tables and lines of a text of separated values.

    Raises UnreadableContent for quotes that never end and tables of too many cells.
    """
    separator = max(_SEPARATORS, key=lambda mark: _agreement(text, mark))
    try:
        rows = list(_parsed(text, separator))
    except csv.Error as error:
        raise UnreadableContent(
            f"不是分隔文本表格 / not a table of separated values ({error})"
        ) from error
    refuse_too_many_rows(sum(1 for _, row in rows if any(row)))
    cells = [
        [GridCell(value.strip(), position=Position(line=number)) for value in row]
        for number, row in rows
    ]
    assembler = Assembler()
    hand_over(assembler, rectangle(cells))
    return assembler.finish()


def _parsed(text: str, separator: str):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for row in reader:
        yield reader.line_num, row


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """The share of rows that a separator cuts into the same number of cells, and that number."""
    widths: Counter[int] = Counter()
    try:
        for count, (_, row) in enumerate(_parsed(text, separator)):
            if count == _SAMPLE_ROWS:
                break
            widths[len(row)] += bool("".join(row).strip())
    except csv.Error:
        return 0.0, 0
    cut = Counter({width: count for width, count in widths.items() if width > 1})
    if not cut:
        return 0.0, 0
    width, count = cut.most_common(1)[0]
    return count / max(1, sum(widths.values())), width
