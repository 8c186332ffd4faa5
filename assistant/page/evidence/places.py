"""Where a cited place stands on its pages: rectangles stored when the document was read.

Nothing is looked for on a page.  A rectangle is only taken where the stored place states what was
cited, and all of them only where every one lies on its page; else nothing is marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.page.evidence.source import Source
from assistant.page.evidence.table_marks import TableMarks, marks
from assistant.page.evidence.text import figure_in, places_of
from corpus.printed_lines import Box, boxes
from index.library import Library
from index.originals import Original
from index.page_images import PageImages, PageUnavailable
from index.page_worker import DrawnPage
from index.records import StoredDocument, StoredPassage, StoredTable

FIGURE, SENTENCE, LABEL, TABLE = "figure", "sentence", "label", "table"
# Points by which a stored rectangle may stand over the edge of its page: they are rounded.
_OVER_EDGE = 2.0


@dataclass(frozen=True)
class PageMark:
    """A rectangle (points, as shown) to mark on a 1-based page; ``kind`` is :data:`FIGURE`,
    :data:`SENTENCE`, :data:`LABEL` (a header or row label of the figure) or :data:`TABLE`."""

    page: int
    box: Box
    kind: str


@dataclass(frozen=True)
class Found:
    """What the library holds of a source: its document with its ``original``, the ``table`` or
    ``passage``, which cells of the table are marked, and the marks on the pages."""

    source: Source
    document: StoredDocument
    original: Original | None
    table: StoredTable | None = None
    passage: StoredPassage | None = None
    cells: TableMarks = TableMarks()
    marks: tuple[PageMark, ...] = ()


@dataclass(frozen=True)
class PageView:
    """A page to be shown with its marks: ``sizes`` are width and height (points) of each page
    that has a mark, and of the one shown first.  ``off_page`` tells that there were marks, but
    not on their pages, and all were dropped."""

    page: int
    pages: int
    sizes: Mapping[int, tuple[float, float]]
    marks: tuple[PageMark, ...]
    off_page: bool = False


def found(library: Library, source: Source) -> Found | None:
    """What the library holds of a source; None if it is there no more."""
    place = source.evidence
    if place is None:
        return None
    with library.view():
        document = library.document_of(place.document_id)
        # A kept conversation outlives a library that is filled anew, whose keys begin again.
        if document is None or document.name != source.document:
            return None
        original = library.original(document.id)
        table_id, passage = place.table_id, None
        if table_id is None and place.passage_id is not None:
            passage = library.passage(place.passage_id)
            if passage is None:
                return None
            table_id = passage.table_id
        if table_id is not None:
            return _in_table(library, source, document, original, table_id)
        return _in_text(library, source, document, original, passage)


def page_view(images: PageImages, found: Found) -> PageView | None:
    """The page that shows a place first, None for a document without page images.

    Raises PageUnavailable where its page cannot be drawn.
    """
    if found.original is None or not found.original.has_pages:
        return None
    page = next((mark.page for mark in found.marks if mark.kind != LABEL), _page_of(found))
    if page is None:
        return None
    first = images.measure(found.original, page)
    sizes = {page: (first.width, first.height)}
    kept = []
    for mark in found.marks:
        size = sizes.get(mark.page) or _size(images, found.original, mark.page)
        inside = size is not None and _lies_on(mark.box, size)
        if not inside and mark.kind != LABEL:
            return PageView(page, first.pages, sizes, (), off_page=True)
        if inside:
            sizes[mark.page] = size
            kept.append(mark)
    return PageView(page, first.pages, sizes, tuple(kept))


def _page_of(found: Found) -> int | None:
    for holder in (found.source, found.table, found.passage):
        if holder is not None and holder.page is not None:
            return holder.page
    return None


def _size(images: PageImages, original: Original, page: int) -> tuple[float, float] | None:
    try:
        measured: DrawnPage = images.measure(original, page)
    except PageUnavailable:
        return None
    return measured.width, measured.height


def _lies_on(box: Box, size: tuple[float, float]) -> bool:
    x0, top, x1, bottom = box
    return (
        -_OVER_EDGE <= x0 < x1 <= size[0] + _OVER_EDGE
        and -_OVER_EDGE <= top < bottom <= size[1] + _OVER_EDGE
    )


def _in_table(library, source, document, original, table_id) -> Found | None:
    table = library.table(table_id)
    if table is None:
        return None
    place = source.evidence
    cells = marks(table, place.row, place.column, source.row, source.column, source.value)
    known = library.cell_boxes(table)
    if place.row is None:
        return Found(source, document, original, table, None, cells, _outline(known.values()))
    printed: tuple[PageMark, ...] = ()
    if cells.cell in known and _agrees(known[cells.cell][1], place.box):
        labels = sorted((cells.row_labels | cells.headers) - {cells.cell})
        printed = (
            PageMark(*known[cells.cell], FIGURE),
            *(PageMark(*known[at], LABEL) for at in labels if at in known),
        )
    return Found(source, document, original, table, None, cells, printed)


def _agrees(box: Box, cited: Box | None) -> bool:
    """Whether the stored cell stands where the answer says its figure stands."""
    return cited is None or all(abs(a - b) < 0.2 for a, b in zip(box, cited, strict=True))


def _outline(known: Iterable[tuple[int, Box]]) -> tuple[PageMark, ...]:
    """What a table takes of each of its pages."""
    by_page: dict[int, list[Box]] = defaultdict(list)
    for page, box in known:
        by_page[page].append(box)
    return tuple(
        PageMark(
            page,
            (
                min(box[0] for box in held),
                min(box[1] for box in held),
                max(box[2] for box in held),
                max(box[3] for box in held),
            ),
            TABLE,
        )
        for page, held in sorted(by_page.items())
    )


def _in_text(library, source, document, original, passage) -> Found:
    if passage is None:
        return Found(source, document, original)
    places = places_of(passage.text, source.quote)
    # Of a sentence that stands there twice nobody can tell which was meant.
    if len(places) != 1:
        return Found(source, document, original, passage=passage)
    lines = library.printed_lines(passage)
    printed = [
        PageMark(page, box, SENTENCE) for page, box in boxes(lines, passage.text, *places[0])
    ]
    figure = figure_in(source, places[0])
    if figure and printed:
        printed = [
            *(PageMark(page, box, FIGURE) for page, box in boxes(lines, passage.text, *figure)),
            *printed,
        ]
    return Found(source, document, original, passage=passage, marks=tuple(printed))
