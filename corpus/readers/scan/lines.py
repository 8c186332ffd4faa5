"""Which ink makes up which line of text: inside each cell of a table, and outside of tables."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from corpus.readers.scan.rulings import Rulings

# In sizes of type: the least height and width of ink that is more than a speck.
_SPECK = 0.09
# Higher ink is no character.
_HIGHEST = 3.0
# Ink in one cell this high at most is one line.
_ONE_LINE = 1.45


@dataclass(frozen=True)
class TextLine:
    """A piece of text line: the box around its ink in pixels, and whether it is in a cell."""

    x0: int
    y0: int
    x1: int
    y1: int
    in_cell: bool

    @property
    def height(self) -> int:
        """Height of its ink."""
        return self.y1 - self.y0


def ink_of(grey: np.ndarray) -> np.ndarray:
    """A mask of what is printed (255), whatever the shade of the paper around it."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    local = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18
    )
    return local


def text_lines(ink: np.ndarray, rulings: Rulings, boxes: np.ndarray, size: float) -> list[TextLine]:
    """The lines of a page: those in cells by their ink, all others as detected (``boxes``)."""
    text = cv2.bitwise_and(ink, cv2.bitwise_not(rulings.mask))
    lines = []
    for cell in rulings.cells:
        lines += _in_cell(text, cell, boxes, size)
    lines += _outside(text, rulings, boxes)
    return lines


def _in_cell(text: np.ndarray, cell, boxes: np.ndarray, size: float) -> list[TextLine]:
    x0, y0, x1, y1 = cell
    parts = _characters(text[y0:y1, x0:x1], size)
    if not len(parts):
        return []
    parts = parts + np.array([x0, y0, x0, y0])
    if parts[:, 3].max() - parts[:, 1].min() <= _ONE_LINE * size:
        return [_around(parts)]
    rows = _rows_of(parts, _detected(boxes, cell), size)
    return [_around(row) for row in rows]


def _characters(text: np.ndarray, size: float) -> np.ndarray:
    """Boxes of the pieces of ink, specks left out unless they stand beside others."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(text)
    x, y, w, h, area = stats[1:count].T
    least = max(2.0, _SPECK * size)
    real = (np.maximum(w, h) >= least) & (area >= least * least * 0.6) & (h <= _HIGHEST * size)
    big = real & (np.maximum(w, h) >= 0.25 * size)
    if not big.any():
        return np.zeros((0, 4), int)
    found = np.stack([x, y, x + w, y + h], axis=1)
    # A point or comma belongs to the characters it stands beside; dirt lies anywhere.
    x0, y0 = found[big][:, 0].min(), found[big][:, 1].min()
    x1, y1 = found[big][:, 2].max(), found[big][:, 3].max()
    near = (
        (found[:, 0] >= x0 - 0.6 * size)
        & (found[:, 2] <= x1 + 0.6 * size)
        & (found[:, 1] >= y0 - 0.4 * size)
        & (found[:, 3] <= y1 + 0.4 * size)
    )
    return found[real & near]


def _detected(boxes: np.ndarray, cell) -> list[tuple[float, float]]:
    """Upper and lower ends of the lines detected in a cell, from top to bottom."""
    x0, y0, x1, y1 = cell
    spans: list[list[float]] = []
    for bx0, by0, bx1, by1 in boxes:
        overlap = min(bx1, x1) - max(bx0, x0)
        middle = (by0 + by1) / 2
        if overlap > 0.2 * min(bx1 - bx0, x1 - x0) and y0 <= middle <= y1:
            spans.append([by0, by1])
    merged: list[list[float]] = []
    for top, bottom in sorted(spans, key=lambda s: s[0] + s[1]):
        last = merged[-1] if merged else None
        if last and min(last[1], bottom) - max(last[0], top) > 0.5 * min(
            last[1] - last[0], bottom - top
        ):
            last[:] = [min(last[0], top), max(last[1], bottom)]
        else:
            merged.append([top, bottom])
    return [(top, bottom) for top, bottom in merged]


def _rows_of(parts: np.ndarray, spans: list[tuple[float, float]], size: float) -> list[np.ndarray]:
    middles = (parts[:, 1] + parts[:, 3]) / 2
    row = np.full(len(parts), -1)
    for part, middle in enumerate(middles):
        for index, (top, bottom) in enumerate(spans):
            if top <= middle <= bottom:
                row[part] = index
                break
    rows = [parts[row == index] for index in range(len(spans))]
    rest = parts[row == -1]
    return [r for r in [*rows, *_stacked(rest, size)] if len(r) and _is_text(r, size)]


def _is_text(parts: np.ndarray, size: float) -> bool:
    return bool(np.maximum(*(parts[:, 2:] - parts[:, :2]).T).max() >= 0.25 * size)


def _stacked(parts: np.ndarray, size: float) -> list[np.ndarray]:
    """Pieces no detected line holds, as rows of their own."""
    rows: list[list[np.ndarray]] = []
    bottom = -np.inf
    for part in parts[np.argsort(parts[:, 1])] if len(parts) else ():
        if rows and part[1] <= bottom:
            rows[-1].append(part)
        else:
            rows.append([part])
            bottom = part[1] + 0.9 * size
    return [np.array(row) for row in rows]


def _around(parts: np.ndarray) -> TextLine:
    x0, y0 = parts[:, :2].min(axis=0)
    x1, y1 = parts[:, 2:].max(axis=0)
    return TextLine(int(x0), int(y0), int(x1), int(y1), in_cell=True)


def _outside(text: np.ndarray, rulings: Rulings, boxes: np.ndarray) -> list[TextLine]:
    covered = np.zeros(text.shape, np.uint8)
    for x0, y0, x1, y1 in rulings.cells:
        covered[y0:y1, x0:x1] = 1
    lines = []
    height, width = text.shape
    for box in boxes:
        x0, y0, x1, y1 = (int(v) for v in box)
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(width, x1 + 1), min(height, y1 + 1)
        if x1 <= x0 or y1 <= y0 or covered[y0:y1, x0:x1].mean() > 0.5:
            continue
        rows, columns = np.nonzero(text[y0:y1, x0:x1])
        if len(rows):
            lines.append(
                TextLine(
                    x0 + int(columns.min()),
                    y0 + int(rows.min()),
                    x0 + int(columns.max()) + 1,
                    y0 + int(rows.max()) + 1,
                    in_cell=False,
                )
            )
    return lines
