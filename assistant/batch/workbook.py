"""Answering a workbook of questions or items: the same workbook back, with the figures in it.

Excel workbooks (.xlsx) and CSV files.  What the user wrote stays as it is, with its formats;
the answers stand in columns to the right of it, in which no text becomes a formula.  Where a row
states an amount, it is said whether it agrees with the library: only in known units, exactly or
as rounded as the row writes it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.answer import Answer, AnswerFigure, Status
from assistant.batch.columns import Grid, Task, columns_of, tasks_of
from assistant.exports.sheets import Value, csv_field, set_value
from corpus.amounts import agree, is_money, to_yuan
from corpus.errors import ReadError
from corpus.patterns import Pattern
from corpus.readers.decoding import decode
from corpus.readers.number_format import printed, printed_date, stored
from corpus.readers.package import ZIP_ERRORS, kind_of, open_package
from corpus.readers.workbook_parts import plain_workbook
from corpus.states import Measure

FORMATS = (".xlsx", ".csv")
MOST_BYTES = 5_000_000
MOST_ROWS = 2_000
# What Excel writes of two thousand rows unpacks to a few MB.
_MOST_UNPACKED = 40_000_000
_MOST_COLUMNS = 200
_WIDTHS = (12, 48, 14, 8, 18, 18, 14, 34, 6, 28, 28, 20, 40)

ADDED = (
    "状态 status",
    "答案 answer",
    "数值 value",
    "单位 unit",
    "金额（元） amount in yuan",
    "核对 check",
    "相差（元） difference in yuan",
    "文件 document",
    "页 page",
    "表 table",
    "行 row",
    "列 column",
    "提示 warnings",
)
_RISES, _FALLS = Pattern("增|涨|升|提高|多"), Pattern("减|降|跌|少")
_STATUS = {
    Status.ANSWERED: "已回答 answered",
    Status.REFUSED: "未找到 refused",
    Status.CLARIFY: "需明确 to be clarified",
}
_FAILED = "出错 failed"
AGREES, ROUNDED, DIFFERS, UNKNOWN = (
    "一致 agrees",
    "四舍五入后一致 agrees when rounded",
    "不符 differs",
    "未知 unknown",
)

Ask = Callable[[str, tuple[str, ...]], Answer]
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class AnsweredFile:
    """The file with its answers: how many ``rows`` were asked, and how many of them ``failed``,
    could not be ``answered``, or state an amount that ``differs``."""

    data: bytes
    rows: int
    answered: int
    differs: int
    failed: int


def answer_file(
    ask: Ask, path: Path, data: bytes, progress: Told = lambda done, total: None
) -> AnsweredFile:
    """Answer the questions of a file of bytes ``data``, which the user knows as ``path``.

    ``progress`` is told (rows done, of how many).  A question that ``ask`` raises on becomes a
    row that says so.  Raises ReadError for what is no workbook or CSV file, is protected, has no
    known header or too many rows; its message names the file and the cause.
    """
    if len(data) > MOST_BYTES:
        raise ReadError(
            path,
            f"文件超过 {MOST_BYTES // 1_000_000} MB / larger than {MOST_BYTES // 1_000_000} MB",
        )
    kind = kind_of(data)
    if kind == "encrypted":
        raise ReadError(
            path,
            "工作簿有密码保护，请先去掉密码 / the workbook is protected by a password: remove it first",
        )
    if kind == "ZIP":
        return _answer_workbook(ask, path, data, progress)
    if kind or path.suffix.lower() == ".xlsx":
        raise ReadError(
            path,
            "不是 Excel 工作簿（.xlsx）或 CSV 文件；旧版 .xls 请另存为 .xlsx / "
            "not an Excel workbook (.xlsx) or CSV file; save an older .xls as .xlsx",
        )
    return _answer_csv(ask, path, data, progress)


# Excel


def _answer_workbook(ask: Ask, path: Path, data: bytes, progress: Told) -> AnsweredFile:
    from openpyxl import load_workbook

    package = open_package(path, data, "xl/workbook.xml")
    unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > _MOST_UNPACKED:
        raise ReadError(
            path,
            f"解压后超过 {_MOST_UNPACKED // 1_000_000} MB / "
            f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB",
        )
    try:
        # Checked for what would blow up; the values of formulas are those stored with them.
        plain, _ = plain_workbook(path, package)
        values = load_workbook(io.BytesIO(plain), data_only=True, keep_links=False)
        book = load_workbook(io.BytesIO(data))
    except (*ZIP_ERRORS, KeyError, TypeError, AttributeError, zipfile.LargeZipFile) as error:
        raise ReadError(path, "文件已损坏或不完整 / the file is damaged or cut off") from error
    work = []
    for sheet in values.worksheets:
        grid = _printed(sheet)
        columns = columns_of(grid)
        if columns is not None and sheet.sheet_state == "visible":
            work.append((book[sheet.title], columns, tasks_of(grid, columns), _right(grid)))
    _check(path, sum(len(tasks) for _, _, tasks, _ in work), bool(work))
    counted = _Counted(ask, progress, sum(len(tasks) for _, _, tasks, _ in work))
    for sheet, columns, tasks, right in work:
        _write_header(sheet, columns.header + 1, right)
        for task in tasks:
            for place, value in enumerate(counted.answered(task), start=right + 1):
                if value not in (None, ""):
                    set_value(sheet.cell(task.row + 1, place), value)
    out = io.BytesIO()
    book.save(out)
    return counted.result(out.getvalue())


def _printed(sheet) -> Grid:
    """What the cells of a sheet print, merged ones in every place they cover."""
    texts = {
        place: text
        for place, cell in sheet._cells.items()
        if cell.value is not None
        and place[1] <= _MOST_COLUMNS
        and (text := _text(cell.value, cell.number_format))
    }
    for merged in sheet.merged_cells.ranges:
        text = texts.get((merged.min_row, merged.min_col))
        if text and merged.min_col == merged.max_col:
            # One organisation beside several items.
            for row in range(merged.min_row, merged.max_row + 1):
                texts[row, merged.min_col] = text
    down = max((row for row, _ in texts), default=0)
    right = max((column for _, column in texts), default=0)
    grid = [[""] * right for _ in range(down)]
    for (row, column), text in texts.items():
        grid[row - 1][column - 1] = text
    return grid


def _text(value, code: str) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        shown, exact = printed(value, code), format(stored(value), "f")
        # All decimals of the stored number, and the zeros its format adds.
        return exact if "%" not in shown and len(exact) > len(shown.replace(",", "")) else shown
    if hasattr(value, "isoformat"):
        return printed_date(value, code)
    return str(value)


def _right(grid: Grid) -> int:
    return max((len(row) for row in grid), default=0)


def _write_header(sheet, row: int, right: int) -> None:
    from openpyxl.utils import get_column_letter

    model = sheet.cell(row, right)
    for place, (title, width) in enumerate(zip(ADDED, _WIDTHS, strict=True), start=right + 1):
        cell = set_value(sheet.cell(row, place), title)
        cell.font, cell.fill = copy(model.font), copy(model.fill)
        cell.border, cell.alignment = copy(model.border), copy(model.alignment)
        sheet.column_dimensions[get_column_letter(place)].width = width


# Separated values


def _answer_csv(ask: Ask, path: Path, data: bytes, progress: Told) -> AnsweredFile:
    text = decode(path, data)
    try:
        dialect = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error as error:
        raise ReadError(
            path, f"不是 CSV 文件 / not a table of separated values ({error})"
        ) from error
    columns = columns_of(rows)
    tasks = [] if columns is None else tasks_of(rows, columns)
    _check(path, len(tasks), columns is not None)
    counted = _Counted(ask, progress, len(tasks))
    right = _right(rows)
    added: dict[int, tuple[Value, ...]] = {columns.header: ADDED}
    added |= {task.row: counted.answered(task) for task in tasks}
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=dialect.delimiter)
    for number, row in enumerate(rows):
        more = added.get(number, ())
        pad = [""] * (right - len(row)) if more else []
        writer.writerow([*row, *pad, *map(csv_field, more)])
    return counted.result(out.getvalue().encode("utf-8", "replace"))


# Answers


def _check(path: Path, rows: int, known: bool) -> None:
    if not known:
        raise ReadError(
            path,
            "没有找到表头：前 20 行中须有“问题”或“项目”一列 / "
            "no header found: one of the first 20 rows must name a column 问题 question or 项目 item",
        )
    if not rows:
        raise ReadError(path, "表头下没有问题 / there are no questions below the header")
    if rows > MOST_ROWS:
        raise ReadError(
            path,
            f"超过 {MOST_ROWS:,} 行，请分开上传 / more than {MOST_ROWS:,} rows: split the file",
        )


class _Counted:
    """Asks row by row and counts what came of it."""

    def __init__(self, ask: Ask, progress: Told, total: int):
        self._ask, self._progress, self._total = ask, progress, total
        self._done = self._answered = self._differs = self._failed = 0

    def answered(self, task: Task) -> tuple[Value, ...]:
        """The cells to add to a row."""
        try:
            answer = self._ask(task.question, ())
        except Exception as error:  # Whatever breaks, the other rows are answered.
            self._failed += 1
            cause = f"{type(error).__name__}: {error}"
            cells = (_FAILED, *[""] * (len(ADDED) - 2), cause)
        else:
            cells = cells_of(task, answer)
            self._answered += answer.status is Status.ANSWERED
            self._differs += cells[ADDED.index("核对 check")] == DIFFERS
        self._done += 1
        self._progress(self._done, self._total)
        return cells

    def result(self, data: bytes) -> AnsweredFile:
        return AnsweredFile(data, self._done, self._answered, self._differs, self._failed)


def cells_of(task: Task, answer: Answer) -> tuple[Value, ...]:
    """What is added to a row for its answer: the values of :data:`ADDED`."""
    stated = answer.figures[0] if answer.figures else None
    figure = stated if answer.status is Status.ANSWERED else None
    check, difference = ("", None) if task.told is None else _checked(task, figure)
    notes = list(answer.warnings)
    if answer.status is Status.CLARIFY:
        notes += [option.text for option in answer.options]
    place: tuple[Value, ...] = ("", None, "", "", "")
    if figure is not None:
        place = _place(figure, answer)
    return (
        _STATUS[answer.status],
        answer.text,
        None if figure is None or not figure.value else Decimal(figure.value),
        "" if figure is None else figure.unit,
        None if figure is None else figure.amount_yuan,
        check,
        difference,
        *place,
        "\n".join(notes),
    )


def _place(figure: AnswerFigure, answer: Answer) -> tuple[Value, ...]:
    # A computed figure stands nowhere; what it was reckoned from does.
    shown = figure
    if figure.computed:
        shown = next((other for other in answer.figures if not other.computed), figure)
    return (
        shown.document,
        shown.page,
        shown.table,
        " / ".join(shown.row),
        " / ".join(shown.column),
    )


def _sign(question: str, figure: AnswerFigure) -> int:
    """-1 where a question asks by how much something rose and it fell, or the reverse."""
    asked = question.replace("多少", "")
    rises, falls = bool(_RISES.search(asked)), bool(_FALLS.search(asked))
    fell = figure.measure in (Measure.DECREASE, Measure.DECLINE_RATE)
    rose = figure.measure in (Measure.INCREASE, Measure.GROWTH_RATE)
    return -1 if rises != falls and (rises and fell or falls and rose) else 1


def _checked(task: Task, figure: AnswerFigure | None) -> tuple[str, Decimal | None]:
    """Whether the amount a row states is the one found, and by how many yuan it is more."""
    if figure is None or not figure.value or not task.unit:
        return UNKNOWN, None
    sign = _sign(task.question, figure)
    found = Decimal(figure.value) * sign
    if is_money(task.unit) and figure.amount_yuan is not None:
        difference = to_yuan(task.told, task.unit) - figure.amount_yuan * sign
        if not difference:
            return AGREES, difference
        same = agree(task.told, task.unit, found, figure.unit)
        return (ROUNDED if same else DIFFERS), difference
    if task.unit != figure.unit:
        return UNKNOWN, None
    return (AGREES if task.told == found else DIFFERS), None
