"""Two stored runs of the same questions side by side: what got better, what broke.

Only questions that both runs asked in the same words, with the same expectation, are compared.
Whether a difference is more than chance is told by the exact McNemar test on right answers and
on wrong ones, and by a sign test on the time of each answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.exports.markdown_text import inline
from eval.measures import percentile, share, sign_test
from eval.reports import line


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
        """The median milliseconds of each, in how many questions ``b`` was faster, and p.

        ``of`` is "processor ms" where both runs have it: how busy the machine was tells less.
        """
        pairs = [(self.a["answers"][key], self.b["answers"][key]) for key in self.common]
        measured = all(isinstance(one.get("cpu_ms"), (int, float)) for p in pairs for one in p)
        name = "cpu_ms" if measured else "ms"
        times = [(a[name], b[name]) for a, b in pairs]
        faster = sum(now < was for was, now in times)
        slower = sum(now > was for was, now in times)
        return {
            "of": "processor ms" if measured else "ms",
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
            f"{len(self.common)} (p {_chance(self.test('right')['p'])})"
        )

    def to_json(self) -> dict:
        """Everything as a JSON-ready dictionary."""
        return {
            "a": _about(self.a),
            "b": _about(self.b),
            "notes": self.notes(),
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
            lines.append(f"| {outcome} | {shares} | {_chance(told['p'])} |")
        speed = self.speed()
        lines.append(
            f"| median {speed['of']} | {speed['a_p50_ms']:.1f} | {speed['b_p50_ms']:.1f} "
            f"| {_chance(speed['p'])} |"
        )
        lines += ["", *(f"- {name}: {inline(_one_line(run))}" for name, run in self._runs())]
        lines += [f"- {inline(note)}" for note in self.notes()]
        for name, entries in self.changes().items():
            lines += ["", f"## {_TITLES[name]}: {len(entries)}", ""]
            if entries and name == "other_words":
                lines.append(", ".join(inline(entry["id"]) for entry in entries))
                continue
            lines += [f"- {inline(e['id'])}: {e['was']} → {e['now']}" for e in entries]
        return "\n".join(lines) + "\n"

    def to_text(self) -> str:
        """The comparison for the terminal, the headline last."""
        lines = [f"{name}: {line(_one_line(run))}" for name, run in self._runs()]
        lines += map(line, self.notes())
        for name, entries in self.changes().items():
            lines.append(f"{_TITLES[name]}: {len(entries)}")
            if name != "other_words":
                lines += [f"  {line(e['id'])}: {e['was']} -> {e['now']}" for e in entries]
        for outcome in ("right", "wrong"):
            told = self.test(outcome)
            lines.append(f"{outcome}: {told['a']} -> {told['b']} (p {_chance(told['p'])})")
        speed = self.speed()
        lines.append(
            f"median {speed['of']}: {speed['a_p50_ms']:.1f} -> {speed['b_p50_ms']:.1f} "
            f"(p {_chance(speed['p'])})"
        )
        return "\n".join([*lines, self.headline()])

    def notes(self) -> list[str]:
        """What a reader must know before trusting the comparison."""
        found = []
        if self.a["question_set"]["sha256"] != self.b["question_set"]["sha256"]:
            found.append("the question sets differ; only what both ask alike is compared")
        for name, ids in self.only().items():
            if ids:
                found.append(f"{_NOTES[name]}: {len(ids)}")
        found += _documents_apart(self.a.get("documents"), self.b.get("documents"))
        told = [
            (run["system"], run.get("settings"), run.get("machine")) for run in (self.a, self.b)
        ]
        (a_system, *a_rest), (b_system, *b_rest) = told
        if a_system != b_system:
            found.append(f"two systems are compared: {a_system} and {b_system}")
        for name, a, b in zip(("settings", "machines"), a_rest, b_rest, strict=True):
            apart = _apart(a, b)
            if apart:
                found.append(f"the {name} differ: {'; '.join(apart)}")
        loads = [(run.get("machine") or {}).get(_PASSING) for run in (self.a, self.b)]
        if self.speed()["of"] == "ms" and any(loads):
            found.append(
                f"load of the machine {loads[0]} and {loads[1]}: times are not to be trusted"
            )
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


# How busy the machine was is told beside the times that it blurs.
_PASSING = "load_at_start"


def _apart(a: object, b: object) -> list[str]:
    """What two small dictionaries hold otherwise, as name: from → to."""
    a, b = (each if isinstance(each, dict) else {} for each in (a, b))
    return [
        f"{name.replace('_', ' ')} {_value(a.get(name))} → {_value(b.get(name))}"
        for name in dict.fromkeys([*a, *b])
        if a.get(name) != b.get(name) and name != _PASSING
    ]


def _value(value: object) -> str:
    return "none" if value in (None, "") else str(value)


def _documents_apart(a: object, b: object) -> list[str]:
    if not (isinstance(a, list) and isinstance(b, list)):
        # Of systems measured beside one another only the number of documents is kept.
        numbers = [len(each) if isinstance(each, list) else each for each in (a, b)]
        return [f"whether the documents are the same is not kept: {numbers[0]} and {numbers[1]}"]
    left, right = ({each.get("name", ""): each.get("sha256") for each in held} for held in (a, b))
    told = {
        "only in a": set(left) - set(right),
        "only in b": set(right) - set(left),
        "changed": {name for name in left if name in right and left[name] != right[name]},
    }
    apart = "; ".join(f"{what} {', '.join(sorted(names))}" for what, names in told.items() if names)
    return [f"the documents differ: {apart}"] if apart else []


def _chance(p: float) -> str:
    # Stored to five decimals.
    return f"{p:.3g}" if p else "under 0.00001"


def _about(run: Mapping) -> dict:
    return {key: run[key] for key in ("date", "system", "commit", "question_set")}


def _one_line(run: Mapping) -> str:
    asked = run["question_set"]
    return (
        f"{run['system']} {_short(run['commit'])}, {run['date']}, "
        f"{asked['name']} {asked['sha256'][:12]}"
    )


def _short(commit: str) -> str:
    dirty = "-dirty" if commit.endswith("-dirty") else ""
    return commit.removesuffix(dirty)[:12] + dirty or "unknown"
