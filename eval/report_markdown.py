"""A stored run as Markdown, for a reader or a pull request."""

from __future__ import annotations

import json

from eval.measures import share
from eval.reports import cell, count_table


def to_markdown(form: dict) -> str:
    """The stored form of a run (:meth:`eval.reports.Report.to_json`) for human readers."""
    asked, latency, counts = form["question_set"], form["latency"], form["counts"]
    total = asked["questions"]
    right, wrong = (share(counts.get(name, 0), total) for name in ("right", "wrong"))
    lines = [
        f"# {cell(asked['name'])}: right {right} wrong {wrong} of {total}",
        "",
        f"- date: {form['date']}",
        f"- system: {form['system']} {form['version']}, commit {form['commit'] or 'unknown'}",
        f"- question set: {cell(asked['name'])}, sha256 {asked['sha256'][:12]}",
        f"- library: {', '.join(cell(d['name']) for d in form['documents']) or 'empty'}",
        f"- embedding model: {form['settings']['embedding_model'] or 'none'}"
        f"{' (loaded before)' if form['settings']['warm'] else ''}; "
        f"language model: {form['settings']['language_model'] or 'off'}",
        f"- seconds an answer: p50 {latency['p50']:.3f}, p95 {latency['p95']:.3f}, "
        f"longest {latency['max']:.3f}",
    ]
    for name in ("kind", "language", "document"):
        lines += ["", f"## By {name}", "", *count_table(name, form[f"by_{name}"])]
    lines += _retrieval(form["retrieval"])
    lines += ["", "## What the signs of an answer are worth", ""]
    lines += ["| sign | answered | right | wrong |", "|---|---:|---:|---:|"]
    for each in form["calibration"]:
        low, high = each["right_interval"]
        part = f"{share(each['right'], each['answered'])} ({low:.2f}–{high:.2f})"
        lines.append(f"| {each['sign']} | {each['answered']} | {part} | {each['wrong']} |")
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
    lines = [f"### {cell(form['id'])}: {form['outcome']}", ""]
    if "question" not in form:
        return [*lines, f"- kind: {form['kind']}", ""]
    asked = [_line(text) for text in (*form["history"], form["question"])]
    lines += [
        f"- question: {' → '.join(asked)}",
        f"- why: {_line(form['reason'])}",
        f"- expected: {_fields(form['expected'])}",
    ]
    if form["got"] is not None:
        lines.append(f"- got: {_fields(form['got'])}")
    return [*lines, ""]


def _fields(form: dict) -> str:
    return "; ".join(
        f"{key}: {json.dumps(value, ensure_ascii=False) if isinstance(value, list) else _line(value)}"
        for key, value in form.items()
        if value
    )


def _line(text: str) -> str:
    return text.replace("\n", " ⏎ ")
