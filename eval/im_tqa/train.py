"""Train the table lookup: ``python -m eval.im_tqa.train TABLES QUESTIONS --out MODEL``.

Deterministic by ``--seed``.  Judge the result on other tables than these.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from assistant.table_lookup.model import BUNDLED
from eval.im_tqa.data import BenchmarkError, load_questions, load_tables
from eval.im_tqa.training.stack import Recipe, Stack

EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command(help=__doc__)
@click.argument("tables", type=EXISTING)
@click.argument("questions", type=EXISTING)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=BUNDLED)
@click.option("--seed", default=0, show_default=True)
@click.option("--check/--no-check", default=True, help="Also measure by cross-validation.")
def main(tables: Path, questions: Path, out: Path, seed: int, check: bool) -> None:
    started = time.perf_counter()

    def say(message: str) -> None:
        click.echo(f"{time.perf_counter() - started:6.0f} s  {message}", err=True)

    try:
        known = load_tables(tables)
        asked = load_questions(questions, known)
        model = Stack(known, asked, Recipe(seed=seed, check=check), say).train()
    except (BenchmarkError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    model.save(out)
    say(f"{out}: {out.stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
