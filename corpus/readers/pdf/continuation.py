"""Tables that go on over a page's end in other columns: their rows under the columns of both parts.

The rows of a form (project sheets of keys and values) divide its width differently, so that the
part on one page may show column edges that the part on the next does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import GridCell, Position
from corpus.tables.forms import form_key, is_form
from corpus.tables.words import words
from corpus.text import label

# How far a column may stand off the one above it on the page before, in points.
_TOLERANCE = 5.0

Row = Sequence[GridCell]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: their left ``edges`` in points, ascending, and the ``right`` one."""

    edges: tuple[float, ...]
    right: float

    def hold(self, edges: Sequence[float]) -> bool:
        """Whether each of the edges stands at one of these columns, no two at the same."""
        found = [_nearest(self.edges, edge) for edge in edges]
        return None not in found and len(set(found)) == len(found)

    def joined(self, other: Columns) -> Columns | None:
        """The columns of both, None unless both take the same width of the page."""
        if not self.edges or abs(self.edges[0] - other.edges[0]) > _TOLERANCE:
            return None
        if abs(self.right - other.right) > _TOLERANCE:
            return None
        more = [edge for edge in other.edges if _nearest(self.edges, edge) is None]
        both = Columns(tuple(sorted((*self.edges, *more))), max(self.right, other.right))
        return both if both.hold(other.edges) else None


def form_goes_on(before: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether rows at the top of a page may belong to the form whose rows stand before.

    The rows before must be those of a form, and the first row no beginning of another one.
    """
    first = next((label(cell.text) for cell in rows[0] if cell.text), "")
    if form_key(first) in words("form_subject_keys"):
        return False
    return is_upper_part_of_form(before)


def is_upper_part_of_form(rows: Sequence[Row]) -> bool:
    """Whether rows are those of a form, or few but all with a key of one: what stood above the
    page's end."""
    texts = [[label(cell.text) for cell in row] for row in rows]
    if is_form(texts):
        return True
    keys = words("form_keys") | words("form_fund_keys")
    firsts = [next((text for text in row if text), "") for row in texts]
    return all(form_key(first) in keys for first in firsts)


def in_columns(row: Row, own: Columns, columns: Columns) -> tuple[GridCell, ...]:
    """The cells of a row in its ``own`` columns under others, spans counted in those."""
    blank = GridCell("", position=Position(page=row[0].position.page))
    placed = [blank] * len(columns.edges)
    for index, cell in enumerate(row):
        column = _nearest(columns.edges, own.edges[index])
        if cell.position.box is None or column is None:
            continue
        end = index + cell.colspan
        right = own.edges[end] if end < len(own.edges) else own.right
        # An edge of the other part may stand a little left of this part's own.
        span = sum(1 for edge in columns.edges[column:] if edge < right - _TOLERANCE)
        placed[column] = replace(cell, colspan=max(1, span))
    return tuple(placed)


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    """The column that begins at ``edge``, None if none does."""
    found = min(range(len(edges)), key=lambda c: abs(edges[c] - edge), default=None)
    if found is None or abs(edges[found] - edge) > _TOLERANCE:
        return None
    return found
