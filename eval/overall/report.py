"""The report over everything as a page with charts that stands alone."""

from __future__ import annotations

from collections.abc import Iterator

from eval.charts import Series, bars, page, table
from eval.overall.docs_page import markdown_table
from eval.overall.tables import COLD_SYSTEMS, TABLES, Parts, title_of, titles
from eval.report_html import outcome_chart, outcome_terms

_TITLES = {
    "accuracy": "How many answers are right, and how many wrong",
    "lookups": "Single figures only",
    "kinds": "The product by kind of question",
    "speed": "Warm answers",
    "cold": "First answer of a process that is just started",
    "retrieval": "Passages found for questions in words",
    "calibration": "What the signs of an answer are worth",
    "exact-match": "IM-TQA: the right cells, exactly",
    "headers": "IM-TQA: header cells",
    "runs": "What was measured when",
}


def to_markdown(parts: Parts) -> str:
    """The same tables as Markdown."""
    found = [(title, *TABLES[name](parts)) for name, title in _TITLES.items()]
    told = [f"## {title}\n\n{markdown_table(head, rows)}\n" for title, head, rows in found if rows]
    return "\n".join(["# budget-qa measured\n", *told])


def to_html(parts: Parts) -> str:
    """The whole page."""
    return page("budget-qa measured", _parts(parts))


def _parts(parts: Parts) -> Iterator[str]:
    yield outcome_terms()
    for name, title in _TITLES.items():
        head, rows = TABLES[name](parts)
        if not rows:
            continue
        yield f"<h2>{title}</h2>"
        yield from _charts(name, parts)
        yield table(head, rows)


def _charts(name: str, parts: Parts) -> Iterator[str]:
    if name == "accuracy":
        for key, title in titles(parts).items():
            groups = {title_of(s): s["counts"] for s in parts[key]["systems"]}
            yield outcome_chart(f"Outcomes: {title}", groups)
    elif name == "speed":
        for key, title in titles(parts).items():
            systems = parts[key]["systems"]
            values = [
                Series(f"p{p}", [1000 * s["latency"][f"p{p}"] for s in systems]) for p in (50, 95)
            ]
            names = [title_of(s) for s in systems]
            yield bars(f"Time of a warm answer: {title}", names, values, x_title="milliseconds")
    elif name == "cold":
        told = parts["cold_start"]["median_s"]
        names = [COLD_SYSTEMS[key] for key in told]
        values = [Series("seconds", list(told.values()))]
        yield bars("Time to a cold answer", names, values, x_title="seconds")
    elif name == "exact-match":
        part = parts["im_tqa"]
        groups = list(part["chinese"]["exact_match"])
        values = [
            Series(lang, [part[lang]["exact_match"][group]["share"] for group in groups])
            for lang in ("chinese", "english")
        ]
        axis = "share of questions, 0 to 1"
        shown = "{:.3f}".format
        yield bars("Exact match", groups, values, shown=shown, most=1.0, x_title=axis)
