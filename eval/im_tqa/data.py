"""The files of IM-TQA: tables as cell texts and a layout, questions with their answer cells.

A table holds ``cell_ID_matrix`` (which cell lies where, merged cells repeated),
``chinese_cell_value_list`` and its English translation, and the annotated headers by cell number: ``column_attribute``,
``row_attribute``, ``column_index``, ``row_index``.  The headers are truth to train and measure
by; the lookup never sees them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.roles import (
    COLUMN_ATTRIBUTE,
    COLUMN_ENTRY,
    ROW_ATTRIBUTE,
    ROW_ENTRY,
)

_ANNOTATED = {
    "column_attribute": COLUMN_ATTRIBUTE,
    "row_attribute": ROW_ATTRIBUTE,
    "column_index": COLUMN_ENTRY,
    "row_index": ROW_ENTRY,
}


CHINESE, ENGLISH = "chinese", "english"


class BenchmarkError(Exception):
    """A benchmark file that cannot be used; the message names the file and the cause."""

    def __init__(self, path: Path, cause: str):
        super().__init__(f"{path}: {cause}")


@dataclass(frozen=True)
class BenchmarkTable:
    """A table: ``kind`` is its type, ``annotated`` the role of each annotated header cell."""

    id: str
    kind: str
    grid: LookupGrid
    annotated: dict[int, int]

    @cached_property
    def roles(self) -> np.ndarray:
        """The true role of each cell of ``grid.cells``; what is no header is data."""
        return np.array([self.annotated.get(cell, 0) for cell in self.grid.cells], dtype=int)


@dataclass(frozen=True)
class BenchmarkQuestion:
    """A question with the cells that answer it; None where a file states none."""

    id: str
    table: str
    text: str
    cells: frozenset[int] | None

    def is_answered_by(self, table: BenchmarkTable) -> np.ndarray:
        """Of each cell of the grid whether it is part of the answer."""
        return np.array([cell in (self.cells or ()) for cell in table.grid.cells], dtype=bool)


def load_tables(path: Path, language: str = CHINESE) -> dict[str, BenchmarkTable]:
    """The tables by id, in one of the two languages; raises :class:`BenchmarkError`."""
    tables: dict[str, BenchmarkTable] = {}
    for number, entry in enumerate(_entries(path), start=1):
        try:
            grid = LookupGrid(
                tuple(str(text) for text in entry[f"{language}_cell_value_list"]),
                tuple(tuple(int(cell) for cell in row) for row in entry["cell_ID_matrix"]),
            )
            annotated = {
                int(cell): role for name, role in _ANNOTATED.items() for cell in entry.get(name, ())
            }
            table = BenchmarkTable(
                str(entry["table_id"]), str(entry.get("table_type", "")), grid, annotated
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BenchmarkError(path, f"table {number}: {_cause(error)}") from error
        tables[table.id] = table
    return tables


def load_questions(
    path: Path, tables: dict[str, BenchmarkTable], language: str = CHINESE
) -> list[BenchmarkQuestion]:
    """The questions in order, in one of the two languages; raises :class:`BenchmarkError`, also
    for an unknown table."""
    questions = []
    for number, entry in enumerate(_entries(path), start=1):
        try:
            cells = entry.get("answer_cell_list")
            question = BenchmarkQuestion(
                str(entry["question_id"]),
                str(entry["table_id"]),
                str(entry[f"{language}_question"]),
                None if cells is None else frozenset(int(cell) for cell in cells),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BenchmarkError(path, f"question {number}: {_cause(error)}") from error
        if question.table not in tables:
            raise BenchmarkError(path, f"question {number}: no table {question.table}")
        questions.append(question)
    return questions


def _entries(path: Path) -> list:
    try:
        entries = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkError(path, f"cannot be read: {error}") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BenchmarkError(path, f"no JSON: {error}") from error
    if not isinstance(entries, list):
        raise BenchmarkError(path, "no list of entries")
    return entries


def _cause(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error)
