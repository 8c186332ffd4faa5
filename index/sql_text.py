"""Pieces of the SQL text that reads the library.  Values are never part of it: they are bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from typing import TypeVar

# Below every database's limit of parameters in one statement.
BATCH = 500

Item = TypeVar("Item")


def listed(values: Sized) -> str:
    """The list of placeholders for ``values``, as IN takes it: ``(?, ?, ?)``; of none, a list that
    holds nothing (SQL knows no empty one)."""
    return f"({', '.join('?' * len(values)) or 'NULL'})"


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """``items`` in parts of at most BATCH, so that each can be listed in one statement."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
