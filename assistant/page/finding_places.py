"""Which stored figure a place of the self-check is, so that it can be opened and marked.

The self-check names places by what is printed there.  A figure is taken only where it is the one
that fits; else the table or the sentence is opened without a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.answer import Evidence
from assistant.page.evidence.source import Source
from corpus.reconciliation.findings import Finding, Place
from index.records import StoredDocument, StoredFigure, StoredPassage, StoredTable


def places(finding: Finding) -> dict[str, Place]:
    """The places of a finding, by the names under which they are asked for."""
    named = {"stated": finding.stated}
    if finding.against is not None:
        named["against"] = finding.against
    return named | {f"other{number}": place for number, place in enumerate(finding.others)}


def source_of(
    place: Place,
    document: StoredDocument,
    figures: Iterable[StoredFigure],
    tables: Sequence[StoredTable],
    passages: Sequence[StoredPassage],
) -> Source | None:
    """Where a place stands in the library: its figure, else its table or its sentence; None if
    neither can be told."""
    if not place.computed:
        figure = figure_of(place, figures)
        if figure is not None:
            return Source.of_stored(figure)
    if place.sentence:
        holding = [p for p in passages if p.table_id is None and place.sentence in p.text]
        if len(holding) == 1:
            return Source(
                "",
                document.name,
                page=holding[0].page or place.page,
                section=" › ".join(holding[0].section),
                quote=place.sentence,
                evidence=Evidence(document.id, passage_id=holding[0].id),
            )
        return None
    table = table_of(place, tables)
    return None if table is None else of_table(table)


def of_table(table: StoredTable) -> Source:
    """A whole table."""
    return Source(
        "",
        table.document,
        page=table.page,
        section=" › ".join(table.section),
        table=table.title,
        evidence=Evidence(table.document_id, table.id, line=table.line),
    )


def figure_of(place: Place, figures: Iterable[StoredFigure]) -> StoredFigure | None:
    """The one figure of a place; None where none fits or several do."""
    if place.sentence:
        fitting = [f for f in figures if f.quote == place.sentence and f.printed == place.printed]
    else:
        fitting = [
            figure
            for figure in figures
            if figure.table_id is not None
            and figure.table == place.table
            and figure.printed == place.printed
            and figure.row_path == place.row
            and figure.column_path == place.column
        ]
    return _only(
        fitting,
        lambda figure: figure.line == place.line and figure.page == place.page,
        lambda figure: figure.page == place.page,
        lambda figure: figure.row_path == place.row,
        lambda figure: figure.code == place.code,
    )


def table_of(place: Place, tables: Sequence[StoredTable]) -> StoredTable | None:
    """The one table of a place; None where none fits or several do."""
    return _only(
        [table for table in tables if place.table and table.title == place.table],
        lambda table: table.page == place.page,
    )


def _only(fitting: list, *narrower: Callable) -> object | None:
    """The one that fits, told from others by what is true of fewer and fewer of them."""
    for condition in narrower:
        if len(fitting) < 2:
            break
        narrowed = [each for each in fitting if condition(each)]
        fitting = narrowed or fitting
    return fitting[0] if len(fitting) == 1 else None
