"""How fast a warm assistant answers, and how that grows with the library.

    python -m eval.benchmarks.answering QUESTIONS.jsonl DOCUMENT... [--out FILE.json]
        [--repeats N] [--sizes 10 100 1000] [--model NAME]

Two measurements, each in a process of its own:

* *Questions*: the documents are added to a new library; the questions of the set are asked one
  after another, each once, after one question to every document.  So the
  process, the figures of the documents and the model are warm, the questions are new.  Those
  answered by figures and those answered in words (kinds ``narrative`` and ``definition``) are
  told apart.
* *Growth*: small publications are added to a library until it has each of the sizes; then one
  figure question each is asked of forty of them, twice: of a publication that was not asked
  of since it was added, and again.  Every answer must be right.

Wall time is what counts; processor time stands beside it, as other work on the machine
disturbs it less, and beside both what a fixed loop took (``loop_ms``), which tells how fast
the machine was just then.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.processes import run
from eval.benchmarks.small_documents import SmallDocument, small_document
from eval.question_sets import load

if TYPE_CHECKING:
    from assistant.engine import Assistant

_IN_WORDS = frozenset(("narrative", "definition"))
_ASKED_PER_SIZE = 40

# Milliseconds of wall and of processor time.
Time = tuple[float, float]


def answers(home: Path, documents: Sequence[Path], questions: Path, model: str) -> dict:
    """The times of a question set over documents that are added to a new library first.

    Raises RuntimeError for a document that is not added.
    """
    from assistant.engine import Assistant
    from assistant.warming import warm_up
    from index.library import Library
    from index.settings import Settings

    asked = load(questions).questions
    with Library(Settings(home=home, embedding_model=model)) as library:
        for result in library.add_paths(documents):
            if result.status != "added":
                raise RuntimeError(f"{result.path}: {result.status} {result.error}")
        warm_up(library)
        assistant = Assistant(library)
        for document in library.documents():
            assistant.ask(f"{document.organisation}{document.year or ''}年支出合计是多少")
        times: dict[str, list[Time]] = {"figures": [], "words": []}
        for question in asked:
            way = "words" if question.kind in _IN_WORDS else "figures"
            times[way].append(timed(assistant.ask, question.question, question.history)[0])
    return {"times": times, "loop_ms": loop_ms()}


def growth(home: Path, sizes: Sequence[int]) -> dict:
    """The times of figure questions over a library that grows to each of the sizes.

    Raises RuntimeError for a wrong answer.
    """
    from assistant.engine import Assistant
    from index.library import Library
    from index.settings import NO_MODEL, Settings

    settings = Settings(home=home, embedding_model=NO_MODEL)
    found, held = {}, []
    for size in sorted(sizes):
        adding = []
        with Library(settings) as library:
            while len(held) < size:
                made = small_document(len(held))
                adding.append(timed(library.add_document, made.document)[0])
                held.append(made)
        # Opened anew, it keeps no figures of a smaller size.
        with Library(settings) as library:
            assistant = Assistant(library)
            first, *others = random.Random(size).sample(held, min(size, _ASKED_PER_SIZE + 1))
            found[str(size)] = {
                "adding_one": summary(adding),
                "first_question": summary([_asked(assistant, first)]),
                "new_publication": summary([_asked(assistant, made) for made in others]),
                "known_publication": summary([_asked(assistant, made) for made in others]),
                "loop_ms": loop_ms(),
            }
    return found


def _asked(assistant: Assistant, made: SmallDocument) -> Time:
    spent, answer = timed(assistant.ask, made.question)
    if not answer.figures or answer.figures[0].value != str(made.reception):
        raise RuntimeError(f"{made.question}: {answer.text}")
    return spent


def summary(times: Iterable[Time]) -> dict:
    """How many there were, and median, 95th percentile and maximum of both times (ms)."""
    wall, cpu = (sorted(column) for column in zip(*times, strict=True))
    told: dict = {"count": len(wall)}
    for name, values in (("wall_ms", wall), ("cpu_ms", cpu)):
        told[name] = {
            "p50": round(percentile(values, 50), 2),
            "p95": round(percentile(values, 95), 2),
            "max": round(values[-1], 2),
        }
    return told


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The smallest of the values that so many percent of them do not exceed (nearest rank)."""
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(int(rank), 1) - 1]


