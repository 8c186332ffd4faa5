"""Where one table ends and the next begins when nothing but their rows tells.

Converters print tables one after another with no line between them.  A new table announces
itself by a header of its own; the same header again only means that a table goes on over a
page.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.amounts import parse_cell
from corpus.document import CellState
from corpus.tables.captions import is_title_row
from corpus.tables.forms import form_key, is_form
from corpus.tables.words import words
from corpus.text import label, normalise

# The header of a table and the name of a sheet's project stand in its first rows.
_TOP_ROWS = 15


def new_table_start(rows: Sequence[Sequence[str]], row: Sequence[str]) -> int | None:
    """How many of ``rows`` belong to the table that ends if ``row`` is a new table's first row.

    None if the row goes on with the table of ``rows``.  The count is less than ``len(rows)``
    where the new table's title stands in the rows just before.
    """
    texts = _filled(row)
    if len(texts) < 2 or not _may_head(texts):
        return None
    top = rows[:_TOP_ROWS]
    if form_key(texts[0]) in words("form_subject_keys"):
        same_key = [other for other in map(_filled, top) if other and other[0] == texts[0]]
        # A sheet has more rows than its first: what follows at once is a deeper header.
        if not same_key or texts in same_key or same_key[-1] == _filled(rows[-1]):
            return None
        return _without_title(rows)
    if any(parse_cell(text).state is not CellState.TEXT for text in texts):
        return None
    heads = _header_rows(top)
    if len(heads) == len(top) or is_form([[label(text) for text in other] for other in top]):
        return None
    end = _without_title(rows)
    if texts in heads and end == len(rows):
        return None
    return end


def _filled(row: Sequence[str]) -> list[str]:
    return [label(text) for text in row if text.strip()]


def _may_head(texts: list[str]) -> bool:
    """Whether a row with these cells may be the first of a header."""
    first = normalise(texts[0])
    if first in words("panel_headers"):
        return all(normalise(text) in words("panel_headers") for text in texts)
    return (
        first.split("(")[0] in words("label_headers")
        or first in words("index_headers")
        or first.endswith(("编码", "代码"))
    )


def _header_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    heads = []
    for row in map(_filled, rows):
        if any(parse_cell(text).state is CellState.NUMBER for text in row):
            return heads
        heads.append(row)
    return heads


def _without_title(rows: Sequence[Sequence[str]]) -> int:
    end = len(rows)
    while end > 1 and is_title_row(rows[end - 1]):
        end -= 1
    return end
