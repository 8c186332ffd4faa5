"""Where a question and the texts of a table share words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.grid import LookupGrid

# A run of one character says little unless it is the whole text.
_SHORTEST_RUN = 2
_COMMONEST = 0.15


@dataclass(frozen=True)
class TextWeights:
    """The distinct texts of a table and how telling each of their characters is there.

    ``index`` gives the text of each cell.  A character counts less the more texts of the table
    share the pairs it belongs to: in 期初余额 beside 期末余额 the second character tells.
    """

    texts: tuple[str, ...]
    index: np.ndarray
    weights: tuple[np.ndarray, ...]

    @classmethod
    def of(cls, grid: LookupGrid) -> TextWeights:
        """The weights of a grid's texts."""
        texts = tuple(dict.fromkeys(grid.folded))
        place = {text: i for i, text in enumerate(texts)}
        counts = Counter(pair for text in texts for pair in set(_pairs(text)))
        weights = tuple(
            np.array(_per_character(text, lambda pair: 1.0 / counts[pair])) for text in texts
        )
        return cls(texts, np.array([place[text] for text in grid.folded]), weights)


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _per_character(text: str, weigh) -> list[float]:
    """For each character the larger weight of the two pairs it is in."""
    if len(text) < 2:
        return [1.0] * len(text)
    pairs = [weigh(pair) for pair in _pairs(text)]
    return [
        max(pairs[i] if i < len(pairs) else 0.0, pairs[i - 1] if i else 0.0)
        for i in range(len(text))
    ]


def question_weights(question: str, rarity: Mapping[str, float]) -> np.ndarray:
    """How telling each character of a folded question is, 0 to 1.

    ``rarity`` holds the pairs of characters common in questions, 0 (in every question) to 1;
    pairs it does not hold are rare.
    """
    weights = [
        max(_COMMONEST, weight)
        for weight in _per_character(question, lambda pair: rarity.get(pair, 1.0))
    ]
    return np.array([w if question[i].isalnum() else 0.0 for i, w in enumerate(weights)])


def shared_runs(text: str, other: str) -> list[int]:
    """For each position of ``text`` the length of the longest run over it found in ``other``."""
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
        if length >= _SHORTEST_RUN or (length == 1 and len(other) == 1):
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

    ``runs``: (texts, question characters), length of the shared run over the character;
    ``telling``: the question's weights; ``longest``: the longest run over each character among
    all texts; ``said``: (texts,) weighted share of the text that the question says;
    ``said_plain``: the same unweighted; ``whole``: whether it says the text as it stands.
    """

    question: str
    telling: np.ndarray
    runs: np.ndarray
    longest: np.ndarray
    said: np.ndarray
    said_plain: np.ndarray
    whole: np.ndarray

    @classmethod
    def of(cls, question: str, telling: np.ndarray, table: TextWeights) -> Matches:
        """The matches of a folded question."""
        count = len(table.texts)
        runs = np.zeros((count, len(question)))
        said, plain, whole = np.zeros(count), np.zeros(count), np.zeros(count)
        pairs = set(_pairs(question)) | set(question)
        for i, text in enumerate(table.texts):
            if not text or not any(p in pairs for p in (_pairs(text) or [text])):
                continue
            runs[i] = shared_runs(question, text)
            if not runs[i].any():
                continue
            found = np.array(shared_runs(text, question)) > 0
            weights = table.weights[i]
            said[i] = float(weights[found].sum() / weights.sum())
            plain[i] = float(found.mean())
            whole[i] = float(text in question)
        longest = runs.max(axis=0) if count else np.zeros(len(question))
        return cls(question, telling, runs, longest, said, plain, whole)
