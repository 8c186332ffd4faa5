"""A conversation as an Excel workbook: 问答, 数字, 计算 and 出处.

数字 holds every stated figure as a number with the place it was printed at; what was computed
stands in 计算 as a formula over those cells, where that is certain, beside the value the answer
gave.  Text of documents and users is never a formula; an amount with more digits than a
spreadsheet keeps is text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.answer import Answer, AnswerFigure, Citation
from assistant.exports.conversation import ExportedConversation, ExportedTurn, Link, no_link
from assistant.exports.live_formulas import Operand, formula_of
from assistant.exports.sheets import Value, set_value
from assistant.exports.words import CHINESE

TURNS, FIGURES, CALCULATIONS, SOURCES = "问答", "数字", "计算", "出处"
# A spreadsheet keeps 15 digits of a number: one more and 0.01元 of a large amount is lost.
MOST_DIGITS = 15

_TURN_COLUMNS = (
    ("序号 no.", 8),
    ("时间 time", 17),
    ("问题 question", 36),
    ("结果 result", 18),
    ("回答 answer", 70),
    ("计算 calculation", 40),
    ("提示 notes", 40),
    ("出处 sources", 60),
)
_FIGURE_COLUMNS = (
    ("序号 no.", 8),
    ("机构 organisation", 24),
    ("年度 year", 10),
    ("名称 label", 28),
    ("性质 role", 14),
    ("数值 value", 18),
    ("单位 unit", 8),
    ("金额（元） amount in yuan", 20),
    ("文件 document", 34),
    ("页 page", 8),
    ("表 table", 30),
    ("行 row", 30),
    ("列 column", 24),
    ("原文 quote", 50),
    ("识别可信度 confidence", 12),
    ("出处 evidence", 30),
)
_VALUE, _YUAN = "F", "H"
_CALCULATION_COLUMNS = (
    ("序号 no.", 8),
    ("名称 label", 28),
    ("算式 calculation", 56),
    ("结果 result", 18),
    ("单位 unit", 8),
    ("答案所给 as answered", 18),
    ("说明 remark", 40),
)
_RESULT = "D"
_SOURCE_COLUMNS = (
    ("序号 no.", 8),
    ("出处 source", 8),
    ("文件 document", 34),
    ("页 page", 8),
    ("章节 section", 30),
    ("表 table", 30),
    ("原文 quote", 70),
    ("链接 link", 30),
)
_LIVE = "实时公式 live formula"
_FIXED = "按答案写入，未能化为公式 value of the answer, no formula"
_TRIGGERS = tuple("=+-@＝＋－＠\t\r")


def conversation_workbook(conversation: ExportedConversation, link: Link = no_link) -> bytes:
    """The workbook; ``link`` gives the address that shows a figure's or citation's evidence."""
    book = Workbook()
    book.remove(book.active)
    writer = _Writer(
        _sheet(book, TURNS, _TURN_COLUMNS),
        _sheet(book, FIGURES, _FIGURE_COLUMNS),
        _sheet(book, CALCULATIONS, _CALCULATION_COLUMNS),
        _sheet(book, SOURCES, _SOURCE_COLUMNS),
        link,
    )
    for turn in conversation.turns:
        writer.add(turn)
    # openpyxl stores formulas without their values: the program that opens them reckons.
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(book: Workbook, name: str, columns: Sequence[tuple[str, int]]) -> Worksheet:
    sheet = book.create_sheet(name)
    for number, (title, width) in enumerate(columns, start=1):
        cell = _put(sheet, 1, number, title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EEF2F6")
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    return sheet


@dataclass
class _Writer:
    """The sheets under way, and the row each comes to next."""

    turns: Worksheet
    figures: Worksheet
    calculations: Worksheet
    sources: Worksheet
    link: Link
    _rows: dict[str, int] = field(default_factory=dict)

    def add(self, turn: ExportedTurn) -> None:
        answer = turn.answer
        status = CHINESE.failed if answer is None else CHINESE.status[answer.status]
        self._append(
            self.turns,
            (
                turn.number,
                turn.asked.strftime("%Y-%m-%d %H:%M"),
                turn.question,
                status,
                turn.failure if answer is None else answer.text,
                "" if answer is None else answer.calculation,
                "" if answer is None else "\n".join(answer.warnings),
                "" if answer is None else "\n".join(_sources_told(answer)),
            ),
        )
        if answer is None:
            return
        stated = [self._figure(turn, each, "") for each in answer.figures if not each.computed]
        for each in answer.differing:
            self._figure(turn, each, "另有不同 otherwise")
        self._calculations(turn, answer, [operand for operand in stated if operand])
        for number, citation in enumerate(answer.citations, start=1):
            self._source(turn, number, citation)

    def _figure(self, turn: ExportedTurn, figure: AnswerFigure, role: str) -> Operand | None:
        """One figure's row; as an operand, None where its value is no number."""
        value = _number(figure.value)
        row = self._append(
            self.figures,
            (
                turn.number,
                figure.organisation,
                figure.year,
                figure.label,
                role or "所答 stated",
                figure.value if value is None else exact(value),
                figure.unit,
                None if figure.amount_yuan is None else exact(figure.amount_yuan),
                figure.document,
                figure.page,
                figure.table,
                " › ".join(figure.row),
                " › ".join(figure.column),
                figure.quote,
                None if figure.confidence is None else Decimal(str(figure.confidence)),
                "",
            ),
        )
        self._put_link(self.figures, row, len(_FIGURE_COLUMNS), self.link(figure))
        if value is None:
            return None
        yuan = figure.amount_yuan
        return Operand(
            value=figure.value,
            unit=figure.unit,
            cell=f"{FIGURES}!{_VALUE}{row}" if is_exact(value) else "",
            yuan_cell=f"{FIGURES}!{_YUAN}{row}" if yuan is not None and is_exact(yuan) else "",
        )

    def _calculations(self, turn: ExportedTurn, answer: Answer, stated: Sequence[Operand]) -> None:
        results = [figure for figure in answer.figures if figure.computed]
        first = self._rows.get(CALCULATIONS, 1) + 1
        formulas: dict[int, str] = {}
        known: list[Operand] = []
        # A rate may be reckoned from a difference that stands after it: first what rests on
        # stated figures alone, then what rests on those results.
        for _ in range(2):
            made = []
            for place, figure in enumerate(results):
                if place in formulas or _number(figure.value) is None:
                    continue
                formula = formula_of(
                    figure.value, figure.unit, answer.calculation, stated, tuple(known)
                )
                if formula:
                    formulas[place] = formula
                    cell = f"{CALCULATIONS}!{_RESULT}{first + place}"
                    made.append(Operand(figure.value, figure.unit, cell))
            known += made
        for place, figure in enumerate(results):
            self._calculation(turn, answer, figure, formulas.get(place))

    def _calculation(
        self, turn: ExportedTurn, answer: Answer, figure: AnswerFigure, formula: str | None
    ) -> None:
        value = _number(figure.value)
        given: Value = figure.value if value is None else exact(value)
        remark = _LIVE if formula else _FIXED
        fields = (turn.number, figure.label, answer.calculation, given, figure.unit, given, remark)
        row = self._append(self.calculations, fields)
        if formula:
            cell = self.calculations[f"{_RESULT}{row}"]
            shown_as = cell.number_format
            cell.value = formula
            cell.data_type = "f"
            cell.number_format = shown_as

    def _source(self, turn: ExportedTurn, number: int, citation: Citation) -> None:
        fields = (
            turn.number,
            number,
            citation.document,
            citation.page,
            citation.section,
            citation.table,
            citation.quote,
            "",
        )
        row = self._append(self.sources, fields)
        self._put_link(self.sources, row, len(_SOURCE_COLUMNS), self.link(citation))

    def _append(self, sheet: Worksheet, fields: Sequence[Value]) -> int:
        row = self._rows[sheet.title] = self._rows.get(sheet.title, 1) + 1
        for column, value in enumerate(fields, start=1):
            _put(sheet, row, column, value)
        return row

    def _put_link(self, sheet: Worksheet, row: int, column: int, address: str) -> None:
        if not address:
            return
        cell = _put(sheet, row, column, address)
        if address.startswith(("http://", "https://")):
            cell.hyperlink = address
            cell.font = Font(color="1F5FA8", underline="single")


def exact(value: Decimal) -> Decimal | str:
    """``value`` as a number where a spreadsheet keeps all its digits, else as text."""
    return value if is_exact(value) else format(value, "f")


def is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of ``value``."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return value.is_finite() and len(digits) <= MOST_DIGITS


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    cell = sheet.cell(row, column)
    if value is None or value == "":
        return cell
    set_value(cell, value)
    if isinstance(value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # Text stays text also where somebody edits the cell.
        cell.quotePrefix = value.startswith(_TRIGGERS)
    else:
        cell.alignment = Alignment(vertical="top")
    return cell


def _sources_told(answer: Answer) -> Iterator[str]:
    for number, citation in enumerate(answer.citations, start=1):
        place = [
            CHINESE.document.format(name=citation.document),
            "" if citation.page is None else CHINESE.page.format(page=citation.page),
            citation.table or citation.section,
            citation.quote,
        ]
        yield f"[{number}] {' | '.join(part for part in place if part)}"
