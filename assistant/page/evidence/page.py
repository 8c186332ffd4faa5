"""The printed page in the evidence panel: its image, the marks over it, and the ways around.

Marks are placed in percent of the page, so that they lie right at every size.  Every text is
escaped; what the document says is never markup.
"""

from __future__ import annotations

from html import escape

from assistant.page.evidence.places import FIGURE, LABEL, SENTENCE, Found, PageMark, PageView
from assistant.page.readings import grouped
from assistant.page.wording import Wording
from assistant.page.words.evidence import EvidenceWords, evidence_words
from index.page_images import WIDTHS

# What is marked is told by a description of at most so many characters.
_TOLD = 80


def pages_html(found: Found, view: PageView, words: Wording, text: str, text_name: str) -> str:
    """The two views of a place, its page and ``text`` (what was read there, called
    ``text_name``), with the bar to go from one to the other and through the pages."""
    more = evidence_words(words.tag)
    return (
        f"{_bar(view, more, text_name)}"
        f'<div class="view page-view" id="evidence-page" role="tabpanel" '
        f'aria-labelledby="evidence-page-tab">{_paper(found, view, more)}</div>'
        f'<div class="view" id="evidence-text" role="tabpanel" '
        f'aria-labelledby="evidence-text-tab" hidden>{text}</div>'
    )


def image_address(document_id: int, page: int, width: int = WIDTHS[0]) -> str:
    """Where the image of a page is fetched."""
    return f"pages/{document_id}/{page}?width={width}"


def _bar(view: PageView, more: EvidenceWords, text_name: str) -> str:
    count = more.count.format(page=view.page, pages=view.pages)

    def button(does: str, how: str, name: str, shown: str) -> str:
        return (
            f'<button type="button" {does}="{how}" aria-label="{escape(name)}" '
            f'title="{escape(name)}"><span aria-hidden="true">{shown}</span></button>'
        )

    back = ""
    if _places(view):
        back = f'<button type="button" class="to-mark" data-to-mark hidden>{escape(more.to_mark)}</button>'
    return (
        f'<div class="page-bar"><div class="views" role="tablist" aria-label="{escape(more.views)}">'
        '<button type="button" role="tab" id="evidence-page-tab" aria-controls="evidence-page" '
        f'aria-selected="true">{escape(more.view_page)}</button>'
        '<button type="button" role="tab" id="evidence-text-tab" aria-controls="evidence-text" '
        f'aria-selected="false" tabindex="-1">{escape(text_name)}</button></div>'
        '<div class="page-ways"><div class="pager">'
        f"{button('data-turn-page', '-1', more.previous, '‹')}"
        f'<span class="page-count" aria-live="polite" data-count="{escape(more.count)}">'
        f"{escape(count)}</span>"
        f"{button('data-turn-page', '1', more.next, '›')}</div>"
        f'<div class="zoom" role="group" aria-label="{escape(more.zoom)}">'
        f"{button('data-zoom', 'out', more.zoom_out, '−')}"
        f"{button('data-zoom', 'in', more.zoom_in, '+')}"
        f'<button type="button" data-zoom="fit">{escape(more.fit)}</button></div>{back}</div></div>'
        f"{_mark_pages(view, more)}"
    )


def _mark_pages(view: PageView, more: EvidenceWords) -> str:
    """Ways to the pages of a mark that goes over a page's end."""
    pages = _places(view)
    if len(pages) < 2:
        return ""
    ways = "".join(
        f'<button type="button" data-go-page="{page}">'
        f"{escape(more.mark_page.format(page=page))}</button>"
        for page in pages
    )
    return f'<p class="mark-pages"><span>{escape(more.mark_pages)}</span>{ways}</p>'


def _places(view: PageView) -> list[int]:
    """The pages on which the place itself, not only its labels, is marked."""
    return sorted({mark.page for mark in view.marks if mark.kind != LABEL})


def _paper(found: Found, view: PageView, more: EvidenceWords) -> str:
    document = found.document
    width, height = view.sizes[view.page]
    # A sentence has a mark a line: its words are said once a page.
    said = {(mark.page, mark.kind): index for index, mark in reversed([*enumerate(view.marks)])}
    marks = "".join(
        _mark(found, view, mark, more, said[mark.page, mark.kind] == index)
        for index, mark in enumerate(view.marks)
    )
    small, large = (image_address(document.id, view.page, each) for each in WIDTHS)
    name = more.image.format(document=document.name, page=view.page)
    return (
        f'<div class="page-scroller" tabindex="0" role="region" '
        f'aria-label="{escape(more.region.format(page=view.page))}" '
        f'data-region="{escape(more.region)}">'
        f'<div class="page-paper" data-document="{document.id}" data-page="{view.page}" '
        f'data-pages="{view.pages}" data-points="{width:.1f}" data-image="{escape(more.image)}" '
        f'data-name="{escape(document.name)}" data-failed="{escape(more.page_failed)}" data-coming="{escape(more.page_coming)}">'
        f'<img src="{small}" srcset="{small} {WIDTHS[0]}w, {large} {WIDTHS[1]}w" sizes="800px" '
        f'alt="{escape(name)}" style="aspect-ratio: {width:.1f} / {height:.1f}">'
        f"{marks}</div></div>"
    )


def _mark(found: Found, view: PageView, mark: PageMark, more: EvidenceWords, is_said: bool) -> str:
    width, height = view.sizes[mark.page]
    x0, top, x1, bottom = mark.box
    place = (
        f"left:{100 * x0 / width:.4f}%;top:{100 * top / height:.4f}%;"
        f"width:{100 * (x1 - x0) / width:.4f}%;height:{100 * (bottom - top) / height:.4f}%"
    )
    hidden = "" if mark.page == view.page else " hidden"
    told = _told(found, mark, more) if is_said else ""
    said = f'role="img" aria-label="{escape(told)}"' if told else 'aria-hidden="true"'
    return (
        f'<div class="page-mark {mark.kind}" data-page="{mark.page}" style="{place}" '
        f"{said}{hidden}></div>"
    )


def _told(found: Found, mark: PageMark, more: EvidenceWords) -> str:
    """What a screen reader says of a mark: nothing of labels, which the path above names."""
    source = found.source
    if mark.kind == LABEL:
        return ""
    if mark.kind == FIGURE:
        text = f"{grouped(source.value)} {source.unit}".strip() or source.quote
        return more.mark_figure.format(text=text[:_TOLD])
    if mark.kind == SENTENCE:
        return more.mark_sentence.format(text=source.quote[:_TOLD])
    return more.mark_table.format(text=source.table[:_TOLD])
