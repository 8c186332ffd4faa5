"""Doubt about figures that were recognised in an image.

A recognised figure is doubtful where a character of it is unsure, where it is no well-formed
number among numbers, and where it is written otherwise than all others of its column: a comma
read as a point, a decimal point or a digit that got lost.  Doubt is only ever added; no digit is
changed.  Figures that the file itself states are never doubtful.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import CellState, Statement, TableCell
from corpus.patterns import Pattern

# Characters read less surely than this make a figure doubtful.
SURE = 0.9
# So many other numbers of a column show how its numbers are written.
_MANNER = 4
_WORD = Pattern(r"[\u3400-\u9fff]")
_PLAIN = Pattern(r"[-+−△▲]?\d[\d,]*(?:\.(\d+))?%?")
_FOLLOWING_UNIT = frozenset("万亿元%％‰")
_UNIT_REACH = 2


def with_doubts(cells: Sequence[TableCell], unsure_rows: frozenset[int] = frozenset()) -> list:
    """The cells of a table, the doubtful ones among the recognised marked.

    ``unsure_rows`` are rows of the grid whose subject code is unsure: which subject their
    figures are of is in doubt.
    """
    if all(cell.confidence is None for cell in cells):
        return list(cells)
    columns: dict[int, list[TableCell]] = {}
    for cell in cells:
        if cell.state is CellState.NUMBER:
            columns.setdefault(cell.column, []).append(cell)
    fixed = any(_trailing_zero(cell.text) for found in columns.values() for cell in found)
    return [
        replace(cell, doubtful=True)
        if cell.confidence is not None
        and (
            (cell.row in unsure_rows and cell.state is CellState.NUMBER)
            or _is_doubtful(cell, columns.get(cell.column, []), fixed)
        )
        else cell
        for cell in cells
    ]


def _is_doubtful(cell: TableCell, numbers: list[TableCell], fixed_decimals: bool) -> bool:
    if cell.state is CellState.TEXT:
        return bool(numbers) and bool(cell.text.strip()) and not _WORD.search(cell.text)
    if cell.state is CellState.BLANK:
        return False
    if cell.confidence < SURE:
        return True
    if cell.state is CellState.DASH:
        return False
    others = [other for other in numbers if other is not cell]
    return _breaks_manner(_folded(cell.text), [_folded(o.text) for o in others], fixed_decimals)


def _breaks_manner(text: str, others: list[str], fixed_decimals: bool) -> bool:
    """Whether a number is written otherwise than all others of its column."""
    if re.match(r"[-+−△▲]?0\d", text):
        return True
    places = _decimals(text)
    theirs = [_decimals(other) for other in others]
    alike = len(theirs) >= _MANNER and len(set(theirs)) == 1 and theirs[0] is not None
    # Where trailing zeros are left out, decimals vary.
    if alike and places not in (None, theirs[0]) and (fixed_decimals or not theirs[0]):
        return bool(re.search(r"[1-9]", text))
    long = [other for other in others if _whole_digits(other) > 3]
    grouped = len(long) >= _MANNER and all("," in other for other in long)
    return grouped and _whole_digits(text) > 3 and "," not in text


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _decimals(text: str) -> int | None:
    match = _PLAIN.fullmatch(text)
    return None if match is None else len(match.group(1) or "")


def _trailing_zero(text: str) -> bool:
    return re.search(r"\.\d*0%?$", _folded(text)) is not None


def _whole_digits(text: str) -> int:
    return len(re.sub(r"\D", "", text.partition(".")[0]))


def numbers_in(characters: Sequence[tuple[str, float | None]]) -> tuple[tuple[str, float], ...]:
    """The numbers in recognised characters in reading order, each with the confidence of the
    least sure of its characters; those of a unit right behind it count as well."""
    found: list[tuple[str, float]] = []
    text, confidence, reach = "", 1.0, 0
    for character, sure in characters:
        if sure is None:
            continue
        folded = unicodedata.normalize("NFKC", character)
        if folded.isdigit() or (text and not reach and folded in (".", ",")):
            if reach:
                found.append((text, confidence))
                text, confidence, reach = "", 1.0, 0
            text, confidence = text + folded, min(confidence, sure)
        elif text and character in _FOLLOWING_UNIT and reach < _UNIT_REACH:
            confidence, reach = min(confidence, sure), reach + 1
        elif text:
            found.append((text, confidence))
            text, confidence, reach = "", 1.0, 0
    if text:
        found.append((text, confidence))
    return tuple((number.rstrip(".,"), sure) for number, sure in found)


def statement_with_doubt(statement: Statement, numbers: Sequence[tuple[str, float]]) -> Statement:
    """A figure stated in a recognised text (``numbers`` as in :class:`Paragraph`), with the
    confidence of its number; doubtful also where the number is not found again among them."""
    if not numbers:
        return statement
    printed = _digits(statement.printed)
    sure = min((sure for number, sure in numbers if _digits(number) == printed), default=0.0)
    return replace(statement, confidence=sure, doubtful=sure < SURE)


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", _folded(text))
