"""Performance target sheets (项目支出绩效目标表): keys, funds and three levels of indicators."""

from __future__ import annotations

from decimal import Decimal

from corpus.document import CellState
from eval.publications.budget_tables import Books
from eval.publications.drafting import Draft
from eval.publications.model import PrintedCell, TrueFigure
from eval.publications.printing import PrintedFigure
from eval.publications.words import vocabulary

_WIDTH = 6
# What an indicator may be measured in: text before the number, range, unit as printed and kept.
_MEASURES = {
    "率": ("≥", (80, 100), "%", "%"),
    "满意度": ("≥", (80, 100), "%", "%"),
    "人数": ("", (20, 9000), "人", "人"),
    "场次": ("", (1, 60), "场", "场"),
    "数量": ("", (1, 300), "个", "个"),
    "成本控制": ("≤", (1, 90), "万元", "万元"),
}


def performance(books: Books) -> Draft:
    """The sheet of the first project."""
    project, amount = books.accounts.projects[0]
    unit = books.printer.unit
    money = books.printer.money
    rows: list[tuple[PrintedCell | None, ...]] = [
        _row(("项目名称", 1), (project, 5)),
        _row(("主管部门", 1), (books.organisation, 2), ("实施单位", 1), (books.organisation, 2)),
    ]
    own = amount // 4 if books.rng.random() < 0.5 else 0
    funds = (("年度资金总额", amount), ("其中：财政拨款", amount - own), ("其他资金", own))
    group = f"项目资金（{unit}）"
    for index, (name, quanta) in enumerate(funds):
        figure = money(quanta)
        first = PrintedCell(group, "header", rowspan=3) if not index else None
        cell = _figure(figure, (group, name), (), unit, colspan=3)
        rows.append((first, PrintedCell(name, "header", colspan=2), None, cell, None, None))
    goal = f"完成{project}的年度任务，做到计划清楚、进度可查、资金用在实处。"
    rows.append(_row(("年度总体目标", 1), (goal, 5)))
    rows += _indicators(books)
    return Draft("项目支出绩效目标表", sheet=tuple(rows), header_rows=0)


def _row(*cells: tuple[str, int]) -> tuple[PrintedCell | None, ...]:
    row: list[PrintedCell | None] = []
    for index, (text, colspan) in enumerate(cells):
        row.append(PrintedCell(text, "words" if index % 2 else "header", colspan=colspan))
        row += [None] * (colspan - 1)
    return tuple(row)


def _figure(
    printed: PrintedFigure, row_path, column_path, unit: str, colspan: int = 1
) -> PrintedCell:
    figure = TrueFigure(
        "", row_path, column_path, "", printed.state, printed.text, printed.value, unit
    )
    return PrintedCell(printed.text, "figure", colspan=colspan, figure=figure)


def _indicators(books: Books) -> list[tuple[PrintedCell | None, ...]]:
    rng = books.rng
    chosen = [
        (first, second, third)
        for first, seconds in vocabulary()["indicators"].items()
        for second, thirds in seconds.items()
        if first != "产出指标" or rng.random() < 0.8
        for third in rng.sample(thirds, rng.randint(1, len(thirds)))
    ]
    block = "绩效指标"
    head = (
        PrintedCell(block, "header", rowspan=len(chosen) + 1),
        PrintedCell("一级指标", "header"),
        PrintedCell("二级指标", "header"),
        PrintedCell("三级指标", "header", colspan=2),
        None,
        PrintedCell("指标值", "header"),
    )
    rows: list[tuple[PrintedCell | None, ...]] = [head]
    for index, (first, second, third) in enumerate(chosen):
        outer = _merged(chosen, index, 1)
        middle = _merged(chosen, index, 2)
        rows.append(
            (
                None,
                PrintedCell(first, "header", rowspan=outer) if outer else None,
                PrintedCell(second, "header", rowspan=middle) if middle else None,
                PrintedCell(third, "header", colspan=2),
                None,
                _value(books, (block, first, second, third)),
            )
        )
    return rows


def _merged(chosen, index: int, depth: int) -> int:
    """How many rows the outer names of a row go on for, 0 if they began above."""
    key = chosen[index][:depth]
    if index and chosen[index - 1][:depth] == key:
        return 0
    end = index
    while end < len(chosen) and chosen[end][:depth] == key:
        end += 1
    return end - index


def _value(books: Books, path: tuple[str, ...]) -> PrintedCell:
    for ending, (before, (least, most), shown, kept) in _MEASURES.items():
        if path[-1].endswith(ending):
            number = books.rng.randint(least, most)
            text = f"{before}{number}{shown}"
            printed = PrintedFigure(CellState.NUMBER, text, Decimal(number), kept)
            return _figure(printed, path, ("指标值",), kept)
    return PrintedCell("健全", "words")
