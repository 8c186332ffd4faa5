"""How long the page takes to come up, beside a bare import of what it is laid out with.

    python -m eval.benchmarks.start_up [--out FILE.json] [--starts 3] [--documents 1000]
        [--home DIR] [--models none bundled]

``budget-qa serve`` is started in a fresh process over the bundled samples, embedded, and over a
larger library (:mod:`eval.benchmarks.large_library`), without and with the embedding model, which
is loaded in a thread behind the page.  Told are, from the start of the process,

* ``page``: until the page itself (``GET /``) is answered for the first time;
* ``question``: until the first question, sent right after that, is answered;
* ``warm``: until all is loaded.

Wall time is a visitor's, processor time that of the server.  In turns with the starts a fresh
process imports Gradio and ends: its time in the same run makes the ratios hold on any machine.
The answer must be right, else the benchmark fails.  ``--home`` keeps the larger library, and goes
on with one that is there: with the vectors of its passages if it has them (``python -m
eval.benchmarks.passages --home`` leaves such a one), else without.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median

from eval.benchmarks.answering import loop_ms
from eval.benchmarks.growth import fill
from eval.benchmarks.growth_questions import Asker
from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.page_process import Page, started
from eval.benchmarks.processes import resident_mb, spent_by
from eval.question_sets import load
from index.settings import BUNDLED_MODEL, NO_MODEL

_ROOT = Path(__file__).resolve().parents[2]
_SAMPLES = sorted(_ROOT.glob("corpus/samples/*.md"))
_ABOUT_SAMPLES = _ROOT / "eval/questions/samples.jsonl"
_BARE = [sys.executable, "-c", "import os; os.environ['GRADIO_ANALYTICS_ENABLED'] = 'False'"]
_BARE[-1] += "; import gradio"
_STEPS = ("page", "question", "warm")
_SEED = 20261123

# Seconds of wall and of processor time.
Spent = tuple[float, float]


@dataclass(frozen=True)
class Held:
    """A library to start over, and the question asked first, with the value of its answer."""

    home: Path
    question: str
    value: Decimal


def samples(home: Path, model: str) -> Held:
    """A new library of the bundled samples.  Raises RuntimeError for one that is not added."""
    from index.library import Library
    from index.settings import Settings

    with Library(Settings(home=home, embedding_model=model)) as library:
        for result in library.add_paths(_SAMPLES):
            if result.status != "added":
                raise RuntimeError(f"{result.path}: {result.status} {result.error}")
    asked = next(q for q in load(_ABOUT_SAMPLES).questions if q.kind == "lookup")
    return Held(home, asked.question, asked.expect.figures[0].value)


def large(home: Path, size: int) -> Held:
    """A library of ``size`` publications of realistic size, without their vectors if it is new."""
    fill(home, size, workers=1)
    asked = next(iter(Asker(range(size), _SEED).questions("by_name", 1)))
    return Held(home, asked.question, asked.value)


def start(held: Held, model: str) -> dict:
    """One start: :data:`Spent` until each of the steps, and the memory then (MB).

    Raises RuntimeError where the page does not come up or the answer is wrong.
    """
    with started(held.home, model) as page:
        page.wait_until("/", lambda told: b"<html" in told)
        found: dict = {"page": page.spent()}
        _ask(page, held)
        found["question"] = page.spent()
        page.wait_until_warm()
        found["warm"] = page.spent()
        return found | {"memory_mb": resident_mb(page.pid)}


def _ask(page: Page, held: Held) -> None:
    status, told = page.request("/chat/ask", {"question": held.question})
    # As printed, which may be with thousands separators.
    shown = told.decode().replace(",", "")
    if status != 200 or format(held.value, "f") not in shown:
        raise RuntimeError(f"{held.question}: {status}, without {held.value}: {told[:500]!r}")


def benchmark(
    libraries: dict[str, Held], models: Sequence[str], starts: int, now: datetime
) -> dict:
    """The whole result; see the module."""
    machine, loop = described_machine(), loop_ms()
    kinds = [(name, model) for name in libraries for model in models]
    found: dict[tuple[str, str], list[dict]] = {kind: [] for kind in kinds}
    bare: dict[tuple[str, str], list[Spent]] = {kind: [] for kind in kinds}
    for _ in range(starts):
        for name, model in kinds:
            bare[name, model].append(spent_by(_BARE))
            found[name, model].append(start(libraries[name], model))
    result: dict = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine,
        "loop_ms": loop,
        "starts": starts,
        "import_gradio": _middle([spent for several in bare.values() for spent in several]),
    }
    for name in libraries:
        result[name] = {model: _told(found[name, model], bare[name, model]) for model in models}
    return result


def _told(starts: Sequence[dict], bare: Sequence[Spent]) -> dict:
    told: dict = {step: _middle([one[step] for one in starts]) for step in _STEPS}
    # Of processes that ran next to one another: the machine was as busy for both.
    pairs = list(zip(starts, bare, strict=True))
    for unit, place in (("wall", 0), ("cpu", 1)):
        ratios = [one["page"][place] / other[place] for one, other in pairs]
        told[f"page_to_import_gradio_{unit}"] = round(median(ratios), 2)
    return told | {"memory_mb": max(one["memory_mb"] for one in starts)}


def _middle(times: Sequence[Spent]) -> dict:
    """The medians of both times (s)."""
    wall, cpu = zip(*times, strict=True)
    return {"wall_s": round(median(wall), 2), "cpu_s": round(median(cpu), 2)}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="how long the page takes to come up")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--starts", type=int, default=3)
    parser.add_argument("--documents", type=int, default=1000, help="of the larger library")
    parser.add_argument("--home", type=Path, help="where the larger library is kept")
    both = (NO_MODEL, BUNDLED_MODEL)
    parser.add_argument("--models", nargs="+", choices=both, default=both)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        small, more = Path(scratch, "samples"), options.home or Path(scratch, "large")
        embedded = BUNDLED_MODEL if BUNDLED_MODEL in options.models else NO_MODEL
        libraries = {"samples": samples(small, embedded), "large": large(more, options.documents)}
        # Once before all: what is read for the first time comes from the disk.
        spent_by(_BARE)
        result = benchmark(libraries, options.models, options.starts, datetime.now(UTC))
    result["documents"] = {"samples": len(_SAMPLES), "large": options.documents}
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
