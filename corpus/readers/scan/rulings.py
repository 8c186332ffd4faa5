"""Ruling lines of a page image, and the cells they enclose.

Long straight runs of ink are lines if they belong to a table: a stroke of a character or a dash
is as straight, but short and on its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

# In sizes of type: shortest run taken for a piece of line, widest break in one line, how far a
# line may end from the one it should meet.
_SHORTEST, _BREAK, _REACH = 1.25, 0.6, 0.5
# Lines closer than this many pixels are one line, drawn double or seen twice.
_SAME = 5
# A single rule that is no part of a table spans at least this much of the page.
_LONE_RULE = 0.3
# A box of lines smaller than this many sizes of type on a side holds no text.
_SMALLEST_CELL = 0.6


@dataclass(frozen=True)
class Segment:
    """A straight line: at ``at`` across, from ``start`` to ``end`` along (pixels)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Rulings:
    """The lines of a page and what they enclose.

    ``mask`` marks the pixels the lines themselves cover; ``cells`` are the enclosed rectangles
    ``(x0, y0, x1, y1)`` in pixels.
    """

    horizontal: tuple[Segment, ...]
    vertical: tuple[Segment, ...]
    mask: np.ndarray
    cells: tuple[tuple[int, int, int, int], ...]


def trace(ink: np.ndarray, size: float) -> Rulings:
    """The ruling lines in a mask of ink (255 where printed) with type of ``size`` pixels."""
    across = _runs(ink, size)
    down = _runs(ink.T, size).T
    mask = _of_tables(across, down, size)
    horizontal = _segments(cv2.bitwise_and(across, mask), size)
    vertical = _segments(np.ascontiguousarray(cv2.bitwise_and(down, mask).T), size)
    horizontal, vertical = _met(horizontal, vertical, size), _met(vertical, horizontal, size)
    thick = cv2.dilate(cv2.bitwise_and(mask, cv2.bitwise_or(across, down)), np.ones((3, 3)))
    return Rulings(
        tuple(horizontal), tuple(vertical), thick, _cells(ink.shape, horizontal, vertical, size)
    )


def _runs(ink: np.ndarray, size: float) -> np.ndarray:
    """The ink of straight runs across, small breaks closed."""
    ink = np.ascontiguousarray(ink)
    # A line a fraction of a degree askew leaves its row after a while.
    thicker = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thicker, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    length = max(8, round(_SHORTEST * size))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    # What is thick is a block of ink or a shaded cell, no line.
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((max(9, round(0.45 * size)), 1)))
    return cv2.subtract(runs, thick)


def _of_tables(across: np.ndarray, down: np.ndarray, size: float) -> np.ndarray:
    """The part of the runs that belongs to tables or to rules across the page."""
    both = cv2.bitwise_or(across, down)
    joined = cv2.dilate(both, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    keep = np.zeros(count, np.uint8)
    crosses = np.zeros(count, np.int64)
    crossing = labels[(across > 0) & (down > 0)]
    np.add.at(crosses, crossing, 1)
    for label in range(1, count):
        width, height = stats[label, cv2.CC_STAT_WIDTH], stats[label, cv2.CC_STAT_HEIGHT]
        is_table = width > 3 * size and height > 1.2 * size and crosses[label]
        if is_table or width > _LONE_RULE * across.shape[1]:
            keep[label] = 255
    return cv2.bitwise_and(both, keep[labels])


def _segments(runs: np.ndarray, size: float) -> list[Segment]:
    """One segment for each line of a mask of runs across; pieces in one row are joined."""
    count, _, stats, middles = cv2.connectedComponentsWithStats(runs)
    pieces = [
        Segment(
            float(middles[i][1]),
            float(stats[i, cv2.CC_STAT_LEFT]),
            float(stats[i, cv2.CC_STAT_LEFT] + stats[i, cv2.CC_STAT_WIDTH]),
        )
        for i in range(1, count)
        if stats[i, cv2.CC_STAT_WIDTH] >= _SHORTEST * size * 0.8
    ]
    lines: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda p: p.at):
        if lines and piece.at - np.mean([p.at for p in lines[-1]]) <= _SAME:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [segment for line in lines for segment in _joined(line, size)]


def _joined(line: list[Segment], size: float) -> list[Segment]:
    lengths = [p.end - p.start for p in line]
    at = float(np.average([p.at for p in line], weights=lengths))
    found: list[Segment] = []
    for piece in sorted(line, key=lambda p: p.start):
        if found and piece.start - found[-1].end <= _BREAK * size:
            last = found.pop()
            found.append(Segment(at, last.start, max(last.end, piece.end)))
        else:
            found.append(Segment(at, piece.start, piece.end))
    return found


def _met(lines: list[Segment], others: list[Segment], size: float) -> list[Segment]:
    """The lines, their ends set on the crossing lines they nearly reach or just pass."""
    reach = _REACH * size
    met = []
    for line in lines:
        crossed = [o.at for o in others if o.start - reach <= line.at <= o.end + reach]
        start = min(crossed, key=lambda x: abs(x - line.start), default=line.start)
        end = min(crossed, key=lambda x: abs(x - line.end), default=line.end)
        start = start if abs(start - line.start) <= reach else line.start
        end = end if abs(end - line.end) <= reach else line.end
        if end > start:
            met.append(Segment(line.at, start, end))
    return met


def _cells(
    shape: tuple[int, ...], horizontal: list[Segment], vertical: list[Segment], size: float
) -> tuple[tuple[int, int, int, int], ...]:
    if not horizontal or not vertical:
        return ()
    free = np.full(shape, 255, np.uint8)
    for line in horizontal:
        cv2.line(free, (round(line.start), round(line.at)), (round(line.end), round(line.at)), 0)
    for line in vertical:
        cv2.line(free, (round(line.at), round(line.start)), (round(line.at), round(line.end)), 0)
    count, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    height, width = shape
    cells = []
    for x, y, w, h, _ in stats[1:count]:
        outside = x == 0 or y == 0 or x + w == width or y + h == height
        if not outside and min(w, h) >= _SMALLEST_CELL * size:
            cells.append((int(x), int(y), int(x + w), int(y + h)))
    return tuple(cells)
