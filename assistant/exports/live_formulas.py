"""Computed values of answers as spreadsheet formulas over the cells that hold their operands.

The calculation of an answer (:attr:`assistant.answer.Answer.calculation`) says how each value was
reckoned, in a few fixed forms: sums, differences, quotients and shares.  It becomes a formula
only where every term is known to be one operand, and exact arithmetic over those operands, as
well as that of a spreadsheet (binary, 15 digits), gives the very value of the answer.  Anything
else has no formula: the caller writes the value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from corpus.amounts import is_money, to_yuan

_PRECISION = 60
# What a spreadsheet computes with.
_SHEET_DIGITS = 15
_LONGEST_FORMULA = 8000
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)([^\s\d+−÷×=；][^\s+−÷×=；]*)?")
_OPERATORS = re.compile(r" ([+−÷×]) ")
_HUNDRED = "100%"


@dataclass(frozen=True)
class Operand:
    """A figure that a calculation may use: as printed, and the cells with its numbers.

    ``yuan_cell`` holds its amount in yuan; a cell is "" where it holds no exact number.
    """

    value: str
    unit: str
    cell: str
    yuan_cell: str = ""


@dataclass(frozen=True)
class _Step:
    """One line of a calculation: terms joined by one operator, ``times`` 100 for a percentage."""

    terms: tuple[str, ...]
    operator: str
    times: int
    value: Decimal
    unit: str


def formula_of(
    value: str,
    unit: str,
    calculation: str,
    stated: Sequence[Operand],
    computed: Sequence[Operand] = (),
) -> str | None:
    """The formula (with its ``=``) of a computed value, None where it is not certain.

    ``value`` and ``unit`` are the answer's; ``stated`` the figures the answer rests on,
    ``computed`` the values reckoned before this one, which a further step may use.
    """
    steps = [step for text in re.split(r"[；\n]", calculation) if (step := _step(text))]
    wanted = Decimal(value)
    fitting = [step for step in steps if abs(step.value) == abs(wanted) and step.unit in ("", unit)]
    if len(fitting) != 1:
        return None
    operands = _operands(fitting[0], stated, computed)
    return None if operands is None else _formula(fitting[0], operands, wanted, unit)


def _step(text: str) -> _Step | None:
    left, equals, right = text.strip().rpartition(" = ")
    result = _AMOUNT.fullmatch(right.strip())
    parts = _OPERATORS.split(left.strip())
    if not equals or result is None or len(parts) < 3:
        return None
    terms, operators = parts[::2], parts[1::2]
    times = 1
    if operators[-1] == "×" and terms[-1] == _HUNDRED:
        terms, operators, times = terms[:-1], operators[:-1], 100
    if len(set(operators)) != 1 or operators[0] == "×":
        return None
    operator = operators[0]
    if (operator != "+" and len(terms) != 2) or (times == 100 and operator != "÷"):
        return None
    return _Step(tuple(terms), operator, times, Decimal(result[1]), result[2] or "")


def _operands(
    step: _Step, stated: Sequence[Operand], computed: Sequence[Operand]
) -> list[Operand] | None:
    """The operand each term is, in order; None where one is unknown."""
    free = list(stated)
    found = []
    for term in step.terms:
        same = [each for each in free if f"{each.value}{each.unit}" == term]
        if same:
            free.remove(same[0])
        else:
            # A step before this one: its value stands there without sign, and in answers kept by
            # an earlier version without unit.
            same = [each for each in computed if term in (each.value, f"{each.value}{each.unit}")]
        if not same:
            return None
        found.append(same[0])
    return found


def _formula(step: _Step, operands: list[Operand], wanted: Decimal, unit: str) -> str | None:
    units = {operand.unit for operand in operands}
    divides = step.operator == "÷"
    if len(units) == 1 and (divides or units == {unit}):
        values = [Decimal(operand.value) for operand in operands]
        cells = [operand.cell for operand in operands]
        scale = Decimal(1)
    elif all(map(is_money, units)) and (divides or is_money(unit)):
        values = [to_yuan(Decimal(operand.value), operand.unit) for operand in operands]
        cells = [_in_yuan(operand) for operand in operands]
        scale = Decimal(1) if divides else to_yuan(Decimal(1), unit)
    else:
        return None
    places = max(0, -wanted.as_tuple().exponent)
    if not all(cells) or not _gives(step, values, scale, wanted, places):
        return None
    sign = {"+": "+", "−": "-", "÷": "/"}[step.operator]
    expression = sign.join(cells)
    if step.times != 1:
        expression += f"*{step.times}"
    if scale != 1:
        expression = f"({expression})/{scale:f}"
    formula = f"ROUND({expression},{places})"
    if _exact(step, values, scale, places) != wanted:
        # The answer states a size, the calculation the signed difference.
        formula = f"ABS({formula})"
    return f"={formula}" if len(formula) < _LONGEST_FORMULA else None


def _in_yuan(operand: Operand) -> str:
    if operand.yuan_cell or not operand.cell:
        return operand.yuan_cell
    factor = to_yuan(Decimal(1), operand.unit)
    return operand.cell if factor == 1 else f"({operand.cell}*{factor:f})"


def _gives(
    step: _Step, values: list[Decimal], scale: Decimal, wanted: Decimal, places: int
) -> bool:
    """Whether the formula gives the value of the answer, exactly and in a spreadsheet."""
    if step.operator == "÷" and not values[1]:
        return False
    exact = _exact(step, values, scale, places)
    if abs(exact) != abs(wanted) or exact != step.value:
        return False
    # Sums and differences are exact as they stand: rounding must not be what makes them right.
    if step.operator != "÷" and _result(step, values) != exact * scale:
        return False
    sheet = _rounded(Decimal(format(_in_binary(step, values, scale), f".{_SHEET_DIGITS}g")), places)
    return sheet == exact and len(exact.as_tuple().digits) <= _SHEET_DIGITS


def _exact(step: _Step, values: list[Decimal], scale: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return _rounded(_result(step, values) / scale, places)


def _result(step: _Step, values: list[Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        if step.operator == "+":
            return sum(values, Decimal(0))
        if step.operator == "−":
            return values[0] - values[1]
        return values[0] / values[1] * step.times


def _in_binary(step: _Step, values: list[Decimal], scale: Decimal) -> float:
    """What a spreadsheet computes, before it rounds."""
    numbers = [float(value) for value in values]
    if step.operator == "+":
        result = sum(numbers)
    elif step.operator == "−":
        result = numbers[0] - numbers[1]
    else:
        result = numbers[0] / numbers[1] * step.times
    return result / float(scale)


def _rounded(value: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
