"""Documents side by side: the cells of their tables that are the same thing, with what changed.

Two cells are held to be the same only where table, row and column are so for certain: one table
of a kind in each document, one row of a code or name, one column of a name.  Years are read
relative to the document (2026年预算数 of the budget for 2026 is 2025年预算数 of that for 2025).
Where several could be meant, all are shown and none is compared.  A difference is reckoned in
yuan between printed numbers: not with a blank, a dash, or a figure that may be misread.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.evidence.calculation import difference, percent
from assistant.finding.lookup import bare_title
from assistant.understanding.wordlists import load
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.text import name_of, normalise
from index.records import StoredDocument, StoredFigure

FEWEST, MOST = 2, 4
_YEAR = Pattern(r"(20\d\d)\s*年?度?")


class Standing(StrEnum):
    """How far a line could be compared."""

    MATCHED = "matched"
    ONLY_SOME = "only_some"
    AMBIGUOUS = "ambiguous"


class Obstacle(StrEnum):
    """Why no difference is given between two cells that are there."""

    NONE = ""
    BLANK = "blank"
    UNITS = "units"
    DOUBTFUL = "doubtful"
    AMBIGUOUS = "ambiguous"
    ABSENT = "absent"


@dataclass(frozen=True)
class Change:
    """What a cell differs by from that of the first document that has the line.

    ``value`` is in ``unit`` (that of the later cell), ``amount_yuan`` the same in yuan, None for
    what is not money; ``percent`` is of the size of the earlier amount, with two decimals, None over
    zero.  Where ``obstacle`` says why there is none, the numbers are None.
    """

    value: Decimal | None = None
    unit: str = ""
    amount_yuan: Decimal | None = None
    percent: Decimal | None = None
    obstacle: Obstacle = Obstacle.NONE


@dataclass(frozen=True)
class Line:
    """One cell of a table in each document: ``cells`` and ``changes`` go with the documents;
    a cell is None where the document has no such place, the first one's change always."""

    table: str
    code: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    standing: Standing
    cells: tuple[StoredFigure | None, ...]
    changes: tuple[Change | None, ...]

    @property
    def changed(self) -> bool:
        """Whether the line shows a difference."""
        return any(change is not None and change.value for change in self.changes)


