"""The vocabulary of questions: data files under ``assistant/vocabulary``, loaded once.

Everything is in the comparison form of :func:`corpus.text.normalise`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path

from assistant.understanding.said_names import SaidNames
from corpus.patterns import Pattern
from corpus.vocabulary_files import vocabulary

Terms = tuple[tuple[str, tuple[str, ...]], ...]


_PACKAGE = Path(__file__).parents[1]


@cache
def load(name: str) -> dict:
    """One vocabulary file (``questions``, ``synonyms``, ``english``, …) as parsed TOML."""
    return vocabulary(name, _PACKAGE)


@cache
def question_words(*path: str) -> tuple[str, ...]:
    """A word list of ``questions.toml``, longest first: ``question_words("operation", "sum")``."""
    node = load("questions")
    for key in path:
        node = node[key]
    return tuple(sorted(node, key=len, reverse=True))


@cache
def pattern(*path: str) -> AnyOf:
    """What finds any word of a list of ``questions.toml``, the longest first.

    Latin words match whole words only.
    """
    return any_of(question_words(*path))


def any_of(words: Iterable[str]) -> AnyOf:
    """What finds any of the words, longest first, Latin ones as whole words."""
    return _any_of(tuple(words))


class AnyOf:
    """Finds any of some words as their regular expression would.

    A question says words of few lists, and compiling the others would take longer than answering
    it.  So a list is compiled when a text holds one of its words, or has been looked at often.
    """

    _OFTEN = 30

    def __init__(self, words: tuple[str, ...]):
        self._words = words
        self._looks = 0

    @cached_property
    def pattern(self) -> str:
        """The regular expression."""
        parts = [
            rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])" if _is_whole(word) else re.escape(word)
            for word in sorted(self._words, key=len, reverse=True)
        ]
        return "|".join(parts) or r"(?!)"

    @cached_property
    def _compiled(self) -> re.Pattern:
        return re.compile(self.pattern)

    def _for(self, text: str) -> re.Pattern | Pattern:
        """What to look for in a text: nothing where it holds none of the words."""
        if self._looks < self._OFTEN:
            self._looks += 1
            if not any(word in text for word in self._words):
                return _NOTHING
            self._looks = self._OFTEN
        return self._compiled

    def search(self, text: str) -> re.Match | None:
        """The first of the words in a text."""
        return self._for(text).search(text)

    def match(self, text: str) -> re.Match | None:
        """The word that a text begins with."""
        return self._for(text).match(text)

    def finditer(self, text: str) -> Iterator[re.Match]:
        """The words in a text, in order."""
        return self._for(text).finditer(text)

    def findall(self, text: str) -> list[str]:
        """The words in a text, in order."""
        return self._for(text).findall(text)

    def sub(self, put: str, text: str, count: int = 0) -> str:
        """A text with ``put`` for each of the words, or the first ``count``, as :func:`re.sub`."""
        return self._for(text).sub(put, text, count)


def _is_whole(word: str) -> bool:
    """Whether a word is found as a whole word only: Chinese words have no edges."""
    return word[0].isascii() and word.isalnum() or " " in word


class WordPlaces:
    """Where any of very many words stand in a text, as :class:`AnyOf` finds them.

    Of so many most texts hold some, and compiling them all takes longer than answering.
    """

    def __init__(self, words: Iterable[str]):
        self._by_first: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for word in sorted(set(words), key=len, reverse=True):
            self._by_first[word[0]].append((word, _is_whole(word)))

    def of(self, text: str) -> Iterator[tuple[int, int]]:
        """The ranges that the words take, from left to right, the longest word first."""
        start = 0
        while start < len(text):
            end = start + 1
            for word, whole in self._by_first.get(text[start], ()):
                if text.startswith(word, start):
                    behind = start + len(word)
                    beside = text[max(start - 1, 0) : start], text[behind : behind + 1]
                    if not whole or _LATIN.isdisjoint(beside):
                        yield start, behind
                        end = behind
                        break
            start = end


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_NOTHING = Pattern(r"(?!)")


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> AnyOf:
    return AnyOf(words)


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


def alternatives(label: str) -> tuple[str, ...]:
    """A label and the labels other publications print for the same thing."""
    return same_labels().get(label, (label,))


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
