"""The five real PDF publications, page by page against what was read off their print by eye.

The truth (``data/putuo_*_cells.jsonl``, see ``data/README.md``) was written before the reader was
run on it.  A page it names holds exactly the figures listed: one more is invented, one less lost.
"""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.document import CellState

TRUTHS = sorted((Path(__file__).parent / "data").glob("putuo_*_cells.jsonl"))


def lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module", params=TRUTHS, ids=lambda path: path.stem)
def publication(request, published):
    """The lines of one truth file and the document they are about, as read."""
    first, *lines = lines_of(request.param)
    return lines, published(first["document"])


def listed_figures(lines):
    """(page, table, row path, column path, code, value, unit, print) of every listed figure."""
    pages = {line["page"]: line for line in lines if "numeric_cells" in line}
    return Counter(
        (
            line["page"],
            pages[line["page"]]["table"],
            tuple(line["row_path"]),
            tuple(column.split("/")),
            line["code"],
            Decimal(printed.replace(",", "")),
            pages[line["page"]]["unit"],
            printed,
        )
        for line in lines
        if "cells" in line
        for column, printed in line["cells"].items()
    )


def read_figures(document, pages):
    return Counter(
        (
            cell.position.page,
            table.title,
            cell.row_path,
            cell.column_path,
            cell.code,
            cell.value,
            cell.unit,
            cell.text,
        )
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER and cell.position.page in pages
    )


def test_the_truth_covers_what_it_says():
    pages = cells = 0
    for path in TRUTHS:
        lines = lines_of(path)
        for page in (line for line in lines if "numeric_cells" in line):
            rows = [x for x in lines if "cells" in x and x["page"] == page["page"]]
            assert sum(len(row["cells"]) for row in rows) == page["numeric_cells"], page
            pages += 1
            cells += page["numeric_cells"]
    assert (len(TRUTHS), pages, cells) == (5, 84, 2598)


def test_a_page_holds_exactly_the_figures_of_its_print(publication):
    lines, document = publication
    listed = listed_figures(lines)
    found = read_figures(document, {line["page"] for line in lines if "numeric_cells" in line})
    lost, invented = listed - found, found - listed
    assert not lost and not invented, "\n".join(
        [*(f"printed, not read: {x}" for x in lost), *(f"read, not printed: {x}" for x in invented)]
    )


def test_no_listed_figure_is_uncertain(publication):
    lines, document = publication
    pages = {line["page"] for line in lines if "numeric_cells" in line}
    doubtful = [
        cell
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER and cell.position.page in pages and not cell.certain
    ]
    assert not doubtful, doubtful


def test_there_is_no_figure_on_a_page_without_a_table(publication):
    lines, document = publication
    pages = {line["page"] for line in lines if "numeric_cells" in line}
    stray = [
        cell
        for table in document.tables
        for cell in table.cells
        if cell.state is CellState.NUMBER and cell.position.page not in pages
    ]
    assert not stray, stray
