"""What was read of each document, kept so that it can be understood again without its file.

Blocks are stored as compressed JSON of their fields, by name: a field that a later version adds
takes its default.  No pickle: a library someone hands on must not be able to run code.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from functools import cache
from sqlite3 import Connection

from corpus.document import Block, Document, Grid, GridCell, Heading, Paragraph, Position
from corpus.printed_lines import PageSetting, PrintedLine
from index.corrections import Correction

_KINDS = (Grid, GridCell, Heading, PageSetting, Paragraph, Position, PrintedLine)
_TYPES = {kind.__name__: kind for kind in _KINDS}
_TYPE = "type"


def row_of(document_id: int, document: Document) -> dict:
    """The row of what was read of a document."""
    form = {"blocks": document.blocks, "warnings": document.warnings}
    text = json.dumps(_form(form), ensure_ascii=False, separators=(",", ":"))
    # Broken fonts give lone surrogates.
    content = zlib.compress(text.encode("utf-8", "surrogatepass"))
    return {"document_id": document_id, "content": content}


def of_document(
    connection: Connection, document_id: int
) -> tuple[tuple[Block, ...], tuple[str, ...]] | None:
    """The blocks of a document and the warnings of its reader; None if it is not there."""
    row = connection.execute(
        "SELECT content FROM readings WHERE document_id = ?", (document_id,)
    ).fetchone()
    if row is None:
        return None
    form = json.loads(zlib.decompress(row[0]).decode("utf-8", "surrogatepass"))
    return _value(form["blocks"]), _value(form["warnings"])


def reading_of(connection: Connection, document_id: int) -> tuple[str, Correction] | None:
    """Which code read a document, and what the user corrected; None if it is not there."""
    row = connection.execute(
        "SELECT reading, corrected FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    return row and (row[0], Correction.from_json(row[1]))


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _form(value):
    """JSON of a value; of a dataclass only the fields that differ from their default."""
    kind = type(value)
    if kind is str or kind is int:
        # Most values are.
        return value
    if kind in _KINDS:
        form = {_TYPE: kind.__name__}
        for name, default in _defaults(kind):
            held = getattr(value, name)
            if held is not default and held != default:
                form[name] = _form(held)
        return form
    if isinstance(value, tuple):
        return [_form(item) for item in value]
    if isinstance(value, dict):
        return {name: _form(item) for name, item in value.items()}
    return value


def _value(form):
    if isinstance(form, list):
        return tuple(_value(item) for item in form)
    if isinstance(form, dict):
        values = {name: _value(item) for name, item in form.items() if name != _TYPE}
        return _TYPES[form[_TYPE]](**values)
    return form
