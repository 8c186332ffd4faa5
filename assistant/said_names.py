"""Which of very many names a text says, without looking for each of them."""

from __future__ import annotations

from collections.abc import Iterable


class SaidNames:
    """Names, ready to be found in texts; the effort hardly grows with how many there are."""

    def __init__(self, names: Iterable[str]):
        """Of names of one length, those given first are found first."""
        ordered = sorted(names, key=len, reverse=True)
        self._places = {name: place for place, name in enumerate(ordered)}
        self._lengths = sorted({len(name) for name in ordered})

    def of(self, text: str) -> list[str]:
        """The names that stand in a text, the longest first."""
        lengths = [length for length in self._lengths if length <= len(text)]
        if len(self._places) <= len(text) * len(lengths):
            return [name for name in self._places if name in text]
        pieces = {
            text[start : start + length]
            for length in lengths
            for start in range(len(text) - length + 1)
        }
        return sorted(pieces & self._places.keys(), key=self._places.__getitem__)
