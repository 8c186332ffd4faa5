"""The tables of the report over everything, as rows: one source for Markdown and HTML.

Every function takes the stored parts by name (``known``, ``samples``, ``generated``,
``many_generated``, ``im_tqa``, ``cold_start``) and gives a head and rows of texts; a part that
was not measured is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from eval.baselines.beside import OURS
from eval.measures import share, span

Parts = Mapping[str, dict]
Table = tuple[list[str], list[list[str]]]

SETS = {
    "known": "known questions",
    "samples": "own questions",
    "generated": "generated, with baselines",
    "many_generated": "generated, the product alone",
}


COLD_SYSTEMS = {"budget_qa": "budget-qa ask", "plain_rag": "plain RAG"}


def runs(parts: Parts) -> Table:
    """What was measured when."""
    rows = []
    for name, part in parts.items():
        machine = part["machine"]
        rows.append(
            [
                " ".join([name.replace("_", " "), *_seeds(part)]),
                part["date"],
                part["commit"][:12] + ("-dirty" if part["commit"].endswith("-dirty") else ""),
                f"{machine['processor']}, {machine['cores']} cores",
                f"{machine['load_at_start']}",
            ]
        )
    return ["part", "date", "commit", "machine", "load at start"], rows


def _seeds(part: Mapping) -> list[str]:
    return [f"(seeds {', '.join(map(str, part['seeds']))})"] if "seeds" in part else []


def accuracy(parts: Parts) -> Table:
    """Each system's outcomes on each set: counts with their shares."""
    rows = []
    for title, system in _systems(parts):
        counts, total = system["counts"], system["question_set"]["questions"]
        right, wrong, declined = (counts.get(k, 0) for k in ("right", "wrong", "declined"))
        other = total - right - wrong - declined
        rows.append(
            [
                title,
                title_of(system),
                _counted(right, total),
                _counted(wrong, total),
                span(system["intervals"]["wrong"]),
                _counted(declined, total),
                _counted(other, total),
                str(total),
            ]
        )
    head = ["questions", "system", "right", "wrong", "95 % of wrong", "declined", "other", "of"]
    return head, rows


def _counted(part: int, whole: int) -> str:
    return f"{part} ({share(part, whole)})"


def kinds(parts: Parts) -> Table:
    """The product's right, wrong and all answers by kind of question."""
    chosen = {name: _ours(parts[name]) for name in titles(parts)}
    names = dict.fromkeys(kind for system in chosen.values() for kind in system["by_kind"])
    rows = []
    for kind in names:
        row = [kind]
        for system in chosen.values():
            counts = system["by_kind"].get(kind)
            row.append(
                f"{counts.get('right', 0)} / {counts.get('wrong', 0)} / {sum(counts.values())}"
                if counts
                else "–"
            )
        rows.append(row)
    return ["right / wrong / all", *(titles(parts)[name] for name in chosen)], rows


def lookups(parts: Parts) -> Table:
    """How many single figures each system states rightly: the baselines' own game."""
    rows = []
    for title, system in _systems(parts):
        counts = system["by_kind"].get("lookup", {})
        total = sum(counts.values())
        right, wrong = counts.get("right", 0), counts.get("wrong", 0)
        counted = _counted(right, total), _counted(wrong, total)
        rows.append([title, title_of(system), *counted, str(total)])
    return ["questions", "system", "right", "wrong", "lookups"], rows


def speed(parts: Parts) -> Table:
    """Time of a warm answer and of taking in the documents."""
    rows = []
    for title, system in _systems(parts):
        latency = system["latency"]
        cpu = "–"
        if "cpu_p50" in latency:
            cpu = f"{1000 * latency['cpu_p50']:.0f} / {1000 * latency['cpu_p95']:.0f}"
        rows.append(
            [
                title,
                title_of(system),
                f"{1000 * latency['p50']:.0f} / {1000 * latency['p95']:.0f}",
                cpu,
                f"{system['prepared_s']:.0f} s for {system['documents']}",
            ]
        )
    head = ["questions", "system", "ms p50 / p95", "processor ms p50 / p95", "taking in documents"]
    return head, rows


