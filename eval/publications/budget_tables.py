"""The tables of a budget."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from eval.publications import balances
from eval.publications.accounts import Accounts, is_staff
from eval.publications.drafting import UNSTATED, Column, Draft, Panel, Row, blank
from eval.publications.printing import BLANK, Printer
from eval.publications.style import Style
from eval.publications.subjects import (
    code_and_name,
    economic_rows,
    functional_rows,
    use_columns,
    use_values,
    with_total,
)
from eval.publications.words import vocabulary


@dataclass(frozen=True)
class Books:
    """What every table is drawn from."""

    accounts: Accounts
    style: Style
    printer: Printer
    year: int
    organisation: str
    rng: random.Random


Maker = Callable[[Books], Draft]


def overall(books: Books) -> Draft:
    """收支总表."""
    return balances.overall(books.accounts, books.printer, books.style, final=False)


def fiscal(books: Books) -> Draft:
    """财政拨款收支总表."""
    return balances.fiscal(books.accounts, books.printer, books.style, final=False)


def income(books: Books) -> Draft:
    """收入总表: the income of every subject by source."""
    style, money = books.style, books.printer.money
    funds = ("general", "fund", "capital")
    names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")

    def values(items):
        by_fund = [sum(i.fiscal for i in items if i.fund == fund) for fund in funds]
        own = sum(item.own for item in items)
        fiscal = sum(by_fund)
        figures = [fiscal + own, *([fiscal] if style.deep_headers else []), *by_fund, own]
        return tuple(map(money, figures))

    if style.deep_headers:
        sources = Column("财政拨款收入", (Column("小计"), *map(Column, names)))
        columns: tuple[Column, ...] = (
            Column("收入预算", (Column("合计"), sources, Column("事业收入"))),
        )
    else:
        columns = (Column("合计"), *(Column(f"{name}拨款") for name in names), Column("事业收入"))
    rows = functional_rows(books.accounts.items, values, style)
    return Draft("收入总表", (Panel((*code_and_name(style), *columns), rows),))


def spending(books: Books) -> Draft:
    """支出总表: what every subject is spent on."""
    rows = functional_rows(
        books.accounts.items, use_values(books.printer, books.style), books.style
    )
    columns = (*code_and_name(books.style), *use_columns(books.style))
    return Draft("支出总表", (Panel(columns, rows),))


def general_spending(books: Books) -> Draft:
    """一般公共预算支出表, with last year's figures and the change in deep headers."""
    style, printer = books.style, books.printer
    items = books.accounts.of("general")
    uses = use_values(printer, style, fiscal=True)
    if not style.deep_headers:
        columns = (*code_and_name(style), *use_columns(style))
        rows = functional_rows(items, uses, style)
        return Draft("一般公共预算支出表", (Panel(columns, rows),))

    def values(group):
        before = sum(item.last_year for item in group)
        now = sum(item.fiscal for item in group)
        change = now - before
        return (
            printer.money(before),
            *uses(group),
            printer.money(change),
            printer.percent(change, before, sign=style.panels == 2),
        )

    columns = (
        *code_and_name(style),
        Column(f"{books.year - 1}年执行数"),
        Column(f"{books.year}年{style.amount_word}", use_columns(style)),
        Column(
            f"{books.year}年比{books.year - 1}年增减",
            (Column("增减额"), Column("增减%", unit="%")),
        ),
    )
    return Draft("一般公共预算支出表", (Panel(columns, functional_rows(items, values, style)),))


def basic_spending(books: Books) -> Draft:
    """一般公共预算基本支出表 by economic subject."""
    style, money = books.style, books.printer.money
    amounts = books.accounts.economic

    def values(codes):
        staff = sum(amounts[code] for code in codes if is_staff(code))
        running = sum(amounts[code] for code in codes if not is_staff(code))
        return money(staff + running), money(staff or None), money(running or None)

    rows = with_total(economic_rows(amounts, values, style), values(list(amounts)), style)
    amount = (Column(style.total_word), Column("人员经费"), Column("公用经费"))
    if style.deep_headers:
        amount = (Column(f"{books.year}年基本支出", amount),)
    columns = (*code_and_name(style, "支出经济分类科目", 2), *amount)
    return Draft("一般公共预算基本支出表", (Panel(columns, rows),))


