"""The words of a publication: sentences that state the figures of its tables."""

from __future__ import annotations

from decimal import Decimal

from corpus.document import CellState
from eval.publications.budget_tables import Books
from eval.publications.model import Part, PrintedHeading, PrintedText, TrueStatement
from eval.publications.words import subject

_REASON = "工作任务有变化"


def duties(books: Books) -> list[Part]:
    """What the organisation is there for."""
    name = books.organisation
    return [
        PrintedHeading("一、主要职能", 3),
        PrintedText(
            f"{name}承担本地区相关事务的规划、组织和监督工作，负责把年度任务分解到各科室，"
            "并就完成情况向社会公开。"
        ),
        PrintedHeading("二、机构设置", 3),
        PrintedText(f"{name}内设{3 + len(name) % 5}个科室，没有其他列入本文件范围的单位。"),
    ]


def explained(books: Books, final: bool) -> list[Part]:
    """The year's figures in sentences, as the tables print them."""
    accounts = books.accounts
    word = "决算" if final else "预算"
    total = _money(books, accounts.total)
    parts: list[Part] = [
        PrintedHeading(f"一、{books.year}年收支{word}总体情况", 3),
        PrintedText(
            f"{books.organisation}{books.year}年本年收入{word}{total}，本年支出{word}{total}，收支平衡。",
            (
                _states(books, "本年收入", accounts.total),
                _states(books, "本年支出", accounts.total),
            ),
        ),
        PrintedHeading("二、支出的主要用途", 3),
    ]
    for item in accounts.items[:4]:
        now, before = item.total, item.last_year
        name = subject(item.code)
        sentence = f"{name}（{item.code}）安排{_money(books, now)}"
        stated = [_states(books, name, now, item.code)]
        if before and now != before:
            change = "增加" if now > before else "减少"
            size = abs(now - before)
            sentence += f"，比上年{change}{_money(books, size)}，主要是{_REASON}"
            kind = "increase" if now > before else "decrease"
            stated.append(_states(books, name, size, item.code, kind, _REASON))
        parts.append(PrintedText(sentence + "。", tuple(stated)))
    three = accounts.spent if final else accounts.planned
    parts += [
        PrintedHeading("三、“三公”经费情况", 3),
        PrintedText(
            f"{books.year}年“三公”经费{word}{_money(books, three.total)}，其中：因公出国（境）费"
            f"{_money(books, three.abroad)}，公务用车购置及运行费{_money(books, three.vehicles)}，"
            f"公务接待费{_money(books, three.reception)}。",
            (
                _states(books, "“三公”经费", three.total),
                _states(books, "因公出国（境）费", three.abroad),
                _states(books, "公务用车购置及运行费", three.vehicles),
                _states(books, "公务接待费", three.reception),
            ),
        ),
    ]
    return parts


def terms() -> list[Part]:
    """What the words of the tables mean."""
    return [
        PrintedText("基本支出：单位维持日常运转、完成日常任务所花的钱，分人员经费和公用经费。"),
        PrintedText("项目支出：单位为做成特定的事，在基本支出之外花的钱。"),
    ]


def _states(
    books: Books, name: str, quanta: int, code: str = "", kind: str = "amount", reason: str = ""
) -> TrueStatement:
    value = books.printer.money(quanta).value
    return TrueStatement(
        name, code, kind, Decimal(0) if value is None else value, books.printer.unit, reason
    )


def _money(books: Books, quanta: int) -> str:
    printed = books.printer.money(quanta)
    if printed.state is CellState.NUMBER:
        return printed.text + books.printer.unit
    return f"0{books.printer.unit}"
