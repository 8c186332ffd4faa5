"""Where the text and the cells of paged documents stand on their pages.

Written with the document and read for one piece of evidence at a time; formats without pages
have no row.  Both columns hold compressed JSON of whole numbers (lengths in tenths of a point),
field by field rather than place by place: the fields repeat from row to row and from line to
line, so that a place takes few bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING

from corpus.printed_lines import Box, PageSetting, PrintedLine
from index.records import StoredTable

if TYPE_CHECKING:
    from corpus.document import Document, Table
    from index.passages import Chunk


def row_of(document_id: int, document: Document, cut: Sequence[Chunk]) -> dict | None:
    """The row of where the passages and the table cells of a document stand, None if it has no
    pages."""
    if document.pages is None:
        return None
    lines, cells = _lines_form(cut), [_cells_form(table) for table in document.tables]
    return {"document_id": document_id, "lines": _packed(lines), "cells": _packed(cells)}


def lines_of(connection: Connection, document_id: int, ordinal: int) -> tuple[PrintedLine, ...]:
    """The printed lines of the passage of an ordinal; () where none are known."""
    form = _read(connection, "lines", document_id)
    if form is None or not 0 <= ordinal < len(form["lines"]):
        return ()
    first = sum(form["lines"][:ordinal])
    lines = range(first, first + form["lines"][ordinal])
    step = sum(form["characters"][:first])
    settings = [PageSetting(*values) for values in form["settings"]]
    found = []
    for line in lines:
        end = step + form["characters"][line]
        setting = form["setting"][line]
        found.append(
            PrintedLine(
                form["page"][line],
                form["left"][line],
                form["top"][line],
                form["bottom"][line],
                tuple(form["steps"][step:end]),
                settings[setting - 1] if setting else None,
            )
        )
        step = end
    return tuple(found)


def cells_of(connection: Connection, table: StoredTable) -> dict[tuple[int, int], tuple[int, Box]]:
    """Page and box of the cells of a stored table whose place is known, by row and column."""
    form = _read(connection, "cells", table.document_id)
    if form is None or not 0 <= table.ordinal < len(form):
        return {}
    columns = form[table.ordinal]
    width = len(table.grid[0]) if table.grid else 1
    return {
        divmod(index, width): (page, tuple(value / 10 for value in box))
        for index, (page, *box) in enumerate(zip(*columns, strict=True))
        if page
    }


def _lines_form(cut: Sequence[Chunk]) -> dict[str, list]:
    """``lines`` counts those of each passage, ``characters`` those of each line; ``setting`` is the
    1-based one of ``settings``, 0 where the page is shown as it was read."""
    every = [line for chunk in cut for line in chunk.printed]
    settings = list(dict.fromkeys(line.setting for line in every if line.setting))
    return {
        "lines": [len(chunk.printed) for chunk in cut],
        "page": [line.page for line in every],
        "left": [line.left for line in every],
        "top": [line.top for line in every],
        "bottom": [line.bottom for line in every],
        "setting": [1 + settings.index(line.setting) if line.setting else 0 for line in every],
        "characters": [len(line.steps) for line in every],
        "steps": [step for line in every for step in line.steps],
        "settings": [(s.width, s.height, s.turned, s.skew) for s in settings],
    }


def _cells_form(table: Table) -> list[list[int]]:
    """Page, x0, top, x1 and bottom of every place of the grid; page 0 where none is known."""
    places = [
        (cell.position.page, *(round(10 * value) for value in cell.position.box))
        if cell.position.box and cell.position.page
        else (0, 0, 0, 0, 0)
        for row in table.grid.rows
        for cell in row
    ]
    return [list(column) for column in zip(*places, strict=True)]


def _packed(form) -> bytes:
    return zlib.compress(json.dumps(form, separators=(",", ":")).encode(), 9)


def _read(connection: Connection, column: str, document_id: int):
    row = connection.execute(
        f"SELECT {column} FROM places WHERE document_id = ?", (document_id,)
    ).fetchone()
    return row and json.loads(zlib.decompress(row[0]))
