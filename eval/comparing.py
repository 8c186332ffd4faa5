"""Two stored runs of the same questions side by side: what got better, what broke.

Only questions that both runs asked in the same words, with the same expectation, are compared.
Whether a difference is more than chance is told by the exact McNemar test on right answers and
on wrong ones, and by a sign test on the time of each answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from eval.measures import percentile, share, sign_test
from eval.reports import FORMAT, cell


class RunError(Exception):
    """A stored run that cannot be used; the message names the file and the cause."""

    def __init__(self, path: Path, cause: str):
        super().__init__(f"{path}: {cause}")


def load_run(path: Path) -> dict:
    """A stored run: its ``.json``, the report beside it, or a folder that holds one run; of
    several systems measured together the first, which is the product.

    Raises RunError.
    """
    if path.is_dir():
        runs = sorted(path.glob("*.json"))
        if len(runs) != 1:
            raise RunError(path, f"holds {len(runs)} runs; name the one to compare")
        path = runs[0]
    elif path.suffix in (".md", ".html"):
        path = path.with_suffix(".json")
    try:
        form = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RunError(path, error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise RunError(path, f"is no JSON: {error}") from error
    if isinstance(form, dict) and isinstance(form.get("systems"), list):
        form = next(iter(form["systems"]), None)
    if not isinstance(form, dict) or form.get("format") != FORMAT:
        raise RunError(path, f"is no run as budget-qa eval --out stores it now (format {FORMAT})")
    missing = {"answers", "question_set", "date", "system", "commit"} - form.keys()
    if missing:
        raise RunError(path, f"lacks {', '.join(sorted(missing))}")
    return form


@dataclass(frozen=True)
class Comparison:
    """Two stored runs; ``a`` is the earlier or the reference, ``b`` the other."""

    a: Mapping
    b: Mapping

    @cached_property
    def common(self) -> tuple[str, ...]:
        """The ids that both asked alike, in the order of ``a``."""
        other = self.b["answers"]
        return tuple(
            key
            for key, answer in self.a["answers"].items()
            if key in other and other[key]["asked"] == answer["asked"]
        )

    def only(self) -> dict[str, list[str]]:
        """The ids that one alone asked, and those asked differently."""
        a, b = self.a["answers"], self.b["answers"]
        return {
            "only_a": [key for key in a if key not in b],
            "only_b": [key for key in b if key not in a],
            "asked_differently": [key for key in a if key in b and key not in self.common],
        }

    def changes(self) -> dict[str, list[dict]]:
        """What became of each common question that is not the same: ``better`` (right only in
        ``b``), ``broke`` (right only in ``a``), ``otherwise_wrong`` (neither is right, the
        outcome another), ``other_words`` (the outcome the same, what is said is not)."""
        found: dict[str, list[dict]] = {
            name: [] for name in ("better", "broke", "otherwise_wrong", "other_words")
        }
        for key in self.common:
            a, b = self.a["answers"][key], self.b["answers"][key]
            was, now = a["outcome"], b["outcome"]
            if was == now and a["said"] == b["said"]:
                continue
            if was == now:
                name = "other_words"
            elif now == "right":
                name = "better"
            elif was == "right":
                name = "broke"
            else:
                name = "otherwise_wrong"
            found[name].append({"id": key, "was": was, "now": now})
        return found

    def test(self, outcome: str) -> dict:
        """How often each run had an outcome, and the exact McNemar p of their difference."""
        a = [self.a["answers"][key]["outcome"] == outcome for key in self.common]
        b = [self.b["answers"][key]["outcome"] == outcome for key in self.common]
        gained = sum(now and not was for was, now in zip(a, b, strict=True))
        lost = sum(was and not now for was, now in zip(a, b, strict=True))
        return {"a": sum(a), "b": sum(b), "p": round(sign_test(gained, lost), 5)}

    def speed(self) -> dict:
        """The median milliseconds of each, in how many questions ``b`` was faster, and p."""
        times = [
            (self.a["answers"][key]["ms"], self.b["answers"][key]["ms"]) for key in self.common
        ]
        faster = sum(now < was for was, now in times)
        slower = sum(now > was for was, now in times)
        return {
            "a_p50_ms": percentile([was for was, _ in times], 50),
            "b_p50_ms": percentile([now for _, now in times], 50),
            "faster": faster,
            "slower": slower,
            "p": round(sign_test(faster, slower), 5),
        }

    def headline(self) -> str:
        """The comparison in one line."""
        changes = self.changes()
        return (
            f"{len(changes['better'])} better, {len(changes['broke'])} broke of "
            f"{len(self.common)} (p {self.test('right')['p']:.3g})"
        )

    def to_json(self) -> dict:
        """Everything as a JSON-ready dictionary."""
        return {
            "a": _about(self.a),
            "b": _about(self.b),
            "same_set": self.a["question_set"]["sha256"] == self.b["question_set"]["sha256"],
            "compared": len(self.common),
            "right": self.test("right"),
            "wrong": self.test("wrong"),
            "speed": self.speed(),
            "changes": self.changes(),
            **self.only(),
        }

    def to_markdown(self) -> str:
        """The comparison for a pull request."""
        total = len(self.common)
        lines = [f"# {self.headline()}", "", "| | a | b | p |", "|---|---:|---:|---:|"]
        for outcome in ("right", "wrong"):
            told = self.test(outcome)
            shares = f"{share(told['a'], total)} | {share(told['b'], total)}"
            lines.append(f"| {outcome} | {shares} | {told['p']:.3g} |")
        speed = self.speed()
        lines.append(
            f"| median ms | {speed['a_p50_ms']:.1f} | {speed['b_p50_ms']:.1f} | {speed['p']:.3g} |"
        )
        lines += ["", *(f"- {name}: {_one_line(run)}" for name, run in self._runs())]
        lines += [f"- {note}" for note in self.notes()]
        for name, entries in self.changes().items():
            lines += ["", f"## {_TITLES[name]}: {len(entries)}", ""]
            if entries and name == "other_words":
                lines.append(", ".join(cell(entry["id"]) for entry in entries))
                continue
            lines += [f"- {cell(e['id'])}: {e['was']} → {e['now']}" for e in entries]
        return "\n".join(lines) + "\n"

    def to_text(self) -> str:
        """The comparison for the terminal, the headline last."""
        lines = [f"{name}: {_one_line(run)}" for name, run in self._runs()]
        lines += self.notes()
        for name, entries in self.changes().items():
            lines.append(f"{_TITLES[name]}: {len(entries)}")
            if name != "other_words":
                lines += [f"  {e['id']}: {e['was']} -> {e['now']}" for e in entries]
        for outcome in ("right", "wrong"):
            told = self.test(outcome)
            lines.append(f"{outcome}: {told['a']} -> {told['b']} (p {told['p']:.3g})")
        speed = self.speed()
        lines.append(
            f"median ms: {speed['a_p50_ms']:.1f} -> {speed['b_p50_ms']:.1f} (p {speed['p']:.3g})"
        )
        return "\n".join([*lines, self.headline()])

    def notes(self) -> list[str]:
        """What a reader must know before trusting the comparison."""
        found = []
        for name, ids in self.only().items():
            if ids:
                found.append(f"{_NOTES[name]}: {len(ids)}")
        for name in ("documents", "settings", "machine"):
            if self.a.get(name) != self.b.get(name):
                found.append(f"the {name} of the two runs differ")
        return found

    def _runs(self):
        return (("a", self.a), ("b", self.b))


_TITLES = {
    "better": "Got better",
    "broke": "Broke",
    "otherwise_wrong": "Wrong in another way",
    "other_words": "Said in other words",
}
_NOTES = {
    "only_a": "questions that only a asked",
    "only_b": "questions that only b asked",
    "asked_differently": "questions that differ under the same id",
}


def _about(run: Mapping) -> dict:
    return {key: run[key] for key in ("date", "system", "commit", "question_set")}


def _one_line(run: Mapping) -> str:
    asked = run["question_set"]
    return (
        f"{run['system']} {_short(run['commit'])}, {run['date']}, "
        f"{cell(asked['name'])} {asked['sha256'][:12]}"
    )


def _short(commit: str) -> str:
    dirty = "-dirty" if commit.endswith("-dirty") else ""
    return commit.removesuffix(dirty)[:12] + dirty or "unknown"
