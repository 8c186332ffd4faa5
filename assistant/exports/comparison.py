"""Documents side by side as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.checking.document_comparison import DocumentComparison, Line, Obstacle, Standing
from assistant.exports.figures import evidence_address
from assistant.exports.sheets import Value
from index.records import StoredFigure

_STANDINGS = {
    Standing.MATCHED: "对上 matched",
    Standing.ONLY_SOME: "只在部分文件中 in some documents only",
    Standing.AMBIGUOUS: "同名多处，未比较 several of this name, not compared",
}
_OBSTACLES = {
    Obstacle.NONE: "",
    Obstacle.BLANK: "有空白 blank",
    Obstacle.UNITS: "单位不同 units differ",
    Obstacle.DOUBTFUL: "识别存疑 doubtful",
    Obstacle.AMBIGUOUS: "同名多处 several of this name",
    Obstacle.ABSENT: "无此行 no such row",
}


def header(comparison: DocumentComparison) -> tuple[str, ...]:
    """The titles of the columns; each document's name its own."""
    titles = ["表 table", "编码 code", "行 row", "列 column", "对应 match"]
    for number, document in enumerate(comparison.documents, start=1):
        titles += [
            f"{number} {document.name}",
            f"{number} 单位 unit",
            f"{number} 金额（元） amount in yuan",
            f"{number} 原文 printed",
            f"{number} 页 page",
            f"{number} 出处 evidence",
        ]
        if number > 1:
            titles += [
                f"{number}−1 差额 difference",
                f"{number}−1 差额单位 unit of the difference",
                f"{number}−1 增减% change in percent",
                f"{number}−1 说明 remark",
            ]
    return tuple(titles)


def rows(lines: Iterable[Line], page: str = "") -> Iterator[tuple[Value, ...]]:
    """The lines as rows; ``page`` is the address of the page that shows the evidence.

    A difference of money is in yuan, any other in its unit.
    """
    for line in lines:
        row: list[Value] = [
            line.table,
            line.code,
            " / ".join(line.row),
            " / ".join(line.column),
            _STANDINGS[line.standing],
        ]
        for number, (cell, change) in enumerate(zip(line.cells, line.changes, strict=True)):
            row += _cell(cell, page)
            if number == 0:
                continue
            if change is None:
                row += [None, "", None, ""]
            elif change.value is None:
                row += [None, "", None, _OBSTACLES[change.obstacle]]
            elif change.amount_yuan is None:
                row += [change.value, change.unit, change.percent, ""]
            else:
                row += [change.amount_yuan, "元", change.percent, ""]
        yield tuple(row)


def _cell(figure: StoredFigure | None, page: str) -> list[Value]:
    if figure is None:
        return [None, "", None, "", None, ""]
    return [
        figure.value,
        figure.unit,
        figure.amount_yuan,
        figure.printed,
        figure.page,
        page + evidence_address(figure),
    ]
