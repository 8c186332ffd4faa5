"""A checked text as a file: Markdown to be read, or rows of a workbook."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import AnswerFigure
from assistant.checking.text_check import TextCheck
from assistant.checking.verdicts import MARKS, CheckedNumber, Verdict
from assistant.exports.markdown_text import inline
from assistant.exports.sheets import Value
from corpus.amounts import parse_cell

HEADER = (
    "序号 number",
    "结果 verdict",
    "文中数字 number in the text",
    "单位 unit",
    "句子 sentence",
    "说明 remark",
    "库中数值 figure in the library",
    "单位 unit of the figure",
    "金额（元） amount in yuan",
    "名称 label",
    "文件 document",
    "页 page",
    "表 table",
    "行 row",
    "列 column",
)


def rows(checked: TextCheck) -> Iterator[tuple[Value, ...]]:
    """A row for each number of the text, beside it the first figure that says of it."""
    for number, found in enumerate(checked.numbers, start=1):
        printed = parse_cell(found.printed).value
        yield (
            number,
            MARKS[found.verdict],
            found.printed if printed is None else printed,
            found.unit,
            found.sentence.strip(),
            found.reason,
            *_figure(found),
        )


def _figure(found: CheckedNumber) -> tuple[Value, ...]:
    if not found.figures:
        return (None, "", None, "", "", None, "", "", "")
    figure = found.figures[0]
    return (
        parse_cell(figure.value).value,
        figure.unit,
        figure.amount_yuan,
        figure.label,
        figure.document,
        figure.page,
        figure.table,
        " / ".join(figure.row),
        " / ".join(figure.column),
    )


def markdown(checked: TextCheck) -> str:
    """The result as Markdown, in which nothing of the text or of a document is markup."""
    counts = "，".join(f"{MARKS[verdict]} {checked.count(verdict)}" for verdict in Verdict)
    lines = ["# 数字核对结果 Numbers checked", "", inline(counts), ""]
    for number, found in enumerate(checked.numbers, start=1):
        lines.append(
            f"{number}. **{inline(MARKS[found.verdict])}** {inline(f'{found.printed}{found.unit}')}"
        )
        lines.append(f"    - {inline(found.sentence.strip())}")
        if found.reason:
            lines.append(f"    - {inline(found.reason)}")
        lines += [f"    - {inline(_place(figure))}" for figure in found.figures]
    return "\n".join(lines) + "\n"


def _place(figure: AnswerFigure) -> str:
    page = "" if figure.page is None else f"第 {figure.page} 页 page {figure.page}"
    parts = (
        f"{figure.label} {figure.value}{figure.unit}",
        figure.document,
        page,
        figure.table,
        " › ".join(figure.row),
        " › ".join(figure.column),
    )
    return " | ".join(part for part in parts if part)
