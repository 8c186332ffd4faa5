"""Word documents: headings by style or as mere bold lines, tables with merged cells."""

from __future__ import annotations

import io
import random

from eval.publications.model import (
    BlankPage,
    PrintedHeading,
    PrintedTable,
    PrintedText,
    Publication,
)
from eval.publications.style import Style


def write_docx(publication: Publication, style: Style, rng: random.Random) -> bytes:
    """The publication from top to bottom; spans as gridSpan and vMerge."""
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    styled = rng.random() < 0.5
    last = ""
    for index, part in enumerate(publication.parts):
        match part:
            case PrintedHeading():
                last = part.text
                _heading(document, part, styled or not index)
            case PrintedText():
                document.add_paragraph(part.text)
            case PrintedTable():
                _table(document, part, part.title != last)
            case BlankPage():
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _heading(document, part: PrintedHeading, styled: bool) -> None:
    if styled:
        document.add_heading(part.text, level=part.level)
    else:
        document.add_paragraph().add_run(part.text).bold = True


def _table(document, table: PrintedTable, with_title: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if with_title:
        document.add_paragraph(table.title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for side, text in table.captions:
        line = document.add_paragraph(text.replace("|", "\t"))
        if side == "right":
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    grid = document.add_table(len(table.rows), table.width, style="Table Grid")
    # Asking for cells one by one walks the whole grid every time.
    cells = [list(row.cells) for row in grid.rows]
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            place = cells[r][c]
            if cell.rowspan > 1 or cell.colspan > 1:
                place = place.merge(cells[r + cell.rowspan - 1][c + cell.colspan - 1])
            if cell.text:
                place.text = cell.text
    for note in table.notes:
        document.add_paragraph(note)
