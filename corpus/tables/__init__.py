"""Table understanding: from a printed grid to cells that know their row, column and unit."""
