"""Stated changes, rates and shares against the amounts they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from corpus.amounts import is_money, plain, to_yuan
from corpus.document import Document, Measure, Statement
from corpus.reconciliation.findings import (
    Check,
    Collector,
    Finding,
    computed_place,
    place_of_statement,
)
from corpus.reconciliation.precision import quantum_of
from corpus.reconciliation.stages import Stage
from corpus.reconciliation.words import bare

_UP = (Measure.INCREASE, Measure.GROWTH_RATE)
_DELTAS = (Measure.INCREASE, Measure.DECREASE)
_RATES = (Measure.GROWTH_RATE, Measure.DECLINE_RATE)
_Range = tuple[Decimal, Decimal]


def check_changes(document: Document, to: Collector) -> None:
    """Changes and rates against the amounts of both years, and what they are measured against."""
    stage = Stage.of(document)
    for said in by_subject(document.statements):
        for index, change in enumerate(said):
            if change.measure in (*_DELTAS, *_RATES):
                _check_change(change, said, index, stage, to)
            elif change.measure is Measure.COMPLETION_RATE:
                _check_completion(change, said, to)
    _check_base_year(document.statements, stage, to)
    _check_sides(document.statements, stage, to)


def by_subject(statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """What each paragraph says of each subject, in the order of the print."""
    groups: dict[tuple, list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.paragraph, statement.subject), []).append(statement)
    yield from groups.values()


def amount_range(statement: Statement) -> _Range:
    """The amounts in yuan that may have been rounded to what is printed."""
    value = to_yuan(statement.value, statement.unit)
    one = to_yuan(Decimal(1), statement.unit)
    half = quantum_of([statement.value]) * one / 2 if one > 1 else Decimal(0)
    return value - half, value + half


def percentage(part: _Range, whole: _Range) -> _Range:
    """The least and the greatest percentage that a part can be of a whole greater than 0."""
    with localcontext() as context:
        context.prec = 40
        ends = [100 * p / w for p in part for w in whole if w > 0]
        return min(ends), max(ends)


def fits_rate(stated: Decimal, expected: _Range) -> bool:
    """Whether a printed percentage may stand for one of a range, rounded or cut off."""
    quantum = quantum_of([stated])
    return expected[0] - quantum <= stated <= expected[1] + quantum


def as_printed(rate: Decimal, stated: Decimal) -> Decimal:
    """A computed percentage at the precision of a stated one, of two decimals at least."""
    quantum = min(quantum_of([stated]), Decimal("0.01"))
    return rate.quantize(quantum, rounding=ROUND_HALF_UP)


def rate_finding(
    check: Check, stated: Statement, expected: Decimal, amounts: Sequence[Statement], what: str
) -> Finding:
    """The finding for a percentage that its amounts do not give; ``what`` names it."""
    place = place_of_statement(stated)
    printed = as_printed(expected, stated.value)
    against = computed_place(printed, "%", place, place.row)
    difference = stated.value - printed
    of = "、".join(dict.fromkeys(f"{a.printed}{a.unit}" for a in amounts))
    names = {
        "rate": ("变动率", "change"),
        "share": ("占比", "share"),
        "done": ("完成率", "completion"),
    }
    zh, en = names[what]
    return Finding(
        check,
        f"“{place.subject}”的{zh}称为{place.amount}，由所列金额（{of}）计算为{plain(printed)}%，"
        f"相差{plain(difference)}个百分点",
        f"the {en} of “{place.subject}” is given as {place.amount}; the amounts stated ({of}) "
        f"give {plain(printed)}%, a difference of {plain(difference)} percentage points",
        place,
        against,
        difference,
        "%",
        tuple(place_of_statement(amount) for amount in amounts),
    )


def _check_change(
    change: Statement, said: list[Statement], index: int, stage: Stage, to: Collector
) -> None:
    current = _last(
        s for s in said[:index] if s.measure is Measure.AMOUNT and stage.owns_statement(s)
    )
    if current is None:
        return
    base = _base(change, said, stage)
    if change.measure in _DELTAS:
        if base is not None and is_money(change.unit):
            _check_delta(change, current, base, to)
        return
    if change.unit != "%":
        return
    if base is None:
        base = _base_from_delta(change, current, said)
        amounts = [current] + [s for s in said if s.measure in _DELTAS and is_money(s.unit)][:1]
    else:
        amounts = [current, base]
        base = amount_range(base)
    if base is not None:
        _check_rate(change, current, base, amounts, to)


def _last(statements: Iterator[Statement]) -> Statement | None:
    return next(iter(reversed(list(statements))), None)


def _base(change: Statement, said: list[Statement], stage: Stage) -> Statement | None:
    """The stated amount of the year that a change is measured against."""
    years = re.findall(r"20\d\d", change.basis)
    if not years or int(years[0]) == stage.year:
        return None
    found = [
        s
        for s in said
        if s.measure is Measure.AMOUNT and is_money(s.unit) and s.year == int(years[0])
    ]
    return found[0] if len({s.value for s in found}) == 1 else None


def _base_from_delta(change: Statement, current: Statement, said: list[Statement]) -> _Range | None:
    deltas = [
        s for s in said if s.measure in _DELTAS and is_money(s.unit) and s.basis == change.basis
    ]
    if len(deltas) != 1 or (deltas[0].measure in _UP) != (change.measure in _UP):
        return None
    low, high = amount_range(current)
    least, most = amount_range(deltas[0])
    if deltas[0].measure in _UP:
        return low - most, high - least
    return low + least, high + most


def _check_delta(change: Statement, current: Statement, base: Statement, to: Collector) -> None:
    to.done(Check.CHANGE)
    now, then, by = amount_range(current), amount_range(base), amount_range(change)
    sign = 1 if change.measure in _UP else -1
    low, high = sorted((sign * (now[0] - then[1]), sign * (now[1] - then[0])))
    if by[1] >= low and by[0] <= high:
        return
    unit = to_yuan(Decimal(1), change.unit)
    middle = sign * sum(now, -sum(then)) / 2 / unit
    place = place_of_statement(change)
    against = computed_place(middle, change.unit, place, place.row)
    difference = change.value - middle
    to.found(
        Finding(
            Check.CHANGE,
            f"“{place.subject}”的增减额称为{place.amount}，由{current.printed}{current.unit}与"
            f"{base.printed}{base.unit}计算为{against.amount}，相差{plain(difference)}{change.unit}",
            f"the change of “{place.subject}” is given as {place.amount}; "
            f"{current.printed}{current.unit} and {base.printed}{base.unit} give "
            f"{against.amount}, a difference of {plain(difference)}{change.unit}",
            place,
            against,
            difference,
            change.unit,
            (place_of_statement(current), place_of_statement(base)),
        )
    )


def _check_rate(
    change: Statement, current: Statement, base: _Range, amounts: list[Statement], to: Collector
) -> None:
    now = amount_range(current)
    if base[1] <= 0 or (len(amounts) == 2 and not amounts[1].value):
        if change.value and amounts[-1].measure is Measure.AMOUNT:
            to.done(Check.CHANGE)
            to.found(_rate_of_nothing(change, amounts))
        return
    to.done(Check.CHANGE)
    sign = 1 if change.measure in _UP else -1
    low, high = percentage(now, base)
    expected = tuple(sorted((sign * (low - 100), sign * (high - 100))))
    if not fits_rate(change.value, expected):
        to.found(rate_finding(Check.CHANGE, change, sum(expected) / 2, amounts, "rate"))


def _rate_of_nothing(change: Statement, amounts: list[Statement]) -> Finding:
    place = place_of_statement(change)
    return Finding(
        Check.CHANGE,
        f"“{place.subject}”的变动率称为{place.amount}，但比较的基数为{amounts[-1].printed}"
        f"{amounts[-1].unit}，变动率没有意义",
        f"the change of “{place.subject}” is given as {place.amount}, but the amount it is "
        f"measured against is {amounts[-1].printed}{amounts[-1].unit}: no rate can be stated",
        place,
        place_of_statement(amounts[-1]),
    )


def _check_completion(rate: Statement, said: list[Statement], to: Collector) -> None:
    """完成 … % against the budget and the final amount of the same sentence."""
    same = [
        s
        for s in said
        if s.sentence == rate.sentence and s.measure is Measure.AMOUNT and is_money(s.unit)
    ]
    planned = [s for s in same if "预算" in s.basis]
    spent = [s for s in same if "决算" in s.basis]
    if len(planned) != 1 or len(spent) != 1 or not planned[0].value:
        return
    to.done(Check.CHANGE)
    expected = percentage(amount_range(spent[0]), amount_range(planned[0]))
    if not fits_rate(rate.value, expected):
        amounts = [spent[0], planned[0]]
        to.found(rate_finding(Check.CHANGE, rate, sum(expected) / 2, amounts, "done"))


def _check_base_year(statements: Sequence[Statement], stage: Stage, to: Collector) -> None:
    """A budget is compared with another year's, not with its own."""
    if stage.executed or stage.year is None:
        return
    compared = [
        s for s in statements if s.measure in (*_DELTAS, *_RATES) and re.match(r"20\d\d年", s.basis)
    ]
    if compared:
        to.done(Check.BASE_YEAR, len(compared))
    own = [s for s in compared if s.basis.startswith(f"{stage.year}年") and "预算" in s.basis]
    if own:
        places = [place_of_statement(s) for s in own]
        to.found(
            Finding(
                Check.BASE_YEAR,
                f"{stage.year}年预算与“{own[0].basis}”自身比较（{len(own)}处）",
                f"the {stage.year} budget is compared with itself, “{own[0].basis}” "
                f"({len(own)} times)",
                places[0],
                others=tuple(places[1:]),
            )
        )


