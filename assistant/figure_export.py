"""Stored figures as a spreadsheet: CSV or Excel, one row a figure.

Text from documents never becomes a formula: a document that prints ``=HYPERLINK(…)`` in a cell
must not run in the reader's spreadsheet program.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from assistant.record_forms import label_of
from index.records import StoredFigure

FORMATS = (".csv", ".xlsx")

_HEADER = (
    "机构 organisation",
    "年度 year",
    "类型 kind",
    "文件 document",
    "页 page",
    "来源 source",
    "表 table",
    "章节 section",
    "编码 code",
    "名称 label",
    "行 row",
    "列 column",
    "原文 printed",
    "状态 state",
    "数值 value",
    "单位 unit",
    "金额（元） amount in yuan",
    "口径 measure",
    "依据 quote",
    "识别可信度 confidence",
    "识别存疑 doubtful",
)
# What spreadsheet programs take for the start of a formula, also in full width; a signed number
# is none.
_FORMULA_START = re.compile(r"(?![+-][\d,.]+$)[=+\-@\t\r＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Value = str | int | Decimal | None


def export_figures(figures: Iterable[StoredFigure], path: Path) -> int:
    """Write ``figures`` to ``path`` (.csv or .xlsx by its suffix); the number written.

    The file appears complete or not at all.  Raises ValueError for another suffix and OSError
    where it cannot be written.
    """
    writers = dict(zip(FORMATS, (_write_csv, _write_xlsx), strict=True))
    suffix = path.suffix.lower()
    if suffix not in writers:
        raise ValueError(f"{path}: 只能导出 can export only {' / '.join(FORMATS)}")
    draft = path.with_name(f".{path.name}.partial")
    try:
        count = writers[suffix]((_row(figure) for figure in figures), draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _row(figure: StoredFigure) -> tuple[Value, ...]:
    return (
        figure.organisation,
        figure.year,
        figure.kind,
        figure.document,
        figure.page,
        figure.source,
        " ".join(part for part in (figure.table, figure.context) if part),
        " / ".join(figure.section),
        figure.code,
        label_of(figure),
        " / ".join(figure.row_path),
        " / ".join(figure.column_path),
        figure.printed,
        str(figure.state),
        figure.value,
        figure.unit,
        figure.amount_yuan,
        "" if figure.measure is None else str(figure.measure),
        figure.quote,
        None if figure.confidence is None else Decimal(str(figure.confidence)),
        "是 yes" if figure.doubtful else "",
    )


def _write_csv(rows: Iterable[tuple[Value, ...]], path: Path) -> int:
    count = 0
    # Excel takes a CSV file for UTF-8 only if it starts with a byte order mark.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for row in rows:
            writer.writerow([_csv_field(value) for value in row])
            count += 1
    return count


def _csv_field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = _CONTROL.sub("", str(value))
    return "'" + text if _FORMULA_START.match(text) else text


def _write_xlsx(rows: Iterable[tuple[Value, ...]], path: Path) -> int:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> WriteOnlyCell:
        if not isinstance(value, str):
            made = WriteOnlyCell(sheet, value)
            if isinstance(value, Decimal):
                made.number_format = "0" if value == value.to_integral() else "General"
                places = -value.as_tuple().exponent
                if places > 0:
                    made.number_format = "0." + "0" * places
            return made
        made = WriteOnlyCell(sheet, _CONTROL.sub("", value))
        # openpyxl takes a leading "=" for a formula unless the cell is told that it is text.
        made.data_type = "s"
        return made

    count = 0
    sheet.append([cell(title) for title in _HEADER])
    for row in rows:
        sheet.append([cell(value) for value in row])
        count += 1
    book.save(path)
    return count
