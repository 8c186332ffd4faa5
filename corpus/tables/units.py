"""The unit a cell is in: its own, its headers', its row's, the table's, whichever stands nearest."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.amounts import canonical_unit, header_unit, is_money, is_unit, unit_in
from corpus.tables.words import words
from corpus.text import normalise


def unit_column(paths: Sequence[tuple[str, ...]], body: Sequence[Sequence[str]]) -> int | None:
    """The column that prints the unit of each row (计量单位: 平方米, 辆, 万元), None if none does.

    单位 alone mostly stands over names of organisations: what it prints must be units.
    """
    for column, path in enumerate(paths):
        leaf = normalise(path[-1]) if path else ""
        if leaf in words("unit_headers"):
            return column
        named = [row[column] for row in body if any(c.isalpha() or c == "%" for c in row[column])]
        if leaf == "单位" and sum(map(is_unit, named)) * 2 > len(named):
            return column
    return None


def cell_unit(
    own: str,
    column_path: tuple[str, ...],
    row_path: tuple[str, ...],
    table_unit: str,
    row_unit: str = "",
) -> str:
    """The unit nearest to the cell; ``row_unit`` is what its row's unit column prints, "" if
    that does not speak for the cell's column."""
    if own:
        return own
    for text in reversed(column_path):
        stated = _unit_of(text)
        if stated is not None:
            return stated or row_unit
    if row_unit:
        return row_unit
    for text in row_path[-1:]:
        stated = _unit_of(text)
        if stated is not None:
            return stated
    return table_unit


def _unit_of(text: str) -> str | None:
    """The unit a header states or implies, as :func:`corpus.amounts.header_unit`."""
    return unit_in(text) or header_unit(text)


def counted_columns(
    paths: Sequence[tuple[str, ...]], columns: Sequence[int], printed: str
) -> frozenset[int]:
    """The columns of figures a row's unit speaks for, ``printed`` being that unit.

    Beside 数量 it counts 数量 only: 单价 and 金额 are money whatever is counted.
    """
    counts = {c for c in columns if paths[c] and header_unit(paths[c][-1]) == ""}
    if counts:
        return frozenset(counts)
    if is_money(canonical_unit(printed)):
        return frozenset(columns)
    money = words("money_headers")
    return frozenset(
        c for c in columns if not any(w in normalise("".join(paths[c][-1:])) for w in money)
    )