def _check_sides(statements: Sequence[Statement], stage: Stage, to: Collector) -> None:
    """Income and expenditure of one amount from one source must have changed by the same."""
    changed: dict[tuple, list[tuple[str, Statement]]] = {}
    for said in by_subject(statements):
        amounts = [s for s in said if s.measure is Measure.AMOUNT and stage.owns_statement(s)]
        deltas = [s for s in said if s.measure in _DELTAS and is_money(s.unit)]
        if len(deltas) != 1 or not amounts or not said[0].subject:
            continue
        name = bare(said[0].subject[-1])
        source = re.sub("收入|支出|预算|决算|总计|合计", "", name)
        side = "收入" if "收入" in name else "支出" if "支出" in name else ""
        if side and source:
            key = source, amounts[0].value, amounts[0].unit
            changed.setdefault(key, []).append((side, deltas[0]))
    for (source, _, _), found in changed.items():
        income = [s for side, s in found if side == "收入"]
        expenditure = [s for side, s in found if side == "支出"]
        if income and expenditure:
            to.done(Check.CHANGE)
            first, second = income[0], expenditure[0]
            if first.unit == second.unit and _signed(first) != _signed(second):
                to.found(_sides_finding(source, first, second))


def _signed(change: Statement) -> Decimal:
    return change.value if change.measure in _UP else -change.value


def _sides_finding(source: str, income: Statement, expenditure: Statement) -> Finding:
    stated, against = place_of_statement(income), place_of_statement(expenditure)
    difference = _signed(income) - _signed(expenditure)
    off = f"{plain(difference)}{income.unit}"
    return Finding(
        Check.CHANGE,
        f"{source}收入与支出金额相同，增减额却不同：收入{stated.amount}（比{income.basis}），"
        f"支出{against.amount}（比{expenditure.basis}），相差{off}",
        f"income and expenditure of {source} are equal but changed differently: "
        f"{stated.amount} (against {income.basis}) and {against.amount} (against "
        f"{expenditure.basis}), a difference of {off}",
        stated,
        against,
        difference,
        income.unit,
    )
