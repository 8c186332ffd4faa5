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


def mended(text: str, doubtful: frozenset[int], labels: Iterable[str]) -> str | None:
    """The text with misspelt labels put right, None if nothing sounds like a label.

    Only runs that hold one of the ``doubtful`` positions are mended (the rest was understood),
    and only to a piece of a label that sounds the same; longer runs go first.
    """
    labels = list(labels)
    sounds = _sounds(text)
    if len(sounds) != len(text):
        return None
    by_sound: dict[tuple[str, ...], str] = {}
    for label in labels:
        for size in _RUNS:
            for start in range(len(label) - size + 1):
                piece = label[start : start + size]
                if all("\u4e00" <= c <= "\u9fff" for c in piece):
                    by_sound.setdefault(_sounds(piece), piece)
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
