"""What speaks against a figure beyond its words: stage, year, unit, side and fund.

The costs join those of :mod:`assistant.finding.matching`; the cheapest figure wins.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from assistant.finding.matching import Match
from assistant.understanding.question import Question
from assistant.understanding.wordlists import question_words
from corpus.amounts import is_money
from corpus.patterns import Pattern
from corpus.text import name_of, normalise
from index.records import StoredFigure

# A variant with an everyday word replaced must fit clearly no worse than the words as asked.
REPLACED = 0.05
# A subject of expenditure is meant as expenditure, though the income table lists it as well.
_INCOME_TABLE = 0.2
_OTHER_SIDE = 0.6
_COMPARING_COLUMN = 2.5
_COUNTING_COLUMN = 0.8
_INSIDE_ANOTHER = 0.8
_OTHER_STAGE, _OTHER_YEAR = 2.5, 4.0
# The total of a part of the budget (国有资本经营, 项目支出) is meant only where the part is
# named or alone fits.
_TOTAL_OF_A_PART = 0.6
# Of like figures that of all funds is meant, unless the general budget is named.
_ONE_OF_THE_FUNDS = 0.12
_TOTAL_OF_A_FUND = 1.5
_MONTH = Pattern(r"20\d\d年0?(\d{1,2})月")
_ONE_FUND = ("一般公共预算", "财政拨款")


# A sentence's amount of that name alone does not say of what it is.
_STAGES_ALONE = frozenset(("年初预算", "年初预算数", "预算数", "决算数", "支出决算", "全年预算数"))
# 财政拨款结转结余 is only the part of what is carried over that the treasury paid.
_CARRIED_OF_FUND = Pattern(r"(?<!非)财政拨款(?:资金)?的?(?:结转|结余)")


def _is_carried_of_fund(figure: StoredFigure, asked: str) -> bool:
    """Whether an amount is of what the treasury pays, and not of another fund of it alone."""
    place = normalise("|".join((figure.table, *figure.row_path, *figure.column_path)))
    other = any(fund in place and fund not in asked for fund in ("政府性基金", "国有资本经营"))
    return "财政拨款" in place and not other


def leaf_of(match: Match) -> str:
    """The name of a match's row in comparison form, "" without one."""
    path = match.figure.row_path
    return normalise(name_of(path[-1])) if path else ""


def with_question_costs(
    matches: list[Match], question: Question, order: int, any_stage: bool = False
) -> list[Match]:
    """Adds what speaks against a figure beyond its words: stage, year and unit."""
    costed = []
    asked = question.text + "".join(variant.text for variant in question.variants)
    first_budget = _asks_first_budget(question)
    names_a_fund = any(fund in asked for fund in _ONE_FUND)
    for match in matches:
        figure = match.figure
        cost = match.cost + order * REPLACED
        if question.stated_year and figure.stated_year != question.stated_year:
            continue
        if first_budget and _is_executed(figure):
            continue
        if question.as_of and not _stands_at(figure, question):
            continue
        if figure.source == "sentence" and leaf_of(match) in _STAGES_ALONE:
            continue
        if _CARRIED_OF_FUND.search(question.text) and not _is_carried_of_fund(figure, asked):
            continue
        labels = (leaf_of(match), *(normalise(label) for label in figure.column_path[-1:]))
        if any(_is_the_opposite(label, asked) for label in labels):
            continue
        if question.unit and figure.unit and figure.unit != question.unit:
            if question.unit != "%" or not question.asks("change", "growth", "share"):
                continue
        elif not question.unit and figure.unit and not is_money(figure.unit):
            if any(word in question.text for word in question_words("money_words")):
                continue
            cost += 0.3
        if not figure.unit and _counts_things(figure, question.text):
            cost += _COUNTING_COLUMN
        if _states_a_comparison(figure, question.text):
            cost += _COMPARING_COLUMN
        if "收入" not in question.text and _is_income_table(figure):
            cost += _INCOME_TABLE
        if _on_other_side(figure, question.text):
            cost += _OTHER_SIDE
        if is_of_a_part(figure, asked):
            cost += _TOTAL_OF_A_PART
        elif not names_a_fund:
            cost += _of_one_fund(figure, question)
        if not any_stage and not _stage_fits(figure, question):
            cost += _OTHER_STAGE
        if _is_other_year(figure, question):
            cost += _OTHER_YEAR
        costed.append(replace(match, cost=cost))
    return sorted(costed, key=lambda m: (m.cost, m.figure.id))


def _asks_first_budget(question: Question) -> bool:
    """Whether a question asks for the budget a final account is measured against, alone."""
    text = question.text
    first = "年初预算" in text or question.stage == "budget"
    final = question.stage in ("final", "both")
    if not first or final and text.rfind("年初预算") < text.rfind("决算"):
        return False
    return not question.asks("completion", "over", "share", "change", "growth", "yesno", "list")


def _is_executed(figure: StoredFigure) -> bool:
    """Whether a final account states an amount without calling it one of the budget."""
    if "决算" not in figure.kind or figure.basis == "预算":
        return False
    own = normalise(" ".join((*figure.row_path, *figure.column_path)) + figure.basis)
    return "预算数" not in own and "年初预算" not in own


