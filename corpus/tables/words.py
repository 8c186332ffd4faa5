"""The vocabulary of table parts, from ``corpus/vocabulary/table_words.toml``."""

from __future__ import annotations

from functools import cache

from corpus.text import name_of, normalise
from corpus.vocabulary_files import vocabulary


@cache
def words(kind: str) -> frozenset[str]:
    """The normalised words of one list of the vocabulary.  KeyError for an unknown list."""
    return frozenset(normalise(word) for word in vocabulary("table_words")[kind])


def is_total(label: str) -> bool:
    """Whether a row label announces a sum: 合计, 本年收入合计, 支出总计."""
    return normalise(name_of(label)).endswith(tuple(words("total_endings")))
