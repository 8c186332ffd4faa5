"""A stored run as a page that stands alone: charts, tables, and every failure to open."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from eval.charts import Series, bars, page, table
from eval.measures import share
from eval.scoring import Outcome

OUTCOME_COLOURS = {
    Outcome.RIGHT: "#3a8f6f",
    Outcome.OFFPAGE: "#a9c7b8",
    Outcome.UNCITED: "#c9d3a5",
    Outcome.PARTIAL: "#b5c9dc",
    Outcome.DECLINED: "#d8b34a",
    Outcome.WRONG: "#b8391f",
}


def to_html(form: dict) -> str:
    """The stored form of a run (:meth:`eval.reports.Report.to_json`) as a whole page."""
    asked = form["question_set"]
    parts = [setting_list(form), outcome_chart("All questions", {"all": form["counts"]})]
    for name in ("kind", "language", "document"):
        groups = form[f"by_{name}"]
        parts.append(f"<h2>By {name}</h2>")
        parts.append(outcome_chart(f"Outcomes by {name}", groups))
        parts.append(outcome_table(name, groups))
    parts += [*_retrieval(form["retrieval"]), *_calibration(form["calibration"])]
    parts.append("<h2>Failures</h2>")
    parts += [_failure(failure) for failure in form["failures"]] or ["<p>None.</p>"]
    return page(f"{asked['name']}: {headline(form)}", parts)


def headline(form: dict) -> str:
    """The run in one line."""
    counts, total = form["counts"], form["question_set"]["questions"]
    right, wrong = (share(counts.get(name, 0), total) for name in ("right", "wrong"))
    return f"right {right}, wrong {wrong} of {total}"


def setting_list(form: dict) -> str:
    """What the run depended on, as a list of terms."""
    settings, latency = form["settings"], form["latency"]
    warm = " (loaded before)" if settings["warm"] else ""
    told = {
        "date": form["date"],
        "system": f"{form['system']} {form['version']}".strip(),
        "commit": form["commit"] or "unknown",
        "question set": f"{form['question_set']['name']}, {form['question_set']['sha256'][:12]}",
        "library": ", ".join(document["name"] for document in form["documents"]) or "empty",
        "embedding model": (settings["embedding_model"] or "none") + warm,
        "language model": settings["language_model"] or "off",
        "time an answer": f"p50 {1000 * latency['p50']:.1f} ms, p95 {1000 * latency['p95']:.1f} ms",
        **{name: str(value) for name, value in form["machine"].items()},
    }
    items = (f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in told.items())
    return f"<dl>{''.join(items)}</dl>"


def outcome_chart(title: str, groups: dict[str, dict[str, int]]) -> str:
    """One bar a group, cut into its outcomes."""
    present = [o for o in OUTCOME_COLOURS if any(counts.get(o) for counts in groups.values())]
    series = [
        Series(str(o), [counts.get(o, 0) for counts in groups.values()], OUTCOME_COLOURS[o])
        for o in present
    ]
    return bars(title, list(groups), series, stacked=True)


def outcome_table(name: str, groups: dict[str, dict[str, int]]) -> str:
    """The same in numbers."""
    outcomes = list(OUTCOME_COLOURS)
    rows = (
        [key, *(counts.get(o, 0) for o in outcomes), sum(counts.values())]
        for key, counts in groups.items()
    )
    return table([name, *outcomes, "all"], rows)


def _retrieval(found: dict | None) -> Iterable[str]:
    if not found or not found["questions"]:
        return
    recall = found["recall"]
    yield "<h2>Passages found for questions in words</h2>"
    labels = [f"in the first {depth}" for depth in recall]
    title = f"Share of {found['questions']} questions whose passage is found"
    yield bars(title, labels, [Series("recall", list(recall.values()))], shown="{:.3f}".format)
    yield f"<p>Mean reciprocal rank {found['mean_reciprocal_rank']:.3f}.</p>"


def _calibration(signs: list[dict]) -> Iterable[str]:
    if not signs:
        return
    yield "<h2>What the signs of an answer are worth</h2>"
    yield bars(
        "Share of answers right, by what the answer shows",
        [each["sign"] for each in signs],
        [Series("right", [each["right"] / each["answered"] for each in signs])],
        shown="{:.3f}".format,
    )
    rows = (
        [each["sign"], each["answered"], each["right"], each["wrong"], "{}–{}".format(*ends)]
        for each in signs
        for ends in [each["right_interval"]]
    )
    yield table(["sign", "answered", "right", "wrong", "95 % interval of right"], rows)


def _failure(form: dict) -> str:
    head = f"{form['id']}: {form['outcome']}"
    if "question" not in form:
        return f"<p><span class=outcome>{escape(head)}</span> ({escape(form['kind'])})</p>"
    asked = " → ".join([*form["history"], form["question"]])
    expected, got = form["expected"], form["got"] or {}
    rows = [
        ["why", form["reason"]],
        ["expected", _told(expected)],
        ["got", _told(got) or "an error"],
    ]
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return (
        f'<details><summary><span class="outcome">{escape(head)}</span> {escape(asked)}</summary>'
        f"<dl>{items}</dl></details>"
    )


def _told(form: dict) -> str:
    found = []
    for name, value in form.items():
        if name == "citations":
            value = [f"{c['document']} p. {c['page']}" for c in value]
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        if value:
            found.append(f"{name}: {value}")
    return "; ".join(found)
