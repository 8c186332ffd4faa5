"""Stored figures as a spreadsheet: CSV or Excel, one row a figure.

Text from documents never becomes a formula: a document that prints ``=HYPERLINK(…)`` in a cell
must not run in the reader's spreadsheet program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from assistant.exports.sheets import Value, csv_text, write_workbook
from assistant.interfaces.record_forms import label_of
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
    "出处 evidence",
)


def evidence_address(figure: StoredFigure) -> str:
    """The address of a figure's evidence on the page, relative to the page's own address."""
    return f"#evidence/figure/{figure.id}"


def export_figures(figures: Iterable[StoredFigure], path: Path, page: str = "") -> int:
    """Write ``figures`` to ``path`` (.csv or .xlsx by its suffix); the number written.

    ``page`` is the address of the page that shows their evidence, where it is known.  The file
    appears complete or not at all.  Raises ValueError for another suffix, TooManyRows for more
    than a workbook holds, and OSError where it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"{path}: 只能导出 can export only {' / '.join(FORMATS)}")
    draft = path.with_name(f".{path.name}.partial")
    try:
        if suffix == ".csv":
            count = _write_csv(figures, draft, page)
        else:
            sheet = ("figures", _HEADER, (_row(figure, page) for figure in figures))
            (count,) = write_workbook([sheet], draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def csv_of_figures(figures: Iterable[StoredFigure], page: str = "") -> Iterator[str]:
    """The CSV file of ``figures`` in pieces, with the byte order mark without which Excel does
    not take it for UTF-8."""
    return csv_text(_HEADER, (_row(figure, page) for figure in figures))


def _row(figure: StoredFigure, page: str) -> tuple[Value, ...]:
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
        page + evidence_address(figure),
    )


def _write_csv(figures: Iterable[StoredFigure], path: Path, page: str) -> int:
    count = 0

    def counted() -> Iterator[StoredFigure]:
        nonlocal count
        for figure in figures:
            count += 1
            yield figure

    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_of_figures(counted(), page))
    return count
