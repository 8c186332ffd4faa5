"""From characters to lines of text: rows on a common baseline, words parted by their gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.doubt import numbers_in
from corpus.printed_lines import steps_of
from corpus.readers.pdf.page import Box, Char
from corpus.text import visible

# A gap that parts words, in points; a blank parts them at a smaller one already.
_WORD_GAP = 3.0
_GAP_AT_BLANK = 1.0
# Characters whose baselines differ less, in parts of their size, stand on one line.
_ROW_TOLERANCE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: what it says and where, with its size of type (points).

    ``numbers`` are those of a recognised line, as in :class:`corpus.document.Paragraph`; ``steps``
    the widths of its characters, as in :class:`corpus.printed_lines.PrintedLine`.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    numbers: tuple[tuple[str, float], ...] = ()
    steps: tuple[int, ...] = ()


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters by line from top to bottom, each line from left to right."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.bottom, c.x0)):
        if rows and abs(rows[-1][0].bottom - char.bottom) <= char.size * _ROW_TOLERANCE:
            rows[-1].append(char)
        else:
            rows.append([char])
    for row in rows:
        row.sort(key=lambda c: c.x0)
    return rows


def row_text(row: Sequence[Char]) -> str:
    """The text of one line; words are parted by one blank."""
    parts: list[str] = []
    end = 0.0
    blank = False
    for char in row:
        if char.text.isspace():
            blank = True
            continue
        gap = char.x0 - end
        if parts and (gap > _WORD_GAP or (blank and gap > _GAP_AT_BLANK)):
            parts.append(" ")
        parts.append(char.text)
        end = char.x1
        blank = False
    return "".join(parts)


def text_of(chars: Iterable[Char]) -> str:
    """The text of a cell's characters, line under line."""
    texts = map(row_text, rows_of(chars))
    return "\n".join(text for text in texts if text)


def lines_of(chars: Iterable[Char], taken: Sequence[Box] = ()) -> list[Line]:
    """Lines of the characters outside the ``taken`` boxes, from top to bottom."""
    free = [char for char in chars if not any(_inside(char, box) for box in taken)]
    return [line for row in rows_of(free) if (line := _line(row))]


def _inside(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _line(row: list[Char]) -> Line | None:
    printed = [char for char in row if not char.text.isspace()]
    if not printed:
        return None
    return Line(
        row_text(row),
        printed[0].x0,
        printed[-1].x1,
        min(char.top for char in printed),
        max(char.bottom for char in printed),
        max(char.size for char in printed),
        numbers_in([(char.text, char.confidence) for char in printed]),
        _steps(printed),
    )


def _steps(printed: Sequence[Char]) -> tuple[int, ...]:
    """The steps of the characters that the text keeps; a ligature is several."""
    lefts = []
    for char in printed:
        if len(char.text) == 1 and char.text.isprintable():
            lefts.append(char.x0)
        else:
            lefts += [char.x0] * len(visible(char.text))
    return steps_of(lefts, printed[-1].x1)
