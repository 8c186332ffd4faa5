"""Every table cell of real publications as pdfplumber, an independent reader, finds it."""

from pathlib import Path

import pdfplumber
import pytest

from corpus.readers.pdf.pdfium import PdfFile
from corpus.readers.pdf.ruled import find_tables

SHARED = Path(__file__).resolve().parents[5] / "shared/corpus"
FILES = sorted(SHARED.glob("*.pdf"))


def set_on_baselines(page):
    """What both readers must agree on first: a box that stands on the baseline, characters
    printed twice read once."""
    seen = set()
    kept = []
    for char in page.chars:
        shift = char["y0"] - (char["matrix"][5] - 0.14 * char["size"])
        char["bottom"] += shift
        char["top"] = char["bottom"] - char["size"]
        char["doctop"] += shift
        key = (char["text"], round(char["x0"]), round(char["bottom"]))
        if key not in seen and 0 <= char["bottom"] and char["top"] <= page.height:
            seen.add(key)
            kept.append(char)
    page.chars[:] = kept


def judged(table):
    """Text and box by row and column."""
    return {
        (r, c): (text.strip(), box)
        for r, (texts, row) in enumerate(zip(table.extract(), table.rows, strict=True))
        for c, (text, box) in enumerate(zip(texts, row.cells, strict=True))
        if box
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_of_every_table(path):
    cells = 0
    with PdfFile(path, path.read_bytes()) as file, pdfplumber.open(path) as judge:
        assert len(file) == len(judge.pages)
        for number, judging in enumerate(judge.pages, 1):
            set_on_baselines(judging)
            # Boxes of one column are grounds and frames, no tables.
            theirs = [judged(t) for t in judging.find_tables() if len(t.rows[0].cells) > 1]
            ours = [
                {(c.row, c.column): (c.text, c.box) for c in table.cells}
                for table in find_tables(file.page(number))
                if len(table.columns) > 1
            ]
            judging.close()
            assert [{place: text for place, (text, _) in table.items()} for table in ours] == [
                {place: text for place, (text, _) in table.items()} for table in theirs
            ], number
            for table, other in zip(ours, theirs, strict=True):
                cells += len(table)
                for place, (text, box) in table.items():
                    distance = max(abs(a - b) for a, b in zip(box, other[place][1], strict=True))
                    assert distance <= 1, (number, place, text)
    assert cells > 300


def test_the_judge_has_seen_real_publications():
    assert len(FILES) == 5
