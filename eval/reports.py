"""What a run of a question set came to: counts, latency and every failure, kept on file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.exports.markdown_text import inline
from eval.calibration import Reliability, reliability
from eval.measures import interval, percentile, share, span
from eval.question_sets import Question, QuestionSet
from eval.retrieval import Retrieval
from eval.running import Result
from eval.scoring import Outcome
from eval.setting import Setting

# Raised whenever a stored run of before could not be compared with one of now.
FORMAT = 2
UNTRUE = "answers that are not as the places they name have it"
_NO_DOCUMENT = "(no document)"
_DIGEST = 16


@dataclass(frozen=True)
class Report:
    """The results of one run with what they depend on; ``retrieval`` is None where no search
    was measured."""

    date: datetime
    setting: Setting
    question_set: QuestionSet
    results: tuple[Result, ...]
    retrieval: Retrieval | None = None

    @property
    def failures(self) -> tuple[Result, ...]:
        """Every result that is not right, the worst outcome first, else in the set's order."""
        order = list(Outcome)
        failed = [result for result in self.results if result.score.outcome != Outcome.RIGHT]
        return tuple(sorted(failed, key=lambda result: order.index(result.score.outcome)))

    def counts(self) -> Counter[Outcome]:
        """How many questions ended in each outcome."""
        return Counter(result.score.outcome for result in self.results)

    def counts_by(self, grouping: str) -> dict[str, Counter[Outcome]]:
        """The counts of each group of a grouping (:data:`GROUPINGS`); a result counts in every
        group it belongs to."""
        groups: dict[str, Counter[Outcome]] = {}
        for result in self.results:
            for key in GROUPINGS[grouping](result):
                groups.setdefault(key, Counter())[result.score.outcome] += 1
        return groups

    def intervals(self) -> dict[str, list[float]]:
        """The 95 % interval of the share that is right, and of the share that is wrong."""
        counts, total = self.counts(), len(self.results)
        return {
            str(outcome): [round(end, 6) for end in interval(counts[outcome], total)]
            for outcome in (Outcome.RIGHT, Outcome.WRONG)
        }

    def latency(self) -> dict[str, float]:
        """Seconds an answer took: the 50th and 95th percentile and the longest, and, where it
        was measured, the same percentiles of processor time."""
        seconds = [result.seconds for result in self.results]
        told = {
            "p50": percentile(seconds, 50),
            "p95": percentile(seconds, 95),
            "max": max(seconds, default=0.0),
        }
        cpu = [r.cpu_seconds for r in self.results if r.cpu_seconds is not None]
        if cpu:
            told |= {"cpu_p50": percentile(cpu, 50), "cpu_p95": percentile(cpu, 95)}
        return told

    def reliability(self) -> tuple[Reliability, ...]:
        """How often answers that show a sign of doubt, or of none, are right."""
        return reliability(self.results)

    def headline(self) -> str:
        """The run in one line, for people and for ``tail -n 1``."""
        counts, total = self.counts(), len(self.results)
        right, wrong = counts[Outcome.RIGHT], counts[Outcome.WRONG]
        return f"right {share(right, total)} wrong {share(wrong, total)} of {total}"

    def to_json(self, words: bool = True) -> dict:
        """The run as a JSON-ready dictionary, with the outcome of every question by id.

        Without ``words`` it holds nothing of what was asked, said or published: a run over
        documents that must not be passed on can be stored all the same.
        """
        total = len(self.results)
        return {
            "format": FORMAT,
            "date": self.date.isoformat(timespec="seconds"),
            **self.setting.to_json(),
            "question_set": {
                "name": self.question_set.name,
                "sha256": self.question_set.sha256,
                "questions": total,
                **({"of": self.question_set.whole} if self.question_set.whole else {}),
            },
            "counts": counter_form(self.counts()),
            "intervals": self.intervals(),
            "latency": {name: round(value, 4) for name, value in self.latency().items()},
            **{
                f"by_{name}": {
                    key: counter_form(counts) for key, counts in self.counts_by(name).items()
                }
                for name in GROUPINGS
            },
            "retrieval": self.retrieval.to_json() if self.retrieval else None,
            "calibration": [each.to_json() for each in self.reliability()],
            "answers": {result.question.id: _answer_form(result) for result in self.results},
            "failures": [failure_form(result, words) for result in self.failures],
            "untrue": [
                {"id": result.question.id, **({"causes": list(result.untrue)} if words else {})}
                for result in self.results
                if result.untrue
            ],
        }

    def summary(self) -> str:
        """Counts by kind, with their intervals, and the headline, for the terminal."""
        latency, counts = self.latency(), self.counts()
        found = []
        if self.retrieval and self.retrieval.ranks:
            at = ", ".join(f"@{k} {self.retrieval.recall(k):.2f}" for k in (1, 5, 10))
            found = [f"passage found {at} of {len(self.retrieval.ranks)}"]
        return "\n".join(
            [
                *count_table("kind", self.counts_by("kind")),
                *found,
                *(
                    f"{name}: {counts[Outcome(name)]} of {len(self.results)}, 95 % {span(ends)}"
                    for name, ends in self.intervals().items()
                ),
                *self._told_untrue(),
                f"p50 {latency['p50']:.3f} s, p95 {latency['p95']:.3f} s",
                self.headline(),
            ]
        )

    def _told_untrue(self) -> list[str]:
        untrue = [result for result in self.results if result.untrue]
        if not untrue:
            return []
        head = f"{UNTRUE}: {len(untrue)} of {len(self.results)}"
        return [head, *(f"  {r.question.id}: {line('; '.join(r.untrue))}" for r in untrue)]

    def save(self, folder: Path, words: bool = True) -> Path:
        """Write ``NAME.json``, ``NAME.md`` and ``NAME.html`` into ``folder``; the path of the
        Markdown file.  ``words`` as in :meth:`to_json`.

        NAME tells date, commit and question set, so that runs lie side by side.
        """
        from eval.report_html import to_html
        from eval.report_markdown import to_markdown

        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join(
            [
                f"{self.date:%Y%m%dT%H%M%S}",
                self.setting.commit[:7] or "unknown",
                Path(self.question_set.name).stem,
            ]
        )
        form = self.to_json(words)
        text = json.dumps(form, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", "utf-8")
        (folder / f"{name}.html").write_text(to_html(form), "utf-8")
        markdown = folder / f"{name}.md"
        markdown.write_text(to_markdown(form), "utf-8")
        return markdown


GROUPINGS: dict[str, Callable[[Result], Iterable[str]]] = {
    "kind": lambda result: [result.question.kind],
    "language": lambda result: [result.question.language],
    "document": lambda result: result.question.expect.documents or [_NO_DOCUMENT],
}


def asked_digest(question: Question) -> str:
    """What tells whether two sets ask the same under an id and expect the same."""
    return _digest(repr(question))


def counter_form(counts: Counter[Outcome]) -> dict[str, int]:
    """The outcomes that occur with how often, the best first."""
    return {str(outcome): counts[outcome] for outcome in reversed(Outcome) if counts[outcome]}


def count_table(name: str, groups: dict[str, dict[str, int]]) -> list[str]:
    """The lines of a Markdown table of outcomes by group."""
    outcomes = list(reversed(Outcome))
    lines = [
        f"| {name} | {' | '.join(outcomes)} | all |",
        "|---|" + "---:|" * (len(outcomes) + 1),
    ]
    for key, counts in groups.items():
        cells = [str(counts.get(outcome) or "") for outcome in outcomes]
        lines.append(f"| {inline(key)} | {' | '.join(cells)} | {sum(counts.values())} |")
    return lines


def cell(text: object) -> str:
    """A text as it can stand in a cell of a Markdown table."""
    return line(text).replace("|", "\\|")


def line(text: object) -> str:
    """A text in one line, without characters that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def _answer_form(result: Result) -> dict:
    answer = result.answer
    figure = answer.figures[0] if answer and answer.figures else None
    stated = f"{figure.value} {figure.unit}" if figure else ""
    return {
        "asked": asked_digest(result.question),
        "outcome": str(result.score.outcome),
        "status": str(answer.status) if answer else "error",
        "said": _digest(answer.text) if answer else "",
        "figure": _digest(stated) if stated else "",
        "ms": round(1000 * result.seconds, 2),
        **({} if result.cpu_seconds is None else {"cpu_ms": round(1000 * result.cpu_seconds, 2)}),
    }


def failure_form(result: Result, words: bool = True) -> dict:
    """A result that is not right, in full or without the words of documents and questions."""
    expect, answer = result.question.expect, result.answer
    form = {
        "id": result.question.id,
        "kind": result.question.kind,
        "outcome": str(result.score.outcome),
    }
    if not words:
        return form
    return form | {
        "history": list(result.question.history),
        "question": result.question.question,
        "reason": result.score.reason,
        "expected": {
            "status": str(expect.status),
            "figures": [str(figure) for figure in expect.figures],
            "text": list(expect.text),
            "documents": list(expect.documents),
            "pages": list(expect.pages),
            "no_figures": "the source is blank" if expect.no_figures else "",
        },
        "got": None
        if answer is None
        else {
            "status": str(answer.status),
            "figures": [f"{figure.value} {figure.unit}".strip() for figure in answer.figures],
            "text": answer.text,
            "citations": [
                {"document": citation.document, "page": citation.page}
                for citation in answer.citations
            ],
        },
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]
