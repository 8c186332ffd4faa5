"""What is cited at one place: from a figure or a citation of an answer, or a stored figure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer import AnswerFigure, Citation, Evidence
from assistant.evidence.citing import answer_figure
from index.records import StoredFigure


@dataclass(frozen=True)
class Source:
    """A cited place, with the number of its citation ("" where it has none).

    ``question`` is what was asked, for asking again; ``confidence`` (0–1) is set where the figure
    was recognised in an image, ``doubtful`` where that may not be what is printed, and
    ``certain`` is False where the header over its cell could not be established.
    """

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
    question: str = ""
    confidence: float | None = None
    doubtful: bool = False
    certain: bool = True

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
            confidence=figure.confidence,
        )

    @classmethod
    def of_stored(cls, figure: StoredFigure) -> Source:
        """The place of a figure of the library."""
        source = cls.of_figure(answer_figure(figure), "")
        section = " › ".join(figure.section)
        return replace(source, section=section, doubtful=figure.doubtful, certain=figure.certain)

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
