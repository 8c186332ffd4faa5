"""A worksheet as it prints: what stands in hidden rows and columns is not there.

A text in a merged cell shows as long as one of the cell's rows and columns does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from corpus.document import GridCell, Position
from corpus.readers.sheet import MAX_CELLS, Rows, too_many_cells

# 1-based row and column, as spreadsheets number them.
Place = tuple[int, int]


def printed_rows(
    texts: Mapping[Place, str],
    spans: Mapping[Place, tuple[int, int]],
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
) -> Rows:
    """The rectangle of cells that print something, with the rows and columns each spans.

    ``texts`` holds cells that print something, ``spans`` rows and columns of merged ones.
    Raises UnreadableContent for a rectangle of more than ``MAX_CELLS``.
    """
    shown = {
        place: (text, *spans.get(place, (1, 1))) for place, text in texts.items() if text.strip()
    }
    if not shown:
        return []
    top, left = min(r for r, _ in shown), min(c for _, c in shown)
    bottom, right = max(r for r, _ in shown), max(c for _, c in shown)
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise too_many_cells()
    # As wide as a header over blank columns; no wider than the limit.
    right = max([right, *(c + wide - 1 for (_, c), (_, _, wide) in shown.items())])
    right = min(right, left + max(1, MAX_CELLS // (bottom - top + 1)) - 1)
    rows = _numbered(range(top, bottom + 1), hidden_rows)
    columns = _numbered(range(left, right + 1), hidden_columns)
    grid = [
        [GridCell("", position=Position(line=r)) for _ in columns.visible] for r in rows.visible
    ]
    for (r, c), (text, high, wide) in shown.items():
        across, down = columns.within(c, wide), rows.within(r, high)
        if across and down:
            row = grid[down[0]]
            place = row[across[0]].position
            row[across[0]] = GridCell(text, len(down), len(across), place)
    return grid


class _numbered:
    """The visible ones of rows or columns, and where each stands among them."""

    def __init__(self, numbers: range, hidden: Collection[int]):
        self.visible = [number for number in numbers if number not in hidden]
        self._index = {number: index for index, number in enumerate(self.visible)}
        self._last = numbers.stop - 1

    def within(self, start: int, length: int) -> list[int]:
        """Where the visible ones of ``length`` from ``start`` stand."""
        end = min(start + length - 1, self._last)
        found = (self._index.get(number) for number in range(start, end + 1))
        return [index for index in found if index is not None]


def hidden_parts_warning(
    sheet: str, rows: Collection[int], columns: Collection[int], named
) -> list[str]:
    """What to tell the user of hidden rows and columns that hold something, if there are any.

    ``named`` gives a column's letters.
    """
    parts = []
    if rows:
        parts.append((f"{len(rows)} 行（首行 {min(rows)}）", f"{len(rows)} rows from {min(rows)}"))
    if columns:
        letters = "、".join(map(named, sorted(columns)[:10]))
        parts.append((f"{len(columns)} 列（{letters}）", f"{len(columns)} columns ({letters})"))
    if not parts:
        return []
    chinese, english = "、".join(p[0] for p in parts), ", ".join(p[1] for p in parts)
    return [f"隐藏的行列未读取：{sheet} {chinese} / hidden parts not read: {sheet} {english}"]
