"""``python -m eval.overall --known QA.jsonl --documents DIR --im-tqa DIR``."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from eval.baselines.beside import BesideError
from eval.baselines.plain_text import PlainTextError
from eval.im_tqa.data import BenchmarkError
from eval.overall import parts as measuring
from eval.overall.docs_page import filled
from eval.overall.report import to_html
from eval.question_sets import QuestionSetError, load
from index.errors import LibraryError

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "eval" / "results"
PAGE = ROOT / "docs" / "results.md"
PARTS = ("known", "samples", "generated", "many_generated", "im_tqa", "cold_start")

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.option("--known", type=_FILE, help="The known questions.")
@click.option("--documents", type=_FOLDER, help="The documents they are about.")
@click.option("--im-tqa", type=_FOLDER, help="Folder with dev_tables.json and dev_questions.json.")
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Measure these parts only.")
# By default seeds whose questions nobody looked at while the product was made.
@click.option("--seeds", default="611,612", show_default=True, help="Of generated.")
@click.option(
    "--many-seeds", default="601,602,603,604,605", show_default=True, help="Of many generated."
)
@click.option("--repeats", default=5, show_default=True, help="Cold starts of each.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=RESULTS,
    show_default="eval/results",
    help="Folder that keeps what was measured, and report.html.",
)
@click.option("--page", type=_FILE, help="Whose tables to fill: docs/results.md, unless --out.")
@click.option("--measure/--no-measure", default=True, help="Or only write the pages again.")
def main(known, documents, im_tqa, only, seeds, many_seeds, repeats, out, page, measure):
    """Measures everything and stores it: the product and plain retrieval on the question sets, the
    product on IM-TQA, and first answers. What has no path given is left as it is stored."""
    for name, lacks in (
        ("known", not (known and documents) and "--known and --documents"),
        ("im_tqa", not im_tqa and "--im-tqa"),
    ):
        if lacks and name in only:
            raise click.UsageError(f"--only {name} needs {lacks}")
    wanted = (only or PARTS) if measure else ()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = _work(known, documents, im_tqa, seeds, many_seeds, repeats, Path(scratch))
        try:
            for name in PARTS:
                if name in wanted and name in work:
                    _store(out / f"{name}.json", work[name]())
        except (
            BenchmarkError,
            BesideError,
            LibraryError,
            PlainTextError,
            QuestionSetError,
        ) as error:
            raise click.ClickException(str(error)) from error
    # What was measured elsewhere does not take the place of what is published.
    publish(out, page or (PAGE if out.resolve() == RESULTS else None))


def stored(folder: Path) -> dict[str, dict]:
    """The stored parts by name."""
    paths = {name: folder / f"{name}.json" for name in PARTS}
    return {name: json.loads(p.read_text("utf-8")) for name, p in paths.items() if p.exists()}


def publish(folder: Path, page: Path | None) -> None:
    """Writes the report of the stored parts, and their tables into the page, if there is one."""
    parts = stored(folder)
    (folder / "report.html").write_text(to_html(parts), "utf-8")
    if page:
        page.write_text(filled(page.read_text("utf-8"), parts), "utf-8")


def _work(
    known, documents, im_tqa, seeds, many_seeds, repeats, scratch: Path
) -> dict[str, Callable[[], dict]]:
    samples, own = (
        ROOT / "eval/questions/samples.jsonl",
        sorted((ROOT / "corpus/samples").iterdir()),
    )
    few = measuring.Generated(_numbers(seeds), 6, 150)
    many = measuring.Generated(_numbers(many_seeds), 8, 400)
    question = load(samples).questions[0].question

    def beside(questions, files, name):
        at = scratch / name
        return measuring.questions_beside(questions, files, at, os.environ, _say)

    def cold():
        at = scratch / "samples"
        if not at.exists():
            beside(samples, own, "samples")
        return measuring.first_answers(at, question, repeats, _say)

    work = {
        "samples": lambda: beside(samples, own, "samples"),
        "generated": lambda: measuring.generated_beside(few, scratch / "few", os.environ, _say),
        "many_generated": lambda: measuring.generated_alone(many, scratch / "many", _say),
        "cold_start": cold,
    }
    if known and documents:
        files = sorted(path for path in documents.iterdir() if path.is_file())
        work["known"] = lambda: beside(known, files, "known")
    if im_tqa:
        tables, questions = im_tqa / "dev_tables.json", im_tqa / "dev_questions.json"
        work["im_tqa"] = lambda: measuring.im_tqa(tables, questions, _say)
    return work


def _numbers(text: str) -> list[int]:
    try:
        return [int(number) for number in text.split(",")]
    except ValueError as error:
        raise click.BadParameter(f"seeds are numbers with commas between: {text!r}") from error


def _store(path: Path, form: dict) -> None:
    path.write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _say(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main()
