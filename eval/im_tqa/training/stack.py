"""The training from tables and questions to a model, each part on top of the ones before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assistant.table_lookup.association import Association, WordVectors
from assistant.table_lookup.detection import CHINESE, ENGLISH
from assistant.table_lookup.languages import Language
from assistant.table_lookup.lookup import AskedTable, ReadTable
from assistant.table_lookup.model import LookupModel
from assistant.table_lookup.roles import ROLES, role_features
from assistant.table_lookup.trees import Forest, sigmoid, softmax
from eval.im_tqa.data import BenchmarkQuestion, BenchmarkTable
from eval.im_tqa.training.association import AssociationTraining, Example
from eval.im_tqa.training.boosting import Boosting
from eval.im_tqa.training.folds import COUNT, fold_of
from eval.im_tqa.training.meanings import word_vectors
from eval.im_tqa.training.wording import WordingCounts, rarity_of


@dataclass(frozen=True)
class Recipe:
    """How every part is fitted; ``check`` measures the whole by cross-validation as well."""

    roles: Boosting = Boosting(120, classes=len(ROLES), leaves=15, least_in_leaf=20)
    association: AssociationTraining | None = AssociationTraining()
    cells: Boosting = Boosting(280, rate=0.06, feature_fraction=0.3)
    sets: Boosting = Boosting(150, least_in_leaf=60, ranking=True)
    seed: int = 0
    folds: int = COUNT
    check: bool = True


# A pass over English texts says less, as they have fewer symbols; fewer folds and rounds make up
# for the time.
RECIPES = {
    "chinese": Recipe(),
    "english": Recipe(
        association=AssociationTraining(passes=5),
        cells=Boosting(200, rate=0.08, feature_fraction=0.3),
        folds=3,
    ),
}


@dataclass
class Stack:
    """Training in progress on texts of one language.  ``say`` is told how far it is."""

    tables: dict[str, BenchmarkTable]
    questions: Sequence[BenchmarkQuestion]
    recipe: Recipe
    say: Callable[[str], None]
    language: Language = CHINESE
    fold: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.questions = [q for q in self.questions if q.cells]
        if len(self.tables) < self.recipe.folds or not self.questions:
            raise ValueError(f"needs questions on at least {self.recipe.folds} tables")
        self.fold = fold_of(tuple(self.tables), self.recipe.seed, self.recipe.folds)
        self.groups = np.array([self.fold[q.table] for q in self.questions])

    def train(self) -> LookupModel:
        """The model; says the cross-validated exact match on the way."""
        rarity = rarity_of(self.questions, self.language)
        wording, roles, read = self._roles()
        self.say(f"headers found in {len(read)} tables")
        association, relevance = self._association(read)
        asked = [
            AskedTable.of(read[q.table], read[q.table].asked(q.text), rarity, r)
            for q, r in zip(self.questions, relevance, strict=True)
        ]
        answers = [q.is_answered_by(self.tables[q.table]) for q in self.questions]
        cells, chances = self._cells(asked, answers)
        self.say("cells judged")
        sets = self._sets(asked, answers, chances)
        return LookupModel(wording, rarity, association, roles, cells, sets)

    def _roles(self) -> tuple[dict[str, float], Forest, dict[str, ReadTable]]:
        """Header wording, the role forest, and every table as read by a forest blind to it."""
        read: dict[str, ReadTable] = {}
        for fold in range(self.recipe.folds):
            seen = [t for i, t in self.tables.items() if self.fold[i] != fold]
            counts, forest = self._fit_roles(seen)
            odds = counts.odds()
            for i, table in self.tables.items():
                if self.fold[i] == fold and table.grid.cells:
                    rows = role_features(table.grid, odds, self.language)
                    read[i] = ReadTable.of(table.grid, softmax(forest.scores(rows)), self.language)
        counts, forest = self._fit_roles(list(self.tables.values()))
        return counts.odds(), forest, read

    def _fit_roles(self, tables: Sequence[BenchmarkTable]) -> tuple[WordingCounts, Forest]:
        counts = WordingCounts(tables, self.language)
        rows, labels = [], []
        for table in tables:
            if table.grid.cells:
                odds = counts.odds(without=table.id)
                rows.append(role_features(table.grid, odds, self.language))
                labels.append(table.roles)
        forest = self.recipe.roles.fit(np.concatenate(rows), np.concatenate(labels))
        return counts, forest

    def _association(self, read: dict[str, ReadTable]) -> tuple[Association | None, list]:
        """The association, and for each question what one blind to its table says."""
        if not self.recipe.association:
            return None, [None] * len(self.questions)
        examples = [
            Example.of(
                read[q.table].asked(q.text).spoken,
                read[q.table],
                q.is_answered_by(self.tables[q.table]),
            )
            for q in self.questions
        ]
        training = self.recipe.association
        if self.language is ENGLISH:
            training = replace(training, vectors=self._meanings())
        relevance: list[np.ndarray | None] = [None] * len(examples)
        for fold in range(self.recipe.folds):
            seen = [e for e, g in zip(examples, self.groups, strict=True) if g != fold]
            network = training.fit(seen)
            for i in np.flatnonzero(self.groups == fold):
                relevance[i] = network.relevance(examples[i].question, examples[i].texts)
            self.say(f"wording associated, fold {fold + 1} of {self.recipe.folds}")
        return training.fit(examples), relevance

    def _meanings(self) -> WordVectors | None:
        asked: dict[str, list[str]] = {}
        for question in self.questions:
            asked.setdefault(question.table, []).append(question.text)
        found = word_vectors(
            (*table.grid.texts, *asked.get(i, ())) for i, table in self.tables.items()
        )
        self.say(f"meanings of {len(found.words) if found else 0} words")
        return found

    def _cells(
        self, asked: Sequence[AskedTable], answers: Sequence[np.ndarray]
    ) -> tuple[Forest, list[np.ndarray]]:
        """The cell forest, and for each question the chances a blind one gives its cells."""
        rows = [a.cell_features() for a in asked]
        # A large table has many cells that are easily wrong; they should not outvote a small one.
        weights = [np.full(len(r), len(r) ** -0.5) for r in rows]
        forest, scores = self._cross_fit(self.recipe.cells, rows, answers, weights)
        return forest, [sigmoid(s) for s in scores]

    def _sets(
        self,
        asked: Sequence[AskedTable],
        answers: Sequence[np.ndarray],
        chances: Sequence[np.ndarray],
    ) -> Forest:
        rows, labels = [], []
        for a, answer, p in zip(asked, answers, chances, strict=True):
            sets = a.candidates(p)
            rows.append(a.set_features(p, sets))
            labels.append((sets == answer).all(axis=1))
        weights = [np.ones(len(r)) for r in rows]
        if not self.recipe.check:
            lengths = np.array([len(r) for r in rows])
            x, y, w = (np.concatenate(parts) for parts in (rows, labels, weights))
            return self.recipe.sets.fit(x, y, w, lengths)
        forest, scores = self._cross_fit(self.recipe.sets, rows, labels, weights)
        right = np.array([y[s.argmax()] for y, s in zip(labels, scores, strict=True)])
        kinds = np.array([self.tables[q.table].kind for q in self.questions])
        for kind in [None, *sorted(set(kinds))]:
            group = right if kind is None else right[kinds == kind]
            self.say(f"cross-validated exact match {kind or 'overall'}: {group.mean():.3f}")
        return forest

    def _cross_fit(self, boosting: Boosting, rows, labels, weights):
        """A forest on everything, and per question the scores of forests blind to its table."""
        lengths = np.array([len(r) for r in rows])
        x, y, w = np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)
        groups = np.repeat(self.groups, lengths)
        scores = np.zeros(len(y))
        for fold in range(self.recipe.folds):
            blind = groups == fold
            if blind.any() and not blind.all():
                seen = lengths[self.groups != fold]
                forest = boosting.fit(x[~blind], y[~blind], w[~blind], seen)
                scores[blind] = forest.scores(x[blind])[:, 0]
        return boosting.fit(x, y, w, lengths), np.split(scores, np.cumsum(lengths)[:-1])
