"""Addresses that show where the figures of an exported conversation stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.requests import Request

from assistant.answer import Answer, AnswerFigure, Citation, Evidence
from assistant.evidence.citing import quote_of
from assistant.exports.figures import evidence_address
from index.library import Library
from index.records import StoredFigure

# The path the page is reached under where a proxy serves it below one of its own.
_PATH = re.compile(r"/(?:[\w.~%-]+/)*", re.ASCII)


def page_address(request: Request, path: str) -> str:
    """The address of the page that a request came from; ``path`` is the browser's own, "/" where
    it is no path."""
    path = path if _PATH.fullmatch(path) and len(path) < 200 else "/"
    return f"{request.url.scheme}://{request.url.netloc}{path}"


class EvidenceLinks:
    """Gives the address of the evidence of a figure or citation, "" where it is gone.

    The addresses hold for every reader of the page, not only for who held the conversation.
    """

    def __init__(self, library: Library, answers: Iterable[Answer], page: str):
        self._page = page
        self._library = library
        wanted = {
            _place(source.evidence): source.evidence.document_id
            for answer in answers
            for source in (*answer.figures, *answer.citations, *answer.differing)
            if source.evidence is not None
        }
        self._figures: dict[tuple, StoredFigure] = {}
        for document in sorted(set(wanted.values())):
            for figure in library.figures_of([document]):
                place = (document, figure.table_id, figure.row, figure.column)
                if figure.table_id is None:
                    place = (document, figure.passage_id, figure.span)
                if place in wanted:
                    self._figures.setdefault(place, figure)

    def __call__(self, source: AnswerFigure | Citation) -> str:
        """The whole address.

        Only what still states what was cited is linked: the keys of a library that was filled
        anew begin again.
        """
        if source.evidence is None:
            return ""
        figure = self._figures.get(_place(source.evidence))
        if figure and (figure.document, quote_of(figure)) == (source.document, source.quote):
            return self._page + evidence_address(figure)
        document = self._library.document_of(source.evidence.document_id)
        if document is None or document.name != source.document:
            return ""
        if self._library.original(document.id) is None:
            return ""
        page = "" if source.page is None else f"#page={source.page}"
        return f"{self._page}originals/{document.id}{page}"


def _place(evidence: Evidence) -> tuple:
    if evidence.table_id is not None:
        return (evidence.document_id, evidence.table_id, evidence.row, evidence.column)
    return (evidence.document_id, evidence.passage_id, evidence.span)
