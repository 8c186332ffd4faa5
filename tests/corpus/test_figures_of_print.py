"""No figure invented, none lost: all tables of the real PDFs against their text layer.

The characters come from pdfium here, not from the reader, with the words put together by
nothing but the gaps between them.  Every number that stands in a table is one figure there, or
part of a code, a label or a header; and every figure's print stands in its box.
"""

import re
from collections import defaultdict
from pathlib import Path

import pypdfium2
import pytest

from corpus.document import CellState

SHARED = Path(__file__).resolve().parents[3] / "shared/corpus"
PUBLICATIONS = sorted(SHARED.glob("*.pdf"))
NUMBER = re.compile(r"[-−(（]?\d[\d,]*(\.\d+)?%?[)）]?")


@pytest.fixture(scope="module", params=PUBLICATIONS, ids=lambda path: path.stem)
def publication(request, published):
    """The document as read and (left, top, right, bottom, character) of all printed characters by page."""
    document = published(request.param.name)
    pdf = pypdfium2.PdfDocument(request.param)
    printed = {}
    for number, page in enumerate(pdf, start=1):
        text = page.get_textpage()
        height = page.get_height()
        printed[number] = [
            (left, height - top, right, height - bottom, character)
            for index in range(text.count_chars())
            if (character := text.get_text_range(index, 1)).strip()
            for left, bottom, right, top in [text.get_charbox(index, loose=True)]
        ]
    return document, printed


def middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def holds(box, point):
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def numbers(characters):
    """(print, middle) of the words that are numbers; a gap of half a character parts words."""
    lines = defaultdict(list)
    for character in characters:
        lines[round(character[3])].append(character)
    for line in lines.values():
        word = []
        for character in [*sorted(line), None]:
            if word and (
                character is None
                or character[0] - word[-1][2] > (character[3] - character[1]) / 2
                or abs(character[1] - word[-1][1]) > 2
            ):
                text = "".join(c[4] for c in word)
                if NUMBER.fullmatch(text):
                    yield text, middle((word[0][0], word[0][1], word[-1][2], word[-1][3]))
                word = []
            if character:
                word.append(character)


def figures(document):
    for table in document.tables:
        for cell in table.cells:
            if cell.state is CellState.NUMBER:
                yield cell


def test_the_print_of_every_figure_stands_in_its_box(publication):
    document, printed = publication
    wrong, count = [], 0
    for cell in figures(document):
        box = cell.position.box
        within = sorted(
            (c for c in printed[cell.position.page] if holds(box, middle(c))), key=lambda c: c[0]
        )
        text = "".join(c[4] for c in within)
        count += 1
        if text != "".join(cell.text.split()):
            wrong.append((cell, text))
    assert count and not wrong, "\n".join(map(str, wrong))


def names_something(table, row, column, text):
    """Whether a cell that is no figure holds the number as header, name, code or serial number."""
    printed = table.grid.rows[row][column].text
    if row < table.header_rows or printed != text:
        return text in printed
    of_row = {part for c in table.cells if c.row == row for part in (c.code, *c.row_path)}
    serial = any(table.grid.rows[r][column].text == "序号" for r in range(table.header_rows))
    return serial or any(text.zfill(2) in part for part in of_row)


def test_every_number_in_a_table_is_one_figure_or_names_something(publication):
    document, printed = publication
    places = defaultdict(list)
    for table in document.tables:
        for row, cells in enumerate(table.grid.rows):
            for column, cell in enumerate(cells):
                if cell.position.box:
                    places[cell.position.page].append((cell.position.box, table, row, column))
    wrong, count = [], 0
    for page, cells in places.items():
        for text, point in numbers(printed[page]):
            holders = [cell[1:] for cell in cells if holds(cell[0], point)]
            if not holders:
                continue
            count += 1
            claimed = [
                figure
                for figure in figures(document)
                if figure.position.page == page and holds(figure.position.box, point)
            ]
            if claimed and (len(claimed) != 1 or claimed[0].text != text):
                wrong.append((page, text, "claimed by", claimed))
            if not claimed and not any(names_something(*holder, text) for holder in holders):
                wrong.append((page, text, "lost"))
    assert count > 400 and not wrong, "\n".join(map(str, wrong))
