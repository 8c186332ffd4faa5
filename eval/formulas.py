"""Whether the calculation that an answer prints comes out as it says."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, localcontext

from corpus.amounts import canonical_unit, to_yuan, unit_pattern

_TERM = rf"\s*(-?\d+(?:\.\d+)?)\s*({unit_pattern()})?\s*"
_OPERATOR = "[-+−÷]"
_EQUATION = re.compile(
    rf"{_TERM}(?P<rest>(?:{_OPERATOR}{_TERM})+)(?P<percent>×\s*100\s*%\s*)?=(?P<result>{_TERM})"
)
_NEXT = re.compile(rf"({_OPERATOR}){_TERM}")


def unsound(calculation: str) -> list[str]:
    """The equations of a calculation whose two sides differ at the printed precision; what is
    written otherwise than as a sum, a difference, a quotient or a percentage is passed over."""
    return [
        part.strip() for part in re.split("[;；\n]", calculation) if not _holds(part, calculation)
    ]


def _holds(equation: str, whole: str) -> bool:
    match = _EQUATION.fullmatch(equation)
    if match is None:
        return True
    terms = [("+", match[1], match[2] or "")]
    terms += [(m[1], m[2], m[3] or "") for m in _NEXT.finditer(match["rest"])]
    result = re.fullmatch(_TERM, match["result"])
    # A number without a unit is in one of those beside it: 16.10 ÷ 7.00万元.
    units = [unit for _, _, unit in terms if unit] or [""]
    fills = units if any(not unit for _, _, unit in terms) else units[:1]
    scale = Decimal(100) if match["percent"] else Decimal(1)
    return any(_equal(terms, fill, scale, result[1], result[2] or "") for fill in fills)


def _equal(terms, fill: str, scale: Decimal, result: str, unit: str) -> bool:
    with localcontext() as context:
        context.prec = 60
        try:
            total = Decimal(0)
            for operator, number, own in terms:
                value = _sized(number, own or fill)
                if operator == "÷":
                    total /= value
                else:
                    total += value if operator == "+" else -value
            due = total * scale / (_sized("1", unit) if unit else Decimal(1))
            stated = Decimal(result)
            quantum = Decimal(1).scaleb(stated.as_tuple().exponent)
            return due.quantize(quantum, rounding=ROUND_HALF_UP) == stated
        except (DivisionByZero, InvalidOperation):
            return False


def _sized(number: str, unit: str) -> Decimal:
    """A number in yuan where it is money, else as it stands."""
    yuan = to_yuan(Decimal(number), canonical_unit(unit))
    return Decimal(number) if yuan is None else yuan
