"""What the tables of a publication say, in the terms questions are asked in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corpus.amounts import to_yuan
from corpus.document import CellState
from corpus.text import name_of
from eval.publications.model import Publication, TrueFigure

SPENDING = ("支出总表", "支出决算表")
GENERAL = ("一般公共预算支出表", "一般公共预算财政拨款支出决算表")
BASIC = ("一般公共预算基本支出表", "一般公共预算财政拨款基本支出决算明细表")
FUND = ("政府性基金预算支出表", "政府性基金预算财政拨款收入支出决算表")
CAPITAL = ("国有资本经营预算支出表", "国有资本经营预算财政拨款支出决算表")
OVERALL = ("收支总表", "收入支出决算总表")
FISCAL = ("财政拨款收支总表", "财政拨款收入支出决算总表")
THREE_PUBLIC = ("“三公”经费预算表", "财政拨款“三公”经费支出决算表")
PROCUREMENT = ("政府采购预算表",)
PERFORMANCE = ("项目支出绩效目标表",)

USES = ("基本支出", "项目支出", "人员经费", "公用经费")
_TOTALS = ("合计", "总计", "小计", "本年支出合计")
_HEAD = re.compile(r"^(?:附?表\d+[：:]?\s*|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_UNIT = re.compile(r"（(?:万?元)）$")


@dataclass(frozen=True)
class Fact:
    """One cell: its table by bare title, the subject it is of and the use it states.

    ``use`` is "total", one of :data:`USES`, or the column as printed; in tables of the three
    public expenses ``name`` is the expense and ``use`` 预算数 or 决算数.  ``parents`` are the
    subjects above.
    """

    table: str
    name: str
    parents: tuple[str, ...]
    use: str
    code: str
    state: CellState
    text: str
    value: Decimal | None
    unit: str

    @property
    def yuan(self) -> Decimal | None:
        """The exact amount in yuan, None for what is no amount."""
        if self.value is None or self.unit not in ("元", "万元"):
            return None
        return to_yuan(self.value, self.unit)

    @property
    def is_total(self) -> bool:
        """Whether it stands in the row of a total."""
        return not self.parents and self.name in _TOTALS


def facts_of(publication: Publication) -> tuple[Fact, ...]:
    """Every cell that may hold a figure, blanks included."""
    return tuple(_fact(figure) for figure in publication.figures)


def bare_table(title: str) -> str:
    """A table's title without number and year."""
    return re.sub(r"20\d\d年度?", "", _HEAD.sub("", title))


def _fact(figure: TrueFigure) -> Fact:
    table = bare_table(figure.table)
    heads = [_UNIT.sub("", head) for head in figure.column_path]
    names = [name_of(name) for name in figure.row_path]
    if table in THREE_PUBLIC:
        name, use = _expense(names, heads)
        parents: tuple[str, ...] = ()
    else:
        name, parents = names[-1] if names else "", tuple(names[:-1])
        use = _use(heads)
    return Fact(
        table, name, parents, use, figure.code, figure.state, figure.text, figure.value, figure.unit
    )


def _use(heads: list[str]) -> str:
    last = heads[-1] if heads else ""
    if last in _TOTALS:
        return "基本支出" if "基本支出" in heads[:-1] else "total"
    return last


def _expense(names: list[str], heads: list[str]) -> tuple[str, str]:
    side = "决算数" if "决算数" in heads else "预算数"
    if len(heads) == 1 and names:
        return names[-1], side
    name = heads[-1]
    return (heads[-2] if name == "小计" else name), side


def spending_tables(facts: Iterable[Fact]) -> list[Fact]:
    """The facts of tables that state what is spent on which subject."""
    tables = (*SPENDING, *GENERAL, *BASIC, *FUND, *CAPITAL)
    return [fact for fact in facts if fact.table in tables]


def rows_named(facts: Iterable[Fact], name: str, use: str) -> list[Fact]:
    """All cells that the name of a subject and a use may mean, wherever they stand."""
    found = []
    for fact in facts:
        if fact.name != name:
            continue
        plain = fact.table in (*OVERALL, *THREE_PUBLIC) or fact.use == "决算数"
        if fact.use == use or use == "total" and plain:
            found.append(fact)
    return found


def one_amount(facts: Iterable[Fact]) -> Fact | None:
    """The first of facts that all state one amount of more than zero, None if they differ."""
    found = list(facts)
    amounts = {fact.yuan for fact in found}
    if len(amounts) != 1 or not next(iter(amounts)):
        return None
    return found[0]
