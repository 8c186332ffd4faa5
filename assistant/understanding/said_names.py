"""Which of very many names a text says, without looking for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping


class SaidNames:
    """Names, ready to be found in texts; the effort hardly grows with how many there are."""

    def __init__(self, names: Iterable[str]):
        """Of names of one length, those given first are found first."""
        ordered = sorted(names, key=len, reverse=True)
        self._places = {name: place for place, name in enumerate(ordered)}
        self._lengths = sorted({len(name) for name in ordered})

    def of(self, text: str) -> list[str]:
        """The names that stand in a text, the longest first."""
        found = _standing(self._places, self._lengths, text)
        return sorted(found, key=self._places.__getitem__)


def said_of(names: Mapping[str, object], lengths: Collection[int], text: str) -> list[str]:
    """The names of a mapping that stand in a text, the longest first and those of a length in
    the order of their characters; ``lengths`` are all that the names have."""
    return sorted(_standing(names, lengths, text), key=lambda name: (-len(name), name))


def _standing(names: Mapping[str, object], lengths: Collection[int], text: str) -> Iterable[str]:
    possible = [length for length in lengths if length <= len(text)]
    if len(names) <= len(text) * len(possible):
        return [name for name in names if name in text]
    pieces = {
        text[start : start + length]
        for length in possible
        for start in range(len(text) - length + 1)
    }
    return pieces & names.keys()
