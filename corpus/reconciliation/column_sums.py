"""Totals against parts across the columns of a table: 合计 = 基本支出 + 项目支出, and 小计."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.reconciliation.findings import Check, Collector
from corpus.reconciliation.sums import Parts, compare, difference, is_rounding
from corpus.reconciliation.views import TableView
from corpus.reconciliation.words import is_of_which
from corpus.tables.words import is_total

_COLUMNS = "各栏之和", "the columns it sums add up to"


@dataclass(frozen=True)
class _Relation:
    """A column that is the sum of others; ``inside`` where a common header holds them."""

    total: int
    parts: tuple[int, ...]
    inside: bool


def check_columns(view: TableView, to: Collector) -> None:
    """Every 合计, 小计 or 总计 column against the columns beside it.

    Whether a column sums others is a matter of headers that houses word in many ways, so a sum
    is taken as meant only if most rows of the table keep it.
    """
    for relation in _relations(view):
        rows = [
            (row[relation.total], Parts(tuple(row[c] for c in relation.parts)))
            for row in view.rows.values()
            if relation.total in row
            and all(_beside(row, relation.total, c) for c in relation.parts)
        ]
        kept = broken = 0
        for total, parts in rows:
            off = difference(total, parts)
            if off is not None and is_rounding(view, total, parts, off):
                kept += bool(total.value)
            elif off is not None:
                broken += 1
        if kept > broken or (relation.inside and kept + broken == 1):
            for total, parts in rows:
                compare(view, Check.TOTAL_COLUMN, total, [parts], to, _COLUMNS)


def _beside(row: dict, total: int, part: int) -> bool:
    """Whether two columns of a row speak of the same subject (the other side does not)."""
    return (
        part in row
        and row[part].row_path == row[total].row_path
        and row[part].unit == row[total].unit
    )


def _relations(view: TableView) -> list[_Relation]:
    paths = view.paths
    found = []
    for total, path in paths.items():
        for index, name in enumerate(path):
            if not is_total(name):
                continue
            head, tail = path[:index], path[index + 1 :]
            parts = _parts(view, total, head, name, tail)
            if len(parts) >= 2:
                found.append(_Relation(total, tuple(parts), bool(head)))
    return found


def _parts(view: TableView, total: int, head: tuple, name: str, tail: tuple) -> list[int]:
    """One column for each header beside ``name``, or all below it; none if one is unclear."""
    paths = {c: p for c, p in view.paths.items() if c != total}
    if view.doubtful:
        return []
    depth = len(head)
    names = dict.fromkeys(p[depth] for p in paths.values() if len(p) > depth and p[:depth] == head)
    parts: list[int] = []
    for other in names:
        if other == name or is_of_which(other):
            continue
        if is_total(other):
            return []
        columns = _columns_of(paths, (*head, other), tail)
        if not columns:
            return []
        parts += columns
    return parts


def _columns_of(paths: dict[int, tuple], head: tuple, tail: tuple) -> list[int]:
    exact = [c for c, p in paths.items() if p == (*head, *tail)]
    if exact:
        return exact[:1]
    depth = len(head)
    below = {c: p for c, p in paths.items() if p[:depth] == head}
    summed = [
        c
        for c, p in below.items()
        if len(p) > depth and is_total(p[depth]) and p[depth + 1 :] == tail
    ]
    if summed:
        return summed[:1]
    return list(below) if not tail else []
