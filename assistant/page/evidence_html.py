"""The evidence panel: the source table with the cell marked, or the paragraph with the sentence.

Every text is escaped; what the document says is never markup.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from assistant.answer import AnswerFigure, Citation, Evidence
from assistant.page.readings import grouped
from assistant.page.table_marks import TableMarks, covering, marks
from assistant.page.wording import Wording
from corpus.amounts import parse_cell
from corpus.document import CellState
from corpus.text import tidy
from index.records import StoredPassage, StoredTable

# A table longer than this is shown in part: the header and the rows around the mark.
MOST_ROWS = 240
ROWS_AROUND = 60


@dataclass(frozen=True)
class Source:
    """What is cited at one place, from a figure or a citation of an answer, with its number."""

    number: str
    document: str
    page: int | None = None
    section: str = ""
    table: str = ""
    quote: str = ""
    value: str = ""
    unit: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    evidence: Evidence | None = None

    @classmethod
    def of_figure(cls, figure: AnswerFigure, number: str) -> Source:
        """The place a figure was read from."""
        return cls(
            number=number,
            document=figure.document,
            page=figure.page,
            table=figure.table,
            quote=figure.quote,
            value=figure.value,
            unit=figure.unit,
            row=figure.row,
            column=figure.column,
            evidence=figure.evidence,
        )

    @classmethod
    def of_citation(cls, citation: Citation, number: str) -> Source:
        """The place a citation names."""
        return cls(
            number=number,
            document=citation.document,
            page=citation.page,
            section=citation.section,
            table=citation.table,
            quote=citation.quote,
            evidence=citation.evidence,
        )


def sheet(source: Source, words: Wording, body: str, opened: bool = True, unit: str = "") -> str:
    """The panel around ``body``: which document and place, and the ways out of it.

    ``opened`` tells whether the user asked for it (a phone shows it only then); ``unit`` is that
    of the whole table.
    """
    title = words.evidence_of.format(number=source.number) if source.number else words.evidence
    kind = "opened" if opened else "offered"
    return (
        f'<section class="sheet {kind}" aria-labelledby="evidence-title" lang="{words.tag}">'
        '<header class="sheet-head"><div class="sheet-bar">'
        f'<h2 id="evidence-title" tabindex="-1">{escape(title)}</h2>'
        f'<button type="button" class="back" data-back>{escape(words.back)}</button>'
        f'<button type="button" class="close" data-close aria-label="{escape(words.close)}">'
        '<span aria-hidden="true">×</span></button></div>'
        f'<p class="sheet-document" lang="zh-CN">{escape(source.document)}</p>'
        f"{_where(source, words, unit)}</header>{body}</section>"
    )


def message(text: str, words: Wording) -> str:
    """A panel that only says why there is nothing to show."""
    return sheet(Source("", ""), words, f'<p class="miss" role="status">{escape(text)}</p>')


def _where(source: Source, words: Wording, unit: str) -> str:
    parts = []
    if source.page is not None:
        parts.append(escape(words.page.format(page=source.page)))
    parts += [f'<span lang="zh-CN">{escape(t)}</span>' for t in (source.section, source.table) if t]
    if unit:
        parts.append(escape(words.unit.format(unit=unit)))
    return f'<p class="sheet-where">{" · ".join(parts)}</p>' if parts else ""


def table_sheet(source: Source, table: StoredTable, words: Wording, opened: bool = True) -> str:
    """The panel with the source table, the cited cell and its labels marked."""
    place = source.evidence or Evidence(table.document_id)
    marked = marks(table, place.row, place.column, source.row, source.column, source.value)
    parts = []
    if place.row is not None and marked.cell is None:
        parts.append(f'<p class="miss" role="status">{escape(words.missed_cell)}</p>')
    elif marked.cell is not None:
        parts.append(_path(source, words))
    parts.append(table_html(table, marked, words))
    if table.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in table.notes)
        parts.append(f'<ul class="notes" lang="zh-CN">{notes}</ul>')
    return sheet(source, words, "".join(parts), opened, table.unit)


def _path(source: Source, words: Wording) -> str:
    rows = []
    for name, path in ((words.row, source.row), (words.column, source.column)):
        if path:
            steps = '<span aria-hidden="true"> › </span>'.join(escape(step) for step in path)
            rows.append(f'<div><dt>{escape(name)}</dt><dd lang="zh-CN">{steps}</dd></div>')
    if source.value:
        stated = f"{escape(grouped(source.value))} <span>{escape(source.unit)}</span>"
        rows.append(f'<div><dt>{escape(words.value)}</dt><dd class="stated">{stated}</dd></div>')
    return f'<dl class="path">{"".join(rows)}</dl>' if rows else ""


def table_html(table: StoredTable, marked: TableMarks, words: Wording) -> str:
    """The table as printed, in a region of its own that scrolls, with ``marked`` places marked."""
    shown, gaps = _window(len(table.grid), table.header_rows, marked.cell)
    owners = covering(table)
    label_column = max((c for _, c in marked.row_labels), default=None)
    head, body = [], []
    for r in shown:
        if r in gaps:
            width = len(table.grid[r])
            text = escape(words.rows_left_out.format(count=gaps[r]))
            body.append(f'<tr class="gap"><td colspan="{width}">{text}</td></tr>')
        cells = "".join(
            _cell(table, marked, owners, label_column, r, c) for c in range(len(table.grid[r]))
        )
        (head if r < table.header_rows else body).append(f"<tr>{cells}</tr>")
    return (
        f'<div class="scroller" tabindex="0" role="region" aria-label="{escape(words.table_region)}">'
        f'<table lang="zh-CN"><caption class="sr">{escape(table.title)}</caption>'
        f"<thead>{''.join(head)}</thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _window(rows: int, header_rows: int, cell) -> tuple[list[int], dict[int, int]]:
    """The rows to show, and before which of them how many are left out."""
    if rows <= MOST_ROWS:
        return list(range(rows)), {}
    centre = cell[0] if cell else header_rows
    first = max(header_rows, centre - ROWS_AROUND)
    last = min(rows, first + 2 * ROWS_AROUND)
    shown = [*range(header_rows), *range(first, last)]
    gaps = {first: first - header_rows} if first > header_rows else {}
    if last < rows:
        shown.append(rows - 1)
        if rows - 1 > last:
            gaps[rows - 1] = rows - 1 - last
    return shown, gaps


def _cell(table, marked, owners, label_column, r, c) -> str:
    if owners.get((r, c), (r, c)) != (r, c):
        return ""
    text, rowspan, colspan = table.grid[r][c]
    is_header = r < table.header_rows
    classes = _mark_classes(table, marked, label_column, r, c)
    # Digits before the row's label are its code, not a figure.
    is_code = label_column is not None and c < label_column and text.strip().isdigit()
    if is_header:
        classes += _header_joins(table, r, c)
    elif not is_code and parse_cell(text).state in (CellState.NUMBER, CellState.DASH):
        classes.append("number")
    elif len(text) > 5:
        classes.append("words")
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    if rowspan > 1:
        attributes += f' rowspan="{rowspan}"'
    if colspan > 1:
        attributes += f' colspan="{colspan}"'
    shown = escape(tidy(text))
    if (r, c) == marked.cell:
        return f"<td{attributes}><mark>{shown}</mark></td>"
    if is_header:
        scope = "colgroup" if colspan > 1 else "col"
        return f'<th scope="{scope}"{attributes}>{shown}</th>'
    if (r, c) in marked.row_labels:
        return f'<th scope="row"{attributes}>{shown}</th>'
    return f"<td{attributes}>{shown}</td>"


def _mark_classes(table, marked, label_column, r, c) -> list[str]:
    """How a cell is marked: the figure, a label of it, or on the way from a label to it."""
    classes = []
    cell = marked.cell
    if (r, c) == cell:
        classes.append("figure")
    elif (r, c) in marked.headers or (r, c) in marked.row_labels or (r, c) in marked.header_runs:
        classes.append("label")
    elif cell and r == cell[0] and label_column is not None and label_column < c < cell[1]:
        classes.append("track")
    elif cell and c == cell[1] and r < cell[0]:
        classes.append("track")
    if c == label_column:
        classes.append("stuck")
    return classes


def _header_joins(table, r, c) -> list[str]:
    """Which edges of a header cell to leave open, so that it reads as one with its neighbour.

    Formats that state no spans leave the cells under a wide or high header empty.  An empty
    cell continues the header above it if that column has one, else the header to its left.
    """
    joins = []
    row = table.grid[r]
    heads = table.grid[: table.header_rows]
    if (
        c + 1 < len(row)
        and not row[c + 1][0].strip()
        and not any(heads[above][c + 1][0].strip() for above in range(r))
    ):
        joins.append("open")
    if r + 1 < table.header_rows and not heads[r + 1][c][0].strip():
        if any(heads[above][c][0].strip() for above in range(r + 1)):
            joins.append("deep")
    return joins


def passage_sheet(
    source: Source, passage: StoredPassage, words: Wording, opened: bool = True
) -> str:
    """The panel with the cited passage, the quoted sentence and the figure in it marked."""
    heading = "".join(f"<li>{escape(step)}</li>" for step in passage.section)
    crumbs = f'<ol class="crumbs" lang="zh-CN">{heading}</ol>' if heading else ""
    place = _find(passage.text, source.quote)
    miss = ""
    if source.quote and place is None:
        miss = (
            f'<p class="miss" role="status">{escape(words.missed_sentence)}'
            f'<q lang="zh-CN">{escape(source.quote)}</q></p>'
        )
    inner = _figure_in(source, place)
    text = _marked_paragraphs(passage.text, place, inner)
    body = f'{crumbs}{miss}<div class="passage" lang="zh-CN">{text}</div>'
    # The headings stand in full above the passage; the innermost one alone would repeat them.
    shown = replace(source, section="") if passage.section else source
    return sheet(shown, words, body, opened)


def _figure_in(source: Source, place: tuple[int, int] | None) -> tuple[int, int] | None:
    """The range of the figure inside the quoted sentence at ``place``, if it is a part of it."""
    span = source.evidence.span if source.evidence else None
    if place is None or span is None or place[1] - place[0] != len(source.quote):
        return None
    if not (0 <= span[0] < span[1] <= len(source.quote)) or span[1] - span[0] == len(source.quote):
        return None
    return place[0] + span[0], place[0] + span[1]


def quote_sheet(source: Source, words: Wording, opened: bool = True) -> str:
    """The panel for a place that has only its words."""
    body = f'<div class="passage" lang="zh-CN"><p><mark>{escape(source.quote)}</mark></p></div>'
    return sheet(source, words, body, opened)


def _find(text: str, quote: str) -> tuple[int, int] | None:
    """The character range of ``quote`` in ``text``, blanks and line ends ignored."""
    if not quote.strip():
        return None
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    places = [i for i, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[i] for i in places)
    wanted = "".join(quote.split())
    start = bare.find(wanted)
    if start < 0:
        return None
    return places[start], places[start + len(wanted) - 1] + 1


def _marked_paragraphs(text: str, sentence, figure) -> str:
    """Paragraphs of ``text`` as HTML; a mark that crosses a line end is split at it."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(f"<p>{_marked(text, start, end, sentence, figure)}</p>")
        start = end + 1
    return "".join(paragraphs)


def _marked(text: str, start: int, end: int, sentence, figure) -> str:
    def clip(span):
        low, high = max(start, span[0]), min(end, span[1])
        return (low, high) if low < high else None

    whole = clip(sentence) if sentence else None
    if whole is None:
        return escape(text[start:end])
    low, high = whole
    inner = clip(figure) if figure else None
    if inner:
        words = (
            f"{escape(text[low : inner[0]])}<strong>{escape(text[inner[0] : inner[1]])}</strong>"
            f"{escape(text[inner[1] : high])}"
        )
    else:
        words = escape(text[low:high])
    return f"{escape(text[start:low])}<mark>{words}</mark>{escape(text[high:end])}"
