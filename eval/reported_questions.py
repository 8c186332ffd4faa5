"""Reports of wrong answers as lines of a question set.

Only what the user stated as right becomes an expectation; a report that states nothing is no
question.  Reports of one question that state different things as right contradict each other:
none of them becomes a question before somebody has looked at them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.answer import Status
from eval.question_sets import Question, parse_question
from eval.scoring import same_figure
from index.conversation_records import Expected, Report


class Standing(StrEnum):
    """What became of a report: a question, the same as an earlier one, one that contradicts
    another, or none as it states nothing as right."""

    QUESTION = "question"
    REPEATED = "repeated"
    CONTRADICTED = "contradicted"
    UNSTATED = "unstated"


@dataclass(frozen=True)
class ReportedQuestion:
    """A report with what became of it; ``line`` is its line of a question set, if it is one."""

    report: Report
    standing: Standing
    line: dict[str, Any] | None = None


def reported_questions(reports: Iterable[Report]) -> list[ReportedQuestion]:
    """Every report with its line of a question set where it makes one, in the order given."""
    reports = list(reports)
    asked: dict[tuple, list[Report]] = {}
    for report in reports:
        if report.feedback.expected is not None:
            asked.setdefault(_asked(report), []).append(report)
    made = []
    for report in reports:
        alike = asked.get(_asked(report), [])
        made.append(_with_standing(report, alike))
    return made


def question_lines(reported: Iterable[ReportedQuestion]) -> str:
    """A question set in JSON Lines, "" where no report makes a question."""
    lines = (each.line for each in reported if each.line is not None)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _asked(report: Report) -> tuple:
    return (report.question.strip(), report.history)


def _with_standing(report: Report, alike: list[Report]) -> ReportedQuestion:
    expected = report.feedback.expected
    if expected is None:
        return ReportedQuestion(report, Standing.UNSTATED)
    if any(_contradict(expected, other.feedback.expected) for other in alike):
        return ReportedQuestion(report, Standing.CONTRADICTED)
    first = next(each for each in alike if each.feedback.expected == expected)
    if first is not report:
        return ReportedQuestion(report, Standing.REPEATED)
    line = _line(report, expected)
    _checked(line)
    return ReportedQuestion(report, Standing.QUESTION, line)


def _contradict(a: Expected, b: Expected) -> bool:
    if a.status != b.status:
        return True
    if (a.blank and b.value) or (b.blank and a.value):
        return True
    if not (a.value and b.value):
        return False
    return not same_figure(Decimal(a.value), a.unit, Decimal(b.value), b.unit)


def _line(report: Report, expected: Expected) -> dict[str, Any]:
    answered = expected.status == Status.ANSWERED
    expect: dict[str, Any] = {
        "status": expected.status,
        "figures": [{"value": expected.value, "unit": expected.unit}] if expected.value else [],
        "text": [expected.words] if expected.words else [],
        "documents": [expected.document] if expected.document else [],
        "pages": [] if expected.page is None else [expected.page],
    }
    if expected.blank:
        expect["no_figures"] = True
    said = report.feedback
    notes = [f"reported {report.given:%Y-%m-%d} of {said.program or '?'}", said.comment]
    return {
        "id": f"report-{report.id}",
        "lang": _language(report),
        "kind": _kind(report, expected) if answered else _KINDS[expected.status],
        "history": list(report.history),
        "question": report.question,
        "expect": expect,
        "evidence": "",
        "note": "; ".join(note for note in notes if note),
    }


_KINDS = {str(Status.REFUSED): "unanswerable", str(Status.CLARIFY): "ambiguous"}


def _kind(report: Report, expected: Expected) -> str:
    """The kind that asks of an answer no more than the user stated.

    In a lookup the single expected figure must be the headline; where the answer stated several
    figures side by side, the user corrected one of them and said nothing of the order.
    """
    if report.history:
        return "followup"
    if not expected.value:
        return "narrative" if expected.words else "lookup"
    figures = (report.answer or {}).get("figures", [])
    if any(figure.get("computed") for figure in figures):
        return "compute"
    return "list" if len(figures) > 1 else "lookup"


def _language(report: Report) -> str:
    """The language the question was read in, else that of its characters."""
    told = (report.answer or {}).get("language")
    if told in ("zh", "en"):
        return told
    return "zh" if any("\u3400" <= character <= "\u9fff" for character in report.question) else "en"


def _checked(line: Mapping[str, Any]) -> Question:
    """The line as the question set's own reader takes it.  Raises ValueError where it does not."""
    return parse_question(json.loads(json.dumps(line, ensure_ascii=False)))
