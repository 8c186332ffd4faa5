"""Train the table lookup: ``python -m eval.im_tqa.train TABLES QUESTIONS --out MODEL``.

With ``--english`` on the English texts of the same files.  Deterministic by ``--seed``.  Judge the
result on other tables than these.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from assistant.table_lookup.detection import CHINESE, ENGLISH
from assistant.table_lookup.model import BUNDLED
from eval.im_tqa.data import BenchmarkError, load_questions, load_tables
from eval.im_tqa.training.stack import RECIPES, Stack

EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(help=__doc__)
@click.argument("tables", type=EXISTING)
@click.argument("questions", type=EXISTING)
@click.option("--english", is_flag=True, help="Train the model for English tables.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The model file; by default the one that comes with the product.",
)
@click.option("--seed", default=0, show_default=True)
@click.option("--check/--no-check", default=True, help="Also measure by cross-validation.")
def main(
    tables: Path,
    questions: Path,
    english: bool,
    out: Path | None,
    seed: int,
    check: bool,
) -> None:
    started = time.perf_counter()

    def say(message: str) -> None:
        click.echo(f"{time.perf_counter() - started:6.0f} s  {message}", err=True)

    try:
        language = ENGLISH if english else CHINESE
        known = load_tables(tables, language.name)
        asked = load_questions(questions, known, language.name)
        recipe = replace(RECIPES[language.name], seed=seed, check=check)
        model = Stack(known, asked, recipe, say, language).train()
    except (BenchmarkError, FileNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    out = out or BUNDLED[language.name]
    model.save(out)
    say(f"{out}: {out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
