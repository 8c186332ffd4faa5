"""The growth of a library as a chart: one SVG file that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.charts import Series, lines

# Short enough to stand side by side.  A figure of a publication asked about before or not yet;
# a question without an organisation; which organisation has most, asked first and asked again;
# adding one document, and the first question after that.
_SERIES = (
    ("known", ("by_name", "known")),
    ("new", ("by_name", "new")),
    ("no name", ("unnamed", "new")),
    ("ranking", ("ranking", "new")),
    ("again", ("ranking", "known")),
    ("adding", ("adding_one",)),
    ("then first", ("first_after_change",)),
)


def chart(result: dict) -> str:
    """An SVG of the 95th percentile of processor time (ms) against the number of documents."""
    title = f"Processor time by size of the library ({result['date'][:10]})"
    return chart_of(title, result["sizes"], _SERIES)


def chart_of(title: str, sizes: dict, named: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The same of the ``named`` measurements, each with the keys that lead to it."""
    series = []
    for name, path in named:
        points = []
        for size, measured in sizes.items():
            for key in path:
                measured = measured.get(key, {})
            if measured:
                points.append((int(size), measured["cpu_ms"]["p95"]))
        if points:
            series.append(Series(name, points))
    drawn = lines(
        title,
        series,
        x_title="documents",
        y_title="ms, 95th percentile",
        log_x=True,
        log_y=True,
    )
    return re.search(r"<svg.*?</svg>", drawn, re.DOTALL)[0]
