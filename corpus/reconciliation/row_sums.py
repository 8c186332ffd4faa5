"""Totals against parts down the columns of a table: along the subject codes, and 合计 rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.document import TableCell
from corpus.reconciliation.findings import Check, Collector
from corpus.reconciliation.sums import Parts, compare
from corpus.reconciliation.views import TableView
from corpus.reconciliation.words import is_of_which
from corpus.text import numbering

# A total after this many others sums the rows since the last of them, or the totals.
_MANY_TOTALS = 20
_CHILDREN = "下级科目之和", "its subordinate subjects add up to"
_ROWS = "各行之和", "the rows it sums add up to"


def check_rows(view: TableView, to: Collector) -> None:
    """类 = Σ款 = Σ项, and every total row against the rows it sums."""
    for cells in view.columns.values():
        for index, cell in enumerate(cells):
            if cell.is_total:
                choices = [Parts(tuple(part)) for part in _meant_by_total(cells, index)]
                compare(view, Check.TOTAL_ROW, cell, choices, to, _ROWS)
            elif _is_unit_code(cell.code):
                choices = [Parts(tuple(part)) for part in _readings(_of_unit(cells, index))]
                compare(view, Check.TOTAL_ROW, cell, choices, to, _ROWS)
            elif cell.code:
                children = Parts(tuple(_children(cells, index)))
                compare(view, Check.CODE_HIERARCHY, cell, [children], to, _CHILDREN)


def _is_unit_code(code: str) -> bool:
    """Codes of budget units have 6 digits or 9, subject codes 3, 5 or 7."""
    return len(code) in (6, 9)


def _children(cells: Sequence[TableCell], index: int) -> list[TableCell]:
    """The next level of subjects that directly follow a subject."""
    code = cells[index].code
    block: list[TableCell] = []
    for cell in cells[index + 1 :]:
        if len(cell.code) <= len(code) or not cell.code.startswith(code):
            break
        block.append(cell)
    codes = {cell.code for cell in block}
    return [cell for cell in block if not any(step in codes for step in _steps(cell.code))]


def _of_unit(cells: Sequence[TableCell], index: int) -> list[TableCell]:
    """The subjects listed below a budget unit."""
    block: list[TableCell] = []
    for cell in cells[index + 1 :]:
        if cell.is_total or not cell.code or _is_unit_code(cell.code):
            break
        block.append(cell)
    return block


def _meant_by_total(cells: Sequence[TableCell], index: int) -> list[list[TableCell]]:
    """The sets of rows a total may sum: those above it (since the total before, or with it),
    or those below a total that leads."""
    above = list(cells[:index])
    if not any(cell.value is not None for cell in above):
        below = list(cells[index + 1 :])
        return _readings([cell for cell in below if not cell.is_total])
    earlier = [i for i, cell in enumerate(above) if cell.is_total]
    choices: list[list[TableCell]] = []
    if len(earlier) <= _MANY_TOTALS:
        choices = _readings([cell for cell in above if not cell.is_total])
    if earlier:
        since = [cell for cell in above[earlier[-1] + 1 :] if not cell.is_total]
        last = above[earlier[-1]]
        totals = [above[i] for i in earlier]
        for parts in _readings(since) or [[]]:
            choices += [parts, [last, *parts], [*totals, *parts]]
    return choices


def _readings(cells: Sequence[TableCell]) -> list[list[TableCell]]:
    """The ways in which rows can be parts of one sum: the outermost of them, the innermost,
    the units or the subjects alone, and with unnumbered rows as heads of numbered ones."""
    cells = [cell for cell in cells if not _is_of_which(cell)]
    if not cells:
        return []
    readings = [_outermost(cells), _innermost(cells)]
    units = {c.code for c in cells if _is_unit_code(c.code)}
    if units:
        units |= {step for unit in units for step in _steps(unit)}
        over = [c for c in cells if c.code in units]
        subjects = [c for c in cells if c.code and c.code not in units]
        readings += [_outermost(over), _innermost(over), _outermost(subjects), _innermost(subjects)]
    heads = _heads(cells)
    if heads:
        readings.append(heads)
    return [reading for reading in readings if reading]


def _is_of_which(cell: TableCell) -> bool:
    return bool(cell.row_path) and is_of_which(cell.row_path[-1])


def _steps(sequence: Sequence) -> Iterator[Sequence]:
    """The beginnings of a code or a path, the whole left out."""
    return (sequence[:length] for length in range(1, len(sequence)))


def _outermost(cells: Sequence[TableCell]) -> list[TableCell]:
    """The rows under no other; a head left blank is replaced by its rows."""
    filled = [cell for cell in cells if cell.value is not None]
    codes = {cell.code for cell in filled if cell.code}
    every = {cell.row_path for cell in filled}
    without_code = {cell.row_path for cell in filled if not cell.code}
    return [
        cell
        for cell in filled
        if not any(code in codes for code in _steps(cell.code))
        and not any(
            path in (without_code if cell.code else every) for path in _steps(cell.row_path)
        )
    ]


def _innermost(cells: Sequence[TableCell]) -> list[TableCell]:
    """The rows with no other under them."""
    filled = [cell for cell in cells if cell.value is not None]
    codes = {code for cell in filled for code in _steps(cell.code)}
    every = {path for cell in filled for path in _steps(cell.row_path)}
    of_uncoded = {path for cell in filled if not cell.code for path in _steps(cell.row_path)}
    return [
        cell
        for cell in filled
        if cell.code not in codes and cell.row_path not in (of_uncoded if cell.code else every)
    ]


def _heads(cells: Sequence[TableCell]) -> list[TableCell]:
    """Rows without numbering where numbered rows after them only list their parts."""
    heads: list[TableCell] = []
    under = False
    for cell in cells:
        numbered = bool(cell.row_path) and numbering(cell.row_path[-1])[0] is not None
        if not numbered:
            under = True
        if not (numbered and under):
            heads.append(cell)
    return heads if len(heads) < len(cells) else []