def fund_spending(books: Books) -> Draft:
    """政府性基金预算支出表, empty with a note where there is none."""
    return _fund(books, "fund", "政府性基金预算支出表")


def capital_spending(books: Books) -> Draft:
    """国有资本经营预算支出表, empty with a note where there is none."""
    return _fund(books, "capital", "国有资本经营预算支出表")


def _fund(books: Books, fund: str, title: str) -> Draft:
    style = books.style
    items = books.accounts.of(fund)
    columns = (*code_and_name(style), *use_columns(style))
    if not items:
        note = f"注：{books.organisation}{books.year}年没有此项支出，故本表为空。"
        return Draft(title, (Panel(columns, _empty_rows(columns, style)),), (note,))
    rows = functional_rows(items, use_values(books.printer, style, fiscal=True), style)
    return Draft(title, (Panel(columns, rows),))


def _empty_rows(columns, style: Style) -> tuple[Row, ...]:
    leaves = [leaf for column in columns for leaf in column.leaves]
    figures = sum(leaf.kind == "figure" for leaf in leaves)
    total = style.total_word
    return (Row(total, (total,), blank(figures), is_total=True),)


def three_public(books: Books) -> Draft:
    """“三公”经费预算表, down the page or across it."""
    style, money = books.style, books.printer.money
    three = books.accounts.planned
    amounts = (
        three.total,
        three.abroad,
        three.vehicles,
        three.buying,
        three.driving,
        three.reception,
    )
    if style.vertical_three_public:
        vehicles = "二、公务用车购置及运行维护费"
        names = (
            ("合计", ("合计",)),
            ("一、因公出国（境）费", ("一、因公出国（境）费",)),
            (vehicles, (vehicles,)),
            ("（一）公务用车购置费", (vehicles, "（一）公务用车购置费")),
            ("（二）公务用车运行维护费", (vehicles, "（二）公务用车运行维护费")),
            ("三、公务接待费", ("三、公务接待费",)),
        )
        rows = tuple(
            Row(name, path, (money(amount),), is_total=name == "合计")
            for (name, path), amount in zip(names, amounts, strict=True)
        )
        columns = (Column("项目", kind="name"), Column(style.amount_word))
        return Draft("“三公”经费预算表", (Panel(columns, rows),))
    columns = (
        Column("单位名称", kind="name"),
        Column(
            "“三公”经费预算数",
            (
                Column("合计"),
                Column("因公出国（境）费"),
                Column(
                    "公务用车购置及运行费",
                    (Column("小计"), Column("公务用车购置费"), Column("公务用车运行费")),
                ),
                Column("公务接待费"),
            ),
        ),
    )
    name = books.organisation
    row = Row(name, (name,), tuple(map(money, amounts)))
    return Draft("“三公”经费预算表", (Panel(columns, (row,)),))


def projects(books: Books) -> Draft:
    """项目支出表: every project by name."""
    money, style = books.printer.money, books.style
    entries = books.accounts.projects
    rows = [Row(name, (name,), (money(amount), money(amount))) for name, amount in entries]
    total = money(sum(amount for _, amount in entries))
    columns = (
        Column("项目名称", kind="name"),
        Column(style.total_word),
        Column("一般公共预算"),
    )
    return Draft("项目支出表", (Panel(columns, with_total(rows, (total, total), style)),))


def procurement(books: Books) -> Draft:
    """政府采购预算表: what is bought, how much of it, for how much."""
    rng, printer, style = books.rng, books.printer, books.style
    goods = rng.sample(vocabulary()["goods"], rng.randint(1, 4))
    most = 10 ** max(1, style.scale - 2)
    amounts = [rng.randint(1, most) for _ in goods]
    columns = (
        Column("采购项目名称", kind="name"),
        Column("采购数量", unit=UNSTATED),
        Column("采购预算金额"),
    )
    rows = [
        Row(name, (name,), (printer.count(rng.randint(1, 400)), printer.money(amount)))
        for name, amount in zip(goods, amounts, strict=True)
    ]
    rows = with_total(rows, (BLANK, printer.money(sum(amounts))), style)
    return Draft("政府采购预算表", (Panel(columns, rows),))
