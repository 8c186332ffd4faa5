"""The typed rows the library hands out: documents, figures, tables and passages.

Plain data, free of SQL: the assistant, the page and the evaluation read these and nothing
else of the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.states import CellState, Measure, TableState


@dataclass(frozen=True)
class StoredDocument:
    """A document in the library; ``name`` is its file name as added and unique.

    ``warnings`` say what could not be read and what is uncertain, ``uncertain`` names the fields
    of the profile that the text does not settle, ``corrected`` those that the user set.
    ``findings`` counts the disagreements its self-check found, None where that failed.
    """

    id: int
    name: str
    sha256: str
    organisation: str
    short_names: tuple[str, ...]
    region: str
    year: int | None
    kind: str
    pages: int | None
    warnings: tuple[str, ...]
    tables: int
    figures: int
    passages: int
    added: str
    uncertain: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    findings: int | None = None


@dataclass(frozen=True)
class StoredFigure:
    """One figure (or blank, dash or text cell) with everything needed to cite and check it.

    ``value`` is exact, in ``unit``, and None unless ``state`` is NUMBER; ``amount_yuan`` is the
    same amount in yuan, None for what is not money.  ``source`` is "table" or "sentence".
    For a table cell ``row``/``column`` are its 0-based place in the printed grid; ``context``
    names what a form-like sheet is about; ``certain`` is False where the header over it
    could not be established.  ``confidence`` (0–1) is set where the text was recognised in an
    image, and ``doubtful`` says that it may not be what is printed.  For a sentence ``row_path`` is the subject path, ``measure`` what
    is stated, ``basis`` what a change is measured against, ``quote`` the sentence, ``span`` the
    characters of the printed figure in it and ``passage_id`` the passage that holds it.
    """

    id: int
    document_id: int
    document: str
    organisation: str
    year: int | None
    kind: str
    source: str
    state: CellState
    printed: str
    value: Decimal | None
    unit: str
    amount_yuan: Decimal | None
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    section: tuple[str, ...]
    code: str = ""
    table_id: int | None = None
    table: str = ""
    context: str = ""
    row: int | None = None
    column: int | None = None
    is_total: bool = False
    certain: bool = True
    measure: Measure | None = None
    stated_year: int | None = None
    basis: str = ""
    reason: str = ""
    quote: str = ""
    span: tuple[int, int] | None = None
    passage_id: int | None = None
    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None
    confidence: float | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class StoredTable:
    """A table as printed and as understood.

    ``grid`` holds (text, rowspan, colspan) per printed cell, row by row; ``header_rows`` is how
    many leading rows are headers.
    """

    id: int
    document_id: int
    document: str
    ordinal: int
    title: str
    unit: str
    context: str
    section: tuple[str, ...]
    state: TableState
    header_rows: int
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    grid: tuple[tuple[tuple[str, int, int], ...], ...]
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class StoredPassage:
    """A chunk of a document: running text, or a table with its title, unit and headers.

    ``section`` is the heading path, ``text`` the paragraphs verbatim joined by newlines,
    ``kind`` "text" or "table"; ``table_id`` is set for a table chunk.
    """

    id: int
    document_id: int
    document: str
    ordinal: int
    kind: str
    section: tuple[str, ...]
    text: str
    table_id: int | None = None
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True)
class PassageHit:
    """A passage found by search; a higher ``score`` is better, comparable within one search."""

    passage: StoredPassage
    score: float


@dataclass(frozen=True)
class AddResult:
    """What became of one file given to ``add``: the fields of the JSON contract.

    ``status`` is added, unchanged, replaced or failed; ``error`` is "" unless failed.
    ``warnings`` say what of the document could not be read or is uncertain, ``note`` what else
    happened to it ("" if nothing did).
    """

    path: str
    document: str
    status: str
    error: str = ""
    pages: int | None = None
    tables: int = 0
    figures: int = 0
    passages: int = 0
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    note: str = ""
