"""Header rows: how many there are, and the header path over every column.

Formats without spans print a merged header once and leave the rest of its cells empty.  A
blank header cell belongs to the label on its left if both stand under the same parent, and
to the label above it if that label starts in its very column.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from corpus.amounts import parse_cell
from corpus.document import CellState, Grid
from corpus.patterns import Pattern
from corpus.tables.words import words
from corpus.text import label, normalise, numbering

_CODE = Pattern(r"\d{3,9}")
# What spreadsheets print for a figure they could not compute or do not hold.
_MISSING_FIGURE = Pattern(r"#(?:REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC)[!?]?|\(=\)")
_YEAR = Pattern(r"(?:19|20)\d\d")
_COLUMN_MARK = Pattern(r"\*+|[甲乙丙丁戊]|[—-]+|[a-z]")
_COLUMN_NUMBER = Pattern(r"[(（]?(\d{1,2})[)）]?\s*栏?(?:=[\d+\-−()（）\s]+)?$")


@dataclass(frozen=True)
class HeaderLabel:
    """A printed header: its text, its first column and the column after its last."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Header:
    """The header of a grid: ``count`` leading rows, labels per row, a path per column.

    ``uncertain`` holds the columns whose path could not be established.
    """

    count: int
    levels: tuple[tuple[HeaderLabel, ...], ...]
    paths: tuple[tuple[str, ...], ...]
    uncertain: frozenset[int] = frozenset()


def texts_of(grid: Grid) -> list[list[str]]:
    """The grid's cells as labels: layout blanks and markup removed."""
    return [[label(cell.text) for cell in row] for row in grid.rows]


def is_code(text: str) -> bool:
    """Whether a cell prints a subject or organisation code (3 to 9 digits)."""
    return bool(_CODE.fullmatch(text))


def header_row_count(texts: list[list[str]]) -> int:
    """How many leading rows are headers: all before the first row with a figure, a code or a
    numbered or total label.  0 for a grid that starts with figures."""
    count = _rows_before_body(texts)
    while 0 < count < len(texts) and not any(texts[count - 1]):
        count -= 1
    return count


def _rows_before_body(texts: list[list[str]]) -> int:
    for index, row in enumerate(texts):
        filled = [text for text in row if text]
        if not filled:
            continue
        if _is_index_row(row) or (not index and _heads_years(filled)):
            continue
        if any(_is_figure(text) for text in filled):
            return index
        first = filled[0]
        if index and any(parse_cell(text).state is CellState.DASH for text in filled[1:]):
            return index
        if not index and numbering(first)[0] in (20, 30, 40, 50):
            # A table going on after a page end begins inside its body.
            return 0
        if index and (numbering(first)[0] is not None or normalise(first) in words("nothing_rows")):
            return index
        if index and len(filled) == 1 and _looks_like_total_row(first, row):
            return index
    return len(texts)


def _is_figure(text: str) -> bool:
    return parse_cell(text).state is CellState.NUMBER or bool(_MISSING_FIGURE.fullmatch(text))


def _looks_like_total_row(first: str, row: list[str]) -> bool:
    from corpus.tables.words import is_total

    return is_total(first) and row.index(first) <= 3 and len(row) > 2


def _heads_years(filled: list[str]) -> bool:
    """Whether a first row prints bare years over its figures: 项目 2025 2026."""
    years = [text for text in filled if _YEAR.fullmatch(text)]
    rest = [text for text in filled if not _YEAR.fullmatch(text)]
    return bool(years) and all(parse_cell(text).state is CellState.TEXT for text in rest)


