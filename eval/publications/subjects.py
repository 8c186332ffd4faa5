"""Rows and columns by functional and economic subject, shared by budgets and final accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.publications.accounts import Item, subject_path, summed
from eval.publications.drafting import Column, Row
from eval.publications.printing import PrintedFigure, Printer
from eval.publications.style import Style
from eval.publications.words import subject

Values = Callable[[Sequence[Item]], tuple[PrintedFigure, ...]]


def code_and_name(style: Style, kind: str = "功能分类科目", parts: int = 3) -> tuple[Column, ...]:
    """The columns that name a subject, as the style lays codes out."""
    if style.code_layout == "none":
        return (Column("科目名称", kind="name"),)
    if style.code_layout == "three":
        names = ("类", "款", "项")[:parts]
        codes = Column("科目编码", tuple(Column(name, kind="code") for name in names))
    else:
        codes = Column("科目编码", kind="code")
    name = Column("科目名称", kind="name")
    if style.deep_headers:
        return (Column(kind, (codes, name)),)
    return (codes, name)


def functional_rows(items: Sequence[Item], values: Values, style: Style) -> tuple[Row, ...]:
    """A row for every 类, 款 and 项 and one for the total, of what ``values`` says of the items.

    Without codes only the 项 are listed under their 类, which is all the print can tell.
    """
    rows: list[Row] = []
    with_codes = style.code_layout != "none"
    for level, length in enumerate((3, 5, 7) if with_codes else (5,)):
        for code, group in summed(items, length).items():
            path = subject_path(code) if with_codes else (subject(code),)
            rows.append(Row(subject(code), path, values(group), code if with_codes else "", level))
    rows.sort(key=lambda row: row.code)
    return with_total(rows, values(items), style)


def with_total(rows: Sequence[Row], values: tuple[PrintedFigure, ...], style: Style):
    """The rows with their total, before or behind them as the style has it."""
    total = Row(style.total_word, (style.total_word,), values, is_total=True)
    return (total, *rows) if style.total_first else (*rows, total)


def economic_rows(
    amounts: dict[str, int], values: Callable[[Sequence[str]], tuple], style: Style
) -> tuple[Row, ...]:
    """A row for every 类 and 款 of the economic classification, of what ``values`` says of the
    codes it sums up."""
    rows: list[Row] = []
    with_codes = style.code_layout != "none"
    for kind in sorted({code[:3] for code in amounts}) if with_codes else ():
        codes = [code for code in amounts if code.startswith(kind)]
        rows.append(Row(subject(kind), (subject(kind),), values(codes), kind))
    for code in amounts:
        path = (subject(code[:3]), subject(code)) if with_codes else (subject(code),)
        rows.append(Row(subject(code), path, values([code]), code if with_codes else "", 1))
    rows.sort(key=lambda row: row.code)
    return tuple(rows)


def use_columns(style: Style) -> tuple[Column, ...]:
    """总计 and what it is spent on, with personnel and running apart in deep headers."""
    basic = Column("基本支出")
    if style.deep_headers:
        basic = Column("基本支出", (Column("小计"), Column("人员经费"), Column("公用经费")))
    return (Column(style.total_word), basic, Column("项目支出"))


def use_values(printer: Printer, style: Style, fiscal: bool = False) -> Values:
    """The figures of :func:`use_columns`; ``fiscal`` leaves out what is paid from own income."""

    def values(items: Sequence[Item]) -> tuple[PrintedFigure, ...]:
        basic = sum(item.basic for item in items)
        project = sum(item.project - (item.own if fiscal else 0) for item in items)
        figures = [basic + project, basic]
        if style.deep_headers:
            figures += [sum(item.staff for item in items), sum(item.running for item in items)]
        return tuple(map(printer.money, (*figures, project)))

    return values
