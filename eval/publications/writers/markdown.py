"""Markdown as converters write it: headings, and tables by tabs or bars."""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.publications.model import (
    BlankPage,
    PrintedCell,
    PrintedHeading,
    PrintedTable,
    PrintedText,
    Publication,
)
from eval.publications.style import Style


def write_markdown(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Tables by tabs; a merged cell is printed in its first place, the rest is empty."""
    return _written(publication, lambda rows: ["\t".join(row) for row in rows])


def write_pipes(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """Tables by bars, a rule below the first row."""
    return _written(publication, _barred)


def _barred(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return lines


def _written(publication: Publication, as_lines) -> bytes:
    lines: list[str] = []
    last = ""
    for part in publication.parts:
        lines.append("")
        match part:
            case PrintedHeading():
                lines.append("#" * part.level + " " + part.text)
                last = part.text
            case PrintedText():
                lines.append(part.text)
            case PrintedTable():
                lines += _table(part, part.title != last, as_lines)
            case BlankPage():
                lines.append("---")
    return "\n".join([*lines, ""]).encode()


def _table(table: PrintedTable, with_title: bool, as_lines) -> list[str]:
    lines = [table.title, ""] if with_title else []
    for _, text in table.captions:
        lines += [text.replace("|", "　　"), ""]
    lines += as_lines([[_text(cell) for cell in row] for row in table.rows])
    for note in table.notes:
        lines += ["", note]
    return lines


def _text(cell: PrintedCell | None) -> str:
    return cell.text if cell else ""
