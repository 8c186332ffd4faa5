"""The tables of a final account: 公开01 to 公开09."""

from __future__ import annotations

from eval.publications import balances
from eval.publications.accounts import ThreePublic
from eval.publications.budget_tables import Books
from eval.publications.drafting import Column, Draft, Panel, Row, blank
from eval.publications.subjects import (
    code_and_name,
    economic_rows,
    functional_rows,
    use_columns,
    use_values,
)


def overall(books: Books) -> Draft:
    """公开01: 收入支出决算总表."""
    return balances.overall(books.accounts, books.printer, books.style, final=True)


def fiscal(books: Books) -> Draft:
    """公开04: 财政拨款收入支出决算总表."""
    return balances.fiscal(books.accounts, books.printer, books.style, final=True)


def income(books: Books) -> Draft:
    """公开02: 收入决算表."""
    money = books.printer.money

    def values(items):
        fiscal = sum(item.fiscal for item in items)
        own = sum(item.own for item in items)
        return tuple(map(money, (fiscal + own, fiscal, 0, own, 0, 0, 0)))

    names = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入")
    names += ("附属单位上缴收入", "其他收入")
    columns = (*code_and_name(books.style), *map(Column, names))
    rows = functional_rows(books.accounts.items, values, books.style)
    return Draft("收入决算表", (Panel(columns, rows),))


def spending(books: Books) -> Draft:
    """公开03: 支出决算表."""
    money = books.printer.money

    def values(items):
        basic = sum(item.basic for item in items)
        project = sum(item.project for item in items)
        return tuple(map(money, (basic + project, basic, project, 0, 0, 0)))

    names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出")
    names += ("对附属单位补助支出",)
    columns = (*code_and_name(books.style), *map(Column, names))
    rows = functional_rows(books.accounts.items, values, books.style)
    return Draft("支出决算表", (Panel(columns, rows),))


def general_spending(books: Books) -> Draft:
    """公开05: 一般公共预算财政拨款支出决算表."""
    style = books.style
    columns = (*code_and_name(style), Column("本年支出", use_columns(style)))
    values = use_values(books.printer, style, fiscal=True)
    rows = functional_rows(books.accounts.of("general"), values, style)
    return Draft("一般公共预算财政拨款支出决算表", (Panel(columns, rows),))


def basic_spending(books: Books) -> Draft:
    """公开06: basic expenditure by economic subject, two or three groups of code, name and
    amount side by side, their totals in the last row."""
    style, money = books.style, books.printer.money
    amounts = books.accounts.economic
    groups = [("301", "303"), ("302",), ("310",)]
    if style.panels == 2:
        groups = [("301", "303"), ("302", "310")]
    panels = []
    labels = ("人员经费合计", "公用经费合计", "资本性支出合计")
    for starts, label in zip(groups, labels, strict=False):
        chosen = {code: amount for code, amount in amounts.items() if code.startswith(starts)}

        def values(codes):
            return (money(sum(amounts[code] for code in codes)),)

        rows = [] if style.code_layout == "none" else list(economic_rows(chosen, values, style))
        if not rows:
            rows = [Row(*_nameless(code, amounts, money)) for code in chosen]
        rows.append(Row(label, (label,), values(list(chosen)), is_total=True))
        panels.append(Panel(_group_columns(style), tuple(rows)))
    return Draft("一般公共预算财政拨款基本支出决算明细表", tuple(panels))


def _nameless(code, amounts, money):
    from eval.publications.words import subject

    return subject(code), (subject(code),), (money(amounts[code]),)


def _group_columns(style) -> tuple[Column, ...]:
    codes = () if style.code_layout == "none" else (Column("科目编码", kind="code"),)
    return (*codes, Column("科目名称", kind="name"), Column("决算数"))


def fund_spending(books: Books) -> Draft:
    """公开07: income and expenditure of government funds."""
    style, money = books.style, books.printer.money
    items = books.accounts.of("fund")
    columns = (
        *code_and_name(style),
        Column("年初结转和结余"),
        Column("本年收入"),
        Column("本年支出", (Column("小计"), Column("基本支出"), Column("项目支出"))),
        Column("年末结转和结余"),
    )
    title = "政府性基金预算财政拨款收入支出决算表"
    if not items:
        note = f"说明：{books.organisation}没有政府性基金收入，也没有政府性基金支出，故本表无数据。"
        row = Row(style.total_word, (style.total_word,), blank(6), is_total=True)
        return Draft(title, (Panel(columns, (row,)),), (note,))

    def values(group):
        total = sum(item.total for item in group)
        return tuple(map(money, (0, total, total, 0, total, 0)))

    return Draft(title, (Panel(columns, functional_rows(items, values, style)),))


def capital_spending(books: Books) -> Draft:
    """公开08: expenditure of the state capital budget."""
    style = books.style
    items = books.accounts.of("capital")
    columns = (
        *code_and_name(style),
        Column("本年支出", (Column("合计"), Column("基本支出"), Column("项目支出"))),
    )
    title = "国有资本经营预算财政拨款支出决算表"
    if not items:
        note = f"注：{books.organisation}没有使用国有资本经营预算安排的支出，本表为空表。"
        row = Row(style.total_word, (style.total_word,), blank(3), is_total=True)
        return Draft(title, (Panel(columns, (row,)),), (note,))

    def values(group):
        total = sum(item.total for item in group)
        return tuple(map(books.printer.money, (total, 0, total)))

    return Draft(title, (Panel(columns, functional_rows(items, values, style)),))


def three_public(books: Books) -> Draft:
    """公开09: three public expenses, budget beside final account, without any row names."""
    money = books.printer.money

    def side(name: str) -> Column:
        vehicles = Column(
            "公务用车购置及运行维护费",
            (Column("小计"), Column("公务用车购置费"), Column("公务用车运行维护费")),
        )
        return Column(
            name, (Column("合计"), Column("因公出国（境）费"), vehicles, Column("公务接待费"))
        )

    def figures(three: ThreePublic):
        amounts = (three.total, three.abroad, three.vehicles, three.buying, three.driving)
        return map(money, (*amounts, three.reception))

    values = (*figures(books.accounts.planned), *figures(books.accounts.spent))
    columns = (side("预算数"), side("决算数"))
    return Draft("财政拨款“三公”经费支出决算表", (Panel(columns, (Row("", (), values),)),))
