"""Separated values: one file with all tables, each under its title."""

from __future__ import annotations

import csv
import io
import random

from eval.publications.model import PrintedTable, PrintedText, Publication
from eval.publications.style import Style


def write_csv(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Title, captions, table and notes one below the other, a blank line between tables."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for part in publication.parts:
        if isinstance(part, PrintedTable):
            writer.writerow([part.title])
            for _, text in part.captions:
                writer.writerow(["", *text.split("|")] if "|" not in text else text.split("|"))
            writer.writerows([cell.text if cell else "" for cell in row] for row in part.rows)
            for note in part.notes:
                writer.writerow([note])
            writer.writerow([])
        elif isinstance(part, PrintedText):
            writer.writerow([part.text])
    return out.getvalue().encode("utf-8-sig" if style.encoding == "utf-8" else "gb18030")
