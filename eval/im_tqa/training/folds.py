"""Folds of tables: what is said of a table comes from models that never saw it."""

from __future__ import annotations

import random
from collections.abc import Sequence

COUNT = 5


def fold_of(tables: Sequence[str], seed: int, count: int = COUNT) -> dict[str, int]:
    """A fold for each table id, drawn by ``seed``, all of nearly equal size."""
    shuffled = sorted(tables)
    random.Random(seed).shuffle(shuffled)
    return {table: i % count for i, table in enumerate(shuffled)}
