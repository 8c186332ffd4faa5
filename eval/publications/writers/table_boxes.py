"""Where the cells of a table stand on a page: column widths, wrapped lines, row heights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.publications.model import PrintedCell, PrintedTable

Measure = Callable[[str, float], float]

# Between a line and the text beside it; without lines wider gaps part the columns.
_PADDING, _PADDING_UNRULED = 3.0, 8.0
_LINE = 1.3
_SIZES = (10.5, 10, 9, 8, 7, 6, 5, 4.5, 4)
# Names are set no narrower than so many characters, and no wider.
_NAME_LEAST, _NAME_MOST = 6, 18
_HEADER_LEAST = 2


@dataclass(frozen=True)
class Boxes:
    """The measures of a table in points: font size, ``padding`` left and right of a text, width
    of each column, height of each row and the lines of each cell."""

    size: float
    padding: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    lines: dict[tuple[int, int], list[str]]

    @property
    def leading(self) -> float:
        """From one line to the next."""
        return self.size * _LINE


def fit(table: PrintedTable, room: float, measure: Measure, ruled: bool) -> Boxes | None:
    """The table in columns that fill ``room``, at the largest size at which no figure is cut.

    None where even the smallest size is too wide.
    """
    padding = _PADDING if ruled else _PADDING_UNRULED
    for size in _SIZES:
        least, wanted = _column_widths(table, size, measure, padding)
        if sum(least) <= room:
            return _boxes(table, _spread(least, wanted, room), size, measure, padding)
    return None


def _column_widths(table: PrintedTable, size: float, measure: Measure, padding: float):
    least = [size * _HEADER_LEAST + 2 * padding] * table.width
    wanted = list(least)
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell is None or cell.colspan > 1:
                continue
            width = measure(_shown(cell), size) + 2 * padding
            if cell.kind in ("figure", "code", "index"):
                least[column] = max(least[column], width + 1)
            elif cell.kind == "name":
                shortest = min(width, size * _NAME_LEAST + 2 * padding)
                least[column] = max(least[column], shortest)
            most = size * _NAME_MOST + 2 * padding
            wanted[column] = max(wanted[column], least[column], min(width, most))
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell and cell.colspan > 1 and cell.kind == "figure":
                need = measure(cell.text, size) + 2 * padding + 1
                have = sum(least[column : column + cell.colspan])
                least[column] += max(0.0, need - have)
    return least, [max(pair) for pair in zip(least, wanted, strict=True)]


def _spread(least: list[float], wanted: list[float], room: float) -> list[float]:
    if sum(wanted) <= room:
        factor = min(room / sum(wanted), 1.6)
        return [width * factor for width in wanted]
    slack = sum(wanted) - sum(least)
    share = (room - sum(least)) / slack if slack else 0.0
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]


def _boxes(
    table: PrintedTable, widths: list[float], size: float, measure: Measure, padding: float
) -> Boxes:
    lines: dict[tuple[int, int], list[str]] = {}
    heights = [size * _LINE + 2 * _PADDING] * len(table.rows)
    tall = []
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            room = sum(widths[c : c + cell.colspan]) - 2 * padding
            lines[r, c] = _wrapped(_shown(cell), size, room, measure)
            need = len(lines[r, c]) * size * _LINE + 2 * _PADDING
            if cell.rowspan == 1:
                heights[r] = max(heights[r], need)
            else:
                tall.append((r, cell.rowspan, need))
    for r, span, need in tall:
        lacking = need - sum(heights[r : r + span])
        if lacking > 0:
            for index in range(r, r + span):
                heights[index] += lacking / span
    return Boxes(size, padding, tuple(widths), tuple(heights), lines)


def _shown(cell: PrintedCell) -> str:
    return cell.text


def _wrapped(text: str, size: float, room: float, measure: Measure) -> list[str]:
    if not text:
        return []
    lines = [""]
    for character in text:
        if lines[-1] and measure(lines[-1] + character, size) > room:
            lines.append("")
        lines[-1] += character
    return lines
