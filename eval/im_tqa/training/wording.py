"""Counting the wording of headers and of questions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from assistant.table_lookup.languages import Language
from assistant.table_lookup.lookup import LONGEST_QUESTION
from eval.im_tqa.data import BenchmarkQuestion, BenchmarkTable

# Pairs seen in fewer tables, or fewer questions, say more about those than about wording.
FEWEST_TABLES, FEWEST_QUESTIONS = 4, 12


class WordingCounts:
    """In how many tables each header word stands in headers and in data cells."""

    def __init__(self, tables: Iterable[BenchmarkTable], language: Language):
        self.in_headers: Counter[str] = Counter()
        self.in_data: Counter[str] = Counter()
        self._of: dict[str, tuple[set[str], set[str]]] = {}
        for table in tables:
            headers: set[str] = set()
            data: set[str] = set()
            texts = language.texts(table.grid)
            for cell, role in zip(table.grid.cells, table.roles, strict=True):
                (headers if role else data).update(language.header_words(texts[cell]))
            self.in_headers.update(headers)
            self.in_data.update(data)
            self._of[table.id] = headers, data

    def odds(self, without: str | None = None) -> dict[str, float]:
        """Log-odds of each common pair for headers, one table's own counts left out."""
        own_headers, own_data = self._of.get(without, (set(), set())) if without else ((), ())
        pairs = {*own_headers, *own_data} if without else {*self.in_headers, *self.in_data}
        found = {}
        for pair in pairs:
            headers = self.in_headers[pair] - (pair in own_headers)
            data = self.in_data[pair] - (pair in own_data)
            if headers + data >= FEWEST_TABLES:
                found[pair] = math.log((headers + 0.5) / (data + 0.5))
        return found


def rarity_of(questions: Iterable[BenchmarkQuestion], language: Language) -> dict[str, float]:
    """How rare is what many questions say: 0 in all, 1 in very few."""
    asked = [language.habits(language.asked(q.text, LONGEST_QUESTION)) for q in questions]
    counts = Counter(habit for habits in asked for habit in habits)
    rarest = math.log(max(len(asked) / 8, math.e))
    return {
        habit: min(1.0, math.log(len(asked) / count) / rarest)
        for habit, count in counts.items()
        if count >= FEWEST_QUESTIONS
    }