def _stands_at(figure: StoredFigure, question: Question) -> bool:
    """Whether an amount is one at the date a question names: stated so, or at a year's end carried
    over from it, or of a document of that year without being what the year began with."""
    labels = "\0".join(normalise(name_of(name)) for name in (*figure.row_path, *figure.column_path))
    if any(w in labels and w not in question.text for w in question_words("comparison", "bought")):
        return False
    month = _MONTH.search(question.text)
    if month and month[1] != "12":
        return bool(re.search(rf"(?<!\d){month[1]}月", normalise(figure.quote)))
    if figure.stated_year is not None and figure.source == "sentence":
        return figure.stated_year == question.as_of
    begun = any(word in labels for word in question_words("comparison", "brought_forward"))
    return figure.year is None or figure.year - begun == question.as_of


def longest_named(matches: list[Match], text: str) -> list[Match]:
    """The matches again, those behind whose name is said only as a part of another's name.

    Who says 基本养老保险缴费支出 does not mean the row 基本养老保险缴费.
    """
    said = {leaf for leaf in map(leaf_of, matches) if len(leaf) > 1 and leaf in text}
    inner = {
        leaf
        for leaf in said
        if any(leaf in other != leaf and leaf not in text.replace(other, "\0") for other in said)
    }
    if not inner:
        return matches
    costed = [
        replace(m, cost=m.cost + _INSIDE_ANOTHER) if leaf_of(m) in inner else m for m in matches
    ]
    return sorted(costed, key=lambda m: (m.cost, m.figure.id))


def _of_one_fund(figure: StoredFigure, question: Question) -> float:
    """What speaks against a figure of one fund where none is named: 总收入, with nothing else
    said, is not what 财政拨款收支总表 sums up."""
    if figure.is_total and not question.content.required:
        return _TOTAL_OF_A_FUND if any(fund in figure.table for fund in _ONE_FUND) else 0.0
    return _ONE_OF_THE_FUNDS if "一般公共预算" in figure.table else 0.0


def _states_a_comparison(figure: StoredFigure, asked: str) -> bool:
    """Whether a column states a change or a rate, of which the question says nothing."""
    if figure.source != "table" or not figure.column_path:
        return False
    return _unasked(figure.column_path[-1], "comparing", asked)


def _counts_things(figure: StoredFigure, asked: str) -> bool:
    """Whether a column counts things (采购数量) of which the question says nothing."""
    if figure.source != "table" or not figure.column_path:
        return False
    return _unasked(figure.column_path[-1], "counting", asked)


# The publications that a question is asked of have most of their labels in common.
@lru_cache(maxsize=20_000)
def _unasked(label: str, kind: str, asked: str) -> bool:
    """Whether a header holds words of a kind, of which the question holds none."""
    header = normalise(label)
    words = question_words("columns", kind)
    return any(w in header for w in words) and not any(w in asked for w in words)


@lru_cache(maxsize=20_000)
def _is_the_opposite(label: str, asked: str) -> bool:
    """Whether a label names income where expenditure alone is asked for, or the reverse."""
    for own, other in (("收入", "支出"), ("支出", "收入")):
        if own in label and other not in label and own not in asked and other in asked:
            return True
    return False


def _on_other_side(figure: StoredFigure, text: str) -> bool:
    """Whether a figure stands on the income side while expenditure is asked for, or the other
    way round."""
    sides = " ".join(figure.column_path[:1])
    income, expenditure = "收入" in sides, "支出" in sides
    if income == expenditure:
        return False
    asks_income, asks_expenditure = "收入" in text, "支出" in text
    return asks_income != asks_expenditure and income != asks_income


def is_of_a_part(figure: StoredFigure, asked: str) -> bool:
    """Whether a figure is of a fund, or the total of a part, that the question does not name."""
    return _is_of_a_part(figure.table, figure.column_path, figure.is_total, asked)


@lru_cache(maxsize=20_000)
def _is_of_a_part(table: str, columns: tuple[str, ...], is_total: bool, asked: str) -> bool:
    place = normalise(table + "".join(columns))
    funds = [fund for fund in question_words("funds") if fund in place]
    if funds:
        # A table or column over all funds names several.
        return len(funds) == 1 and funds[0] not in asked and "一般公共预算" not in place
    if not is_total:
        return False
    title = normalise(table)
    parts = [part for part in question_words("parts_of_the_whole") if part in title]
    return bool(parts) and not any(part in asked for part in parts)


def _is_income_table(figure: StoredFigure) -> bool:
    return "收入" in figure.table and "支出" not in figure.table


def _stage_fits(figure: StoredFigure, question: Question) -> bool:
    """Whether a figure's own stage (budget, execution, final account) is the one asked for."""
    own = normalise(" ".join(figure.column_path) + figure.basis)
    final_document = "决算" in figure.kind
    if not final_document:
        executed = "执行数" in own or "决算" in own
        return not executed or "执行" in question.text or question.stage in ("final", "both")
    budgeted = "预算数" in own or "年初预算" in own or figure.basis in ("预算", "年初预算")
    asks_budget = question.stage in ("budget", "both")
    return budgeted == asks_budget if budgeted else question.stage != "budget" or not asks_budget


def _is_other_year(figure: StoredFigure, question: Question) -> bool:
    if question.stated_year:
        return False
    if question.as_of:
        return figure.stated_year != question.as_of
    if figure.source != "sentence" or figure.stated_year is None or figure.year is None:
        return False
    if figure.stated_year == figure.year:
        return False
    # Stocks (vehicles, buildings) are stated as of the end of the year before.
    return bool(figure.basis) or is_money(figure.unit) and "截至" not in figure.quote
