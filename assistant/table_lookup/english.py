"""English texts read word by word: endings, word forms and a few synonyms folded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.table_lookup.grid import LONGEST_TEXT, LookupGrid
from assistant.table_lookup.languages import Asked
from corpus.text import normalise, numbering

_WORDS = Path(__file__).with_name("english.json")
_TOKEN = re.compile(r"[a-z]+(?:&[a-z]+)*|\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]|%|[,;:?!]|\.(?=\s|$)")
# “No.” before a number or behind a name says number, not no.
_NUMBER_SIGN = re.compile(r"\bno(?=\.? ?\d)|\bnos?\.(?=\s|$)|(?<=[a-z] )nos?$")
_COMMONEST = 0.1
_TOTAL_WITHIN = 4


class English:
    """Symbols are words without their endings, and numbers.

    Words that only hold a sentence together name nothing: they are no content, but they tell
    what kind of question it is.
    """

    name = "english"
    # A single word says enough.
    shortest_run = 1

    @property
    def nothing(self) -> frozenset[str]:
        return _vocabulary().nothing

    def texts(self, grid: LookupGrid) -> tuple[tuple[str, ...], ...]:
        return tuple(spoken(text[: 2 * LONGEST_TEXT]) for text in grid.texts)

    def content(self, spoken: Iterable[str]) -> tuple[str, ...]:
        known = _vocabulary()
        return tuple(w for w in spoken if w not in known.function and w not in known.breaks)

    def asked(self, question: str, longest: int) -> Asked:
        text = normalise(question[: 4 * longest])
        known = _vocabulary()
        said: list[str] = []
        content: list[str] = []
        parts: list[tuple[int, int]] = []
        start = 0
        for token in [*_tokens(text)[:longest], "."]:
            if token in known.breaks:
                if len(content) > start:
                    parts.append((start, len(content)))
                start = len(content)
            if token[0].isalnum() or token == "%":
                word = stem(token)
                said.append(word)
                if word not in known.function and token not in known.breaks:
                    content.append(word)
        return Asked(text, tuple(said), tuple(content), tuple(parts))

    def telling(self, content: Iterable[str], rarity: Mapping[str, float]) -> list[float]:
        return [max(_COMMONEST, rarity.get(word, 1.0)) for word in content]

    def weights(self, content: Iterable[str], counts: Mapping[str, int]) -> list[float]:
        return [1.0 / counts[word] for word in content]

    def marks(self, content: Iterable[str]) -> set[str]:
        return set(content)

    def habits(self, asked: Asked) -> set[str]:
        return set(asked.content)

    def header_words(self, spoken: tuple[str, ...]) -> set[str]:
        if not spoken:
            return set()
        words = ["0" if word[0].isdigit() else word for word in spoken[:12]]
        return {*words, f"^{words[0]}", f"{words[-1]}$"}

    def cues(self, question: str) -> list[int]:
        return [len(cue.findall(question)) for cue in _vocabulary().cues]

    def separators(self, question: str) -> list[int]:
        return [len(mark.findall(question)) for mark in _vocabulary().separators]

    def is_total(self, spoken: tuple[str, ...]) -> bool:
        return not _vocabulary().totals.isdisjoint(spoken[:_TOTAL_WITHIN])


@lru_cache(maxsize=20_000)
def spoken(text: str) -> tuple[str, ...]:
    """The words and numbers of a printed text, as they are compared, without its numbering."""
    _, text = numbering(normalise(text))
    return tuple(stem(t) for t in _tokens(text) if t[0].isalnum() or t == "%")


def printed_words(text: str) -> list[tuple[str, str]]:
    """The words of a printed text: each as it is compared and as it stands there."""
    return [(stem(t), t) for t in _tokens(normalise(text)) if t[0].isalpha() and len(t) > 1]


def _tokens(text: str) -> list[str]:
    text = _NUMBER_SIGN.sub("number", text)
    return _TOKEN.findall(_vocabulary().abbreviated.sub(r"\1", text))


@lru_cache(maxsize=20_000)
def stem(token: str) -> str:
    """A word or number as it is compared: a number without grouping, a word by its stem."""
    if token[0].isdigit():
        return token.replace(",", "")
    known = _vocabulary()
    if token in known.function:
        return token
    root = _stemmer().stemWord(token)
    return known.same.get(token) or known.same.get(root) or root


@lru_cache(maxsize=1)
def _stemmer():
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@dataclass(frozen=True)
class _Vocabulary:
    function: frozenset[str]
    breaks: frozenset[str]
    abbreviated: re.Pattern
    same: Mapping[str, str]
    cues: tuple[re.Pattern, ...]
    separators: tuple[re.Pattern, ...]
    totals: frozenset[str]
    nothing: frozenset[str]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    """``english.json``; ``same`` maps the stems of words to the word that stands for them."""
    told = json.loads(_WORDS.read_text(encoding="utf-8"))
    root = _stemmer().stemWord
    same: dict[str, str] = {}
    for word, others in told["same"].items():
        same |= {other: word for other in [word, *others.split()]}
        same |= {root(other): word for other in [word, *others.split()]}
    return _Vocabulary(
        frozenset(told["function_words"].split()),
        frozenset(told["breaks"]),
        # The dot of "Co." ends nothing, and the comma in "Co., Ltd." parts nothing.
        re.compile(rf"\b({'|'.join(told['abbreviations'])})[.,]+(?=\s|$)"),
        same,
        tuple(_any_of(words) for words in told["cues"].values()),
        (*(_any_of([mark]) for mark in told["separators"]), _any_of(told["amounts"])),
        frozenset(root(word) for word in told["totals"]),
        frozenset(told["nothing"]),
    )


def _any_of(words: Iterable[str]) -> re.Pattern:
    """Any of the words, whole."""
    return re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in words))
