"""The vocabulary of the self-check, from ``corpus/vocabulary/reconciliation_words.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.text import name_of, normalise
from corpus.vocabulary_files import vocabulary


@cache
def words(kind: str) -> tuple[str, ...]:
    """The normalised words of one list, in the order of the file.  KeyError if unknown."""
    return tuple(normalise(word) for word in _lists()[kind])


@cache
def word(kind: str) -> str:
    """A single word of the vocabulary, normalised.  KeyError if unknown."""
    return normalise(_lists()[kind])


def _lists() -> dict:
    return vocabulary("reconciliation_words")


@lru_cache(maxsize=16384)
def bare(label: str) -> str:
    """A label as subjects are compared: no numbering, no level in brackets, no year."""
    name = re.sub(r"[(（][类款项][)）]$", "", normalise(name_of(label)))
    return re.sub(r"^20\d\d年度?", "", name)


@cache
def one_of(kind: str) -> str:
    """A regular expression for any word of a list, the longest first."""
    return "|".join(map(re.escape, sorted(words(kind), key=len, reverse=True)))


def is_of_which(label: str) -> bool:
    """Whether a label opens a part that is listed for information only (其中：)."""
    text = normalise(label)
    return text in words("of_which") or text.startswith(
        tuple(f"{word}:" for word in words("of_which"))
    )
