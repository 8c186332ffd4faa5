"""``python -m eval.publications --seed 7 --count 20 --formats pdf,docx --out DIR``."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from eval.publications.model import Publication
from eval.publications.places import Places, figures_by_place
from eval.publications.round_trip import publication_of
from eval.publications.writers import DIGITAL, FORMATS, writer, written


def truth_lines(name: str, seed: int, publication: Publication, places: Mapping[str, Places]):
    """One JSON object a figure: the file's stem, the publication, what the cell says, and where
    it stands in each of the formats that have ``places``."""
    about = {
        "publication": name,
        "seed": seed,
        "organisation": publication.organisation,
        "region": publication.region,
        "year": publication.year,
        "kind": publication.kind,
    }
    for key, figure in figures_by_place(publication):
        told = asdict(figure) | {"state": figure.state.value}
        told["value"] = None if figure.value is None else format(figure.value, "f")
        told["places"] = {kind: asdict(placed[key]) for kind, placed in places.items()}
        yield json.dumps(about | told, ensure_ascii=False)


@click.command()
@click.option("--seed", default=1, show_default=True, help="The first seed.")
@click.option("--count", default=5, show_default=True, help="How many publications.")
@click.option("--size", default=8, show_default=True, help="The most subjects of a publication.")
@click.option("--formats", default=",".join(DIGITAL), show_default=True, help="Which formats.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
def main(seed, count, size, formats, out):
    """Writes publications of departments that do not exist, and truth.jsonl beside them."""
    names = formats.split(",")
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"unknown {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    out.mkdir(parents=True, exist_ok=True)
    with (out / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for number in range(seed, seed + count):
            publication, style = publication_of(number, size)
            stem = f"{number:04d} {publication.title}"
            places = {}
            for name in names:
                ending = writer(name)[1]
                kind = "" if f".{name}" == ending else f" {name}"
                content, placed = written(name, publication, style, random.Random(number))
                if placed is not None:
                    places[name] = placed
                (out / f"{stem}{kind}{ending}").write_bytes(content)
            truth.writelines(line + "\n" for line in truth_lines(stem, number, publication, places))
            click.echo(stem, err=True)


if __name__ == "__main__":
    main()