@dataclass(frozen=True)
class DocumentComparison:
    """Documents and their lines, table by table in the order of the first document."""

    documents: tuple[StoredDocument, ...]
    lines: tuple[Line, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables, in order."""
        return tuple(dict.fromkeys(line.table for line in self.lines))


def compare_documents(
    documents: Sequence[StoredDocument], figures: Iterable[StoredFigure]
) -> DocumentComparison:
    """Two to four documents side by side; ``figures`` are all of theirs.

    Raises ValueError for fewer or more documents, or one of them twice.
    """
    keys = [document.id for document in documents]
    if not FEWEST <= len(set(keys)) == len(keys) <= MOST:
        raise ValueError(f"compares {FEWEST} to {MOST} different documents, not {len(keys)}")
    cells = [f for f in figures if f.table_id is not None and f.state is not CellState.TEXT]
    groups = _tables_of_a_kind(documents, cells)
    lines: list[Line] = []
    for name, tables in groups:
        lines += _lines(name, tables, len(documents))
    return DocumentComparison(tuple(documents), tuple(lines))


# Tables

_Cells = list[StoredFigure]


def _tables_of_a_kind(
    documents: Sequence[StoredDocument], cells: Iterable[StoredFigure]
) -> list[tuple[str, list[list[_Cells]]]]:
    """The tables that are of one kind, as (name, for each document the tables of it)."""
    place = {document.id: number for number, document in enumerate(documents)}
    tables: dict[tuple[int, int], _Cells] = defaultdict(list)
    for cell in cells:
        tables[place[cell.document_id], cell.table_id].append(cell)
    kinds: dict[tuple[str, str], list[list[_Cells]]] = {}
    for (document, _), held in sorted(tables.items(), key=lambda pair: pair[0]):
        first = held[0]
        kind = (table_kind(first.table), normalise(first.context))
        kinds.setdefault(kind, [[] for _ in documents])[document].append(held)
    finer: dict[tuple[str, ...], list[list[_Cells]]] = {}
    for kind, of_documents in kinds.items():
        if all(len(held) <= 1 for held in of_documents):
            finer[kind] = of_documents
            continue
        # 支出表 beside 支出总表: told apart by their whole titles.
        for number, of_document in enumerate(of_documents):
            for held in of_document:
                whole = (*kind, _whole_title(held[0].table))
                finer.setdefault(whole, [[] for _ in documents])[number].append(held)
    return [(_title(tables), tables) for tables in finer.values()]


def table_kind(title: str) -> str:
    """What a table is about, whatever its number, year and stage."""
    return _without(_plainly(title), "stage_words") or normalise(title)


def _whole_title(title: str) -> str:
    return _without(_plainly(title), "stages")


def _plainly(title: str) -> str:
    bare = bare_title(name_of(title))
    for said, means in load("comparison")["same_words"].items():
        bare = bare.replace(said, means)
    return bare


def _without(text: str, words: str) -> str:
    for word in sorted(load("comparison")[words], key=len, reverse=True):
        text = text.replace(word, "")
    return text


def _title(tables: list[list[_Cells]]) -> str:
    first = next(held for of_document in tables for held in of_document)[0]
    return " ".join(part for part in (name_of(first.table), first.context) if part)


# Rows and columns


def _lines(name: str, tables: list[list[_Cells]], documents: int) -> list[Line]:
    ambiguous = any(len(held) > 1 for held in tables)
    of_documents = [[cell for held in of_document for cell in held] for of_document in tables]
    codes = _one_code_for_a_name(of_documents)
    columns = [_columns(cells) for cells in of_documents]

    def grouped(held: list[_Cells], whole: bool) -> list[list[_Cells]]:
        """The cells of each document by what they are, the row by its ``whole`` path or by code
        and name."""
        groups: dict[tuple, list[_Cells]] = {}
        for number, cells in enumerate(held):
            for cell in cells:
                names = _names(cell.row_path)
                code = codes.get(names, cell.code)
                row = names if whole or not code else names[-1:]
                key = (code, row, columns[number][cell.column_path])
                groups.setdefault(key, [[] for _ in range(documents)])[number].append(cell)
        return list(groups.values())

    lines: list[tuple[tuple, list[Line]]] = []
    for rough in grouped(of_documents, whole=False):
        several = any(len(cells) > 1 for cells in rough)
        for held in grouped(rough, whole=True) if several else [rough]:
            if ambiguous or any(len(cells) > 1 for cells in held):
                made = _each_by_itself(name, held)
            else:
                made = [_line(name, [cells[0] if cells else None for cells in held])]
            lines.append((_print_order(held), made))
    return [line for _, made in sorted(lines, key=lambda pair: pair[0]) for line in made]


def _one_code_for_a_name(of_documents: list[_Cells]) -> dict[tuple[str, ...], str]:
    """The code of rows that some documents print with it and others without, by their names."""
    codes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for cell in (cell for cells in of_documents for cell in cells):
        codes[_names(cell.row_path)].add(cell.code)
    return {
        names: next(code for code in held if code)
        for names, held in codes.items()
        if "" in held and len(held) == 2
    }


def _names(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalise(name_of(step)) for step in path)


def _columns(cells: _Cells) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The columns of one document's table in comparison form, without the headers that stand
    over all of them."""
    paths = dict.fromkeys(cell.column_path for cell in cells)
    shared = 0
    while len(paths) > 1 and len({path[shared : shared + 1] for path in paths}) == 1:
        shared += 1
    return {path: tuple(_column(step, cells[0]) for step in path[shared:]) for path in paths}


def _column(step: str, cell: StoredFigure) -> str:
    """A column's name with years relative to the document's, and its own stage as such."""
    words = load("comparison")
    name = normalise(name_of(step))
    if cell.year is not None:
        name = _YEAR.sub(lambda match: f"<{int(match[1]) - cell.year:+d}>", name)
    for said, years in words["relative_years"].items():
        name = name.replace(normalise(said), f"<{years:+d}>")
    own = words["own_columns"].get(cell.kind[-2:], ())
    return "<own>" if name.removeprefix("<+0>") in own else name


def _print_order(held: list[_Cells]) -> tuple[int, int, int]:
    """Where a line stands: in the order of the first document, what it lacks after that."""
    return next(
        (number, cells[0].row or 0, cells[0].column or 0)
        for number, cells in enumerate(held)
        if cells
    )


def _each_by_itself(name: str, held: list[_Cells]) -> list[Line]:
    """Cells between which only the reader can choose, one a line, not compared."""
    lines = []
    for number, cells in enumerate(held):
        for cell in cells:
            row = [cell if place == number else None for place in range(len(held))]
            changes = (None,) * len(held)
            lines.append(
                Line(name, cell.code, cell.row_path, cell.column_path, Standing.AMBIGUOUS,
                     tuple(row), changes)
            )  # fmt: skip
    return lines


def _line(name: str, cells: list[StoredFigure | None]) -> Line:
    first = next(cell for cell in cells if cell is not None)
    standing = Standing.MATCHED if all(cells) else Standing.ONLY_SOME
    changes: list[Change | None] = []
    for cell in cells:
        if cell is first or cells[0] is None:
            changes.append(None)
        else:
            changes.append(change_between(first, cell))
    return Line(
        name, first.code, first.row_path, first.column_path, standing, tuple(cells), tuple(changes)
    )


def change_between(earlier: StoredFigure, later: StoredFigure | None) -> Change:
    """What ``later`` differs by from ``earlier``, or why nothing can be said."""
    if later is None:
        return Change(obstacle=Obstacle.ABSENT)
    both = (earlier, later)
    if any(figure.state is not CellState.NUMBER for figure in both):
        return Change(obstacle=Obstacle.BLANK)
    if any(figure.doubtful or not figure.certain for figure in both):
        return Change(obstacle=Obstacle.DOUBTFUL)
    try:
        value, unit, yuan = difference(later, earlier)
    except ValueError:
        return Change(obstacle=Obstacle.UNITS)
    base = earlier.value if yuan is None else earlier.amount_yuan
    changed = value if yuan is None else yuan
    rate = percent(changed, abs(base)) if base else None
    return Change(value, unit, yuan, rate)


def counts(comparison: DocumentComparison) -> Counter[Standing]:
    """How many lines could be compared how far."""
    return Counter(line.standing for line in comparison.lines)
