"""The vocabulary of table parts, loaded from ``corpus/vocabulary/table_words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources

from corpus.text import name_of, normalise


@cache
def words(kind: str) -> frozenset[str]:
    """The normalised words of one list of the vocabulary.  KeyError for an unknown list."""
    return frozenset(normalise(word) for word in _lists()[kind])


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    data = resources.files("corpus").joinpath("vocabulary/table_words.toml").read_text("utf-8")
    return tomllib.loads(data)


def is_total(label: str) -> bool:
    """Whether a row label announces a sum: 合计, 本年收入合计, 支出总计."""
    return normalise(name_of(label)).endswith(tuple(words("total_endings")))
