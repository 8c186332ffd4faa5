"""The report of a run over IM-TQA: JSON for programs, Markdown for people."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.table_lookup.roles import ROLES
from eval.im_tqa.data import BenchmarkTable
from eval.im_tqa.measuring import HeaderCounts, Outcome, exact_match


@dataclass(frozen=True)
class BenchmarkReport:
    """What a run found; ``headers`` counts cells by annotated and found role, over all tables
    and by their type."""

    tables: dict[str, BenchmarkTable]
    outcomes: tuple[Outcome, ...]
    headers: dict[str, HeaderCounts]

    def last_line(self) -> str:
        """The line that outside tools read: ``exact match 0.812 of 464``."""
        return f"exact match {exact_match(self.outcomes):.3f} of {len(self.outcomes)}"

    def groups(self) -> dict[str, list[Outcome]]:
        """The outcomes overall, by table type, and by how many cells the answer has."""
        found: dict[str, list[Outcome]] = {"all": list(self.outcomes)}
        for kind in sorted({o.kind for o in self.outcomes}):
            found[kind or "unnamed type"] = [o for o in self.outcomes if o.kind == kind]
        found["single cell"] = [o for o in self.outcomes if not o.several]
        found["several cells"] = [o for o in self.outcomes if o.several]
        return found

    def shares(self) -> dict[str, str]:
        """Exact match of each group as a line says it: ``0.912 of 230``."""
        return {
            name: f"{exact_match(group):.3f} of {len(group)}"
            for name, group in self.groups().items()
            if name != "all"
        }

    def milliseconds(self) -> tuple[float, float]:
        """Median and 95th percentile of the time a question took."""
        times = sorted(o.seconds * 1000 for o in self.outcomes) or [0.0]
        return statistics.median(times), times[min(len(times) - 1, int(0.95 * len(times)))]

    def summary(self) -> dict:
        """Exact match, headers and speed as plain data, without the single questions."""
        median, late = self.milliseconds()
        return {
            "exact_match": {
                name: {"share": round(exact_match(group), 4), "questions": len(group)}
                for name, group in self.groups().items()
            },
            "headers": {kind: counts.to_json() for kind, counts in self.headers.items()},
            "milliseconds": {"median": round(median, 1), "p95": round(late, 1)},
        }

    def to_json(self) -> dict:
        """The report as plain data, with every question and what was named for it."""
        return self.summary() | {
            "questions": [
                {
                    "id": o.question.id,
                    "table": o.question.table,
                    "right": o.right,
                    "named": sorted(o.cells),
                    "expected": sorted(o.question.cells or ()),
                    "score": round(o.score, 4),
                }
                for o in self.outcomes
            ],
        }

    def to_markdown(self) -> str:
        """The report for people, with every miss."""
        median, late = self.milliseconds()
        lines = ["# IM-TQA", "", "| questions | exact match | of |", "|---|---|---|"]
        for name, group in self.groups().items():
            lines.append(f"| {name} | {exact_match(group):.3f} | {len(group)} |")
        lines += self._headers()
        lines += ["", f"Milliseconds a question: median {median:.1f}, p95 {late:.1f}.", ""]
        lines += ["## Misses", "", "| question | expected | named | sure |", "|---|---|---|---|"]
        lines += [self._miss(o) for o in self.outcomes if not o.right]
        return "\n".join([*lines, "", self.last_line(), ""])

    def _headers(self) -> list[str]:
        lines = ["", "## Header cells", "", "| tables | cells | precision | recall | F1 | of |"]
        lines.append("|---|---|---:|---:|---:|---:|")
        for kind, counts in self.headers.items():
            found = {"header or data": counts.header}
            found |= {name: counts.role(i) for i, name in enumerate(ROLES) if i}
            for name, f in found.items():
                shares = f"{f.precision:.3f} | {f.recall:.3f} | {f.f1:.3f}"
                lines.append(f"| {kind} | {name} | {shares} | {f.true} |")
        return lines

    def save(self, folder: Path) -> Path:
        """Write ``im-tqa.json`` and ``im-tqa.md`` into a folder; returns the latter."""
        folder.mkdir(parents=True, exist_ok=True)
        form = json.dumps(self.to_json(), ensure_ascii=False, indent=1)
        (folder / "im-tqa.json").write_text(form + "\n", "utf-8")
        path = folder / "im-tqa.md"
        path.write_text(self.to_markdown(), "utf-8")
        return path

    def _miss(self, outcome: Outcome) -> str:
        texts = self.tables[outcome.question.table].grid.texts

        def shown(cells: Sequence[int]) -> str:
            known = [_short(texts[c]) for c in sorted(cells)[:8] if c < len(texts)]
            return ", ".join(known) + (" …" if len(cells) > 8 else "")

        question = _short(outcome.question.text, 80)
        expected = shown(tuple(outcome.question.cells or ()))
        return (
            f"| {question} ({outcome.question.id}) | {expected} | {shown(tuple(outcome.cells))} "
            f"| {outcome.score:.2f} |"
        )


def _short(text: str, length: int = 16) -> str:
    text = " ".join(text.split()).replace("|", "\\|")
    return text if len(text) <= length else text[:length] + "…"
