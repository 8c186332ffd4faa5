"""Table understanding: from a printed grid to cells that know their row, column and unit."""

from corpus.tables.understanding import understand

__all__ = ["understand"]
