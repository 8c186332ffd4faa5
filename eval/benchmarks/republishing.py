"""A publication that was read once, as if another body had published it with other amounts.

Reading and understanding a publication of realistic size takes a tenth of a second, which makes
ten thousand of them a matter of an hour.  So a *master* is invented, written and read like any
other, for a body whose name stands nowhere else; every further publication is that document with
another name in all its texts, other years, and every amount of money times a whole number.  Sums,
shares and rates of change therefore still hold, and what a cell truly says is still known.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from corpus.amounts import is_money
from corpus.document import (
    Block,
    CellState,
    Document,
    Grid,
    GridCell,
    Heading,
    Paragraph,
    Statement,
    Table,
    TableCell,
)
from corpus.profile import read_profile
from corpus.readers.markdown import read_blocks
from corpus.understanding import understood
from eval.generated_questions.collection import Entry
from eval.publications.invent import Publisher, invent
from eval.publications.style import draw_style
from eval.publications.writers import writer

# No other text of a publication holds these.
_REGION, _OFFICE = "泖渚县", "沘埭局"
_ORGANISATION = _REGION + _OFFICE
_YEAR = 2025
_SUBJECTS = 12
# Amounts of a department lie between some ten thousand and some ten million yuan; what they are
# multiplied by comes on top.
_TYPICAL_DIGITS = 7

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_YEAR_SAID = re.compile(r"20\d\d(?=年)")


@dataclass(frozen=True, eq=False)
class Master:
    """A publication with what was read of it."""

    entry: Entry
    document: Document


@lru_cache(maxsize=1024)
def master(number: int, kind: str) -> Master:
    """The master of a number from 0 and one of :data:`corpus.profile.KINDS`; always the same."""
    rng = random.Random(f"{number} {kind}")
    style = replace(draw_style(rng, _SUBJECTS), kind=kind, size=_SUBJECTS, full_width=False)
    style = replace(style, scale=_TYPICAL_DIGITS - style.quantum.adjusted())
    publication = invent(rng, style, Publisher(_ORGANISATION, _REGION, _YEAR))
    write, ending = writer("markdown")
    content = write(publication, style, rng)
    name = publication.title + ending
    blocks = read_blocks(content.decode("utf-8"))
    document = understood(Document(name, hashlib.sha256(content).hexdigest(), blocks))
    return Master(Entry(publication, style, "markdown", name), document)


@dataclass(frozen=True)
class Issue:
    """One publication made of a master: whose (``region`` leads the name), for which year, and
    what the amounts are multiplied by (a whole number above 0)."""

    master: Master
    organisation: str
    region: str
    year: int
    times: int

    @property
    def kind(self) -> str:
        """One of :data:`corpus.profile.KINDS`."""
        return self.master.entry.publication.kind

    @property
    def final(self) -> bool:
        """Whether it is a final account."""
        return self.master.entry.final

    @property
    def department(self) -> str:
        """The organisation without its region."""
        return self.organisation.removeprefix(self.region)

    def value(self, value: Decimal, unit: str) -> Decimal:
        """What this publication states where the master states ``value`` in ``unit``."""
        return value * self.times if is_money(unit) else value

    def document(self) -> Document:
        """The publication as it is when read and understood."""
        return _Copy(self).document()


class _Copy:
    """The making of one publication: each text and path is renamed once."""

    def __init__(self, issue: Issue):
        self._issue = issue
        self._thousands = issue.master.entry.style.thousands
        self._later = issue.year - _YEAR
        self._texts: dict[str, str] = {}
        self._paths: dict[tuple[str, ...], tuple[str, ...]] = {}

    def document(self) -> Document:
        old = self._issue.master.document
        tables = tuple(map(self._table, old.tables))
        grids = iter(tables)
        stated: dict[int, list[Statement]] = {}
        for statement in old.statements:
            stated.setdefault(statement.paragraph, []).append(statement)
        blocks: list[Block] = []
        statements: list[Statement] = []
        for number, block in enumerate(old.blocks):
            if isinstance(block, Grid):
                blocks.append(next(grids).grid)
            elif isinstance(block, Heading):
                blocks.append(replace(block, text=self._text(block.text)))
            else:
                paragraph, own = self._paragraph(block, stated.get(number, []))
                blocks.append(paragraph)
                statements += own
        name = self._text(old.name)
        key = f"{old.sha256} {name} {self._issue.times}"
        return replace(
            old,
            name=name,
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            blocks=tuple(blocks),
            profile=read_profile(blocks, name),
            tables=tables,
            statements=tuple(statements),
        )

    def _text(self, text: str) -> str:
        made = self._texts.get(text)
        if made is None:
            made = text.replace(_ORGANISATION, self._issue.organisation)
            made = made.replace(_REGION, self._issue.region)
            made = _YEAR_SAID.sub(lambda m: str(int(m.group()) + self._later), made)
            self._texts[text] = made
        return made

    def _path(self, path: tuple[str, ...]) -> tuple[str, ...]:
        made = self._paths.get(path)
        if made is None:
            made = self._paths[path] = tuple(map(self._text, path))
        return made

    def _multiplied(self, text: str) -> str:
        return _NUMBER.sub(self._times, text, count=1)

    def _times(self, printed: re.Match) -> str:
        digits = printed.group().replace(",", "")
        decimals = len(digits.partition(".")[2])
        comma = "," if self._thousands else ""
        return format(Decimal(digits) * self._issue.times, f"{comma}.{decimals}f")

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            title=self._text(table.title),
            section=self._path(table.section),
            context=self._text(table.context),
            cells=tuple(map(self._cell, table.cells)),
            notes=self._path(table.notes),
            grid=self._grid(table.grid, table.cells),
        )

    def _cell(self, cell: TableCell) -> TableCell:
        row, column = self._path(cell.row_path), self._path(cell.column_path)
        if _is_amount(cell):
            text = self._multiplied(cell.text)
            value = cell.value * self._issue.times
            return replace(cell, text=text, value=value, row_path=row, column_path=column)
        text = self._text(cell.text)
        if (text, row, column) == (cell.text, cell.row_path, cell.column_path):
            return cell
        return replace(cell, text=text, row_path=row, column_path=column)

    def _grid(self, grid: Grid, cells: tuple[TableCell, ...]) -> Grid:
        amounts = {(cell.row, cell.column) for cell in cells if _is_amount(cell)}
        rows = tuple(
            tuple(self._grid_cell(cell, (r, c) in amounts) for c, cell in enumerate(row))
            for r, row in enumerate(grid.rows)
        )
        return replace(
            grid,
            rows=rows,
            section=self._path(grid.section),
            title=self._text(grid.title),
            unit_line=self._text(grid.unit_line),
            notes=self._path(grid.notes),
        )

    def _grid_cell(self, cell: GridCell, is_amount: bool) -> GridCell:
        text = self._multiplied(cell.text) if is_amount else self._text(cell.text)
        return cell if text == cell.text else replace(cell, text=text)

    def _paragraph(
        self, paragraph: Paragraph, stated: list[Statement]
    ) -> tuple[Paragraph, list[Statement]]:
        """A paragraph with what it states: the figures in it move as they grow."""
        text = paragraph.text
        sentences = [text.index(statement.sentence) for statement in stated]
        figures = {
            (start + statement.span[0], start + statement.span[1])
            for start, statement in zip(sentences, stated, strict=True)
            if is_money(statement.unit)
        }
        ends = {start + len(s.sentence) for start, s in zip(sentences, stated, strict=True)}
        counted = {
            start + place for start, s in zip(sentences, stated, strict=True) for place in s.span
        }
        cuts = sorted({0, len(text), *sentences, *ends, *counted})
        made, moved = "", {0: 0}
        for start, end in pairwise(cuts):
            piece = text[start:end]
            made += self._multiplied(piece) if (start, end) in figures else self._text(piece)
            moved[end] = len(made)
        own = []
        for start, statement in zip(sentences, stated, strict=True):
            first, last = (moved[start + place] for place in statement.span)
            own.append(
                replace(
                    self._statement(statement),
                    sentence=made[moved[start] : moved[start + len(statement.sentence)]],
                    span=(first - moved[start], last - moved[start]),
                )
            )
        return replace(paragraph, text=made, section=self._path(paragraph.section)), own

    def _statement(self, statement: Statement) -> Statement:
        money = is_money(statement.unit)
        return replace(
            statement,
            subject=self._path(statement.subject),
            section=self._path(statement.section),
            year=statement.year and statement.year + self._later,
            basis=self._text(statement.basis),
            reason=self._text(statement.reason),
            printed=self._multiplied(statement.printed) if money else statement.printed,
            value=statement.value * self._issue.times if money else statement.value,
        )


def _is_amount(cell: TableCell) -> bool:
    return cell.state is CellState.NUMBER and is_money(cell.unit)
