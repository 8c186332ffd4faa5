"""Where a question and the texts of a table share words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.grid import LookupGrid
from assistant.table_lookup.languages import Asked, Language, Symbols, as_string


@dataclass(frozen=True)
class TextWeights:
    """The distinct texts of a table and how telling each of their symbols is there.

    ``index`` gives the text of each cell, ``spoken`` the symbols of each text, ``coded`` those
    of its content as a string of the symbols numbered by ``known``.  A symbol counts less the
    more texts of the table share it or the pairs it belongs to: in 期初余额 beside 期末余额 the
    second character tells.
    """

    language: Language
    texts: tuple[str, ...]
    index: np.ndarray
    spoken: tuple[Symbols, ...]
    coded: tuple[str, ...]
    weights: tuple[np.ndarray, ...]
    known: dict[str, str]

    @classmethod
    def of(cls, grid: LookupGrid, language: Language) -> TextWeights:
        """The weights of a grid's texts."""
        place: dict[str, int] = {}
        for text in grid.folded:
            place.setdefault(text, len(place))
        of_text = dict(zip(reversed(grid.folded), reversed(language.texts(grid)), strict=True))
        spoken = tuple(of_text[text] for text in place)
        content = [language.content(symbols) for symbols in spoken]
        counts = Counter(mark for symbols in content for mark in language.marks(symbols))
        known: dict[str, str] = {}
        return cls(
            language,
            tuple(place),
            np.array([place[text] for text in grid.folded]),
            spoken,
            tuple(as_string(symbols, known) for symbols in content),
            tuple(np.array(language.weights(symbols, counts)) for symbols in content),
            known,
        )


def shared_runs(text: str, other: str, shortest: int = 2) -> list[int]:
    """For each position of ``text`` the length of the longest run over it found in ``other``.

    Runs shorter than ``shortest`` count only where they are all of ``other``.
    """
    best = [0] * len(text)
    end = 0
    for start in range(len(text)):
        end = max(end, start)
        while end < len(text) and text[start : end + 1] in other:
            end += 1
        left, right = start, end
        # 1 in 2021 is not the number 1: a run may not begin or end inside a number or a word.
        while left < right and left and _one_token(text, left):
            left += 1
        while right > left and right < len(text) and _one_token(text, right):
            right -= 1
        length = right - left
        if length >= shortest or (length == 1 and len(other) == 1):
            for i in range(left, right):
                best[i] = max(best[i], length)
    return best


def _one_token(text: str, at: int) -> bool:
    a, b = text[at - 1], text[at]
    return (a.isdigit() and b.isdigit()) or (
        a.isascii() and a.isalpha() and b.isascii() and b.isalpha()
    )


@dataclass(frozen=True)
class Matches:
    """What a question shares with each distinct text of a table.

    ``runs``: (texts, question symbols), length of the shared run over the symbol;
    ``telling``: the question's weights; ``longest``: the longest run over each symbol among
    all texts; ``said``: (texts,) weighted share of the text that the question says;
    ``said_plain``: the same unweighted; ``whole``: whether it says the text as it stands.
    """

    language: Language
    asked: Asked
    telling: np.ndarray
    runs: np.ndarray
    longest: np.ndarray
    said: np.ndarray
    said_plain: np.ndarray
    whole: np.ndarray

    @classmethod
    def of(cls, asked: Asked, rarity: Mapping[str, float], table: TextWeights) -> Matches:
        """The matches of a question; ``rarity`` holds what is common in questions, 0 (in every
        question) to 1."""
        language = table.language
        question = as_string(asked.content, dict(table.known))
        count = len(table.texts)
        runs = np.zeros((count, len(question)))
        said, plain, whole = np.zeros(count), np.zeros(count), np.zeros(count)
        shortest = language.shortest_run
        shared = set(_grams(question, shortest)) | set(question)
        for i, text in enumerate(table.coded):
            if not text or shared.isdisjoint(_grams(text, shortest) or [text]):
                continue
            runs[i] = shared_runs(question, text, shortest)
            if not runs[i].any():
                continue
            found = np.array(shared_runs(text, question, shortest)) > 0
            weights = table.weights[i]
            said[i] = float(weights[found].sum() / weights.sum())
            plain[i] = float(found.mean())
            whole[i] = float(text in question)
        longest = runs.max(axis=0) if count else np.zeros(len(question))
        telling = np.array(language.telling(asked.content, rarity))
        return cls(language, asked, telling, runs, longest, said, plain, whole)


def _grams(text: str, length: int) -> list[str]:
    return [text[i : i + length] for i in range(len(text) - length + 1)]
