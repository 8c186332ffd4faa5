"""What the rows of a sheet ask: its columns recognised by their headers, and a question a row.

The names of columns are data (``assistant/vocabulary/batch_columns.toml``).  A row asks by its
question, or by organisation, year and item; a question that leaves out organisation or year takes
them from the row's columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.understanding.wordlists import load
from corpus.amounts import canonical_unit, is_unit, parse_cell, unit_in
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.text import normalise

# A header stands among the first rows, below a title and a line with the unit.
_ROWS_ABOVE = 20
_BRACKETS = Pattern(r"[(（\[【].*?[)）\]】]")
_YEAR = Pattern(r"(?<!\d)(20\d\d)(?!\d)")
# A year that another is compared with: of which year is asked, it does not say.
_COMPARED_WITH = Pattern(r"(?:比|较|相比|对比|than|from|against|over)\s*20\d\d")
_STAGE = Pattern("预算|决算")

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """Where the columns of a sheet stand (0-based, None without one), below which header row;
    ``unit`` is that of the amounts where header or title state one, ``stage`` 预算 or 决算 where the
    header of the amounts says it."""

    header: int
    question: int | None = None
    organisation: int | None = None
    year: int | None = None
    kind: int | None = None
    item: int | None = None
    amount: int | None = None
    unit_column: int | None = None
    unit: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Task:
    """What one row (0-based) asks, and the amount it states itself: ``told`` in ``unit``, which
    is "" where the sheet does not say it; ``told`` is None without a readable amount."""

    row: int
    question: str
    told: Decimal | None = None
    unit: str = ""


def columns_of(grid: Grid) -> Columns | None:
    """The columns of a sheet of printed texts; None if none of its first rows is a known header."""
    for number, row in enumerate(grid[:_ROWS_ABOVE]):
        found: dict[str, int] = {}
        for place, text in enumerate(row):
            part = _part(text)
            if part == "organisation" and _holds_units(grid, number, place, text):
                part = "unit"
            if part:
                found.setdefault(part, place)
        if "question" in found or "item" in found:
            unit = _unit_above(grid, number, row, found.get("amount"))
            stage = _STAGE.search(row[found["amount"]]) if "amount" in found else None
            return Columns(
                number,
                unit=unit,
                stage=stage[0] if stage else "",
                unit_column=found.pop("unit", None),
                **found,
            )
    return None


def _part(header: str) -> str:
    name = normalise(_BRACKETS.sub("", header))
    for part, names in load("batch_columns")["column"].items():
        if name in names:
            return part
    return ""


def _holds_units(grid: Grid, header: int, place: int, text: str) -> bool:
    if normalise(text) not in load("batch_columns")["ambiguous"]["organisation_or_unit"]:
        return False
    held = [row[place].strip() for row in grid[header + 1 :] if place < len(row)]
    return any(held) and all(is_unit(value) for value in held if value)


def _unit_above(grid: Grid, header: int, row: Sequence[str], amount: int | None) -> str:
    """The unit that the header of the amounts states, else the lines above it: "" where they state
    several."""
    if amount is not None and unit_in(row[amount]):
        return unit_in(row[amount])
    lines = (text for line in grid[:header] for text in line)
    units = {unit for text in lines if (unit := unit_in(text))}
    return units.pop() if len(units) == 1 else ""


def tasks_of(grid: Grid, columns: Columns) -> list[Task]:
    """What the rows below the header ask; rows without question and item ask nothing."""
    tasks = []
    for number in range(columns.header + 1, len(grid)):
        question = _question(grid[number], columns)
        if question:
            told, unit = _told(grid[number], columns)
            tasks.append(Task(number, question, told, unit))
    return tasks


def _question(row: Sequence[str], columns: Columns) -> str:
    question, item = _text(row, columns.question), _text(row, columns.item)
    if not (question or item):
        return ""
    organisation, kind = _text(row, columns.organisation), _text(row, columns.kind)
    years = list(dict.fromkeys(_YEAR.findall(_text(row, columns.year))))
    asked = question or f"{item}是多少"
    before = ""
    if organisation and organisation not in asked:
        before += organisation
    if years and not _YEAR.search(_COMPARED_WITH.sub("", normalise(asked))):
        before += "、".join(f"{year}年" for year in years)
    stage = "" if _STAGE.search(asked) or _STAGE.search(_text(row, columns.year)) else columns.stage
    if kind and kind not in asked:
        before += kind
    elif stage and not kind:
        # 预算数 of an item is not to agree with what was spent.
        before += stage
    return before + asked


def _told(row: Sequence[str], columns: Columns) -> tuple[Decimal | None, str]:
    cell = parse_cell(_text(row, columns.amount))
    if cell.state is not CellState.NUMBER:
        return None, ""
    beside = _text(row, columns.unit_column)
    own = canonical_unit(beside) if is_unit(beside) else ""
    if beside and not own:
        return None, ""
    if cell.unit and own and cell.unit != own:
        # 0.26万元 in a row of 元: which is meant cannot be told.
        return None, ""
    return cell.value, cell.unit or own or columns.unit


def _text(row: Sequence[str], place: int | None) -> str:
    return "" if place is None or place >= len(row) else row[place].strip()