def _is_index_row(row: list[str]) -> bool:
    """A row that numbers the columns: 栏次 1 2 3, ** ** 1 2, 甲 1=2+3 2 3."""
    filled = [normalise(text) for text in row if text]
    names = [text for text in filled if text in words("index_headers")]
    marks = [text for text in filled if _COLUMN_MARK.fullmatch(text)]
    numbers = [_COLUMN_NUMBER.match(text) for text in filled if text not in (*names, *marks)]
    if not all(numbers):
        return _numbers_behind_codes(filled)
    counted = [int(match[1]) for match in numbers]
    if names and normalise(next(filter(None, row))) in words("index_headers"):
        return True
    in_order = counted == list(range(1, len(counted) + 1))
    return in_order and (len(counted) > 1 or bool(counted and marks))


def _numbers_behind_codes(filled: list[str]) -> bool:
    """Whether a row ends the header of codes and numbers the columns: 类 款 项 栏次 1 2 3."""
    name = next((i for i, text in enumerate(filled) if text in words("index_headers")), None)
    if name is None:
        return False
    numbers = [_COLUMN_NUMBER.match(text) for text in filled[name + 1 :]]
    return (
        all(text in words("code_headers") for text in filled[:name])
        and len(numbers) > 1
        and all(numbers)
        and [int(match[1]) for match in numbers] == list(range(1, len(numbers) + 1))
    )


def is_repeated(texts: list[list[str]], count: int) -> bool:
    """Whether merged header cells are printed in every cell they cover, so that no cell of the
    header is blank.  Such a conversion has lost no cell, and none stands beside its column."""
    heads = [row for row in texts[:count] if not _is_index_row(row)]
    return (
        len(heads) > 1
        and all(all(row) for row in heads)
        and any(a == b for above, row in pairwise(heads) for a, b in zip(above, row, strict=True))
    )


def labels_from_blanks(texts: list[list[str]], count: int) -> list[list[HeaderLabel]]:
    """Labels of each header row with the columns they span, inferred from blank cells."""
    width = len(texts[0]) if texts else 0
    starts = [
        [] if _is_index_row(row) else [(c, text) for c, text in enumerate(row) if text]
        for row in texts[:count]
    ]
    return spans_from_starts(starts, width)


def spans_from_starts(starts: list[list[tuple[int, str]]], width: int) -> list[list[HeaderLabel]]:
    """Labels with their spans: each goes on to the next one in its row under the same parent."""
    levels: list[list[HeaderLabel]] = []
    for row in starts:
        labels = []
        for i, (start, text) in enumerate(row):
            limit = row[i + 1][0] if i + 1 < len(row) else width
            end = start + 1
            while end < limit and _same_parent(levels, start, end):
                end += 1
            labels.append(HeaderLabel(text, start, end))
        levels.append(labels)
    return levels


def labels_from_spans(grid: Grid, texts: list[list[str]], count: int) -> list[list[HeaderLabel]]:
    """Labels of each header row with the columns they span, as the format states them."""
    levels = []
    for r in range(count):
        if _is_index_row(texts[r]):
            levels.append([])
            continue
        row = grid.rows[r]
        levels.append(
            [
                HeaderLabel(texts[r][c], c, c + max(1, cell.colspan))
                for c, cell in enumerate(row)
                if texts[r][c]
            ]
        )
    return levels


def _same_parent(levels: list[list[HeaderLabel]], a: int, b: int) -> bool:
    """Whether the label at column ``a`` may go on over the blank cell at column ``b``."""
    for labels in reversed(levels):
        over_a = next((x for x in labels if x.start <= a < x.end), None)
        over_b = next((x for x in labels if x.start <= b < x.end), None)
        if over_a is None and over_b is None:
            continue
        if over_a is not over_b:
            return False
        # A label that starts at b in the row above is merged downwards, not sideways.
        return True
    return True


def column_paths(levels: list[list[HeaderLabel]], width: int) -> list[tuple[str, ...]]:
    """The header path over each column, outermost first; a repeated label is taken once."""
    paths = []
    for column in range(width):
        path: list[str] = []
        for labels in levels:
            over = next((x.text for x in labels if x.start <= column < x.end), "")
            if over and (not path or normalise(path[-1]) != normalise(over)):
                path.append(over)
        paths.append(tuple(path))
    return paths
