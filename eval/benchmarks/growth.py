"""How everything grows with the library: 10, 100, 1,000 and 10,000 publications.

    python -m eval.benchmarks.growth [--sizes 10 100 1000] [--out FILE.json] [--chart FILE.svg]
        [--home DIR] [--workers N]

Publications of realistic size (:mod:`eval.benchmarks.large_library`, some 500 figures each) are
stored until the library has each of the sizes.  At each size a process of its own, so that its
memory is that of a process that serves this library, measures

* opening the library, the first question, and a command-line question in a process of its own;
* questions of every way (:mod:`eval.benchmarks.growth_questions`): by full and short name, in
  English, follow-ups, two years, without an organisation, rankings of all bodies; each asked
  once (``new``: of publications not asked about before) and again (``known``);
* adding some publications more, one at a time, with their self-check, the first question after
  each, and removing them again;
* the list of documents, the file's size, the memory.

Every answer must be right, else the benchmark fails.  Times are of the wall and of the processor
(ms), as in :mod:`eval.benchmarks.answering`, with that of a fixed loop beside them.  ``--home``
keeps the library, and goes on with one that is there.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.benchmarks.answering import Time, loop_ms, summary, timed
from eval.benchmarks.growth_chart import chart
from eval.benchmarks.growth_questions import WAYS, Asked, Asker, is_right
from eval.benchmarks.large_library import documents, issue
from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.processes import run
from index.settings import NO_MODEL

# How many questions of each way; a ranking looks at every publication of a year.
_QUESTIONS = {"ranking": 1}
_MOST_QUESTIONS = 40
_ADDED_MORE = 8
_SEED = 20261122


def fill(home: Path, size: int, workers: int, model: str = NO_MODEL) -> dict:
    """Store publications until a library has ``size``; how long the last tenth took (ms), {} where
    it has them already.

    Their passages are embedded by ``model``.  Raises RuntimeError where the library has more.
    """
    with _opened(home, model) as library:
        library.warm_up()
        held = len(library.documents())
        if held > size:
            raise RuntimeError(f"{home} holds {held} publications already, more than {size}")
        times = []
        for document in documents(range(held, size), workers):
            spent, result = timed(library.add_document, document, None, False)
            if result.status != "added":
                raise RuntimeError(f"{result.document}: {result.status} {result.error}")
            times.append(spent)
    # The first are stored in a smaller library.
    return summary(times[-max(len(times) // 10, 1) :]) if times else {}


def measure(home: Path, size: int) -> dict:
    """All that is measured of a library of ``size`` publications, in this process.

    Raises RuntimeError for a wrong answer.
    """
    from assistant.engine import Assistant
    from assistant.warming import serve_steadily
    from index.document_list import ListQuery

    asker = Asker(range(size), _SEED)
    questions = {
        way: list(asker.questions(way, _QUESTIONS.get(way, min(size, _MOST_QUESTIONS))))
        for way in WAYS
    }
    before = resident_mb()
    # As the process of the page does when it begins to serve.
    serve_steadily()
    opening, library = timed(_opened, home)
    with library:
        assistant = Assistant(library)
        first = next(iter(Asker(range(size), _SEED + 1).questions("by_name", 1)))
        found: dict = {
            "documents": size,
            "opening": summary([opening]),
            "first_question": summary([_asked(assistant, first)]),
        }
        for way, asked in questions.items():
            if asked:
                found[way] = {
                    "new": summary([_asked(assistant, one) for one in asked]),
                    "known": summary([_asked(assistant, one) for one in asked]),
                }
        found["figures"] = sum(document.figures for document in library.documents())
        found["list"] = summary([timed(library.documents)[0] for _ in range(3)])
        pages = [timed(library.listed_documents, ListQuery(search="局"))[0] for _ in range(3)]
        found["list_page"] = summary(pages)
        found |= _changes(library, assistant, size, first)
        found["memory_mb"] = resident_mb()
        found["memory_before_mb"] = before
    found["disk_bytes_per_document"] = sum(f.stat().st_size for f in home.iterdir()) // size
    found["loop_ms"] = loop_ms()
    return found


def _changes(library, assistant, size: int, question: Asked) -> dict:
    """Adding some publications more, asking after each, and removing them."""
    adding, asking, removing = [], [], []
    added = [issue(number).document() for number in range(size, size + _ADDED_MORE)]
    for document in added:
        spent, result = timed(library.add_document, document)
        if result.status != "added":
            raise RuntimeError(f"{result.document}: {result.status} {result.error}")
        adding.append(spent)
        asking.append(_asked(assistant, question))
    for document in added:
        removing.append(timed(library.remove, document.name)[0])
    return {
        "adding_one": summary(adding),
        "first_after_change": summary(asking),
        "removing_one": summary(removing),
    }


def cold(home: Path, size: int) -> Time:
    """A command-line question in a process of its own.  Raises RuntimeError for a wrong answer."""
    import subprocess

    asked = next(iter(Asker(range(size), _SEED + 2).questions("by_name", 1)))
    command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "ask", "--json"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [*command, asked.question],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "BUDGET_QA_EMBEDDING_MODEL": "none"},
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    figure = json.loads(done.stdout)["figures"][0]
    if figure["value"] != format(asked.value, "f"):
        raise RuntimeError(f"{asked.question}: {figure}")
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    return 1000 * wall, 1000 * cpu


def resident_mb() -> int | None:
    """The resident memory of this process, None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _opened(home: Path, model: str = NO_MODEL):
    from index.library import Library
    from index.settings import Settings

    return Library(Settings(home=home, embedding_model=model))


