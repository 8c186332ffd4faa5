"""How an amount reads in other units of money: exact, in the units people think in."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation, localcontext

from corpus.amounts import from_yuan

# (unit, how many yuan it takes before a reading in that unit is easier than the smaller one)
_CHINESE_UNITS = (("元", 0), ("万元", 10**4), ("亿元", 10**8))
_ENGLISH_UNITS = ((" billion", 9), (" million", 6))
# An amount is followed by its unit, an operand of a formula by an operator or the end.
_AMOUNT = re.compile(
    r"(?<![\d.,A-Za-z])(?:\d{4,}(?:\.\d+)?(?=\s?(?:万元|亿元|元))"
    r"|\d{5,}(?:\.\d+)?(?=\s?[−+×÷=]))"
)


def grouped(value: str | Decimal) -> str:
    """A number with thousands separators, every printed digit kept: ``3175.50`` → ``3,175.50``.

    What is not a plain number is returned as it is.
    """
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError):
        return str(value)
    if not number.is_finite():
        return str(value)
    return format(number, ",f")


def with_grouped_amounts(text: str) -> str:
    """A text or formula with thousands separators in its amounts, not in its years and codes.

    >>> with_grouped_amounts("2025年 189767551元 ÷ 2 = 94883775.5元，编码 2060404")
    '2025年 189,767,551元 ÷ 2 = 94,883,775.5元，编码 2060404'
    """
    return _AMOUNT.sub(lambda number: grouped(number[0]), text)


def readings(amount_yuan: Decimal | None, unit: str, language: str = "zh") -> tuple[str, ...]:
    """The same amount in the other units worth reading it in, exactly; () for what is not money.

    Chinese readers get 元, from 1 万元 also 万元 and from 1 亿元 also 亿元, without the ``unit``
    that is printed; English readers get the yuan and the millions or billions.

    >>> readings(Decimal("31755000"), "万元")
    ('31,755,000 元',)
    """
    if amount_yuan is None:
        return ()
    if language == "en":
        return _english(amount_yuan)
    return tuple(
        f"{grouped(from_yuan(amount_yuan, other))} {other}"
        for other, least in _CHINESE_UNITS
        if other != unit and abs(amount_yuan) >= least
    )


def _english(amount: Decimal) -> tuple[str, ...]:
    texts = [f"RMB {grouped(from_yuan(amount, '元'))}"]
    with localcontext() as context:
        context.prec = 60
        for name, exponent in _ENGLISH_UNITS:
            if abs(amount) >= Decimal(10) ** exponent:
                scaled = amount.scaleb(-exponent).normalize() + Decimal(0)
                texts.append(f"RMB {grouped(scaled)}{name}")
                break
    return tuple(texts)
