"""What each column holds, and which columns belong to one panel of a side-by-side table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.amounts import parse_cell
from corpus.document import CellState
from corpus.tables.header import is_code
from corpus.tables.words import words
from corpus.text import normalise


class ColumnKind(StrEnum):
    """CODE names by number, LABEL by words, VALUE holds figures, ATTRIBUTE describes in words
    without naming, INDEX numbers the rows."""

    CODE = "code"
    LABEL = "label"
    VALUE = "value"
    ATTRIBUTE = "attribute"
    INDEX = "index"


@dataclass(frozen=True)
class Panel:
    """One of the tables that stand side by side in a grid: its columns by what they hold.

    ``attributes`` are columns of words that name nothing: kinds, grounds, remarks.
    """

    codes: tuple[int, ...]
    labels: tuple[int, ...]
    values: tuple[int, ...]
    attributes: tuple[int, ...] = ()


def column_kinds(paths: list[tuple[str, ...]], body: list[list[str]]) -> list[ColumnKind]:
    """The kind of each column, from its header words first and its body second."""
    return [_kind(path, [row[c] for row in body]) for c, path in enumerate(paths)]


def _kind(path: tuple[str, ...], cells: list[str]) -> ColumnKind:
    leaf = normalise(path[-1]) if path else ""
    filled = [cell for cell in cells if cell]
    states = [parse_cell(cell).state for cell in filled]
    texts = states.count(CellState.TEXT)
    if leaf in words("index_headers"):
        return ColumnKind.INDEX
    if leaf in words("attribute_headers"):
        return ColumnKind.ATTRIBUTE
    if leaf in words("code_headers") or leaf.endswith(("编码", "代码")):
        return ColumnKind.CODE
    if _is_label_header(leaf) and leaf not in words("value_headers"):
        # 项目 beside 基本 under 支出 is a column of amounts: names are not all numbers.
        numbers = states.count(CellState.NUMBER)
        return ColumnKind.VALUE if len(path) > 1 and numbers and not texts else ColumnKind.LABEL
    if leaf in words("value_headers"):
        return ColumnKind.VALUE
    if filled and texts * 2 > len(filled):
        return ColumnKind.LABEL
    if not path and len(filled) > 1 and all(is_code(cell) for cell in filled):
        return ColumnKind.CODE
    return ColumnKind.VALUE


def _is_label_header(leaf: str) -> bool:
    # Headers carry remarks in brackets: 项目(按功能分类), 科目名称(单位名称).
    return leaf.split("(")[0] in words("label_headers")


def split_panels(kinds: list[ColumnKind], paths: list[tuple[str, ...]]) -> list[Panel]:
    """The panels of a grid, left to right.

    A new panel begins where names come again after figures and the headers show a second
    table (收入 beside 支出, or the same headers again); else they are a further name of the
    same rows, or an attribute if the header is no known name.  Names with no figures behind
    them are attributes of the panel before.
    """
    runs: list[dict[ColumnKind, list[int]]] = []
    previous = None
    for column, kind in enumerate(kinds):
        if kind is ColumnKind.INDEX:
            continue
        naming = kind in (ColumnKind.CODE, ColumnKind.LABEL)
        if not runs:
            runs.append({k: [] for k in ColumnKind})
        elif naming and previous is ColumnKind.VALUE:
            if _begins_panel(column, kinds, paths, runs[-1]):
                runs.append({k: [] for k in ColumnKind})
            elif not _is_label_header(normalise(paths[column][-1])):
                kind = ColumnKind.ATTRIBUTE
        runs[-1][kind].append(column)
        previous = kind if kind is not ColumnKind.ATTRIBUTE else previous
    panels: list[Panel] = []
    for run in runs:
        if not run[ColumnKind.LABEL] and not run[ColumnKind.CODE] and run[ColumnKind.ATTRIBUTE]:
            # With no other name in the panel the first description is what names its rows.
            run[ColumnKind.LABEL].append(run[ColumnKind.ATTRIBUTE].pop(0))
        naming = tuple(run[ColumnKind.CODE]), tuple(run[ColumnKind.LABEL])
        values = tuple(run[ColumnKind.VALUE])
        if not values and panels:
            last = panels[-1]
            attributes = (*last.attributes, *naming[0], *naming[1], *run[ColumnKind.ATTRIBUTE])
            panels[-1] = Panel(last.codes, last.labels, last.values, attributes)
        else:
            panels.append(Panel(*naming, values, tuple(run[ColumnKind.ATTRIBUTE])))
    return panels


def _begins_panel(
    column: int,
    kinds: list[ColumnKind],
    paths: list[tuple[str, ...]],
    before: dict[ColumnKind, list[int]],
) -> bool:
    """Whether the naming ``column`` behind figures begins a table of its own."""
    path = paths[column]
    if not path or kinds[column] is ColumnKind.CODE:
        return True
    names = [*before[ColumnKind.CODE], *before[ColumnKind.LABEL]]
    parents = {paths[c][0] for c in names if len(paths[c]) > 1}
    if len(path) > 1 and parents and path[0] not in parents:
        return True
    if any(paths[c] and _leaf(paths[c]) == _leaf(path) for c in names):
        return True
    values = {_leaf(paths[c]) for c in before[ColumnKind.VALUE] if paths[c]}
    behind = [c for c in range(column + 1, len(kinds)) if kinds[c] is ColumnKind.VALUE and paths[c]]
    if behind and _leaf(paths[behind[0]]) in values:
        return True
    return _side(paths, [*names, *before[ColumnKind.VALUE]]) != _side(paths, [column, *behind[:1]])


def _leaf(path: tuple[str, ...]) -> str:
    return normalise(path[-1]).split("(")[0]


def _side(paths: list[tuple[str, ...]], columns: list[int]) -> str:
    """Which side of the accounts the headers of some columns speak of, "" if none or both."""
    printed = "".join("".join(paths[c]) for c in columns)
    sides = [side for side in ("收入", "支出") if side in printed]
    return sides[0] if len(sides) == 1 else ""
