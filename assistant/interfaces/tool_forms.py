"""The shapes in which the tools for other programs answer: the JSON contract, as types.

Their descriptions reach the models that call the tools, so they say what a figure may be used
for.  Further fields may stand beside those named here; named ones stay.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class FigureForm(TypedDict):
    """One figure with its place. `value` and `unit` are as printed, without thousands
    separators; `amount_yuan` is the exact amount in yuan, null for what is not money; `page`
    counts from 1, null where the format has no pages; `row` and `column` are header paths."""

    label: str
    value: str
    unit: str
    amount_yuan: str | None
    organisation: str
    year: int | None
    document: str
    page: int | None
    table: str
    row: list[str]
    column: list[str]
    quote: str


class CitationForm(TypedDict):
    """A place that supports an answer; `quote` are the words that stand there."""

    document: str
    page: int | None
    section: str
    table: str
    quote: str


class ChoiceForm(TypedDict):
    """One thing that may have been meant, and the question that means it."""

    text: str
    question: str


class AnswerForm(TypedDict):
    """An answer. `status` is answered, refused (the library does not say) or clarify (several
    things may be meant: `choices` says which). `figures[0]` is the headline; a computed one has
    its operands behind it and its formula in `calculation`. `differing` are figures of the same
    thing that other places state otherwise. Pass citations and warnings on to the user."""

    id: str
    question: str
    status: Literal["answered", "refused", "clarify"]
    language: str
    text: str
    figures: list[FigureForm]
    citations: list[CitationForm]
    calculation: str
    options: list[str]
    choices: list[ChoiceForm]
    warnings: list[str]
    understood: dict[str, str]
    places: int
    agreement: bool | None
    differing: list[FigureForm]
    seconds: float


class StoredFigureForm(TypedDict):
    """One stored figure with its place. `state` is number, blank, dash or text: blank is not
    zero. `value`, `amount_yuan` and `printed` are null where `problem` says why the figure must
    not be stated."""

    label: str
    value: str | None
    unit: str
    amount_yuan: str | None
    printed: str | None
    state: str
    problem: str
    organisation: str
    year: int | None
    kind: str
    document: str
    page: int | None
    section: list[str]
    source: str
    table: str
    row: list[str]
    column: list[str]
    code: str
    confidence: float | None
    quote: str


class FoundForm(TypedDict):
    """Stored figures that bear what was asked for, those named exactly so first. `total` is how
    many there are, of which `figures` are the first; `narrow` counts them by what they could be
    narrowed down to. Cells of one name may be of different tables and columns: compare `table`,
    `row` and `column` before using one."""

    figures: list[StoredFigureForm]
    total: int
    narrow: dict[str, dict[str, int]]
    note: str


class DocumentForm(TypedDict):
    """One document: who published it, for which year and of which kind. `uncertain` names what
    of that is not settled, `warnings` what could not be read, `findings` how often it
    contradicts itself (null where that was not checked)."""

    document: str
    organisation: str
    short_names: list[str]
    region: str
    year: int | None
    kind: str
    pages: int | None
    tables: int
    figures: int
    uncertain: list[str]
    warnings: list[str]
    findings: int | None


class DocumentsForm(TypedDict):
    """Documents of the library; `total` fit the search, of the `held` in the library."""

    documents: list[DocumentForm]
    total: int
    held: int


class CheckedNumberForm(TypedDict):
    """One number of a text. `span` are its characters in the text, `figures` what the library
    states, the right figure first; `reason` says how it differs or why it is unknown."""

    printed: str
    unit: str
    span: list[int]
    sentence: str
    verdict: Literal["confirmed", "contradicted", "unknown"]
    reason: str
    question: str
    figures: list[FigureForm]
    citations: list[CitationForm]


class CheckForm(TypedDict):
    """Every number with a unit in a text; unknown is neither right nor wrong."""

    confirmed: int
    contradicted: int
    unknown: int
    numbers: list[CheckedNumberForm]
