"""The number that a plain pipeline states: the one that the question's words lead to in a chunk.

The rule, the better of two that were tried: a number counts the question's terms (character pairs and words, each by its rarity among all chunks) in
the words before it on its line, or on the line above where a label was wrapped; the number that
counts most is stated, of equals the first.  What is no amount is passed over: years and dates,
positions in lists, codes of the budget's classification, numbers that the question itself says,
and parts of codes, which start with a zero.  The unit is the one printed behind the number, else
that of the last unit line before it in the chunk, else in the document up to there.

In the baselines' favour: the unit is known where its line was cut off, and where the best chunk
holds no number the next is taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.amounts import canonical_unit, unit_in, unit_pattern
from index.keywords import terms

_NUMBER = re.compile(
    r"(?<![\dA-Za-z.])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\dA-Za-z.,])-?\d+(?:\.\d+)?"
)
_NO_AMOUNT_AFTER = re.compile(r"\s*(?:年|月|日|号|[、.．)）](?!\d))")
_CODE = re.compile(r"0\d+|\d{3}|\d{5}|\d{7}")
_UNIT_LINE = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*[^\s\d|]{1,4}")
# How far back words still belong to a number in running text.
_REACH = 80


@dataclass(frozen=True)
class Picked:
    """A number with its unit ("" if none is known) and the line it was taken from."""

    value: str
    unit: str
    line: str


def rarity(texts: Iterable[str]) -> Mapping[str, float]:
    """The inverse document frequency of every term of some texts."""
    held: Counter[str] = Counter()
    count = 0
    for text in texts:
        held.update(set(terms(text)))
        count += 1
    return {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in held.items()}


def pick(
    question: str, chunk: str, before: str = "", weights: Mapping[str, float] | None = None
) -> Picked | None:
    """The number of a chunk for a question, None if it holds none.

    ``before`` is the text of the document before the chunk, for the unit line; ``weights`` the
    :func:`rarity` of terms, all equal where it is not given.
    """
    wanted = {term: 1.0 if weights is None else weights.get(term, 0.0) for term in terms(question)}
    said = set(re.findall(r"\d+(?:\.\d+)?", question))
    best: tuple[float, re.Match, str, int] | None = None
    start, above = 0, ""
    for line in chunk.splitlines(keepends=True):
        numbers = list(_amounts(line, said))
        for number in numbers:
            words = line[max(number.start() - _REACH, 0) : number.start()]
            counted = sum(wanted.get(term, 0.0) for term in set(terms(f"{above} {words}")))
            if best is None or counted > best[0]:
                best = (counted, number, line, start)
        above = "" if numbers else line.strip()[-_REACH:]
        start += len(line)
    if best is None:
        return None
    _, number, line, start = best
    behind = re.match(rf"\s?({unit_pattern()})", line[number.end() :])
    unit = canonical_unit(behind[1]) if behind else ""
    unit = unit or _last_unit(chunk[:start]) or _last_unit(before)
    return Picked(number.group().replace(",", ""), unit, line.strip())


def _amounts(line: str, said: set[str]) -> Iterator[re.Match]:
    for match in _NUMBER.finditer(line):
        printed, behind = match.group(), line[match.end() :]
        has_unit = re.match(rf"\s?(?:{unit_pattern()})", behind) is not None
        if printed in said or _NO_AMOUNT_AFTER.match(behind):
            continue
        if _CODE.fullmatch(printed) and not has_unit:
            continue
        yield match


def _last_unit(text: str) -> str:
    """The unit of the last unit line of a text, "" if there is none."""
    for line in reversed(_UNIT_LINE.findall(text)):
        unit = unit_in(line.replace(" ", ""))
        if unit:
            return unit
    return ""
