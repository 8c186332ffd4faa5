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
# How much of a box or of the cell has to overlap, and how far off the type boxes stand.
_INSIDE, _DETECTED_OFF = 0.2, 0.3
# Ink in one cell this high at most is one line.
_ONE_LINE = 1.45


@dataclass(frozen=True)
class TextLine:
    """A piece of text line: the box around its ink in pixels, and whether it is in a cell.

    ``left`` and ``right`` are how far it could reach: the walls of its cell, else its ends.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    left: int
    right: int
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
    detected = _detected(boxes, cell)
    parts = _characters(text[y0:y1, x0:x1], size)
    if not len(parts):
        # Type too faint to count as ink.
        return [_line(box, cell) for box in detected]
    parts = parts + np.array([x0, y0, x0, y0])
    low = parts[:, 3].max() - parts[:, 1].min() <= _ONE_LINE * size
    if low and len(detected) < 2:
        return [_around(parts, detected, cell, size)]
    return [_around(*row, cell, size) for row in _rows_of(parts, detected, size)]


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


def _detected(boxes: np.ndarray, cell) -> list[np.ndarray]:
    """The boxes of the lines detected in a cell, cut to it, from top to bottom."""
    x0, y0, x1, y1 = cell
    inside = []
    for box in boxes:
        overlap = min(box[2], x1) - max(box[0], x0)
        middle = (box[1] + box[3]) / 2
        if overlap > _INSIDE * min(box[2] - box[0], x1 - x0) and y0 <= middle <= y1:
            inside.append(np.clip(box, [x0, y0, x0, y0], [x1, y1, x1, y1]))
    lines: list[np.ndarray] = []
    for box in sorted(inside, key=lambda b: b[1] + b[3]):
        last = lines[-1] if lines else None
        if last is not None and min(last[3], box[3]) - max(last[1], box[1]) > 0.5 * min(
            last[3] - last[1], box[3] - box[1]
        ):
            lines[-1] = np.concatenate(
                [np.minimum(last[:2], box[:2]), np.maximum(last[2:], box[2:])]
            )
        else:
            lines.append(box)
    return lines


def _rows_of(
    parts: np.ndarray, detected: list[np.ndarray], size: float
) -> list[tuple[np.ndarray, list[np.ndarray]]]:
    """The pieces of ink of each line, with the box it was detected in if it was."""
    middles = (parts[:, 1] + parts[:, 3]) / 2
    row = np.full(len(parts), -1)
    for part, middle in enumerate(middles):
        for index, box in enumerate(detected):
            if box[1] <= middle <= box[3]:
                row[part] = index
                break
    rows = [(parts[row == index], [box]) for index, box in enumerate(detected)]
    rows += [(rest, []) for rest in _stacked(parts[row == -1], size) if _is_text(rest, size)]
    return [(own, boxes) for own, boxes in rows if len(own)]


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


def _around(parts: np.ndarray, detected: list[np.ndarray], cell, size: float) -> TextLine:
    """The line of some pieces of ink, as long as its ink or as it was detected: of faint type
    the ink shows only some characters."""
    low, high = parts[:, :2].min(axis=0), parts[:, 2:].max(axis=0)
    for box in detected:
        # Detected boxes stand a little off the type.
        off = min(_DETECTED_OFF * size, (box[2] - box[0]) / 3)
        low[0], high[0] = min(low[0], box[0] + off), max(high[0], box[2] - off)
    return _line((*low, *high), cell)


def _line(box, cell) -> TextLine:
    x0, y0, x1, y1 = (int(value) for value in box)
    x0, x1 = max(x0, cell[0]), min(x1, cell[2])
    return TextLine(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1), cell[0], cell[2], in_cell=True)


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
            left, right = x0 + int(columns.min()), x0 + int(columns.max()) + 1
            top, bottom = y0 + int(rows.min()), y0 + int(rows.max()) + 1
            lines.append(TextLine(left, top, right, bottom, left, right, in_cell=False))
    return lines
