"""A stored run as a page that stands alone: charts, tables, and every failure to open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from eval.charts import Series, bars, page, table
from eval.measures import share, span
from eval.reports import UNTRUE
from eval.scoring import OUTCOME_TERMS, Outcome

_SHARE = "share of answers, 0 to 1"

# Told apart also without red and green: at least 20 apart (CIE76) as Machado, Oliveira &
# Fernandes (2009) simulate that.
OUTCOME_COLOURS = {
    Outcome.RIGHT: "#35a07a",
    Outcome.OFFPAGE: "#8fc6e0",
    Outcome.UNCITED: "#17406b",
    Outcome.PARTIAL: "#b58ac4",
    Outcome.DECLINED: "#e3b53c",
    Outcome.WRONG: "#9c1c14",
}


def to_html(form: dict) -> str:
    """The stored form of a run (:meth:`eval.reports.Report.to_json`) as a whole page."""
    asked = form["question_set"]
    parts = [
        setting_list(form),
        outcome_chart("All questions", {"all": form["counts"]}),
        _shares(form),
        outcome_terms(),
    ]
    for name in ("kind", "language", "document"):
        groups = form[f"by_{name}"]
        parts.append(f"<h2>By {name}</h2>")
        parts.append(outcome_chart(f"Outcomes by {name}", groups))
        parts.append(outcome_table(name, groups))
    parts += [*_retrieval(form["retrieval"]), *_calibration(form["calibration"])]
    parts += _untrue(form.get("untrue", ()))
    parts.append("<h2>Failures</h2>")
    parts += [_failure(failure) for failure in form["failures"]] or ["<p>None.</p>"]
    return page(f"{asked['name']}: {headline(form)}", parts)


def headline(form: dict) -> str:
    """The run in one line."""
    counts, total = form["counts"], form["question_set"]["questions"]
    right, wrong = (
        f"{counts.get(name, 0)} {name} ({share(counts.get(name, 0), total)})"
        for name in ("right", "wrong")
    )
    return f"{right}, {wrong} of {total}"


def asked_part(form: dict) -> str:
    """How much of the question set was asked, "" for all of it."""
    asked = form["question_set"]
    return f", {asked['questions']} of its {asked['of']} questions" if "of" in asked else ""


def outcome_terms() -> str:
    """What the outcomes mean, for who was handed nothing but the page."""
    items = "".join(f"<dt>{o}</dt><dd>{escape(told)}</dd>" for o, told in OUTCOME_TERMS.items())
    return f"<details><summary>What the outcomes mean</summary><dl>{items}</dl></details>"


def _shares(form: dict) -> str:
    counts, total = form["counts"], form["question_set"]["questions"]
    rows = (
        [name, counts.get(name, 0), share(counts.get(name, 0), total), span(ends)]
        for name, ends in form["intervals"].items()
    )
    return table(["outcome", "answers", f"share of {total}", "95 % interval (Wilson)"], rows)


def _untrue(found: Sequence[dict]) -> Iterable[str]:
    if not found:
        return
    yield f"<h2>{UNTRUE.capitalize()}</h2>"
    yield table(["question", "what"], ([e["id"], "; ".join(e.get("causes", ()))] for e in found))


def setting_list(form: dict) -> str:
    """What the run depended on, as a list of terms."""
    settings, latency = form["settings"], form["latency"]
    warm = " (loaded before)" if settings["warm"] else ""
    told = {
        "date": form["date"],
        "system": f"{form['system']} {form['version']}".strip(),
        "commit": form["commit"] or "unknown",
        "question set": f"{form['question_set']['name']}, SHA-256 "
        f"{form['question_set']['sha256'][:12]}{asked_part(form)}",
        "library": ", ".join(document["name"] for document in form["documents"]) or "empty",
        "embedding model": (settings["embedding_model"] or "none") + warm,
        "language model": settings["language_model"] or "off",
        "time an answer": f"p50 {1000 * latency['p50']:.1f} ms, p95 {1000 * latency['p95']:.1f} ms",
        **{name.replace("_", " "): str(value) for name, value in form["machine"].items()},
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
    return bars(title, list(groups), series, stacked=True, x_title="questions")


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
    told = [Series("recall", list(recall.values()))]
    axis = "share of questions, 0 to 1"
    yield bars(title, labels, told, shown="{:.3f}".format, most=1.0, x_title=axis)
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
        most=1.0,
        x_title=_SHARE,
    )
    rows = (
        [e["sign"], e["answered"], e["right"], e["wrong"], span(e["right_interval"])] for e in signs
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
