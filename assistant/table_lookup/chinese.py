"""Chinese texts read character by character: words are not written apart."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from assistant.table_lookup.grid import LookupGrid, folded
from assistant.table_lookup.languages import Asked

_BREAK = re.compile(r"[,，。.?？;；、!！:：]|以及|还有|另外|同时|和|与|及|又")
_SEPARATORS = ("和", "与", "、", "以及", ",", "，", "及", "?", "？", "分别", "各")
_TOTALS = ("合计", "总计", "小计", "共计", "总额")
_CUES = Path(__file__).with_name("question_cues.json")
_COMMONEST = 0.15


class Chinese:
    """Symbols are the characters of the comparison form, which has no blanks."""

    name = "chinese"
    # One character says little unless it is the whole text.
    shortest_run = 2
    nothing: frozenset[str] = frozenset()

    def texts(self, grid: LookupGrid) -> tuple[str, ...]:
        return grid.folded

    def content(self, spoken: str) -> str:
        return spoken

    def asked(self, question: str, longest: int) -> Asked:
        text = folded(question)[:longest]
        return Asked(text, text, text, tuple(parts(text)))

    def telling(self, content: str, rarity: Mapping[str, float]) -> list[float]:
        weights = [
            max(_COMMONEST, weight)
            for weight in _per_character(content, lambda pair: rarity.get(pair, 1.0))
        ]
        return [w if content[i].isalnum() else 0.0 for i, w in enumerate(weights)]

    def weights(self, content: str, counts: Mapping[str, int]) -> list[float]:
        return _per_character(content, lambda pair: 1.0 / counts[pair])

    def marks(self, content: str) -> set[str]:
        return set(pairs(content))

    def habits(self, asked: Asked) -> set[str]:
        return set(pairs(asked.text))

    def header_words(self, spoken: str) -> set[str]:
        return set(pairs(f"^{spoken[:30]}$")) if spoken else set()

    def cues(self, question: str) -> list[int]:
        return [sum(question.count(word.strip()) for word in words) for words in _cues()]

    def separators(self, question: str) -> list[int]:
        counts = [question.count(mark) for mark in _SEPARATORS]
        return [*counts, question.count("多少") + question.count("什么")]

    def is_total(self, spoken: str) -> bool:
        return any(word in spoken[:12] for word in _TOTALS)


def pairs(text: str) -> list[str]:
    """The neighbouring characters of a text."""
    return [text[i : i + 2] for i in range(len(text) - 1)]


def parts(question: str) -> list[tuple[int, int]]:
    """Character ranges of the parts of a folded question, split at punctuation and “and”."""
    found, start = [], 0
    for match in _BREAK.finditer(question):
        if match.start() > start:
            found.append((start, match.start()))
        start = match.end()
    if start < len(question):
        found.append((start, len(question)))
    return found


def _per_character(text: str, weigh) -> list[float]:
    """For each character the larger weight of the two pairs it is in."""
    if len(text) < 2:
        return [1.0] * len(text)
    weights = [weigh(pair) for pair in pairs(text)]
    return [
        max(weights[i] if i < len(weights) else 0.0, weights[i - 1] if i else 0.0)
        for i in range(len(text))
    ]


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in json.loads(_CUES.read_text(encoding="utf-8")).values())
