"""From columns and rows to a printed table: header rows, spans, codes and true paths.

A draft is one or more panels side by side, each a tree of columns and a list of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.document import CellState
from eval.publications.model import PrintedCell, PrintedTable, TrueFigure
from eval.publications.printing import BLANK, PrintedFigure, Printer

# The unit of a column whose figures are no money and whose unit is not printed.
UNSTATED = "?"


@dataclass(frozen=True)
class Column:
    """A header with the headers under it.  ``kind`` of a leaf is code, name, index, words or
    figure; ``unit`` is that of its figures where it is not the table's."""

    text: str
    children: tuple[Column, ...] = ()
    kind: str = "figure"
    unit: str = ""

    @property
    def leaves(self) -> list[Column]:
        """The columns of the grid under this header."""
        return [leaf for child in self.children for leaf in child.leaves] or [self]

    @property
    def depth(self) -> int:
        """How many header rows it takes."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class Row:
    """A body row: the name printed, what it truly stands under and is (``path``), its figures.

    ``values`` are figures and words for the columns that are neither code nor name, in order.
    A total may be set over code and name columns.
    """

    name: str
    path: tuple[str, ...]
    values: tuple[PrintedFigure | str, ...]
    code: str = ""
    level: int = 0
    is_total: bool = False


@dataclass(frozen=True)
class Panel:
    """One of the tables that stand side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Draft:
    """A table before it is laid out.  ``title`` is its bare name; a draft without panels is
    drawn by ``sheet``, rows of cells ready made."""

    title: str
    panels: tuple[Panel, ...] = ()
    notes: tuple[str, ...] = ()
    sheet: tuple[tuple[PrintedCell | None, ...], ...] = ()
    header_rows: int = 0


def column_path(path: Iterable[str]) -> tuple[str, ...]:
    """Header texts from the outermost, a repeated one taken once."""
    taken: list[str] = []
    for text in path:
        if text and (not taken or taken[-1] != text):
            taken.append(text)
    return tuple(taken)


def lay_out(
    draft: Draft, printer: Printer, title: str, captions: tuple[tuple[str, str], ...]
) -> PrintedTable:
    """The printed table of a draft under its full ``title``, which may state the unit."""
    printed_title, title = title, title.removesuffix(f"（单位：{printer.unit}）")
    if draft.sheet:
        rows = tuple(
            tuple(_titled(cell, title) if cell else None for cell in row) for row in draft.sheet
        )
        return PrintedTable(printed_title, captions, rows, draft.header_rows, draft.notes)
    columns = [column for panel in draft.panels for column in panel.columns]
    if printer.style.unit_place == "header":
        columns = [_with_unit(column, printer.unit) for column in columns]
    header = _header(columns)
    numbers = _column_numbers(columns, printer.style.numbered_columns)
    if numbers:
        header.append(numbers)
    paths = [path for column in columns for path in _paths(column, ())]
    body = _body(draft.panels, paths, printer, title)
    rows = tuple(map(tuple, (*header, *body)))
    return PrintedTable(printed_title, captions, rows, len(header), draft.notes)


def _titled(cell: PrintedCell, title: str) -> PrintedCell:
    figure = cell.figure
    return replace(cell, figure=replace(figure, table=title)) if figure else cell


def _with_unit(column: Column, unit: str) -> Column:
    leaves = column.leaves
    if any(leaf.kind != "figure" or leaf.unit for leaf in leaves):
        if not column.children:
            return column
        return replace(column, children=tuple(_with_unit(c, unit) for c in column.children))
    return replace(column, text=f"{column.text}（{unit}）")


def _paths(column: Column, above: tuple[str, ...]) -> list[tuple[Column, tuple[str, ...]]]:
    path = (*above, column.text)
    if not column.children:
        return [(column, column_path(path))]
    return [leaf for child in column.children for leaf in _paths(child, path)]


def _header(columns: Sequence[Column]) -> list[list[PrintedCell | None]]:
    depth = max(column.depth for column in columns)
    width = sum(len(column.leaves) for column in columns)
    rows: list[list[PrintedCell | None]] = [[None] * width for _ in range(depth)]

    def place(column: Column, row: int, at: int) -> None:
        down = 1 if column.children else depth - row
        rows[row][at] = PrintedCell(column.text, "header", down, len(column.leaves))
        for child in column.children:
            place(child, row + 1, at)
            at += len(child.leaves)

    at = 0
    for column in columns:
        place(column, 0, at)
        at += len(column.leaves)
    return rows


