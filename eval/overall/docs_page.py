"""The tables of ``docs/results.md``, which hold what was stored and nothing else.

Each stands between ``<!-- table: NAME -->`` and ``<!-- end -->``; the words around them are
written by hand.  A test fails where the page and the stored results differ.
"""

from __future__ import annotations

import re

from eval.overall.tables import TABLES, Parts
from eval.reports import cell

_PLACE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str, parts: Parts) -> str:
    """The page with every table as the stored parts have it.

    Raises KeyError for a table that there is none of.
    """

    def table(match: re.Match) -> str:
        head, rows = TABLES[match[2]](parts)
        return f"{match[1]}{markdown_table(head, rows)}\n{match[3]}"

    return _PLACE.sub(table, page)


def markdown_table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; a first cell like the one above it is left empty."""
    lines = ["| " + " | ".join(map(cell, head)) + " |", "|" + "---|" * len(head)]
    before = None
    for first, *others in rows:
        shown = "" if first == before else first
        before = first
        lines.append("| " + " | ".join(cell(text) for text in (shown, *others)) + " |")
    return "\n".join(lines)
