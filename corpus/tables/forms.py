"""Form-like sheets: keys and values side by side, and a block of three-level indicators.

Performance target sheets (项目支出绩效目标表) print ``key value key value`` rows, then a block
headed 一级指标 / 二级指标 / 三级指标 / 指标值 whose outer levels are merged over several rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.amounts import parse_cell
from corpus.patterns import Pattern
from corpus.tables.words import words
from corpus.text import name_of, normalise

_REMARK = Pattern(r"\([^()]*\)$")


@dataclass(frozen=True)
class FormCell:
    """One value of a form: where it is printed, what it is under, and its text."""

    row: int
    column: int
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    text: str


def is_form(texts: list[list[str]]) -> bool:
    """Whether a grid is a form: three rows begin with a key of such sheets, or its indicators."""
    keys = words("form_keys")
    hits = 0
    for row in texts:
        first = next((text for text in row if text), "")
        if form_key(first) in keys:
            hits += 1
    # Cut by a page end, the lower part of a sheet has few keys left but its indicators.
    return hits >= 3 or any(_heads_indicators(row) for row in texts)


def _heads_indicators(row: list[str]) -> bool:
    """Whether a row heads a sheet's block of indicators: 绩效指标, then its levels.

    A list of projects has their names in front of the levels instead.
    """
    key = form_key(next((text for text in row if text), ""))
    blocks = words("form_keys") - words("form_subject_keys") - words("indicator_levels")
    return key in blocks and _is_indicator_header(row)


def form_key(text: str) -> str:
    """A label as the form vocabulary lists it: without numbering, colon and remark."""
    return _REMARK.sub("", normalise(name_of(text))).strip()


def form_subject(cells: list[FormCell]) -> str:
    """What the form is about: the value of its 项目名称, "" if it has none."""
    subjects = words("form_subject_keys")
    for cell in cells:
        if cell.text and cell.row_path and form_key(cell.row_path[-1]) in subjects:
            return cell.text
    return ""


def form_cells(texts: list[list[str]]) -> list[FormCell]:
    """Every value of a form in reading order, blanks where a key has no value."""
    start = next((i for i, row in enumerate(texts) if _is_indicator_header(row)), len(texts))
    cells: list[FormCell] = []
    group = ""
    value_column: int | None = None
    funds: _Funds | None = None
    for index, row in enumerate(texts[:start]):
        filled = [(c, text) for c, text in enumerate(row) if text]
        if not filled:
            continue
        funds = _fund_header(row) or (funds if funds and funds.holds(row) else None)
        if funds:
            cells += funds.cells(index, row)
            continue
        if row[0] or filled[0][0] == 0:
            group = ""
        pairs, group, value_column = _pairs(filled, group, value_column, len(row))
        cells += [FormCell(index, column, path, (), text) for path, column, text in pairs]
    if start < len(texts):
        cells += _indicators(texts, start)
    return cells


@dataclass(frozen=True)
class _Funds:
    """The header of a block of funds: its group and the columns of 年初预算数, 执行数, 得分."""

    group: str
    headers: dict[int, str]

    def holds(self, row: list[str]) -> bool:
        """Whether a row names a fund of the block."""
        first = row[0]
        names = [text for text in row[: min(self.headers)] if text]
        is_fund = form_key(first) in words("form_fund_keys")
        return bool(names) and (not first or first == self.group or is_fund)

    def cells(self, index: int, row: list[str]) -> list[FormCell]:
        """The figures of a fund, none of the header itself."""
        names = [text for text in row[: min(self.headers)] if text and text != self.group]
        if not names or row[min(self.headers)] == self.headers[min(self.headers)]:
            return []
        path = tuple(text for text in (self.group, names[-1]) if text)
        return [
            FormCell(index, column, path, (header,), row[column])
            for column, header in self.headers.items()
        ]


def _fund_header(row: list[str]) -> _Funds | None:
    """What a row heads that prints several of the headers of funds, in columns of their own."""
    known = words("form_fund_headers")
    headed = [c for c, text in enumerate(row) if form_key(text) in known]
    if len(headed) < 2 or not headed[0] or any(parse_cell(t).value is not None for t in row):
        return None
    headers = {c: row[c] for c in range(headed[0], len(row)) if row[c]}
    # 年初预算数 120 执行数 110 are keys and values; so are keys whose values are left blank.
    return _Funds(row[0], headers) if list(headers) == headed else None


def _pairs(filled, group: str, value_column: int | None, width: int):
    """Key-value pairs of one row: ``(path, column of the value, value)``.

    A row of funds has its group first (项目资金), printed once over several rows.
    """
    funds = words("form_fund_keys")
    pairs: list[tuple[tuple[str, ...], int, str]] = []
    first_column, first = filled[0]
    if first_column == 0 and len(filled) > 1 and form_key(filled[1][1]) in funds:
        group = first
        filled = filled[1:]
    if group and (filled[0][0] > 0 or first == group):
        column, key = filled[0]
        if len(filled) > 1:
            value_column = filled[1][0]
            pairs.append(((group, key), value_column, filled[1][1]))
        else:
            pairs.append(((group, key), value_column or min(column + 1, width - 1), ""))
        return pairs, group, value_column
    if len(filled) == 1:
        column, key = filled[0]
        if form_key(key) in words("form_keys"):
            pairs.append(((key,), min(column + 1, width - 1), ""))
        return pairs, group, value_column
    for i in range(0, len(filled) - 1, 2):
        pairs.append(((filled[i][1],), filled[i + 1][0], filled[i + 1][1]))
    return pairs, group, value_column


def _is_indicator_header(row: list[str]) -> bool:
    present = {normalise(text) for text in row if text}
    return len(present & words("indicator_levels")) >= 2


def _indicators(texts: list[list[str]], start: int) -> list[FormCell]:
    header = texts[start]
    levels = [c for c, text in enumerate(header) if normalise(text) in words("indicator_levels")]
    values = [c for c in range(levels[-1] + 1, len(header)) if header[c]]
    block = header[0] if levels[0] > 0 and header[0] else ""
    open_: list[str] = [""] * len(levels)
    cells = []
    for index in range(start + 1, len(texts)):
        first = next((text for text in texts[index] if text), "")
        if form_key(first) in words("score_totals"):
            open_ = [""] * len(levels)
            cells += [
                FormCell(index, column, (first,), (header[column],), texts[index][column])
                for column in values
            ]
            continue
        row = _aligned(texts[index], levels, values, header)
        if not any(row):
            continue
        if levels[0] > 0 and row[0] and row[0] != block:
            block = row[0]
        for depth, column in enumerate(levels):
            if row[column]:
                open_[depth] = row[column]
                open_[depth + 1 :] = [""] * (len(levels) - depth - 1)
        path = tuple(text for text in (block, *open_) if text)
        for column in values:
            printed_at = _printed_place(texts[index], row[column], column)
            cells.append(FormCell(index, printed_at, path, (header[column],), row[column]))
    return cells


def _printed_place(printed: list[str], text: str, column: int) -> int:
    """The column in which a value was printed before its row was put right."""
    if not text or printed[column] == text:
        return column
    return max((c for c, t in enumerate(printed) if t == text), default=column)


def _aligned(row: list[str], levels: list[int], values: list[int], header: list[str]) -> list[str]:
    """The row with its cells under the header's columns.

    A conversion that lost the merged cells on the left prints a row too far left: its first
    cell then stands where only the block's name may, and its value column is empty.  Such a
    row is read from the right: value, innermost level, the level above.
    """
    last_level = levels[-1]
    beyond = [c for c in range(last_level + 1, len(row)) if row[c]]
    row = list(row)
    if beyond and values and not row[values[0]]:
        # The value's header spans several columns; the value is printed in another of them.
        row[values[0]] = row[beyond[0]]
        if beyond[0] != values[0]:
            row[beyond[0]] = ""
    displaced = not beyond and levels[0] > 0 and row[0] and row[last_level]
    if not displaced:
        return row
    filled = [text for text in row if text]
    moved = [""] * len(row)
    targets = [*levels, values[0]] if values else levels
    for column, text in zip(reversed(targets), reversed(filled), strict=False):
        moved[column] = text
    return moved
