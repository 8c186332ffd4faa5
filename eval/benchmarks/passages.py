"""How passages with their vectors grow with the library: 10, 100 and 1,000 publications.

    python -m eval.benchmarks.passages [--sizes 10 100 1000] [--out FILE.json] [--chart FILE.svg]
        [--home DIR]

Publications of realistic size (:mod:`eval.benchmarks.large_library`) are stored until the library
has each of the sizes, their passages embedded by the bundled model: some fourteen a publication
that no other has.  At each size a process of its own, so that its memory is that of a process that
serves this library, measures

* opening the library with model and vector index, as the page does behind it;
* the questions why something changed, of publications drawn by seed: the search for passages by
  keywords alone and with vectors, in turns, over the whole library; the rank that either gives the
  passage with the reason among those of the publication asked about; and the whole answer, with
  how many give the reason;
* what a publication takes on the disk: of the figure store with its keyword index, and of the
  vector index.

Times are of the wall and of the processor (ms), as in :mod:`eval.benchmarks.answering`; ``adding``
is the last tenth of what was stored.  ``--home`` keeps the library, and goes on with one that is
there.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Status
from eval.benchmarks.answering import loop_ms, summary, timed
from eval.benchmarks.growth import fill, resident_mb
from eval.benchmarks.growth_chart import chart_of
from eval.benchmarks.large_library import issue
from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.processes import run
from eval.question_sets import Expectation, Question
from eval.retrieval import DEPTHS, Found, measure
from index.settings import BUNDLED_MODEL

_QUESTIONS = 40
_SEED = 20261124
_CHANGES = {"increase": "增加", "decrease": "减少"}
_CHART = (
    ("keywords", ("search", "keywords")),
    ("with vectors", ("search", "vectors")),
    ("answer in words", ("answers",)),
    ("adding one", ("adding",)),
)


def reasons(size: int, count: int) -> Iterator[Question]:
    """Questions for the reason of a change, each of one of ``size`` publications that states it."""
    numbers = list(range(size))
    random.Random(_SEED).shuffle(numbers)
    for number in numbers[:count]:
        own = issue(number)
        document = own.document()
        for stated in own.master.entry.publication.statements:
            if stated.kind in _CHANGES and stated.reason:
                who = f"{own.organisation}{own.year}年{own.kind}"
                text = f"{who}{stated.subject}为什么{_CHANGES[stated.kind]}？"
                expect = Expectation(Status.ANSWERED, (), (stated.reason,), (document.name,))
                yield Question(str(number), "zh", "narrative", text, expect)
                break


def measured(home: Path, size: int) -> dict:
    """All that is measured of a library of ``size`` publications, in this process."""
    from assistant.engine import Assistant
    from assistant.warming import serve_steadily, warm_up
    from index.library import Library
    from index.settings import Settings

    asked = list(reasons(size, _QUESTIONS))
    before = resident_mb()
    with Library(Settings(home=home, embedding_model=BUNDLED_MODEL)) as library:
        opening, _ = timed(warm_up, library)
        serve_steadily()
        held = library.documents()
        ids = {document.name: document.id for document in held}
        searches: dict[str, list] = {"keywords": [], "vectors": []}
        found: dict[str, dict[str, list[Found]]] = {"keywords": {}, "vectors": {}}
        for question in asked:
            text, own = question.question, [ids[question.expect.documents[0]]]
            for name in searches:
                semantic = name == "vectors"
                searches[name].append(timed(_hits, library, text, semantic, None)[0])
                found[name][text] = _hits(library, text, semantic, own)
        assistant = Assistant(library)
        times, right = [], 0
        for question in asked:
            spent, answer = timed(assistant.ask, question.question)
            times.append(spent)
            right += question.expect.text[0] in answer.text
        memory = resident_mb()
    told: dict = {
        "documents": len(held),
        "passages": sum(document.passages for document in held),
        "opening": summary([opening]),
        "search": {name: summary(spent) for name, spent in searches.items()},
        "answers": summary(times) | {"gave_the_reason": right},
        "memory_mb": memory,
        "memory_before_mb": before,
        "disk_bytes_per_document": {
            "figures_and_keywords": sum(f.stat().st_size for f in home.glob("library.*")) // size,
            "vectors": _bytes(Settings(home=home).vector_folder) // size,
        },
        "loop_ms": loop_ms(),
    }
    for name, of_questions in found.items():
        told["search"][name] |= measure(of_questions.__getitem__, asked).to_json()
        told["search"][name].pop("ranks")
    return told


def _hits(library, question: str, semantic: bool, own: Sequence[int] | None) -> list[Found]:
    return [
        Found(hit.passage.document, "\n".join([*hit.passage.section, hit.passage.text]))
        for hit in library.search(question, own, max(DEPTHS), semantic)
    ]


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def benchmark(home: Path, sizes: Sequence[int], now: datetime) -> dict:
    """The whole result; see the module."""
    result: dict = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": described_machine(),
        "sizes": {},
    }
    for size in sorted(sizes):
        filled, _ = _in_a_process("fill", home, size)
        told, peak = _in_a_process("measure", home, size)
        result["sizes"][str(size)] = told | {"adding": filled, "peak_mb": peak}
    return result | {"ratios": _ratios(result["sizes"])}


def _ratios(sizes: dict) -> dict:
    """Processor times of each size against those of the smallest, and of the search with vectors
    against that without."""
    first, *others = sizes
    told = {}
    for size, of_it in sizes.items():
        searches = {name: one["cpu_ms"]["p50"] for name, one in of_it["search"].items()}
        told[f"vectors_to_keywords_{size}"] = round(searches["vectors"] / searches["keywords"], 2)
    for size in others:
        for name, path in _CHART:
            one, base = sizes[size], sizes[first]
            for key in path:
                one, base = one[key], base[key]
            if one and base:
                ratio = one["cpu_ms"]["p50"] / base["cpu_ms"]["p50"]
                told[f"{name.replace(' ', '_')}_{size}_to_{first}"] = round(ratio, 2)
    return told


def chart(result: dict) -> str:
    """An SVG of the 95th percentile of processor time (ms) against the number of documents."""
    title = f"Passages with vectors by size of the library ({result['date'][:10]})"
    return chart_of(title, result["sizes"], _CHART)


def _in_a_process(work: str, home: Path, size: int) -> tuple[dict, int | None]:
    command = [sys.executable, "-m", "eval.benchmarks.passages", "--work", work]
    command += ["--home", str(home), "--sizes", str(size)]
    done = run(command, described_machine()["cores"])
    return json.loads(done.output.splitlines()[-1]), done.peak_mb


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="how passages with vectors grow")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100, 1000])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--chart", type=Path, help="an SVG file to draw the result in")
    parser.add_argument("--home", type=Path, help="where the library is kept")
    parser.add_argument("--work", choices=("fill", "measure"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        (size,) = options.sizes
        work = {"fill": lambda: fill(options.home, size, 1, BUNDLED_MODEL)}
        work["measure"] = lambda: measured(options.home, size)
        print(json.dumps(work[options.work]()))
        return
    with tempfile.TemporaryDirectory() as scratch:
        result = benchmark(options.home or Path(scratch), options.sizes, datetime.now(UTC))
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    for path, content in ((options.out, text + "\n"), (options.chart, chart(result))):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")


if __name__ == "__main__":
    main()
