"""Writes generated publications, reads them back, and counts what became of every figure.

Usage::

    python -m eval.publications.round_trip --seed 1 --count 200 --out results.json
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import click

from corpus.errors import ReadError
from corpus.reading import read
from eval.publications.comparison import Verdict, compare
from eval.publications.invent import invent
from eval.publications.model import Publication
from eval.publications.places import Misplaced, misplaced
from eval.publications.style import Style, draw_style
from eval.publications.writers import DIGITAL, FORMATS, writer, written

# Failures described a format; the counts always cover all of them.
_DESCRIBED = 40


@dataclass
class FormatResult:
    """The figures of all publications written in one format, and the first failures."""

    publications: int = 0
    unread: int = 0
    figures: int = 0
    right: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    flagged: int = 0
    doubted: int = 0
    mislabelled: int = 0
    misplaced: int = 0
    digits: int = 0
    digits_right: int = 0
    failures: list[dict] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether every figure was read right and where it is printed, and none invented."""
        failed = self.wrong + self.invented + self.misplaced + self.unread
        return self.right == self.figures and not failed

    def add(self, seed: int, verdict: Verdict, elsewhere: Sequence[Misplaced] = ()) -> None:
        """Counts one publication in."""
        self.publications += 1
        self.figures += verdict.figures
        self.right += verdict.right
        self.wrong += len(verdict.wrong)
        self.missing += len(verdict.missing)
        self.invented += len(verdict.invented)
        self.flagged += verdict.flagged
        self.doubted += verdict.doubted
        self.mislabelled += len(verdict.mislabelled)
        self.misplaced += len(elsewhere)
        self.digits += verdict.digits
        self.digits_right += verdict.digits_right
        found = [{"true": asdict(a), "read": asdict(b)} for a, b in verdict.wrong]
        found += [{"true": asdict(a), "misread": asdict(b)} for a, b in verdict.mislabelled]
        found += [{"true": asdict(a)} for a in verdict.missing]
        found += [{"read": asdict(b)} for b in verdict.invented]
        found += [{"misplaced": asdict(each)} for each in elsewhere]
        room = _DESCRIBED - len(self.failures)
        self.failures += [{"seed": seed, **each} for each in found[:room]]


def publication_of(seed: int, size: int = 8) -> tuple[Publication, Style]:
    """The publication of a seed, and its style."""
    rng = random.Random(seed)
    style = draw_style(rng, size)
    return invent(rng, style), style


def round_trip(
    seeds: Iterable[int],
    formats: Sequence[str],
    folder: Path,
    size: int = 8,
    progress: Callable[[int], None] = lambda seed: None,
) -> dict[str, FormatResult]:
    """The result of each format over the publications of ``seeds``, written into ``folder``."""
    results = {name: FormatResult() for name in formats}
    for seed in seeds:
        publication, style = publication_of(seed, size)
        for name, result in results.items():
            path = folder / f"{seed}-{name}{writer(name)[1]}"
            content, places = written(name, publication, style, random.Random(seed))
            path.write_bytes(content)
            try:
                document = read(path)
            except ReadError as error:
                result.unread += 1
                result.failures.append({"seed": seed, "error": error.cause})
                continue
            elsewhere = misplaced(publication, places, document) if places is not None else ()
            result.add(seed, compare(publication, document), elsewhere)
        progress(seed)
    return results


def report(
    results: dict[str, FormatResult], seeds: range, size: int, date: datetime, commit: str
) -> dict:
    """The results as they are stored: when, of which commit, from which seeds."""
    return {
        "date": date.isoformat(timespec="seconds"),
        "commit": commit,
        "seeds": [seeds.start, seeds.stop - 1],
        "size": size,
        "formats": {name: asdict(result) for name, result in results.items()},
    }


def table(results: dict[str, FormatResult]) -> str:
    """The counts of each format as lines for the terminal."""
    head = ("format", "publications", "figures", "right", "wrong", "missing", "invented")
    head += ("flagged", "doubted", "mislabelled", "misplaced", "digits right")
    lines = ["  ".join(f"{name:>12}" for name in head)]
    for name, r in results.items():
        share = f"{100 * r.digits_right / r.digits:.2f}%" if r.digits else ""
        counts = (name, r.publications, r.figures, r.right, r.wrong, r.missing, r.invented)
        row = (*counts, r.flagged, r.doubted, r.mislabelled, r.misplaced, share)
        lines.append("  ".join(f"{value:>12}" for value in row))
    return "\n".join(lines)


def _commit() -> str:
    root = Path(__file__).parent
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True
    )
    return found.stdout.strip() if found.returncode == 0 else ""


@click.command()
@click.option("--seed", default=1, show_default=True, help="The first seed.")
@click.option("--count", default=20, show_default=True, help="How many publications.")
@click.option("--size", default=8, show_default=True, help="The most subjects of a publication.")
@click.option("--formats", default=",".join(DIGITAL), show_default=True, help="Which formats.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to store the results (JSON).")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder to keep the files in.")
def main(seed, count, size, formats, out, keep):
    """Reads generated publications back and counts right, wrong, missing and invented figures."""
    names = formats.split(",")
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"unknown {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    seeds = range(seed, seed + count)

    def progress(done: int) -> None:
        click.echo(f"\r{done - seed + 1}/{count}", err=True, nl=False)

    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        results = round_trip(seeds, names, folder, size, progress)
    click.echo("", err=True)
    click.echo(table(results))
    if out:
        stored = report(results, seeds, size, datetime.now().astimezone(), _commit())
        out.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.exit(0 if all(result.passed for result in results.values()) else 1)


if __name__ == "__main__":
    main()
