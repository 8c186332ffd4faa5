"""What stands in cells and tables, and what figures state: the kinds that all layers speak of."""

from __future__ import annotations

from enum import StrEnum


class CellState(StrEnum):
    """What stands in a cell.  Blank, zero and dash are different things and stay different."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"


class TableState(StrEnum):
    """What a whole table holds: figures, only zeros, or nothing at all."""

    FILLED = "filled"
    ALL_ZERO = "all_zero"
    EMPTY = "empty"


class Measure(StrEnum):
    """What a figure found in running text states about its subject."""

    AMOUNT = "amount"
    PREVIOUS = "previous"
    INCREASE = "increase"
    DECREASE = "decrease"
    GROWTH_RATE = "growth_rate"
    DECLINE_RATE = "decline_rate"
    SHARE = "share"
    COMPLETION_RATE = "completion_rate"
    COUNT = "count"
