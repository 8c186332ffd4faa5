"""From a printed grid to an understood table.

The steps, each in a module of its own: header rows and their spans (:mod:`header`,
:mod:`header_repair`), what the columns hold and where panels begin (:mod:`columns`), what the
rows are about (:mod:`rows`); form-like sheets go another way (:mod:`forms`).
"""

from __future__ import annotations

from dataclasses import replace

from corpus.amounts import canonical_unit, is_money, parse_cell, unit_in
from corpus.document import CellState, Grid, Table, TableCell, TableState
from corpus.doubt import SURE, with_doubts
from corpus.tables.captions import take_captions
from corpus.tables.columns import ColumnKind, Panel, column_kinds, split_panels
from corpus.tables.forms import FormCell, form_cells, form_key, form_subject, is_form
from corpus.tables.header import (
    Header,
    column_paths,
    header_row_count,
    is_repeated,
    labels_from_blanks,
    labels_from_spans,
    texts_of,
)
from corpus.tables.header_repair import repair
from corpus.tables.rows import RowHeader, row_headers
from corpus.tables.units import cell_unit, counted_columns, unit_column
from corpus.tables.words import is_total, words
from corpus.text import label


def understand(grid: Grid) -> Table:
    """The table a grid prints: every body cell with its row path, column path and unit."""
    texts = texts_of(grid)
    texts, captions = take_captions(texts)
    # The unit line nearest to the figures speaks for them.
    unit = captions.unit or unit_in(grid.unit_line) or unit_in(grid.title)
    unit = unit or unit_in(captions.title)
    title = label(captions.title or grid.title)
    if is_form(texts):
        return _form(grid, texts, unit, title)
    header = _header(grid, texts)
    body, notes = _body(texts, header)
    kinds = column_kinds(list(header.paths), [row for _, row in body])
    units = unit_column(header.paths, [row for _, row in body])
    if units is not None:
        kinds[units] = ColumnKind.ATTRIBUTE
    cells: list[TableCell] = []
    panels = split_panels(kinds, list(header.paths))
    # One column of figures needs no header to be told from others.
    header = _with_unheaded_doubted(header) if _figure_columns(panels, body) > 1 else header
    for panel in panels:
        rows = row_headers(panel, [row for _, row in body])
        cells += _panel_cells(grid, header, panel, rows, body, (unit, units))
    cells = with_doubts(_uncertain_where_paths_collide(cells), _unsure_codes(grid, kinds))
    warnings = ()
    if any(not cell.certain and cell.state is CellState.NUMBER for cell in cells):
        warnings = ("headers could not be matched to columns",)
    return Table(
        title=title,
        unit=unit,
        section=grid.section,
        state=_state(cells),
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
        grid=grid,
        header_rows=header.count,
        notes=(*grid.notes, *notes),
        warnings=warnings,
        position=grid.position,
    )


def _header(grid: Grid, texts: list[list[str]]) -> Header:
    count = header_row_count(texts)
    uncertain: frozenset[int] = frozenset()
    if grid.spans_known:
        levels = labels_from_spans(grid, texts, count)
    else:
        levels = labels_from_blanks(texts, count)
        if not is_repeated(texts, count):
            levels, uncertain = repair(levels, texts[count:])
    paths = column_paths(levels, grid.width)
    return Header(count, tuple(tuple(x) for x in levels), tuple(paths), uncertain)


def _figure_columns(panels: list[Panel], body: list[tuple[int, list[str]]]) -> int:
    """How many columns of a grid print figures."""
    columns = [column for panel in panels for column in panel.values]
    return sum(
        any(parse_cell(row[c]).state is CellState.NUMBER for _, row in body) for c in columns
    )


def _with_unheaded_doubted(header: Header) -> Header:
    """The header, uncertain of every column it has no words for."""
    bare = frozenset(column for column, path in enumerate(header.paths) if not path)
    return replace(header, uncertain=header.uncertain | bare)


