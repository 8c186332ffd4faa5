"""Tables with income beside expenditure: the overall balance and that of fiscal appropriation."""

from __future__ import annotations

from collections.abc import Sequence

from eval.publications.accounts import Accounts, Item, summed
from eval.publications.drafting import Column, Draft, Panel, Row
from eval.publications.printing import PrintedFigure, Printer
from eval.publications.style import Style
from eval.publications.words import subject

_NUMERALS = "一二三四五六七八九十"
_FUNDS = (
    ("general", "一般公共预算"),
    ("fund", "政府性基金预算"),
    ("capital", "国有资本经营预算"),
)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else "") + (_NUMERALS[ones - 1] if ones else "")


def _rows(entries: Sequence[tuple[str, tuple[PrintedFigure, ...]]]) -> list[Row]:
    rows = []
    for number, (text, values) in enumerate(entries, start=1):
        name = f"{_numeral(number)}、{text}"
        rows.append(Row(name, (name,), values))
    return rows


def _plain(name: str, values: tuple[PrintedFigure, ...]) -> Row:
    return Row(name, (name,), values, is_total=True)


def overall(accounts: Accounts, printer: Printer, style: Style, final: bool) -> Draft:
    """收支总表: all income beside all expenditure by functional subject."""
    word = "决算数" if final else style.amount_word
    money = printer.money
    sources = [(f"{name}财政拨款收入", accounts.fiscal(fund)) for fund, name in _FUNDS]
    sources += [("事业收入", accounts.own), ("其他收入", 0)]
    income = _rows([(name, (money(amount),)) for name, amount in sources])
    spending = _rows(_by_subject(accounts.items, printer, funds=False))
    income += _closing("收入", accounts, lambda amount: (money(amount),), "上年结转")
    spending += _closing("支出", accounts, lambda amount: (money(amount),), "结转下年")
    if final:
        income, spending = _numbered_lines(income, spending)
    return Draft(
        "收入支出决算总表" if final else "收支总表",
        (
            Panel((_side("收入", (Column(word),), final),), tuple(income)),
            Panel((_side("支出", (Column(word),), final),), tuple(spending)),
        ),
    )


def fiscal(accounts: Accounts, printer: Printer, style: Style, final: bool) -> Draft:
    """财政拨款收支总表: fiscal income by fund beside expenditure by subject and fund."""
    word = "决算数" if final else style.amount_word
    money = printer.money
    income = _rows([(f"{name}财政拨款", (money(accounts.fiscal(fund)),)) for fund, name in _FUNDS])
    spending = _rows(_by_subject(accounts.items, printer, funds=True))
    totals = [sum(item.fiscal for item in accounts.items)]
    totals += [accounts.fiscal(fund) for fund, _ in _FUNDS]
    label = style.total_word
    income.append(_plain(f"收入{label}", (money(totals[0]),)))
    spending.append(_plain(f"支出{label}", tuple(map(money, totals))))
    if final:
        income, spending = _numbered_lines(income, spending)
    columns = (Column(label), *(Column(f"{name}财政拨款") for _, name in _FUNDS))
    return Draft(
        "财政拨款收入支出决算总表" if final else "财政拨款收支总表",
        (
            Panel((_side("收入", (Column(word),), final),), tuple(income)),
            Panel((_side("支出", columns, final),), tuple(spending)),
        ),
    )


def _side(name: str, columns: tuple[Column, ...], lines: bool) -> Column:
    numbers = (Column("行次", kind="index"),) if lines else ()
    return Column(name, (Column("项目", kind="name"), *numbers, *columns))


def _by_subject(items: Sequence[Item], printer: Printer, funds: bool):
    entries = []
    for code, group in summed(items, 3).items():
        if funds:
            amounts = [sum(i.fiscal for i in group)]
            amounts += [sum(i.fiscal for i in group if i.fund == fund) for fund, _ in _FUNDS]
        else:
            amounts = [sum(i.total for i in group)]
        entries.append((subject(code), tuple(map(printer.money, amounts))))
    return entries


def _closing(side: str, accounts: Accounts, values, carried: str) -> list[Row]:
    """The total of the year, what is carried over, and the grand total."""
    rows = []
    if accounts.carried:
        rows.append(_plain(f"本年{side}合计", values(accounts.total)))
        rows.append(_plain(carried, values(accounts.carried)))
    rows.append(_plain(f"{side}总计", values(accounts.total + accounts.carried)))
    return rows


def _numbered_lines(*sides: list[Row]) -> list[list[Row]]:
    """The rows of each side with the number of their line, counted on from side to side."""
    height = max(map(len, sides))
    numbered = []
    for place, rows in enumerate(sides):
        tail = sum(1 for row in rows if row.is_total)
        gap = height - len(rows)
        with_numbers = []
        for index, row in enumerate(rows):
            line = index + (gap if index >= len(rows) - tail else 0) + 1 + place * height
            with_numbers.append(
                Row(row.name, row.path, (str(line), *row.values), is_total=row.is_total)
            )
        numbered.append(with_numbers)
    return numbered
