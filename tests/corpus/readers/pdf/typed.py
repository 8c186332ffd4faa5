"""Pages typed without ruling lines: texts at places, and the figures that are read from them."""

from corpus.document import CellState, Grid
from corpus.readers.pdf.content import page_content
from corpus.readers.pdf.layout import Layout
from corpus.readers.pdf.page import Char, Page
from corpus.tables.understanding import understand

SIZE = 10.0


def width(text, size=SIZE):
    return sum(size if c > "\u2e80" else size / 2 for c in text)


def at(x, y, text, align="left", size=SIZE):
    """The characters of a text whose left edge, middle or right edge stands at x; its lines,
    parted by |, stand around the height y, the lower edge of a single one."""
    lines = text.split("|")
    chars = []
    for number, line in enumerate(lines):
        bottom = y + 1.3 * size * (number - (len(lines) - 1) / 2)
        left = x - {"left": 0, "centre": width(line, size) / 2, "right": width(line, size)}[align]
        for c in line:
            step = width(c, size)
            if c != " ":
                chars.append(Char(c, left, bottom - size, left + step, bottom, size))
            left += step
    return chars


def title(y, text, unit=""):
    chars = at(297, y, text, "centre", 14)
    return chars + (at(540, y + 18, f"单位：{unit}", "right") if unit else [])


def table(sides, rows, aligns):
    """Rows of texts at their heights, in columns between ``sides``; each column's texts are set
    as ``aligns`` says (l, c or r), where a row's height is negative in the middle."""
    chars = []
    for y, *texts in rows:
        for k, text in enumerate(texts):
            align = "c" if y < 0 else aligns[k]
            place = {
                "l": (sides[k] + 4, "left"),
                "c": ((sides[k] + sides[k + 1]) / 2, "centre"),
                "r": (sides[k + 1] - 4, "right"),
            }[align]
            chars += at(place[0], abs(y), text, place[1]) if text else []
    return chars


def read(*pages):
    """The blocks and warnings of pages of characters, A4 upright."""
    layout = Layout()
    for number, chars in enumerate(pages, start=1):
        layout.take(page_content(Page(number, 595, 842, tuple(chars), ())))
    return layout.finish(), layout.warnings


def figures(*pages):
    """All figures as (title, row path, column path, value as text, unit)."""
    found = []
    for block in read(*pages)[0]:
        if isinstance(block, Grid):
            table = understand(block)
            for cell in table.cells:
                if cell.state is CellState.NUMBER:
                    assert cell.certain
                    rows, columns = "/".join(cell.row_path), "/".join(cell.column_path)
                    found.append((table.title, rows, columns, str(cell.value), cell.unit))
    return found
