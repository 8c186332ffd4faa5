"""``python -m eval.generated_questions --seed 7 --documents 8 --questions 400 --out DIR``."""

from __future__ import annotations

from pathlib import Path

import click

from eval.generated_questions.collection import publish, write_documents
from eval.generated_questions.composing import compose, lines
from eval.publications.writers import FORMATS


@click.command()
@click.option("--seed", default=1, show_default=True, help="Decides everything.")
@click.option(
    "--documents",
    # Two years of one department and its final account: what comparing questions are about.
    type=click.IntRange(min=3),
    default=8,
    show_default=True,
    help="How many publications.",
)
@click.option(
    "--questions",
    type=click.IntRange(min=1),
    default=400,
    show_default=True,
    help="About how many questions; a few of every kind at least.",
)
@click.option("--formats", default="markdown,pipes,site,docx,xlsx", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
def main(seed, documents, questions, formats, out):
    """Writes publications to OUT/documents and questions about them to OUT/questions.jsonl."""
    names = formats.split(",")
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"unknown {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    collection = publish(seed, documents, names)
    write_documents(collection, out / "documents")
    forms = compose(collection, questions, seed)
    (out / "questions.jsonl").write_text(lines(forms), encoding="utf-8")
    click.echo(f"{len(collection.entries)} documents, {len(forms)} questions", err=True)


if __name__ == "__main__":
    main()