def retrieval(parts: Parts) -> Table:
    """How often search finds the passage for questions in words."""
    rows = []
    for title, system in _systems(parts):
        found = system.get("retrieval")
        if not found or not found["questions"]:
            continue
        shares = [f"{found['recall'][depth]:.2f}" for depth in ("1", "3", "5", "10")]
        reciprocal = f"{found['mean_reciprocal_rank']:.2f}"
        rows.append([title, title_of(system), *shares, reciprocal, str(found["questions"])])
    head = ["questions", "system", "first", "first 3", "first 5", "first 10", "MRR", "of"]
    return head, rows


def calibration(parts: Parts) -> Table:
    """What the signs of the product's answers are worth."""
    rows = []
    for name, title in titles(parts).items():
        for each in _ours(parts[name])["calibration"]:
            rows.append(
                [
                    title,
                    each["sign"],
                    share(each["right"], each["answered"]),
                    span(each["right_interval"]),
                    str(each["wrong"]),
                    str(each["answered"]),
                ]
            )
    return ["questions", "the answer shows", "right", "95 % interval", "wrong", "of"], rows


def cold(parts: Parts) -> Table:
    """Time to the answer of a process that is just started."""
    part = parts.get("cold_start")
    rows = []
    if part:
        for name, title in COLD_SYSTEMS.items():
            wall, cpu = part["median_s"][name], part["cpu_median_s"][name]
            rows.append([title, f"{wall:.2f}", f"{cpu:.2f}"])
        rows.append(["times faster", f"{part['ratio']:.0f}", f"{part['cpu_ratio']:.0f}"])
    return ["a first answer", "seconds", "processor seconds"], rows


def exact_match(parts: Parts) -> Table:
    """IM-TQA: exact match of the cells named."""
    part = parts.get("im_tqa", {})
    groups = part.get("chinese", {}).get("exact_match", {})
    rows = [
        [name, *(f"{part[lang]['exact_match'][name]['share']:.3f}" for lang in _LANGUAGES), str(n)]
        for name, n in ((name, group["questions"]) for name, group in groups.items())
    ]
    return ["questions", "Chinese", "English (translated)", "of"], rows


def headers(parts: Parts) -> Table:
    """IM-TQA: how well header cells are told, by type of table."""
    found = parts.get("im_tqa", {}).get("chinese", {}).get("headers", {})
    rows = []
    for kind, roles in found.items():
        for role, told in roles.items():
            if role == "data" or not told["true"]:
                continue
            shares = [f"{told[name]:.3f}" for name in ("precision", "recall", "f1")]
            title = "any header" if role == "header" else role
            rows.append([kind, title, *shares, str(told["true"])])
    return ["tables", "cells", "precision", "recall", "F1", "of"], rows


TABLES: dict[str, Callable[[Parts], Table]] = {
    "runs": runs,
    "accuracy": accuracy,
    "lookups": lookups,
    "kinds": kinds,
    "speed": speed,
    "cold": cold,
    "retrieval": retrieval,
    "calibration": calibration,
    "exact-match": exact_match,
    "headers": headers,
}
_LANGUAGES = ("chinese", "english")


def titles(parts: Parts) -> dict[str, str]:
    """The parts in which systems answered questions, with the set's title: of a set of someone's
    own, its name."""
    names = (name for name in dict.fromkeys([*SETS, *parts]) if name in parts)
    return {name: SETS.get(name, name) for name in names if "systems" in parts[name]}


def title_of(system: Mapping) -> str:
    """A system by its name, with the language model that took part."""
    model = system["settings"]["language_model"]
    return f"{system['system']} ({model})" if model else system["system"]


def _systems(parts: Parts) -> Iterator[tuple[str, dict]]:
    """Every system of every set with the set's title."""
    for name, title in titles(parts).items():
        for system in parts[name]["systems"]:
            yield title, system


def _ours(part: dict) -> dict:
    return next(system for system in part["systems"] if system["system"] == OURS)
