"""The vocabulary of questions: data files under ``assistant/vocabulary``, loaded once.

Everything is in the comparison form of :func:`corpus.text.normalise`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import resources

from assistant.said_names import SaidNames

Terms = tuple[tuple[str, tuple[str, ...]], ...]


@cache
def load(name: str) -> dict:
    """One vocabulary file (``questions``, ``synonyms``, ``english``, …) as parsed TOML."""
    text = resources.files("assistant").joinpath(f"vocabulary/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def question_words(*path: str) -> tuple[str, ...]:
    """A word list of ``questions.toml``, longest first: ``question_words("operation", "sum")``."""
    node = load("questions")
    for key in path:
        node = node[key]
    return tuple(sorted(node, key=len, reverse=True))


@cache
def pattern(*path: str) -> re.Pattern:
    """A regular expression for any word of a list of ``questions.toml``, the longest first.

    Latin words match whole words only.
    """
    return any_of(question_words(*path))


def any_of(words: Iterable[str]) -> re.Pattern:
    """A regular expression for any of the words, longest first, Latin ones as whole words."""
    return _any_of(tuple(words))


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern:
    parts = [
        rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"
        if word[0].isascii() and word.isalnum() or " " in word
        else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile("|".join(parts) or r"(?!)")


@lru_cache(maxsize=1)
def synonyms() -> Terms:
    """(everyday word, official labels best first), longest word first."""
    pairs = [
        (said, tuple(entry["means"]))
        for entry in load("synonyms").get("synonym", [])
        for said in entry["said"]
    ]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))


def said_in(text: str, terms: Callable[[], Terms]) -> list[tuple[str, tuple[str, ...]]]:
    """Those of the terms (:func:`synonyms`, :func:`english_terms`, …) that stand in a text, in
    their order."""
    names, places = _said(terms)
    return [terms()[place] for place in sorted(p for said in names.of(text) for p in places[said])]


@cache
def _said(terms: Callable[[], Terms]) -> tuple[SaidNames, dict[str, list[int]]]:
    places: dict[str, list[int]] = {}
    for place, (said, _) in enumerate(terms()):
        places.setdefault(said, []).append(place)
    return SaidNames(places), places


@lru_cache(maxsize=1)
def same_labels() -> dict[str, tuple[str, ...]]:
    """Label → the labels other publications print for the same thing (itself included)."""
    groups: dict[str, tuple[str, ...]] = {}
    for entry in load("synonyms").get("same", []):
        labels = tuple(entry["labels"] if isinstance(entry, dict) else entry)
        for label in labels:
            groups[label] = labels
    return groups


@lru_cache(maxsize=1)
def english_terms() -> Terms:
    """(English term, Chinese labels best first), longest term first."""
    pairs = [
        (english, tuple(entry["chinese"]))
        for entry in load("english").get("term", [])
        for english in entry["english"]
    ]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))


@lru_cache(maxsize=1)
def english_agencies() -> Terms:
    """(English agency name, Chinese agency names), longest first."""
    pairs = [
        (english, tuple(entry["chinese"]))
        for entry in load("english_organisations").get("agency", [])
        for english in entry["english"]
    ]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
