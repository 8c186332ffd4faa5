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
_SHORTEST, _BREAK, _REACH = 1.25, 0.5, 0.4
# Lines across and down this long are lines, wherever they end.
_LONG = (9.0, 4.0)
# Shorter lines must touch the others, longer ones may end a little way off.
_SHORT, _TOUCH = 2.5, 0.12
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
    tables = _of_tables(across, down, size)
    horizontal = _segments(cv2.bitwise_and(across, tables), size)
    vertical = _segments(np.ascontiguousarray(cv2.bitwise_and(down, tables).T), size)
    horizontal, vertical = _walls(horizontal, vertical, size)
    horizontal, vertical = _met(horizontal, vertical, size), _met(vertical, horizontal, size)
    drawn = _drawing(ink.shape, horizontal, vertical, 2 * _SAME + 1)
    mask = cv2.bitwise_and(drawn, cv2.bitwise_or(across, down))
    return Rulings(
        tuple(horizontal),
        tuple(vertical),
        cv2.dilate(mask, np.ones((3, 3), np.uint8)),
        _cells(ink.shape, horizontal, vertical, size),
    )


def _walls(
    horizontal: list[Segment], vertical: list[Segment], size: float
) -> tuple[list[Segment], list[Segment]]:
    """The lines that are long, or end at two others: strokes of text beside a line only begin
    at one."""
    sure = (
        {i for i, s in enumerate(horizontal) if s.end - s.start >= _LONG[0] * size},
        {i for i, s in enumerate(vertical) if s.end - s.start >= _LONG[1] * size},
    )
    lines = (horizontal, vertical)
    grown = True
    while grown:
        grown = False
        for own, other in ((0, 1), (1, 0)):
            crossing = [lines[other][i] for i in sure[other]]
            for i, line in enumerate(lines[own]):
                if i not in sure[own] and _ends_at_both(line, crossing, size):
                    sure[own].add(i)
                    grown = True
    return [horizontal[i] for i in sorted(sure[0])], [vertical[i] for i in sorted(sure[1])]


def _ends_at_both(line: Segment, crossing: list[Segment], size: float) -> bool:
    # The strokes of a character fill a low row nearly as a wall does.
    short = line.end - line.start < _SHORT * size
    reach = max(4.0, _TOUCH * size) if short else _REACH * size
    meeting = [c.at for c in crossing if c.start - reach <= line.at <= c.end + reach]
    return all(any(abs(at - end) <= reach for at in meeting) for end in (line.start, line.end))


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


def _drawing(
    shape: tuple[int, ...], horizontal: list[Segment], vertical: list[Segment], width: int
) -> np.ndarray:
    """The lines drawn on an empty page (255)."""
    page = np.zeros(shape, np.uint8)
    for s in horizontal:
        cv2.line(page, (round(s.start), round(s.at)), (round(s.end), round(s.at)), 255, width)
    for s in vertical:
        cv2.line(page, (round(s.at), round(s.start)), (round(s.at), round(s.end)), 255, width)
    return page


def _cells(
    shape: tuple[int, ...], horizontal: list[Segment], vertical: list[Segment], size: float
) -> tuple[tuple[int, int, int, int], ...]:
    if not horizontal or not vertical:
        return ()
    free = cv2.bitwise_not(_drawing(shape, horizontal, vertical, 1))
    count, _, stats, _ = cv2.connectedComponentsWithStats(free, connectivity=4)
    height, width = shape
    cells = []
    for x, y, w, h, _ in stats[1:count]:
        outside = x == 0 or y == 0 or x + w == width or y + h == height
        if not outside and min(w, h) >= _SMALLEST_CELL * size:
            cells.append((int(x), int(y), int(x + w), int(y + h)))
    return tuple(cells)
