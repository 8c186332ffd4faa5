"""What figures are searched by, document by document: packed columns beside the figure store.

Searching a million figures by any part of their names takes longer in the rows of the store
than in a few arrays in memory.  So each document keeps, in one row written with it, what its
figures are searched by: the search form of every distinct header path, code and table title
once, and a few bytes a figure.  The figures themselves are read from the store.

No pickle: a library someone hands on must not be able to run code.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from sqlite3 import Connection
from typing import TYPE_CHECKING

from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.text import name_of, normalise

if TYPE_CHECKING:
    import numpy

# Amounts are kept in ten-thousandths of a yuan, rounded down: 0.01万元 printed to eight places.
SCALE = 10_000
# Beyond it amounts are kept as the limit and marked inexact.
LIMIT = 2**62

STATES = tuple(CellState)
_STATE_NUMBERS = {str(state): number for number, state in enumerate(STATES)}
STATE_BITS = 0b11
SENTENCE, DOUBTFUL, MONEY, INEXACT, CODED = (1 << bit for bit in range(2, 7))
# Between the steps of a path, so that no word is found across two of them.
STEP = "\n"

# The arrays in the order they are packed in, little-endian, with their types for Python's array
# (adding needs no numpy) and for numpy.
_ARRAYS = (
    ("row", "i", "<i4"),
    ("column", "i", "<i4"),
    ("flags", "B", "u1"),
    ("amount", "q", "<i8"),
)
_EXACTLY = Context(prec=60)
_YEAR_BEFORE = Pattern(r"^20\d\d\s*年?度?\s*")


@dataclass(frozen=True)
class DocumentColumns:
    """The columns of one document.

    ``first`` is the key of its first figure; its other figures follow without a gap, in the
    order of the arrays: table by table, then those of the running text.  ``labels`` are search
    forms; ``tables`` holds (key, title label, name, number of figures) of each table, the last
    with the key 0 for the running text.  ``arrays`` holds per figure: ``row`` and ``column``
    (places in ``labels``; the code stands before the row path), ``flags`` and ``amount`` (int64,
    ten-thousandths of a yuan, rounded down; 0 where ``flags`` lack MONEY).
    """

    document_id: int
    first: int
    labels: tuple[str, ...]
    tables: tuple[tuple[int, int, str, int], ...]
    arrays: dict[str, numpy.ndarray]


def search_form(steps: Iterable[str]) -> str:
    """A path in the form it is searched in."""
    return STEP.join(normalise(step) for step in steps)


def table_name(title: str) -> str:
    """A title without numbering and year, which like tables of several documents share."""
    return _YEAR_BEFORE.sub("", name_of(title)).strip()


def scaled(amount: Decimal) -> tuple[int, bool]:
    """An amount in yuan as stored: ten-thousandths rounded down, and whether that is exact."""
    scaled_up = _EXACTLY.multiply(amount, SCALE)
    whole = scaled_up.to_integral_value(ROUND_FLOOR)
    if abs(whole) >= LIMIT:
        return (LIMIT if whole > 0 else -LIMIT), False
    return int(whole), whole == scaled_up


def row_of(document_id: int, first: int, rows: Sequence[dict], titles: dict[int, str]) -> dict:
    """The row of the columns of a document: ``rows`` are those of its figures, table by table,
    whose keys begin at ``first`` and follow without a gap; ``titles`` are its tables' titles by
    key, in their order."""
    labels: dict[str, int] = {}
    forms: dict[tuple[str, str], int] = {}

    def label(form: str) -> int:
        return labels.setdefault(form, len(labels))

    def path(text: str, before: str = "") -> int:
        # The cells of a row or column share its path.
        key = (text, before)
        if key not in forms:
            forms[key] = label(search_form([*([before] if before else ()), *json.loads(text)]))
        return forms[key]

    figures = Counter(row["table_id"] for row in rows)
    tables = [
        (key, label(search_form([title])), table_name(title), figures[key])
        for key, title in titles.items()
    ]
    tables.append((0, label(""), "", figures[None]))
    columns: dict[str, list[int]] = {name: [] for name, _, _ in _ARRAYS}
    for row in rows:
        columns["row"].append(path(row["row_path"], row["code"]))
        basis = row["basis"]
        columns["column"].append(label(search_form([basis])) if basis else path(row["column_path"]))
        flags = _STATE_NUMBERS[row["state"]]
        flags |= SENTENCE if row["source"] == "sentence" else 0
        flags |= DOUBTFUL if row["doubtful"] else 0
        flags |= CODED if row["code"] else 0
        amount = 0
        if row["amount_yuan"] is not None:
            amount, exact = scaled(Decimal(row["amount_yuan"]))
            flags |= MONEY if exact else MONEY | INEXACT
        columns["flags"].append(flags)
        columns["amount"].append(amount)
    packed = b"".join(_packed(kind, columns[name]) for name, kind, _ in _ARRAYS)
    head = json.dumps([list(labels), tables], ensure_ascii=False, separators=(",", ":"))
    return {
        "document_id": document_id,
        "first": first,
        "figures": len(rows),
        "labels": zlib.compress(head.encode("utf-8", "surrogatepass"), 1),
        "columns": zlib.compress(packed, 1),
    }


def document_ids(connection: Connection) -> list[int]:
    """The documents that have columns."""
    return [key for (key,) in connection.execute("SELECT document_id FROM figure_columns")]


def of_document(connection: Connection, document_id: int) -> DocumentColumns:
    """The columns of a document."""
    import numpy

    first, figures, labels, columns = connection.execute(
        "SELECT first, figures, labels, columns FROM figure_columns WHERE document_id = ?",
        (document_id,),
    ).fetchone()
    labels, tables = json.loads(zlib.decompress(labels).decode("utf-8", "surrogatepass"))
    packed = zlib.decompress(columns)
    arrays, start = {}, 0
    for name, _, kind in _ARRAYS:
        arrays[name] = numpy.frombuffer(packed, dtype=kind, count=figures, offset=start)
        start += arrays[name].nbytes
    return DocumentColumns(document_id, first, tuple(labels), tuple(map(tuple, tables)), arrays)


def _packed(kind: str, values: list[int]) -> bytes:
    packed = array(kind, values)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()
