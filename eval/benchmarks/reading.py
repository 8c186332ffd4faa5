"""How fast PDF files get into the library, beside pdfplumber's bare extraction of their tables.

    python -m eval.benchmarks.reading PDF... [--out FILE.json] [--repeats N]

Measures, in turns and each in processes of its own: pdfplumber's ``extract_tables`` on every
page, on one core; adding the files to a new library (reading, understanding, self-check,
storing; no embedding) on one core; the same on all cores.  The result holds the medians of the
repeats, their ratios, the date, the machine and the peak memory of all processes together.

Wall time is what counts; processor time stands beside it, as other work on the machine
disturbs it less.  pdfplumber is among the packages for tests.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median

from eval.benchmarks.machine import commit, described_machine
from eval.benchmarks.processes import run


def extract_tables(files: Sequence[Path], workers: int) -> int:
    """pdfplumber's bare extraction of all tables; the number of pages."""
    # Not a dependency of the product, so it is not imported like one.
    pdfplumber = import_module("pdfplumber")
    pages = 0
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()
                pages += 1
    return pages


def add(files: Sequence[Path], workers: int) -> int:
    """The whole add of the files to a new library, without embedding; the number of pages.

    Raises RuntimeError for a file that is not added.
    """
    from index.library import Library
    from index.settings import NO_MODEL, Settings

    pages = 0
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), embedding_model=NO_MODEL)
        with Library(settings) as library:
            for result in library.add_paths(files, workers=workers):
                if result.status != "added":
                    raise RuntimeError(f"{result.path}: {result.status} {result.error}")
            pages = sum(document.pages or 0 for document in library.documents())
    return pages


WORK: dict[str, Callable[[Sequence[Path], int], int]] = {
    "pdfplumber": extract_tables,
    "add": add,
}


def measured(work: str, cores: int, files: Sequence[Path]) -> dict:
    """One measurement in a process of its own: pages, seconds, processor seconds, peak memory."""
    command = [sys.executable, "-m", "eval.benchmarks.reading", "--work", work]
    command += ["--cores", str(cores), *map(str, files)]
    done = run(command, cores)
    return {**json.loads(done.output.splitlines()[-1]), "peak_mb": done.peak_mb}


def _work(work: str, cores: int, files: Sequence[Path]) -> dict:
    started, before = time.perf_counter(), os.times()
    pages = WORK[work](files, cores)
    seconds, after = time.perf_counter() - started, os.times()
    # User and system time of this process and those it waited for.
    cpu = sum(after[:4]) - sum(before[:4])
    return {"pages": pages, "seconds": seconds, "cpu_seconds": cpu}


def benchmark(files: Sequence[Path], repeats: int, now: datetime) -> dict:
    """The whole result; see the module."""
    machine = described_machine()
    cores = machine["cores"]
    kinds = {
        "pdfplumber": ("pdfplumber", 1),
        "add_one_core": ("add", 1),
        "add_all_cores": ("add", cores),
    }
    runs: dict[str, list[dict]] = {name: [] for name in kinds}
    for _ in range(repeats):
        for name, (work, used) in kinds.items():
            runs[name].append(measured(work, used, files))
            print(f"{name}: {runs[name][-1]}", file=sys.stderr)
    results = {name: _summary(of_kind) for name, of_kind in runs.items()}
    return {
        "date": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine,
        "files": len(files),
        "repeats": repeats,
        **results,
        "ratios": {
            "add_one_core_to_pdfplumber": _ratio(runs, "add_one_core", "pdfplumber", "seconds"),
            "add_one_core_to_pdfplumber_cpu": _ratio(
                runs, "add_one_core", "pdfplumber", "cpu_seconds"
            ),
            "add_all_cores_to_pdfplumber": _ratio(runs, "add_all_cores", "pdfplumber", "seconds"),
            "one_core_to_all_cores": _ratio(runs, "add_one_core", "add_all_cores", "seconds"),
        },
    }


def _summary(runs: Sequence[dict]) -> dict:
    seconds = median(one["seconds"] for one in runs)
    peaks = [one["peak_mb"] for one in runs if one["peak_mb"]]
    return {
        "pages": runs[0]["pages"],
        "seconds": round(seconds, 2),
        "pages_per_second": round(runs[0]["pages"] / seconds, 1),
        "cpu_seconds": round(median(one["cpu_seconds"] for one in runs), 2),
        "peak_mb": max(peaks, default=None),
    }


def _ratio(runs: dict[str, list[dict]], of: str, to: str, value: str) -> float:
    """The median of the ratios of runs that stood next to one another."""
    pairs = zip(runs[of], runs[to], strict=True)
    return round(median(one[value] / other[value] for one, other in pairs), 3)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(description="pages a second into the library")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    # One measurement, in the process that is measured.
    parser.add_argument("--work", choices=sorted(WORK), help=argparse.SUPPRESS)
    parser.add_argument("--cores", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.work:
        print(json.dumps(_work(options.work, options.cores, options.files)))
        return
    result = benchmark(options.files, options.repeats, datetime.now(UTC))
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
