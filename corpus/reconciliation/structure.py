"""Tables that are announced, noted as empty, or listed project by project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from corpus.amounts import from_yuan, is_money, plain, to_yuan
from corpus.document import (
    Block,
    CellState,
    Document,
    Grid,
    Heading,
    Paragraph,
    TableCell,
    TableState,
)
from corpus.reconciliation.findings import (
    Check,
    Collector,
    Finding,
    Place,
    computed_place,
    place_of_cell,
)
from corpus.reconciliation.views import TableView
from corpus.reconciliation.words import bare, word, words
from corpus.text import normalise

# Two wordings of one table's name (执行预算表, 执收预算表) differ in a character or two.
_ALIKE = 0.8
# 公开01表 marks the table below it and announces none.
_MARK = re.compile(r"(?:公开|预算|决算|附)?\s*\d{1,2}(?:-\d{1,2})?\s*表")


@dataclass(frozen=True)
class _Entry:
    """A table named in the list of contents."""

    text: str
    name: str
    place: Place


def check_announced(document: Document, to: Collector) -> None:
    """Every table of the list of contents must stand in the body."""
    start, end = _contents(document.blocks)
    entries = _entries(document.blocks[start:end])
    if len(entries) < 2:
        return
    body = document.blocks[end:]
    titled = {_plain_name(b.text) for b in body if isinstance(b, Heading | Paragraph)}
    grids = _names_of_grids(body)
    missing = []
    for entry in entries:
        to.done(Check.ANNOUNCED_TABLE)
        own = [names for names in grids if entry.name in names]
        if own:
            grids = [names for names in grids if names not in own]
        elif entry.name not in titled:
            missing.append(entry)
    for entry in missing:
        alike = [names for names in grids if any(_is_alike(entry.name, name) for name in names)]
        if alike:
            grids.remove(alike[0])
            continue
        to.found(
            Finding(
                Check.ANNOUNCED_TABLE,
                f"目录列有“{entry.text}”，正文中没有这张表",
                f"the list of contents announces “{entry.text}”, but the table is missing",
                entry.place,
            )
        )


def check_empty_notes(document: Document, to: Collector) -> None:
    """A table noted as empty must hold no figure."""
    for table in document.tables:
        said = [
            note for note in table.notes if any(w in normalise(note) for w in words("empty_notes"))
        ]
        if not said:
            continue
        to.done(Check.EMPTY_NOTE)
        filled = [cell for cell in table.cells if cell.value]
        if table.state is TableState.FILLED and filled:
            stated = Place(
                printed=said[0],
                table=table.title,
                sentence=said[0],
                page=table.position.page,
                line=table.position.line,
            )
            to.found(
                Finding(
                    Check.EMPTY_NOTE,
                    f"《{table.title}》注明为空表，表中却有{len(filled)}个数"
                    f"（如{filled[0].text}{filled[0].unit}）",
                    f"{table.title} is noted as empty but holds {len(filled)} figures "
                    f"(such as {filled[0].text}{filled[0].unit})",
                    stated,
                    place_of_cell(table, filled[0]),
                )
            )


def check_projects(document: Document, views: Sequence[TableView], to: Collector) -> None:
    """The funds on the projects' sheets against the project expenditure of the tables.

    Only where sheets repeat single rows of the project column, so that it is clear that they
    list the same money.
    """
    sheets = _sheet_funds(document)
    column = _project_column(views)
    if len(sheets) < 2 or column is None:
        return
    view, total, rows = column
    amounts = [to_yuan(cell.value, cell.unit) for _, cell in sheets]
    printed = {to_yuan(cell.value, cell.unit) for cell in rows}
    if sum(1 for amount in amounts if amount in printed) < 2:
        return
    to.done(Check.PROJECT_SHEETS)
    added = from_yuan(sum(amounts, Decimal(0)), total.unit)
    difference = total.value - added
    if not difference:
        return
    stated = place_of_cell(view.table, total)
    places = tuple(place_of_cell(table, cell) for table, cell in sheets)
    against = computed_place(added, total.unit, places[0], ("各项目资金之和",))
    off = f"{plain(difference)}{total.unit}"
    to.found(
        Finding(
            Check.PROJECT_SHEETS,
            f"《{stated.table}》项目支出为{stated.amount}，{len(sheets)}张项目表的资金之和为"
            f"{against.amount}，相差{off}",
            f"project expenditure in {stated.table} is {stated.amount}; the {len(sheets)} project "
            f"sheets add up to {against.amount}, a difference of {off}",
            stated,
            against,
            difference,
            total.unit,
            places,
        )
    )


def _contents(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the list of contents begins and ends: at the first entry that comes again, or at
    the first text or table that is no entry."""
    heads = (
        index
        for index, block in enumerate(blocks)
        if not isinstance(block, Grid) and normalise(block.text) in words("contents")
    )
    start = next(heads, len(blocks)) + 1
    seen: set[str] = set()
    for end in range(start, len(blocks)):
        block = blocks[end]
        if isinstance(block, Grid) or len(block.text) > 60 or _plain_name(block.text) in seen:
            return start, end
        seen.add(_plain_name(block.text))
    return start, len(blocks)


def _entries(blocks: Sequence[Block]) -> list[_Entry]:
    found = []
    for block in blocks:
        name = _plain_name(block.text)
        # 第二部分 2026年部门预算表 heads the tables and is none of them.
        if _MARK.fullmatch(block.text.strip()):
            continue
        if name.endswith(words("table_endings")) and not re.match(r"第.{1,3}部分", block.text):
            place = Place(
                printed=block.text,
                sentence=block.text,
                page=block.position.page,
                line=block.position.line,
            )
            found.append(_Entry(block.text, name, place))
    return [entry for entry in found if entry.name not in words("table_heads")]


def _plain_name(text: str) -> str:
    """A title without numbering, year and the dots and page number of a list of contents."""
    # 4.2025年 is a number and a year, no decimal.
    unnumbered = re.sub(r"^\s*\d{1,2}\s*[.．、]\s*(?=20\d\d年)", "", text)
    return bare(re.sub(r"[.．…·\s]*\d*$", "", unnumbered))


def _names_of_grids(blocks: Sequence[Block]) -> list[frozenset[str]]:
    """For each table all names it may go by: its title and the headings just above it."""
    found: list[frozenset[str]] = []
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            names = {block.title, *block.section, *above}
            found.append(frozenset(_plain_name(name) for name in names if name))
            above = []
        elif isinstance(block, Heading):
            above.append(block.text)
        elif len(block.text) > 60:
            above = []
    return found


def _is_alike(name: str, other: str) -> bool:
    return (
        abs(len(name) - len(other)) <= 2
        and SequenceMatcher(None, name, other, autojunk=False).ratio() >= _ALIKE
    )


def _sheet_funds(document: Document) -> list[tuple]:
    """The total funds of each project sheet."""
    found = {}
    for table in document.tables:
        for cell in table.cells if table.context else ():
            label = bare(cell.row_path[-1]) if cell.row_path else ""
            if label in words("project_funds") and cell.value is not None and is_money(cell.unit):
                found.setdefault(table.context, (table, cell))
    return list(found.values())


def _project_column(
    views: Sequence[TableView],
) -> tuple[TableView, TableCell, list[TableCell]] | None:
    """A column of project expenditure with its total."""
    for view in views:
        for column, path in view.paths.items():
            cells = [c for c in view.columns[column] if c.state is CellState.NUMBER]
            totals = [c for c in cells if c.is_total and c.row_path]
            if totals and any(normalise(step) == word("project_column") for step in path):
                return view, totals[0], [c for c in cells if not c.is_total]
    return None
