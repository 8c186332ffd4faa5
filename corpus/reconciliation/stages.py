"""Which year and stage of the budget an amount belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.amounts import is_money
from corpus.document import Document, Statement
from corpus.reconciliation.words import one_of, words
from corpus.text import normalise


@dataclass(frozen=True)
class Stage:
    """The year and stage a document is about: what was planned, or what was spent (决算)."""

    year: int | None
    executed: bool

    @classmethod
    def of(cls, document: Document) -> Stage:
        """The stage of a document, from its profile."""
        return cls(document.profile.year, "决算" in document.profile.kind)

    def owns_column(self, path: Sequence[str]) -> bool:
        """Whether a column shows the document's own year and stage, as far as its headers say."""
        for step in map(normalise, path):
            years = [int(year) for year in re.findall(r"(20\d\d)年", step)]
            if years and self.year not in (None, *years):
                return False
            if re.search(one_of("comparing_headers"), step):
                return False
            name = re.sub(r"^20\d\d年度?", "", step)
            if name in words("stages") and self._is_other(name):
                return False
        return True

    def owns_statement(self, statement: Statement) -> bool:
        """Whether a stated amount of money is of the document's own year and stage."""
        if not is_money(statement.unit) or statement.year not in (None, self.year):
            return False
        return not self._is_other(normalise(statement.basis))

    def _is_other(self, text: str) -> bool:
        own, other = "budget_stages", "executed_stages"
        if self.executed:
            own, other = other, own
        if not re.search(one_of(other), text):
            return False
        # 预算执行数 is what was spent of a budget.
        return not self.executed or re.search(one_of(own), text) is None
