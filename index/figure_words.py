"""What the figures of each document say, packed: their labels, without their numbers.

A question that names no organisation may be about any of thousands of documents.  Which figures
of which of them can be meant shows in their labels alone, so each document keeps, in one row
written with it, its distinct labels and a few bytes a figure.  What was read of a document is
kept: a stored document never changes.

No pickle: a library someone hands on must not be able to run code.
"""

from __future__ import annotations

import json
import sys
import threading
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING

from corpus.states import CellState, Measure
from index.sql_text import batches, listed
from index.tables import path_of, to_json

if TYPE_CHECKING:
    import numpy

    from corpus.document import Document

# What is known of a figure besides its labels.  UNSURE: its header or its digits are in doubt.
TOTAL, UNSURE, AMOUNT_IN_TEXT = 1, 2, 4

# 13 bytes each: the cache stays below 300 MB.
_CACHED_FIGURES = 20_000_000

Path = tuple[str, ...]


@dataclass(frozen=True)
class Head:
    """What a figure says beyond its row and column: table, project or the like, and section."""

    title: str = ""
    context: str = ""
    section: Path = ()


@dataclass(frozen=True)
class FigureWords:
    """The labels of one document's figures in the order of their keys, which begin at ``first``
    and follow without a gap.

    The arrays hold for each figure the numbers of its row, column and head in :class:`Labels`,
    and ``flags`` TOTAL, UNSURE and AMOUNT_IN_TEXT.
    """

    first: int
    rows: numpy.ndarray
    columns: numpy.ndarray
    heads: numpy.ndarray
    flags: numpy.ndarray

    def __len__(self) -> int:
        return len(self.flags)


class Labels:
    """Every distinct label once, by number: rows as (subject code, path), columns as paths, and
    heads.  A number is given once and stays."""

    def __init__(self):
        self.rows: list[tuple[str, Path]] = []
        self.columns: list[Path] = []
        self.heads: list[Head] = []
        self._rows: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._heads: dict[str, int] = {}

    def of_rows(self, texts: Sequence[str]) -> list[int]:
        """The numbers of rows as they are stored."""
        return _numbers(texts, self._rows, self._add_row)

    def of_columns(self, texts: Sequence[str]) -> list[int]:
        """The numbers of columns as they are stored."""
        return _numbers(texts, self._columns, lambda text: self.columns.append(path_of(text)))

    def of_heads(self, texts: Sequence[str]) -> list[int]:
        """The numbers of heads as they are stored."""
        return _numbers(texts, self._heads, self._add_head)

    def _add_row(self, text: str) -> None:
        code, *path = json.loads(text)
        self.rows.append((code, tuple(path)))

    def _add_head(self, text: str) -> None:
        title, context, section = json.loads(text)
        self.heads.append(Head(title, context, tuple(section)))


def _numbers(texts: Sequence[str], known: dict[str, int], add: Callable[[str], None]) -> list[int]:
    try:
        return list(map(known.__getitem__, texts))
    except KeyError:
        for text in texts:
            if text not in known:
                add(text)
                known[text] = len(known)
        return list(map(known.__getitem__, texts))


class WordStore:
    """Reads what figures say; every call works in the caller's transaction."""

    def __init__(self, cached_figures: int = _CACHED_FIGURES):
        self.labels = Labels()
        self._limit = cached_figures
        self._size = 0
        self._held: OrderedDict[int, FigureWords] = OrderedDict()
        self._lock = threading.Lock()

    def of_documents(
        self, connection: Connection, document_ids: Sequence[int]
    ) -> dict[int, FigureWords]:
        """The labels of some documents' figures by document; those not there any more are left
        out, as are those without figures."""
        # Numbers are given to labels while reading, by one thread at a time.
        with self._lock:
            for batch in batches(document_ids):
                self._read(connection, [key for key in batch if key not in self._held])
            found = {key: self._held[key] for key in document_ids if key in self._held}
            for key in found:
                self._held.move_to_end(key)
            while self._size > self._limit and len(self._held) > len(found):
                self._size -= len(self._held.popitem(last=False)[1])
        return found

    def _read(self, connection: Connection, document_ids: Sequence[int]) -> None:
        if not document_ids:
            return
        found = connection.execute(
            "SELECT document_id, first, figures, labels, figure_labels FROM figure_words "
            f"WHERE figures > 0 AND document_id IN {listed(document_ids)}",
            document_ids,
        )
        for key, first, count, labels, figure_labels in found:
            self._held[key] = self._unpacked(first, count, labels, figure_labels)
            self._size += count

    def _unpacked(self, first: int, count: int, labels: bytes, figure_labels: bytes) -> FigureWords:
        import numpy

        rows, columns, heads = json.loads(_unzipped(labels))
        numbers = (
            self.labels.of_rows(rows),
            self.labels.of_columns(columns),
            self.labels.of_heads(heads),
        )
        packed = zlib.decompress(figure_labels)
        places = numpy.frombuffer(packed, "<i4", 3 * count).reshape(3, count)
        parts = [numpy.array(own, "i4")[place] for own, place in zip(numbers, places, strict=True)]
        flags = numpy.frombuffer(packed, "u1", count, offset=places.nbytes)
        return FigureWords(first, *parts, flags)


def row_of(document_id: int, first: int, document: Document) -> dict:
    """The row of what the figures of a document say, whose keys begin at ``first``."""
    rows: dict[tuple, int] = {}
    columns: dict[Path, int] = {}
    heads: dict[tuple, int] = {}
    row, column, head, flags = array("i"), array("i"), array("i"), array("B")
    for table in document.tables:
        own = heads.setdefault((table.title, table.context, table.section), len(heads))
        for cell in table.cells:
            row.append(rows.setdefault((cell.code, *cell.row_path), len(rows)))
            column.append(columns.setdefault(cell.column_path, len(columns)))
            head.append(own)
            unsure = not cell.certain and cell.state is CellState.NUMBER
            flags.append(
                (TOTAL if cell.is_total else 0) | (UNSURE if unsure or cell.doubtful else 0)
            )
    for statement in document.statements:
        row.append(rows.setdefault(("", *statement.subject), len(rows)))
        column.append(columns.setdefault((), len(columns)))
        head.append(heads.setdefault(("", "", statement.section), len(heads)))
        flags.append(
            (AMOUNT_IN_TEXT if statement.measure is Measure.AMOUNT else 0)
            | (UNSURE if statement.doubtful else 0)
        )
    if sys.byteorder == "big":
        for places in (row, column, head):
            places.byteswap()
    labels = to_json([[to_json(label) for label in own] for own in (rows, columns, heads)])
    return {
        "document_id": document_id,
        "first": first,
        "figures": len(flags),
        "labels": zlib.compress(labels.encode("utf-8", "surrogatepass"), 1),
        "figure_labels": zlib.compress(b"".join(map(bytes, (row, column, head, flags))), 1),
    }


def _unzipped(content: bytes) -> str:
    return zlib.decompress(content).decode("utf-8", "surrogatepass")
