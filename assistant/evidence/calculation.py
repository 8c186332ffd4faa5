"""Exact arithmetic on stored figures: percentages, differences, units.

Everything is Decimal.  Operands are taken from one table where one holds them all, so that
figures of different scope are not mixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assistant.finding.lookup import Finding, bare_title
from assistant.finding.matching import Match
from assistant.wording import join, place, say
from corpus.amounts import from_yuan
from corpus.states import CellState
from index.records import StoredFigure


def percent(part: Decimal, whole: Decimal, digits: int = 2) -> Decimal:
    """``part`` as a percentage of ``whole``, rounded half up.  ZeroDivisionError if whole is 0."""
    if not whole:
        raise ZeroDivisionError("share of nothing")
    with localcontext() as context:
        context.prec = 60
        return (part / whole * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def same_table_pair(a: Finding, b: Finding) -> tuple[StoredFigure, StoredFigure] | None:
    """A place of each, from one table if there is one, else of one unit, else the best two."""
    places_a = [m.figure for m in a.agreeing or (a.best,)]
    places_b = [m.figure for m in b.agreeing or (b.best,)]
    numbers = [
        (x, y)
        for x in places_a
        for y in places_b
        if x.state is CellState.NUMBER and y.state is CellState.NUMBER
    ]
    for test in (_one_table, _one_sentence, _one_table_title, _one_unit):
        for x, y in numbers:
            if test(x, y):
                return x, y
    return numbers[0] if numbers else None


def _one_table(x: StoredFigure, y: StoredFigure) -> bool:
    return x.table_id is not None and x.table_id == y.table_id


def _one_sentence(x: StoredFigure, y: StoredFigure) -> bool:
    return bool(x.quote) and x.quote == y.quote and x.document_id == y.document_id


def _one_table_title(x: StoredFigure, y: StoredFigure) -> bool:
    return bool(x.table) and x.unit == y.unit and _core_title(x.table) == _core_title(y.table)


def _core_title(title: str) -> str:
    """What a table is about, whether of a budget or a final account."""
    return re.sub(r"部门|预算|决算|总表|表|年度", "", bare_title(title))


def _one_unit(x: StoredFigure, y: StoredFigure) -> bool:
    return x.unit == y.unit


def in_unit(amount_yuan: Decimal, unit: str) -> Decimal:
    """An amount in yuan in another unit, whole amounts without trailing zeros in exponent form."""
    value = from_yuan(amount_yuan, unit)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def difference(
    a: Match | StoredFigure, b: Match | StoredFigure
) -> tuple[Decimal, str, Decimal | None]:
    """a − b as (value, unit, yuan), in the unit of ``a``; counts need one unit.

    Raises ValueError for figures that cannot be subtracted.
    """
    x = a.figure if isinstance(a, Match) else a
    y = b.figure if isinstance(b, Match) else b
    if x.amount_yuan is not None and y.amount_yuan is not None:
        yuan = x.amount_yuan - y.amount_yuan
        return as_printed(yuan, x.unit, (x, y)), x.unit, yuan
    if x.unit != y.unit:
        raise ValueError(f"{x.unit} and {y.unit} cannot be subtracted")
    return x.value - y.value, x.unit, None


def as_printed(amount_yuan: Decimal, unit: str, operands: Sequence[StoredFigure]) -> Decimal:
    """An exact amount in a unit, with at least the decimals its operands print in that unit."""
    value = in_unit(amount_yuan, unit)
    printed = [-f.value.as_tuple().exponent for f in operands if f.unit == unit]
    digits = max([0, -value.normalize().as_tuple().exponent, *printed])
    return value.quantize(Decimal(1).scaleb(-digits))


def zero_base(language: str) -> str:
    """Why no growth rate is given over a base of zero."""
    return say("zero_base", language)


def source_line(figures: Sequence[StoredFigure], language: str) -> str:
    """The places of several figures in one line."""
    return join(list(dict.fromkeys(place(f, language) for f in figures)), language)
