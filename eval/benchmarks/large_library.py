"""Up to ten thousand publications of realistic size in one library, within minutes.

Every four are of one body: its budgets of three years and its final account of the first.  The
bodies are those of a province: every county has the same sixteen departments, and the names of
the counties are made of few characters, so that many differ in one.  What the publications hold
is that of some hundred masters (:mod:`eval.benchmarks.republishing`), multiplied by a number of
their own; what is stored of each is what adding its file stores, the self-check left out.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache

from corpus.document import Document
from eval.benchmarks.republishing import Issue, master
from eval.publications.words import vocabulary

YEARS = (2024, 2025, 2026)
# Each year's budget, and the final account of the first.
_OF_A_BODY = tuple((year, "部门预算") for year in YEARS) + ((YEARS[0], "部门决算"),)
_SYLLABLES = "岚屿澄霁原砚溪珞绮朔芷洲瀚沅昕曜霖榆柏峤淮泓"
_ENDINGS = ("县", "区", "市")
_MASTERS = 160
_MOST_TIMES = 60


def issue(number: int) -> Issue:
    """The publication of a number from 0, always the same one.

    Raises IndexError for a number beyond the bodies there are names for (about 29,000).
    """
    body, own = divmod(number, len(_OF_A_BODY))
    year, kind = _OF_A_BODY[own]
    departments = vocabulary()["departments"]
    county, department = divmod(body, len(departments))
    region = _names()[county] + _ENDINGS[county % len(_ENDINGS)]
    drawn = random.Random(body)
    chosen = drawn.randrange(_MASTERS)
    times = drawn.sample(range(1, _MOST_TIMES), len(_OF_A_BODY))[own]
    return Issue(master(chosen, kind), region + departments[department], region, year, times)


@lru_cache(maxsize=1)
def _names() -> list[str]:
    """The names of the counties."""
    names = [a + b for a in _SYLLABLES for b in _SYLLABLES if a != b]
    # Not in their order, else neighbours would begin alike.
    random.Random(0).shuffle(names)
    return names


@lru_cache(maxsize=1)
def _read_once() -> frozenset[str]:
    """The pinyin that is that of one county only."""
    from pypinyin import lazy_pinyin

    counted = Counter("".join(lazy_pinyin(name)) for name in _names())
    return frozenset(pinyin for pinyin, times in counted.items() if times == 1)


def english_place(region: str) -> str | None:
    """A county as English texts write it, None where another one is written so too."""
    from pypinyin import lazy_pinyin

    pinyin = "".join(lazy_pinyin(region[:-1]))
    return pinyin.capitalize() if pinyin in _read_once() else None


def next_year(number: int) -> int | None:
    """The number of the same body's budget of the year after, None where there is none."""
    year, kind = _OF_A_BODY[number % len(_OF_A_BODY)]
    later = (year + 1, kind)
    return number + 1 if later in _OF_A_BODY else None


def documents(numbers: Sequence[int], workers: int = 1) -> Iterator[Document]:
    """The publications of some numbers as read and understood, made in other processes."""
    if workers < 1 or len(numbers) < _MASTERS:
        yield from map(_document, numbers)
        return
    with ProcessPoolExecutor(workers, initializer=os.nice, initargs=(1,)) as pool:
        # A few at a time: what is made waits in memory for being stored.
        for start in range(0, len(numbers), 200):
            yield from pool.map(_document, numbers[start : start + 200], chunksize=5)


def _document(number: int) -> Document:
    return issue(number).document()
