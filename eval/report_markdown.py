"""A stored run as Markdown, for a reader or a pull request."""

from __future__ import annotations

import json

from assistant.exports.markdown_text import inline
from eval.measures import share, span
from eval.reports import UNTRUE, count_table
from eval.scoring import OUTCOME_TERMS


def to_markdown(form: dict) -> str:
    """The stored form of a run (:meth:`eval.reports.Report.to_json`) for human readers."""
    asked, latency, counts = form["question_set"], form["latency"], form["counts"]
    total = asked["questions"]
    part = f", {total} of its {asked['of']} questions" if "of" in asked else ""
    right, wrong = (
        f"{counts.get(name, 0)} {name} ({share(counts.get(name, 0), total)}, 95 % "
        f"{span(form['intervals'][name])})"
        for name in ("right", "wrong")
    )
    lines = [
        f"# {inline(asked['name'])}: {right}, {wrong} of {total}",
        "",
        f"- date: {form['date']}",
        f"- system: {form['system']} {form['version']}, commit {form['commit'] or 'unknown'}",
        f"- question set: {inline(asked['name'])}, sha256 {asked['sha256'][:12]}{part}",
        f"- library: {', '.join(inline(d['name']) for d in form['documents']) or 'empty'}",
        f"- embedding model: {inline(form['settings']['embedding_model'] or 'none')}"
        f"{' (loaded before)' if form['settings']['warm'] else ''}; "
        f"language model: {inline(form['settings']['language_model'] or 'off')}",
        f"- seconds an answer: p50 {latency['p50']:.3f}, p95 {latency['p95']:.3f}, "
        f"longest {latency['max']:.3f}",
        *(f"- {name.replace('_', ' ')}: {inline(str(v))}" for name, v in form["machine"].items()),
        "",
        *(f"- *{outcome}*: {told}" for outcome, told in OUTCOME_TERMS.items()),
    ]
    for name in ("kind", "language", "document"):
        lines += ["", f"## By {name}", "", *count_table(name, form[f"by_{name}"])]
    lines += _retrieval(form["retrieval"])
    lines += ["", "## What the signs of an answer are worth", ""]
    lines += ["| sign | answered | right | wrong |", "|---|---:|---:|---:|"]
    for each in form["calibration"]:
        part = f"{share(each['right'], each['answered'])} ({span(each['right_interval'])})"
        lines.append(f"| {each['sign']} | {each['answered']} | {part} | {each['wrong']} |")
    if form.get("untrue"):
        lines += ["", f"## {UNTRUE.capitalize()}", ""]
        lines += [f"- {inline('; '.join([e['id'], *e.get('causes', ())]))}" for e in form["untrue"]]
    lines += ["", "## Failures", ""]
    if not form["failures"]:
        lines.append("None.")
    for failure in form["failures"]:
        lines += _failure(failure)
    return "\n".join(lines) + "\n"


def _retrieval(found: dict | None) -> list[str]:
    if not found or not found["questions"]:
        return []
    head = " | ".join(f"in the first {depth}" for depth in found["recall"])
    cells = " | ".join(f"{value:.3f}" for value in found["recall"].values())
    return [
        "",
        "## Passages found for questions in words",
        "",
        f"| questions | {head} | mean reciprocal rank |",
        "|---:|" + "---:|" * (len(found["recall"]) + 1),
        f"| {found['questions']} | {cells} | {found['mean_reciprocal_rank']:.3f} |",
    ]


def _failure(form: dict) -> list[str]:
    lines = [f"### {inline(form['id'])}: {form['outcome']}", ""]
    if "question" not in form:
        return [*lines, f"- kind: {form['kind']}", ""]
    asked = [inline(text) for text in (*form["history"], form["question"])]
    lines += [
        f"- question: {' → '.join(asked)}",
        f"- why: {inline(form['reason'])}",
        f"- expected: {_fields(form['expected'])}",
    ]
    if form["got"] is not None:
        lines.append(f"- got: {_fields(form['got'])}")
    return [*lines, ""]


def _fields(form: dict) -> str:
    return "; ".join(
        f"{key}: {inline(json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value)}"
        for key, value in form.items()
        if value
    )