def loop_ms() -> float:
    """The processor time of a fixed loop (ms): what this machine takes for the same work."""
    return round(timed(lambda: sum(number * number for number in range(300_000)))[0][1], 1)


def timed(work: Callable, *arguments) -> tuple[Time, object]:
    """What a call took, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work(*arguments)
    return (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)), done


def benchmark(
    questions: Path,
    documents: Sequence[Path],
    sizes: Sequence[int],
    repeats: int,
    model: str,
    now: datetime,
) -> dict:
    """The whole result; see the module."""
    machine = described_machine()
    of_questions = ["--work", "answers", "--model", model, str(questions), *map(str, documents)]
    runs = [_in_a_process(of_questions) for _ in range(repeats)]
    of_growth = ["--work", "growth", "--sizes", *map(str, sizes), "--", str(questions)]
    grown = _in_a_process(of_growth) if sizes else {}
    ways = {
        way: _middle([summary(one["times"][way]) for one in runs])
        for way in ("figures", "words")
        if runs[0]["times"][way]
    }
    result = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine,
        "loop_ms": median(one["loop_ms"] for one in runs),
        "questions": {"set": questions.name, "sha256": load(questions).sha256},
        "documents": len(documents),
        "model": model,
        "repeats": repeats,
        **ways,
        "peak_mb": max((one["peak_mb"] for one in runs if one["peak_mb"]), default=None),
        "growth": grown,
    }
    return result | {"ratios": _ratios(result)}


def _middle(summaries: Sequence[dict]) -> dict:
    """The medians of several runs of the same questions."""
    return {
        "count": summaries[0]["count"],
        **{
            unit: {name: round(median(s[unit][name] for s in summaries), 2) for name in values}
            for unit, values in summaries[0].items()
            if unit != "count"
        },
    }


def _ratios(result: dict) -> dict:
    """Processor times of one run against one another, which any machine can be held to."""
    told = {}
    if "figures" in result and "words" in result:
        told["words_to_figures_p95"] = _times(result["words"], result["figures"])
    sizes = sorted((size for size in result["growth"] if size != "peak_mb"), key=int)
    for size in sizes[1:]:
        for way in ("new_publication", "known_publication", "adding_one"):
            one, first = result["growth"][size][way], result["growth"][sizes[0]][way]
            told[f"{way}_{size}_to_{sizes[0]}_documents"] = _times(one, first, "p50")
    return told


def _times(one: dict, other: dict, name: str = "p95") -> float:
    return round(one["cpu_ms"][name] / other["cpu_ms"][name], 2)


def _in_a_process(arguments: Sequence[str]) -> dict:
    command = [sys.executable, "-m", "eval.benchmarks.answering", *arguments]
    done = run(command, described_machine()["cores"])
    return {**json.loads(done.output.splitlines()[-1]), "peak_mb": done.peak_mb}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="how fast a warm assistant answers")
    parser.add_argument("questions", type=Path)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sizes", nargs="*", type=int, default=[10, 100, 1000])
    parser.add_argument("--model", default="bundled", help="the embedding model, or none")
    # One measurement, in the process that is measured.
    parser.add_argument("--work", choices=("answers", "growth"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        with tempfile.TemporaryDirectory() as home:
            if options.work == "growth":
                found = growth(Path(home), options.sizes)
            else:
                found = answers(Path(home), options.documents, options.questions, options.model)
        print(json.dumps(found))
        return
    if not options.documents:
        parser.error("which documents the questions are about is not said")
    result = benchmark(
        options.questions,
        options.documents,
        options.sizes,
        options.repeats,
        options.model,
        datetime.now(UTC),
    )
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
