"""Tables by their ruling lines: the faces that the lines of a page enclose are the cells.

Lines that stand close are one, pieces of a line are joined, and the lines that touch form one
frame.  Its lines cut the frame into squares; squares without a line between them are one cell,
so that merged cells know the rows and columns they span.  The tolerances are those of
pdfplumber, whose tables these are compared with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.readers.pdf.lines import text_of
from corpus.readers.pdf.page import Box, Char, Edge, Page, PrintedCell, PrintedTable

# Points within which lines are one, pieces are joined and lines meet.
_TOLERANCE = 3.0
_MIN_LENGTH = 3.0
# So many lines that end in one place beyond the last crossing line show a side left open.
_MIN_OPEN_ENDS = 3
# Lines that reach less beyond the last crossing one (points) only stick out.
_MIN_OPEN_WIDTH = 12.0
# A page with more lines is a drawing.
_MAX_LINES = 5000


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line at ``at`` across its direction, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


def find_tables(page: Page) -> list[PrintedTable]:
    """The tables of a page by their ruling lines, from top to bottom.

    Boxes of one cell are none.
    """
    across, down = rules_of(page.edges)
    if len(across) + len(down) > _MAX_LINES:
        return []
    tables = []
    for rows, columns in _frames(across, down):
        rows, columns = _with_open_sides(rows, columns)
        for group in _touching(_cells(rows, columns)):
            if len(group) > 1:
                tables.append(_table(group, page.chars))
    return sorted(tables, key=lambda table: (table.box[1], table.box[0]))


def rules_of(edges: Iterable[Edge]) -> tuple[list[_Rule], list[_Rule]]:
    """The lines that run across the page and those that run down it, close ones made one."""
    across, down = [], []
    for edge in edges:
        if edge.top == edge.bottom:
            across.append(_Rule(edge.top, *sorted((edge.x0, edge.x1))))
        else:
            down.append(_Rule(edge.x0, *sorted((edge.top, edge.bottom))))
    return _merged(across), _merged(down)


def _merged(rules: list[_Rule]) -> list[_Rule]:
    """Rules side by side, and pieces in a row, made one at their mean place."""
    merged: list[_Rule] = []
    for cluster in _side_by_side(rule for rule in rules if rule.end - rule.start >= 1):
        merged.extend(_joined(sorted(cluster, key=lambda rule: (rule.start, rule.end))))
    return sorted(
        (rule for rule in merged if rule.end - rule.start >= _MIN_LENGTH), key=lambda r: r.at
    )


def _side_by_side(rules: Iterable[_Rule]) -> Iterator[list[_Rule]]:
    """Rules in groups, each next to the one before it."""
    rules = sorted(rules, key=lambda rule: rule.at)
    first = 0
    for i in range(1, len(rules) + 1):
        if i == len(rules) or rules[i].at - rules[i - 1].at > _TOLERANCE:
            yield rules[first:i]
            first = i


def _joined(pieces: list[_Rule]) -> Iterator[_Rule]:
    """Pieces side by side in order, joined where they overlap or nearly touch."""
    run = pieces[:1]
    end = run[0].end if run else 0.0
    for piece in [*pieces[1:], None]:
        if run and (piece is None or piece.start > end + _TOLERANCE):
            yield _Rule(_mean(run), run[0].start, end)
            run, end = [], 0.0
        if piece is not None:
            run.append(piece)
            end = max(end, piece.end)


def _mean(rules: list[_Rule]) -> float:
    return sum(rule.at for rule in rules) / len(rules)


def _aligned(rules: list[_Rule]) -> list[_Rule]:
    """The rules of one frame, those side by side moved to their mean place.

    Only within a frame: the column of another table on the page may begin nearly there.
    """
    return [
        replace(rule, at=_mean(cluster)) for cluster in _side_by_side(rules) for rule in cluster
    ]


def _frames(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Lines that touch one another, directly or through others: rows and columns of a frame."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    places = [rule.at for rule in across]
    for d, rule in enumerate(down):
        low = bisect_left(places, rule.start - _TOLERANCE)
        high = bisect_right(places, rule.end + _TOLERANCE)
        for a in range(low, high):
            if across[a].start - _TOLERANCE <= rule.at <= across[a].end + _TOLERANCE:
                parent[root(a)] = root(len(across) + d)
    frames: dict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for a, rule in enumerate(across):
        frames[root(a)][0].append(rule)
    for d, rule in enumerate(down):
        frames[root(len(across) + d)][1].append(rule)
    for rows, columns in frames.values():
        if rows and columns:
            yield _aligned(rows), _aligned(columns)


def _with_open_sides(rows: list[_Rule], columns: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """A frame with a line where the table has none at its outer side: rules that end in one
    place beyond the last line that crosses them."""
    closed_columns = [*columns, *_sides(rows, columns)]
    closed_rows = [*rows, *_sides(columns, rows)]
    return sorted(closed_rows, key=lambda r: r.at), sorted(closed_columns, key=lambda r: r.at)


def _sides(rules: list[_Rule], crossing: list[_Rule]) -> Iterator[_Rule]:
    """The missing sides at the starts and at the ends of ``rules``."""
    first = min(rule.at for rule in crossing)
    last = max(rule.at for rule in crossing)
    starts = [rule for rule in rules if rule.start < first - _MIN_OPEN_WIDTH]
    ends = [rule for rule in rules if rule.end > last + _MIN_OPEN_WIDTH]
    for open_ones, place in (
        (starts, min((rule.start for rule in starts), default=0.0)),
        (ends, max((rule.end for rule in ends), default=0.0)),
    ):
        at_place = [
            rule.at
            for rule in open_ones
            if min(abs(rule.start - place), abs(rule.end - place)) <= _TOLERANCE
        ]
        if len(at_place) >= max(_MIN_OPEN_ENDS, 0.6 * len(rules)):
            yield _Rule(place, min(at_place), max(at_place))


def _cells(rows: list[_Rule], columns: list[_Rule]) -> list[Box]:
    """The enclosed rectangles of a frame."""
    xs, ys = sorted({rule.at for rule in columns}), sorted({rule.at for rule in rows})
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1:
        return []
    above = _walls(rows, ys, xs)
    left = _walls(columns, xs, ys)
    faces = _faces(width, height, above, left)
    cells = []
    for squares in faces:
        for c0, r0, c1, r1 in _rectangles(squares):
            cells.append((xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1]))
    return cells


def _walls(rules: list[_Rule], places: list[float], marks: list[float]) -> list[list[bool]]:
    """Whether a rule covers each stretch between two marks, for each place."""
    covered = [[False] * (len(marks) - 1) for _ in places]
    index = {place: i for i, place in enumerate(places)}
    for rule in rules:
        low = bisect_left(marks, rule.start - _TOLERANCE)
        high = bisect_right(marks, rule.end + _TOLERANCE) - 1
        row = covered[index[rule.at]]
        for i in range(low, high):
            row[i] = True
    return covered


def _faces(
    width: int, height: int, above: list[list[bool]], left: list[list[bool]]
) -> list[list[tuple[int, int]]]:
    """Squares (column, row) without a wall between them; those open to the outside left out."""
    seen = [[False] * width for _ in range(height)]
    faces = []
    for row in range(height):
        for column in range(width):
            if seen[row][column]:
                continue
            seen[row][column] = True
            squares, stack, closed = [], [(column, row)], True
            while stack:
                c, r = stack.pop()
                squares.append((c, r))
                for wall, next_c, next_r in (
                    (above[r][c], c, r - 1),
                    (above[r + 1][c], c, r + 1),
                    (left[c][r], c - 1, r),
                    (left[c + 1][r], c + 1, r),
                ):
                    if wall:
                        continue
                    if not (0 <= next_c < width and 0 <= next_r < height):
                        closed = False
                    elif not seen[next_r][next_c]:
                        seen[next_r][next_c] = True
                        stack.append((next_c, next_r))
            if closed:
                faces.append(squares)
    return faces


def _rectangles(squares: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """A face as rectangles (first column, first row, last column, last row): one, unless a
    piece of a line is missing in the print."""
    left = set(squares)
    while left:
        c0, r0 = min(left, key=lambda square: (square[1], square[0]))
        c1 = c0
        while (c1 + 1, r0) in left:
            c1 += 1
        r1 = r0
        while all((c, r1 + 1) in left for c in range(c0, c1 + 1)):
            r1 += 1
        left.difference_update((c, r) for c in range(c0, c1 + 1) for r in range(r0, r1 + 1))
        yield c0, r0, c1, r1


def _touching(cells: list[Box]) -> list[list[Box]]:
    """Cells by table: those that share a corner, directly or through others."""
    at_corner: dict[tuple[float, float], list[int]] = defaultdict(list)
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
            at_corner[corner].append(i)
    groups = []
    seen = [False] * len(cells)
    for i in range(len(cells)):
        if seen[i]:
            continue
        seen[i] = True
        group, stack = [], [i]
        while stack:
            k = stack.pop()
            group.append(cells[k])
            x0, top, x1, bottom = cells[k]
            for corner in ((x0, top), (x1, top), (x0, bottom), (x1, bottom)):
                for other in at_corner.pop(corner, ()):
                    if not seen[other]:
                        seen[other] = True
                        stack.append(other)
        groups.append(group)
    return groups


def _table(boxes: list[Box], chars: Sequence[Char]) -> PrintedTable:
    columns = sorted({box[0] for box in boxes})
    rows = sorted({box[1] for box in boxes})
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    owner: dict[tuple[int, int], int] = {}
    spans = []
    for i, box in enumerate(boxes):
        column, row = bisect_left(columns, box[0]), bisect_left(rows, box[1])
        last_column, last_row = bisect_left(columns, box[2]), bisect_left(rows, box[3])
        spans.append((row, column, last_row - row, last_column - column))
        for r in range(row, last_row):
            for c in range(column, last_column):
                owner[r, c] = i
    held: list[list[Char]] = [[] for _ in boxes]
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if columns[0] <= x < right and rows[0] <= y < bottom:
            i = owner.get((bisect_right(rows, y) - 1, bisect_right(columns, x) - 1))
            if i is not None and x < boxes[i][2] and y < boxes[i][3]:
                held[i].append(char)
    cells = [
        PrintedCell(*span, box, text_of(within), tuple(c for c in within if not c.text.isspace()))
        for span, box, within in zip(spans, boxes, held, strict=True)
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PrintedTable(
        (columns[0], rows[0], right, bottom), tuple(columns), tuple(rows), tuple(cells)
    )