def _asked(assistant, asked: Asked) -> Time:
    spent, answer = timed(assistant.ask, asked.question, asked.history)
    if not is_right(asked, answer):
        raise RuntimeError(f"{asked}: {answer.status} {answer.text}")
    return spent


def benchmark(home: Path, sizes: Sequence[int], workers: int, now: datetime) -> dict:
    """The whole result; see the module."""
    result: dict = {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": described_machine(),
        "sizes": {},
    }
    for size in sorted(sizes):
        filled = _in_a_process("fill", home, size, workers)
        measured = _in_a_process("measure", home, size, workers)
        measured["storing"] = filled["found"]
        measured["cold_command_line"] = summary([cold(home, size) for _ in range(3)])
        measured = measured.pop("found") | measured
        result["sizes"][str(size)] = measured
    return result | {"ratios": _ratios(result["sizes"])}


def _ratios(sizes: dict) -> dict:
    """Processor times of each size against those of the smallest."""
    first, *others = sizes
    told = {}
    for size in others:
        for name in ("adding_one", "removing_one", "first_question", "first_after_change"):
            one, base = (sizes[s][name]["cpu_ms"]["p50"] for s in (size, first))
            told[f"{name}_{size}_to_{first}"] = round(one / base, 2)
    return told


def _in_a_process(work: str, home: Path, size: int, workers: int) -> dict:
    command = [sys.executable, "-m", "eval.benchmarks.growth", "--work", work]
    command += ["--home", str(home), "--sizes", str(size), "--workers", str(workers)]
    done = run(command, described_machine()["cores"])
    return {"found": json.loads(done.output.splitlines()[-1]), "peak_mb": done.peak_mb}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="how everything grows with the library")
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100, 1000])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--chart", type=Path, help="an SVG file to draw the result in")
    parser.add_argument("--home", type=Path, help="where the library is kept")
    parser.add_argument("--workers", type=int, default=1, help="processes that make publications")
    parser.add_argument("--work", choices=("fill", "measure"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        (size,) = options.sizes
        work = {"fill": lambda: fill(options.home, size, options.workers)}
        work["measure"] = lambda: measure(options.home, size)
        print(json.dumps(work[options.work]()))
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        result = benchmark(home, options.sizes, options.workers, datetime.now(UTC))
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    for path, content in ((options.out, text + "\n"), (options.chart, chart(result))):
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")


if __name__ == "__main__":
    main()