def _column_numbers(columns: Sequence[Column], style: str) -> list[PrintedCell | None]:
    leaves = [leaf for column in columns for leaf in column.leaves]
    if not style or any(leaf.kind in ("index", "words") for leaf in leaves):
        return []
    if style == "numbers":
        return [PrintedCell(str(n), "index") for n in range(1, len(leaves) + 1)]
    mark = "**" if style == "stars" else "栏次"
    cells: list[PrintedCell | None] = []
    count = 0
    for leaf in leaves:
        if leaf.kind == "figure":
            count += 1
            cells.append(PrintedCell(str(count), "index"))
        else:
            cells.append(PrintedCell(mark, "index"))
    if style == "栏次":
        # Printed once over the columns of codes and names that stand together.
        first = 0
        for place, leaf in enumerate(leaves):
            if leaf.kind == "figure":
                first = place + 1
            elif place > first:
                cells[place] = None
                before = cells[first]
                cells[first] = replace(before, colspan=before.colspan + 1)
    return cells


def _body(panels, paths, printer: Printer, title: str) -> list[list[PrintedCell | None]]:
    style = printer.style
    height = max(len(panel.rows) for panel in panels)
    body: list[list[PrintedCell | None]] = [[] for _ in range(height)]
    start = 0
    for panel in panels:
        width = sum(len(column.leaves) for column in panel.columns)
        places = paths[start : start + width]
        start += width
        # Totals close both panels on the same line.
        tail = 0
        while tail < len(panel.rows) and panel.rows[-1 - tail].is_total and len(panels) > 1:
            tail += 1
        rows: list[Row | None] = list(panel.rows[: len(panel.rows) - tail])
        rows += [None] * (height - len(panel.rows))
        rows += panel.rows[len(panel.rows) - tail :]
        for index, row in enumerate(rows):
            body[index] += _row_cells(row, places, printer, title)
    if style.empty_rows and len(panels) == 1 and len(body) > 3:
        body.insert(len(body) - 1, [PrintedCell("") for _ in paths])
    return body


def _row_cells(row: Row | None, places, printer: Printer, title) -> list[PrintedCell | None]:
    if row is None:
        return [PrintedCell("", leaf.kind) for leaf, _ in places]
    codes = [place for place, (leaf, _) in enumerate(places) if leaf.kind == "code"]
    parts = _code_parts(row.code, len(codes))
    over_codes = row.is_total and codes and printer.style.total_under_code
    values = iter(row.values)
    cells: list[PrintedCell | None] = []
    for place, (leaf, path) in enumerate(places):
        if over_codes and place == 0:
            cells.append(PrintedCell(row.name, "name", colspan=len(codes) + 1))
        elif over_codes and place <= len(codes):
            cells.append(None)
        elif leaf.kind == "code":
            cells.append(PrintedCell(parts[codes.index(place)], "code"))
        elif leaf.kind == "name":
            shown = printer.style.indent * row.level + row.name
            cells.append(PrintedCell(shown, "name", level=row.level))
        else:
            cells.append(_value_cell(next(values), leaf, path, row, printer, title))
    return cells


def _value_cell(value, leaf: Column, path, row: Row, printer: Printer, title) -> PrintedCell:
    if isinstance(value, str):
        return PrintedCell(value, leaf.kind)
    unit = value.unit or leaf.unit or printer.unit
    unit = "" if unit == UNSTATED else unit
    figure = TrueFigure(title, row.path, path, row.code, value.state, value.text, value.value, unit)
    return PrintedCell(value.text, "figure", figure=figure)


def _code_parts(code: str, columns: int) -> list[str]:
    if columns < 2:
        return [code]
    parts = [code[:3], code[3:5], code[5:7]]
    return parts[:columns]


def blank(count: int) -> tuple[PrintedFigure, ...]:
    """That many blank cells."""
    return (BLANK,) * count


def is_figure(figure: TrueFigure) -> bool:
    """Whether a true figure is a number."""
    return figure.state is CellState.NUMBER
