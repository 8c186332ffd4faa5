"""Which of several rows a question spells out, with the rows above it."""

from __future__ import annotations

from assistant.finding.matching import Match
from corpus.amounts import agree
from corpus.text import name_of, normalise
from index.records import StoredFigure


def spelt_out(matches: list[Match], text: str) -> Match | None:
    """The row whose path the text spells out furthest, None if there are several that differ.

    行政事业单位医疗中事业单位医疗 spells out a row and the row above it, though the name of the
    row stands within the other, and the names of its siblings are made of the same words.
    """
    depths = [_depth_spelt(match.figure, text) for match in matches]
    deepest = max(depths, default=0)
    found = [match for match, depth in zip(matches, depths, strict=True) if depth == deepest]
    return found[0] if deepest and all(_agree(found[0], m) for m in found) else None


def _depth_spelt(figure: StoredFigure, text: str) -> int:
    """How many names of a row's path the text holds apart from each other; 0 without its last."""
    found = 0
    for label in figure.row_path:
        name = normalise(name_of(label))
        if name and name in text:
            found += 1
            text = text.replace(name, "\0", 1)
        elif label is figure.row_path[-1]:
            return 0
    return found


def _agree(a: Match, b: Match) -> bool:
    return agree(a.figure.value, a.figure.unit, b.figure.value, b.figure.unit)
