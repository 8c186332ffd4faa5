"""Looking a question up in a single table: which cells answer it, best sets first.

The table is read once (:meth:`TableLookup.read`): what its cells are and which headers each is
read with.  A question is then matched with every text of the table, every cell is judged as a
part of the answer, and sets of likely cells are proposed and ranked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.candidates import candidate_sets
from assistant.table_lookup.cell_features import cell_features
from assistant.table_lookup.detection import language_of
from assistant.table_lookup.grid import LookupGrid, folded
from assistant.table_lookup.languages import Asked, Language
from assistant.table_lookup.matching import Matches, TextWeights
from assistant.table_lookup.model import LookupModel, ModelError, bundled_model
from assistant.table_lookup.roles import ROLES, role_features
from assistant.table_lookup.set_features import set_features
from assistant.table_lookup.surroundings import Surroundings, membership, surroundings
from assistant.table_lookup.trees import sigmoid, softmax

MOST_CELLS = 2000
LONGEST_QUESTION = 300


@dataclass(frozen=True)
class ReadTable:
    """A table as understood.

    ``roles``: probability of each role for each cell of ``grid.cells``; ``around``: what each
    of them is read with; ``texts``: its distinct texts; ``members``: which of these each cell
    is read with.
    """

    grid: LookupGrid
    texts: TextWeights
    roles: np.ndarray
    around: tuple[Surroundings, ...]
    members: np.ndarray

    @classmethod
    def of(cls, grid: LookupGrid, roles: np.ndarray, language: Language) -> ReadTable:
        """The table with the given role probabilities (cells, roles)."""
        header = [False] * len(grid.texts)
        for cell, chances in zip(grid.cells, roles, strict=True):
            header[cell] = bool(chances.argmax() > 0)
        around = tuple(surroundings(grid, header, cell) for cell in grid.cells)
        texts = TextWeights.of(grid, language)
        members = membership(around, texts.index, len(texts.texts))
        return cls(grid, texts, roles, around, members)

    def asked(self, question: str) -> Asked:
        """A question as read in the table's language."""
        return self.texts.language.asked(question, LONGEST_QUESTION)

    @property
    def likeliest_roles(self) -> np.ndarray:
        """Of each cell of ``grid.cells`` the likeliest role."""
        return self.roles.argmax(axis=1)


@dataclass(frozen=True)
class AskedTable:
    """A question put to a table: their matches and the learned relevance of the texts."""

    table: ReadTable
    matches: Matches
    relevance: np.ndarray

    @classmethod
    def of(
        cls,
        table: ReadTable,
        asked: Asked,
        rarity: Mapping[str, float],
        relevance: np.ndarray | None = None,
    ) -> AskedTable:
        """The question against the table; without ``relevance`` all texts equal."""
        if relevance is None:
            relevance = np.zeros((len(table.texts.texts), 2))
        return cls(table, Matches.of(asked, rarity, table.texts), relevance)

    def cell_features(self) -> np.ndarray:
        """Features of each cell as part of the answer."""
        t = self.table
        return cell_features(
            t.grid, t.texts, self.matches, t.around, t.members, t.roles, self.relevance
        )

    def candidates(self, chances: np.ndarray) -> np.ndarray:
        """Candidate sets (sets, cells) given each cell's chance."""
        t = self.table
        return candidate_sets(t.grid, self.matches, t.around, t.members, t.likeliest_roles, chances)

    def set_features(self, chances: np.ndarray, sets: np.ndarray) -> np.ndarray:
        """Features of candidate sets."""
        t = self.table
        return set_features(
            t.grid, t.texts, self.matches, t.around, t.members, t.likeliest_roles, chances, sets
        )


@dataclass(frozen=True)
class CellSet:
    """Cells that together answer, in reading order.

    ``score`` is between 0 and 1 and compares the candidates of one question (they sum to 1).
    """

    cells: tuple[int, ...]
    score: float


class TableLookup:
    """Answers questions from single tables by naming cells."""

    def __init__(self, models: Mapping[str, LookupModel] | None = None):
        """``models`` by the name of their language; without, those bundled."""
        self._models = models

    def model(self, language: Language) -> LookupModel:
        """The model for tables in a language; raises ModelError where there is none."""
        if self._models is None:
            return bundled_model(language.name)
        if language.name not in self._models:
            raise ModelError(f"no table lookup model for {language.name} tables")
        return self._models[language.name]

    def read(self, grid: LookupGrid) -> ReadTable:
        """Understand a table; raises ValueError for one of more than ``MOST_CELLS`` cells."""
        if len(grid.cells) > MOST_CELLS:
            raise ValueError(f"table of {len(grid.cells)} cells; at most {MOST_CELLS}")
        language = language_of(grid)
        if not grid.cells:
            return ReadTable.of(grid, np.zeros((0, len(ROLES))), language)
        model = self.model(language)
        features = role_features(grid, model.wording, language)
        return ReadTable.of(grid, softmax(model.roles.scores(features)), language)

    def rank(self, table: ReadTable, question: str, limit: int = 5) -> list[CellSet]:
        """The sets of cells most likely asked for, best first; empty for an empty table."""
        if not table.grid.cells or not folded(question):
            return []
        model = self.model(table.texts.language)
        heard = table.asked(question)
        relevance = None
        if model.association:
            relevance = model.association.relevance(heard.spoken, table.texts.spoken)
        asked = AskedTable.of(table, heard, model.rarity, relevance)
        chances = sigmoid(model.cells.scores(asked.cell_features())[:, 0])
        sets = asked.candidates(chances)
        scores = softmax(model.sets.scores(asked.set_features(chances, sets))[:, 0])
        order = np.argsort(-scores, kind="stable")[:limit]
        return [CellSet(self._cells(table, sets[i]), float(scores[i])) for i in order]

    @staticmethod
    def _cells(table: ReadTable, chosen: Sequence[bool]) -> tuple[int, ...]:
        return tuple(c for c, taken in zip(table.grid.cells, chosen, strict=True) if taken)
