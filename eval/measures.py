"""The few statistics of a report: shares with their interval, percentiles, paired tests."""

from __future__ import annotations

import math
from collections.abc import Sequence

# Two-sided 95 % of the normal distribution.
_Z = 1.959964


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile: the smallest value that ``percent`` of all do not exceed.

    0.0 where there are no values.
    """
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def share(part: int, whole: int) -> str:
    """``part`` of ``whole`` with three decimals, "–" where there is nothing to share.

    0.000 is none and 1.000 all: one of thousands is told with as many decimals as it takes.
    """
    if not whole:
        return "–"
    decimals = 3
    while 0 < part < whole and float(f"{part / whole:.{decimals}f}") in (0, 1):
        decimals += 1
    return f"{part / whole:.{decimals}f}"


def span(ends: Sequence[float]) -> str:
    """An interval of a share, as a reader sees it."""
    low, high = ends
    return f"{low:.3f}–{high:.3f}"


def interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927): (0, 1) of nothing."""
    if not whole:
        return 0.0, 1.0
    rate, z2 = part / whole, _Z * _Z
    middle = (rate + z2 / (2 * whole)) / (1 + z2 / whole)
    spread = math.sqrt(rate * (1 - rate) / whole + z2 / (4 * whole * whole))
    spread *= _Z / (1 + z2 / whole)
    return max(middle - spread, 0.0), min(middle + spread, 1.0)


def sign_test(gained: int, lost: int) -> float:
    """The exact two-sided p of a sign test over untied pairs; of right and wrong answers to the
    same questions it is the exact McNemar test.  1.0 where nothing differs."""
    pairs = gained + lost
    if not pairs:
        return 1.0
    tail = sum(math.comb(pairs, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / 2**pairs)
