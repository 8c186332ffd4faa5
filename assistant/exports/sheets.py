"""Tables written as CSV or as an Excel workbook, in which no text becomes a formula.

Text from documents and users stays text: a document that prints ``=HYPERLINK(…)`` in a cell
must not run in the reader's spreadsheet program.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

# What a sheet of Excel holds below its header.
MOST_ROWS = 1_048_575

# What spreadsheet programs take for the start of a formula, also in full width; a signed number
# is none.
_FORMULA_START = re.compile(r"(?![+-][\d,.]+$)[=+\-@\t\r＝＋－＠]")
# Neither XML nor UTF-8 can hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Lines handed on at once: a write a line would cost more than the line.
_LINES = 200
# What an Excel cell holds at most.
_LONGEST = 32_767

Value = str | int | Decimal | None
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Value]]]


class TooManyRows(ValueError):
    """More rows than a workbook is to hold; ``limit`` says how many it holds."""

    def __init__(self, limit: int):
        self.limit = limit
        super().__init__(
            f"超过 {limit:,} 行，Excel 文件放不下，请缩小范围或导出 CSV / "
            f"more than {limit:,} rows for an Excel file: narrow the selection or export CSV"
        )


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A CSV file in pieces, with the byte order mark without which Excel does not take it for
    UTF-8."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([csv_field(value) for value in row])
        if number % _LINES == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_field(value: Value) -> str:
    """A value as a CSV field that no spreadsheet program runs."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = _CONTROL.sub("", str(value))
    return "'" + text if _FORMULA_START.match(text) else text


def write_workbook(sheets: Iterable[Sheet], path: Path) -> tuple[int, ...]:
    """Write sheets of (name, header, rows) as an Excel workbook, row by row; the number of rows
    of each.

    Decimals become numbers that show the decimals they have.  Raises TooManyRows, and OSError
    where the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        counts = tuple(_write_sheet(book, *sheet) for sheet in sheets)
    except BaseException:
        for begun in book.worksheets:
            # Its rows so far stand in a file of their own.
            begun.close()
        raise
    book.save(path)
    return counts


def _write_sheet(book, name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([set_value(WriteOnlyCell(sheet), title) for title in header])
    count = 0
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        sheet.append([set_value(WriteOnlyCell(sheet), value) for value in row])
    return count


def set_value(cell, value: Value):
    """Put a value into a cell of openpyxl, text as text and a number with its own decimals; the
    cell."""
    if isinstance(value, str):
        text = _CONTROL.sub("", value)
        cell.value = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        # openpyxl takes a leading "=" for a formula unless the cell is told that it is text.
        cell.data_type = "s"
        return cell
    cell.value = value
    if isinstance(value, Decimal):
        places = -value.as_tuple().exponent
        if places > 0:
            cell.number_format = "0." + "0" * places
        else:
            cell.number_format = "0" if value == value.to_integral() else "General"
    return cell
