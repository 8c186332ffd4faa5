"""What the figures of one document say, with the document's own labels.

The same rows as :mod:`index.figure_words` reads, for a question about one publication: without
numbers that hold throughout the library, and without numpy.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Connection

from index.figure_words import Head, Path
from index.sql_text import batches, listed
from index.tables import path_of

# Publications print the same labels over and over.
_KEPT_LABELS = 50_000


@dataclass(frozen=True)
class OwnWords:
    """The labels of one document's figures in the order of their keys, which begin at ``first``
    and follow without a gap.

    ``rows`` as (subject code, path), ``columns`` and ``heads`` are the distinct labels; of each
    figure ``row_of``, ``column_of`` and ``head_of`` hold the places of its own among them, and
    ``flags`` what :mod:`index.figure_words` says.
    """

    document_id: int
    first: int
    rows: tuple[tuple[str, Path], ...]
    columns: tuple[Path, ...]
    heads: tuple[Head, ...]
    row_of: array
    column_of: array
    head_of: array
    flags: bytes

    def __len__(self) -> int:
        return len(self.flags)


def of_documents(connection: Connection, document_ids: Sequence[int]) -> list[OwnWords]:
    """The labels of some documents' figures, in the order of ``document_ids``; those not there
    any more are left out, as are those without figures."""
    found: dict[int, OwnWords] = {}
    for batch in batches(document_ids):
        rows = connection.execute(
            "SELECT document_id, first, figures, labels, figure_labels FROM figure_words "
            f"WHERE figures > 0 AND document_id IN {listed(batch)}",
            batch,
        )
        found.update((row[0], _unpacked(*row)) for row in rows)
    return [found[key] for key in document_ids if key in found]


def _unpacked(
    document_id: int, first: int, count: int, labels: bytes, figure_labels: bytes
) -> OwnWords:
    rows, columns, heads = json.loads(zlib.decompress(labels).decode("utf-8", "surrogatepass"))
    packed = zlib.decompress(figure_labels)
    size = 4 * count
    places = [array("i", packed[start : start + size]) for start in (0, size, 2 * size)]
    if sys.byteorder == "big":
        for own in places:
            own.byteswap()
    return OwnWords(
        document_id,
        first,
        tuple(map(_row, rows)),
        tuple(map(path_of, columns)),
        tuple(map(_head, heads)),
        *places,
        packed[3 * size :],
    )


@lru_cache(maxsize=_KEPT_LABELS)
def _row(text: str) -> tuple[str, Path]:
    code, *path = json.loads(text)
    return code, tuple(path)


@lru_cache(maxsize=_KEPT_LABELS)
def _head(text: str) -> Head:
    title, context, section = json.loads(text)
    return Head(title, context, tuple(section))
