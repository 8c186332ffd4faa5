"""Slips of the pen: words that sound like a label of the library (水废 for 水费).

Chinese typos are mostly homophones, so a word is mended only to a label that is pronounced
the same, and only after the question as typed found nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

# Longest run first: the longer a homophone, the surer it is a slip.
_RUNS = (6, 5, 4, 3, 2)


@lru_cache(maxsize=50_000)
def _sounds(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text, errors=lambda run: list(run)))


@lru_cache(maxsize=20_000)
def _readings(character: str) -> frozenset[str]:
    """Every way to pronounce a character, whatever stands beside it."""
    from pypinyin import Style, pinyin

    (found,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    return frozenset(found)


def mended(text: str, doubtful: frozenset[int], labels: Iterable[str]) -> str | None:
    """The text with misspelt labels put right, None if nothing sounds like a label.

    Only runs that hold one of the ``doubtful`` positions are mended (the rest was understood),
    and only to a piece of a label that sounds the same; longer runs go first.
    """
    labels = list(labels)
    sounds = _sounds(text)
    if len(sounds) != len(text):
        return None
    by_sound = _pieces_that_sound_like(
        {
            sounds[start : start + size]
            for size in _RUNS
            for start in range(len(text) - size + 1)
            if not doubtful.isdisjoint(range(start, start + size))
        },
        labels,
    )
    result = list(text)
    left = set(doubtful)
    for size in _RUNS:
        for start in range(len(text) - size + 1):
            run = set(range(start, start + size))
            piece = text[start : start + size]
            right = by_sound.get(sounds[start : start + size])
            if not run & left or not right or right == piece:
                continue
            if any(piece in label for label in labels):
                continue
            result[start : start + size] = right
            left -= run
    changed = "".join(result)
    return changed if changed != text else None


def _pieces_that_sound_like(
    wanted: set[tuple[str, ...]], labels: Iterable[str]
) -> dict[tuple[str, ...], str]:
    """The first piece of a label for each of the wanted sounds."""
    # Characters first: how a piece is pronounced takes long to find out.
    syllables = [
        (size, [{w[i] for w in wanted if len(w) == size} for i in range(size)]) for size in _RUNS
    ]
    found: dict[tuple[str, ...], str] = {}
    for label in labels:
        readings = [_readings(c) if "\u4e00" <= c <= "\u9fff" else frozenset() for c in label]
        for size, asked in syllables:
            for start in range(len(label) - size + 1):
                if any(readings[start + i].isdisjoint(asked[i]) for i in range(size)):
                    continue
                piece = label[start : start + size]
                if _sounds(piece) in wanted:
                    found.setdefault(_sounds(piece), piece)
    return found
