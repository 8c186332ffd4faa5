"""What a run of a question set came to: counts, latency and every failure, kept on file."""

from __future__ import annotations

import json
import math
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eval.question_sets import QuestionSet
from eval.running import Result
from eval.scoring import Outcome

_NO_DOCUMENT = "(no document)"


@dataclass(frozen=True)
class Report:
    """The results of one run with what they depend on.

    ``commit`` is the commit of the product, "" where it does not run from a repository;
    ``documents`` are the documents the library held.
    """

    date: datetime
    commit: str
    question_set: QuestionSet
    documents: tuple[str, ...]
    results: tuple[Result, ...]

    @property
    def failures(self) -> tuple[Result, ...]:
        """Every result that is not right, the worst outcome first, else in the set's order."""
        order = list(Outcome)
        failed = [result for result in self.results if result.score.outcome != Outcome.RIGHT]
        return tuple(sorted(failed, key=lambda result: order.index(result.score.outcome)))

    def counts(self) -> Counter[Outcome]:
        """How many questions ended in each outcome."""
        return Counter(result.score.outcome for result in self.results)

    def counts_by(self, keys: Callable[[Result], Iterable[str]]) -> dict[str, Counter[Outcome]]:
        """The counts of each group; a result counts in every group that ``keys`` names."""
        groups: dict[str, Counter[Outcome]] = {}
        for result in self.results:
            for key in keys(result):
                groups.setdefault(key, Counter())[result.score.outcome] += 1
        return groups

    def latency(self) -> dict[str, float]:
        """Seconds an answer took: the 50th and 95th percentile and the longest."""
        seconds = [result.seconds for result in self.results]
        return {
            "p50": percentile(seconds, 50),
            "p95": percentile(seconds, 95),
            "max": max(seconds, default=0.0),
        }

    def headline(self) -> str:
        """The run in one line, for people and for ``tail -n 1``."""
        counts, total = self.counts(), len(self.results)
        right, wrong = counts[Outcome.RIGHT], counts[Outcome.WRONG]
        return f"right {share(right, total)} wrong {share(wrong, total)} of {total}"

    def to_json(self) -> dict:
        """The report as a JSON-ready dictionary, with the outcome of every question by id."""
        return {
            "date": self.date.isoformat(timespec="seconds"),
            "commit": self.commit,
            "question_set": {
                "name": self.question_set.name,
                "sha256": self.question_set.sha256,
                "questions": len(self.results),
            },
            "documents": list(self.documents),
            "counts": _counter_form(self.counts()),
            "latency": {name: round(value, 4) for name, value in self.latency().items()},
            **{
                f"by_{name}": {
                    key: _counter_form(counts) for key, counts in self.counts_by(keys).items()
                }
                for name, keys in _GROUPINGS.items()
            },
            "outcomes": {result.question.id: result.score.outcome for result in self.results},
            "failures": [_failure_form(result) for result in self.failures],
        }

    def to_markdown(self) -> str:
        """The report for human readers."""
        latency = self.latency()
        lines = [
            f"# {self.question_set.name}: {self.headline()}",
            "",
            f"- date: {self.date.isoformat(timespec='seconds')}",
            f"- commit: {self.commit or 'unknown'}",
            f"- question set: {self.question_set.name}, sha256 {self.question_set.sha256[:12]}",
            f"- library: {', '.join(self.documents) or 'empty'}",
            f"- seconds an answer: p50 {latency['p50']:.3f}, p95 {latency['p95']:.3f}, "
            f"longest {latency['max']:.3f}",
        ]
        for name, keys in _GROUPINGS.items():
            lines += ["", f"## By {name}", "", *_count_table(name, self.counts_by(keys))]
        lines += ["", "## Failures", ""]
        if not self.failures:
            lines.append("None.")
        for result in self.failures:
            lines += _failure_lines(result)
        return "\n".join(lines) + "\n"

    def summary(self) -> str:
        """Counts by kind and the headline, for the terminal."""
        latency = self.latency()
        return "\n".join(
            [
                *_count_table("kind", self.counts_by(_GROUPINGS["kind"])),
                f"p50 {latency['p50']:.3f} s, p95 {latency['p95']:.3f} s",
                self.headline(),
            ]
        )

    def save(self, folder: Path) -> Path:
        """Write ``NAME.md`` and ``NAME.json`` into ``folder``; the path of the Markdown file.

        NAME tells date, commit and question set, so that runs lie side by side.
        """
        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join(
            [
                f"{self.date:%Y%m%dT%H%M%S}",
                self.commit[:7] or "unknown",
                Path(self.question_set.name).stem,
            ]
        )
        form = json.dumps(self.to_json(), ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(form + "\n", "utf-8")
        markdown = folder / f"{name}.md"
        markdown.write_text(self.to_markdown(), "utf-8")
        return markdown


_GROUPINGS: dict[str, Callable[[Result], Iterable[str]]] = {
    "kind": lambda result: [result.question.kind],
    "language": lambda result: [result.question.language],
    "document": lambda result: result.question.expect.documents or [_NO_DOCUMENT],
}


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile: the smallest value that ``percent`` of all do not exceed.

    0.0 where there are no values.
    """
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def share(part: int, whole: int) -> str:
    """``part`` of ``whole`` with three decimals, "–" where there is nothing to share."""
    return f"{part / whole:.3f}" if whole else "–"


def commit_of(folder: Path) -> str:
    """The commit checked out in ``folder``, with ``-dirty`` after it where files differ.

    "" where ``folder`` is in no repository or there is no git.
    """
    command = ["git", "-C", str(folder), "describe", "--always", "--abbrev=40", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _counter_form(counts: Counter[Outcome]) -> dict[str, int]:
    return {outcome: counts[outcome] for outcome in reversed(Outcome) if counts[outcome]}


def _count_table(name: str, groups: dict[str, Counter[Outcome]]) -> list[str]:
    outcomes = list(reversed(Outcome))
    lines = [
        f"| {name} | {' | '.join(outcomes)} | all |",
        "|---|" + "---:|" * (len(outcomes) + 1),
    ]
    for key, counts in groups.items():
        cells = [str(counts[outcome] or "") for outcome in outcomes]
        lines.append(f"| {key} | {' | '.join(cells)} | {counts.total()} |")
    return lines


def _failure_form(result: Result) -> dict:
    expect, answer = result.question.expect, result.answer
    return {
        "id": result.question.id,
        "kind": result.question.kind,
        "history": list(result.question.history),
        "question": result.question.question,
        "outcome": result.score.outcome,
        "reason": result.score.reason,
        "expected": {
            "status": expect.status,
            "figures": [str(figure) for figure in expect.figures],
            "text": list(expect.text),
            "documents": list(expect.documents),
            "pages": list(expect.pages),
        },
        "got": None
        if answer is None
        else {
            "status": answer.status,
            "figures": [f"{figure.value} {figure.unit}".strip() for figure in answer.figures],
            "text": answer.text,
            "citations": [
                {"document": citation.document, "page": citation.page}
                for citation in answer.citations
            ],
        },
    }


def _failure_lines(result: Result) -> list[str]:
    form = _failure_form(result)
    lines = [
        f"### {form['id']}: {form['outcome']}",
        "",
        f"- question: {' → '.join([*form['history'], form['question']])}",
        f"- why: {form['reason']}",
        f"- expected: {_one_line(form['expected'])}",
    ]
    if form["got"] is not None:
        lines.append(f"- got: {_one_line(form['got'])}")
    return [*lines, ""]


def _one_line(form: dict) -> str:
    return "; ".join(
        f"{key}: {json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value}"
        for key, value in form.items()
        if value
    ).replace("\n", " ⏎ ")
