"""``python -m eval.baselines QUESTIONS.jsonl DOCUMENT... --out DIR``."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import click

from eval.baselines.beside import BesideError, beside
from eval.baselines.cold_start import cold_start
from eval.baselines.plain_text import PlainTextError
from eval.overall.docs_page import markdown_table
from eval.overall.parts import about, counted
from eval.overall.report import to_html, to_markdown
from eval.overall.tables import TABLES
from eval.question_sets import QuestionSetError, load
from index.errors import LibraryError

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("questions", type=_FILE)
@click.argument("documents", nargs=-1, required=True, type=_FILE)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
@click.option("--cold", default=0, help="How many cold starts of each to time as well.")
@click.option("--words/--no-words", default=True, help="Store what was asked and said.")
def main(questions: Path, documents: tuple[Path, ...], out: Path, cold: int, words: bool) -> None:
    """The product and the plain alternatives side by side: a report of each, and all of them in
    one table (beside.html, beside.md) with what it was made from (beside.json)."""
    told = about()
    try:
        asked = load(questions)
        with tempfile.TemporaryDirectory() as folder:
            runs = beside(asked, documents, Path(folder), os.environ, _say)
            question = asked.questions[0].question
            started = about() | cold_start(Path(folder), question, cold) if cold else None
    except (QuestionSetError, PlainTextError, BesideError, LibraryError) as error:
        raise click.ClickException(str(error)) from error
    for one in runs:
        one.report.save(out / one.report.setting.system.replace(" ", "-"), words)
    form = {"systems": [one.to_json(words) for one in runs], "cold_start": started}
    (out / "beside.json").write_text(json.dumps(form, ensure_ascii=False, indent=1) + "\n", "utf-8")
    parts = {asked.name: told | {"systems": [counted(one.to_json()) for one in runs]}}
    parts |= {"cold_start": started} if started else {}
    (out / "beside.html").write_text(to_html(parts), "utf-8")
    (out / "beside.md").write_text(to_markdown(parts), "utf-8")
    click.echo(markdown_table(*TABLES["accuracy"](parts)))
    if started:
        _say(f"cold start: {started['median_s']}, ratio {started['ratio']}")


def _say(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main()
