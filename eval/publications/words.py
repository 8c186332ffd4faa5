"""The words generated publications are made of, loaded from ``vocabulary.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def vocabulary() -> dict:
    """All word lists; ``functions`` and ``economic`` give the name of every subject code."""
    data = resources.files("eval").joinpath("publications/vocabulary.toml").read_text("utf-8")
    return tomllib.loads(data)


def subject(code: str) -> str:
    """The name of a functional (3, 5, 7 digits) or economic (3, 5 digits) subject code.

    KeyError for a code the vocabulary does not hold.
    """
    words = vocabulary()
    return words["economic"].get(code) or words["functions"][code]


def leaves(classification: str, length: int) -> list[str]:
    """The codes of ``length`` digits of ``functions`` or ``economic``, in order."""
    return sorted(code for code in vocabulary()[classification] if len(code) == length)