def _body(texts: list[list[str]], header: Header) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Body rows with their place in the grid, and notes printed inside the grid.

    Header rows repeated where the table goes on over a page are left out.
    """
    heads = texts[: header.count]
    body, notes = [], []
    for index, row in enumerate(texts[header.count :], start=header.count):
        filled = [text for text in row if text]
        if not filled or row in heads:
            continue
        if len(filled) == 1 and filled[0].startswith(
            ("注:", "注：", "备注:", "备注：", "说明:", "说明：")
        ):
            notes.append(filled[0])
            continue
        body.append((index, row))
    return body, notes


def _panel_cells(
    grid: Grid,
    header: Header,
    panel: Panel,
    rows: list[RowHeader],
    body: list[tuple[int, list[str]]],
    units: tuple[str, int | None],
) -> list[TableCell]:
    """The cells of a panel; ``units`` are the table's unit and the column of its rows' units."""
    unit, unit_column = units
    cells = []
    for row in rows:
        grid_row, texts = body[row.index]
        row = _named_from_the_left(row, panel, grid, grid_row, texts)
        row_unit = texts[unit_column] if unit_column is not None else ""
        row_unit = canonical_unit(row_unit) if parse_cell(row_unit).state is CellState.TEXT else ""
        counted = counted_columns(header.paths, panel.values, row_unit) if row_unit else ()
        for column in (*panel.values, *panel.attributes):
            path = header.paths[column]
            printed = parse_cell(texts[column])
            if column in panel.attributes and printed.state is not CellState.TEXT:
                continue
            if printed.state is CellState.BLANK and _total_over(grid, grid_row, column):
                continue
            nameless = bool(panel.labels or panel.codes) and not row.path and not row.code
            cells.append(
                TableCell(
                    row=grid_row,
                    column=column,
                    text=printed.text,
                    state=printed.state,
                    row_path=row.path,
                    column_path=path,
                    value=printed.value,
                    unit=cell_unit(
                        printed.unit, path, row.path, unit, row_unit if column in counted else ""
                    )
                    if printed.state is not CellState.TEXT
                    else "",
                    code=row.code,
                    is_total=row.is_total,
                    certain=column not in header.uncertain and not nameless and row.certain,
                    position=grid.rows[grid_row][column].position,
                    confidence=grid.rows[grid_row][column].confidence,
                )
            )
    return cells


def _named_from_the_left(
    row: RowHeader, panel: Panel, grid: Grid, grid_row: int, texts: list[str]
) -> RowHeader:
    """The header of a row that names nothing itself: a total printed in the column of row
    numbers (合计 under 序号), or one merged over the panel before and over this one's names
    (公用经费合计 over two of three panels, its figure in the third)."""
    naming = [*panel.codes, *panel.labels]
    if row.path or row.code or not naming:
        return row
    before = [text for text in texts[: min(naming)] if text]
    numbered = min(naming) == 1 and bool(before) and is_total(before[0])
    total = before[0] if numbered else _total_over(grid, grid_row, max(naming))
    return replace(row, path=(total,), is_total=True) if total else row


def _total_over(grid: Grid, grid_row: int, column: int) -> str:
    """The name of a total whose merged cell covers a column from further left, "" if none."""
    if not grid.spans_known:
        return ""
    cells = grid.rows[grid_row]
    start = next((c for c in range(column, -1, -1) if cells[c].text.strip()), column)
    name = label(cells[start].text)
    return name if start < column < start + cells[start].colspan and is_total(name) else ""


def _unsure_codes(grid: Grid, kinds: list[ColumnKind]) -> frozenset[int]:
    """Rows of a recognised table whose subject code is unsure."""
    columns = [column for column, kind in enumerate(kinds) if kind is ColumnKind.CODE]
    return frozenset(
        index
        for index, row in enumerate(grid.rows)
        if any(row[c].confidence is not None and row[c].confidence < SURE for c in columns)
    )


def _uncertain_where_paths_collide(cells: list[TableCell]) -> list[TableCell]:
    """The cells, uncertain where one row prints several figures under the same header path.

    Then a header is missing or stands over too many columns, and which figure is which
    cannot be told.
    """
    values: dict[tuple, set] = {}
    for cell in cells:
        if cell.state is CellState.NUMBER:
            key = (cell.row, cell.row_path, cell.column_path)
            values.setdefault(key, set()).add(cell.value)
    return [
        replace(cell, certain=False)
        if len(values.get((cell.row, cell.row_path, cell.column_path), ())) > 1
        else cell
        for cell in cells
    ]


def _form(grid: Grid, texts: list[list[str]], unit: str, title: str) -> Table:
    found = form_cells(texts)
    # A number names nothing: where one stands as a key, the row's keys and values are mixed up.
    unkeyed = {item.row for item in found if parse_cell(item.row_path[-1]).value is not None}
    cells = []
    for item in found:
        printed = parse_cell(item.text)
        names_code = any(word in item.row_path[-1] for word in ("代码", "编码", "电话"))
        state = printed.state
        if names_code and state is CellState.NUMBER:
            state = CellState.TEXT
        is_number = state is CellState.NUMBER
        stated = cell_unit(printed.unit, item.column_path, item.row_path, "")
        is_fund = not item.column_path or form_key(item.column_path[0]) in words(
            "form_fund_headers"
        )
        if not stated and len(item.row_path) == 2 and is_fund:
            stated = unit_in(item.row_path[0]) or unit
        cells.append(
            TableCell(
                row=item.row,
                column=item.column,
                text=printed.text,
                state=state,
                row_path=item.row_path,
                column_path=item.column_path,
                value=printed.value if is_number else None,
                unit=stated if is_number or is_money(stated) else "",
                certain=not (is_number and (_lost_its_group(item, texts) or item.row in unkeyed)),
                position=grid.rows[item.row][item.column].position,
                confidence=grid.rows[item.row][item.column].confidence,
            )
        )
    cells = with_doubts(cells)
    return Table(
        title=title,
        unit=unit,
        section=grid.section,
        state=_state(cells),
        cells=tuple(cells),
        grid=grid,
        context=form_subject(found),
        notes=grid.notes,
        position=grid.position,
    )


def _lost_its_group(item: FormCell, texts: list[list[str]]) -> bool:
    """Whether a figure is one of a group of funds whose name, and mostly its unit, stands on
    the page before."""
    is_fund = form_key(item.row_path[-1]) in words("form_fund_keys")
    return is_fund and len(item.row_path) == 1 and not texts[item.row][0]


def _state(cells: list[TableCell]) -> TableState:
    values = [cell.value for cell in cells if cell.state is CellState.NUMBER]
    if not values:
        dashes = any(cell.state is CellState.DASH for cell in cells)
        return TableState.FILLED if dashes else TableState.EMPTY
    return TableState.FILLED if any(values) else TableState.ALL_ZERO
