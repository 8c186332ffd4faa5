"""The numbers Word prints before paragraphs, which their text does not hold.

ECMA-376 part 1, 17.9: a paragraph names a list and a level; the list's definition says how the
level counts and prints.
"""

from __future__ import annotations

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    )
)
_MAX_LEVEL = 9
_LEVELS = frozenset("012345678")


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese: 12 is 十二; others stay in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    text = {0: "", 1: "十"}.get(tens, _DIGITS[tens] + "十")
    return text + (_DIGITS[ones] if ones else "")


def _printed(number: int, style: str) -> str:
    if style in _CHINESE:
        return chinese_number(number)
    if style.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((96 if style == "lowerLetter" else 64) + number)
    return f"{number:02}" if style == "decimalZero" else str(number)


class Numbering:
    """Counts the numbered paragraphs of a document in reading order.

    ``root`` is the root element of the numbering part, None for a document without one.
    """

    def __init__(self, root):
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId", "")] = {
                int(level.get(W + "ilvl", 0)): _definition(level)
                for level in abstract.iter(W + "lvl")
                if level.get(W + "ilvl", "0") in _LEVELS
            }
        for number in root.iter(W + "num"):
            definition = number.find(W + "abstractNumId")
            if definition is not None:
                self._lists[number.get(W + "numId", "")] = definition.get(W + "val", "")

    def next(self, list_id: str, level: int) -> str:
        """What Word prints before the next paragraph of a list's level, "" for bullets."""
        definition = self._lists.get(list_id, "")
        levels = self._levels.get(definition, {})
        if level not in levels or not 0 <= level < _MAX_LEVEL:
            return ""
        starts = [levels.get(i, (1, "", ""))[0] for i in range(_MAX_LEVEL)]
        counts = self._counts.setdefault(definition, [start - 1 for start in starts])
        counts[level] += 1
        for outer in range(level):
            counts[outer] = max(counts[outer], starts[outer])
        counts[level + 1 :] = [start - 1 for start in starts[level + 1 :]]
        _, style, pattern = levels[level]
        if style in ("bullet", "none"):
            return ""

        def number(match: re.Match) -> str:
            index = int(match[1]) - 1
            return _printed(counts[index], levels.get(index, (1, "decimal", ""))[1])

        return re.sub(r"%([1-9])", number, pattern)


def _definition(level) -> tuple[int, str, str]:
    def value(name: str, default: str) -> str:
        found = level.find(W + name)
        return default if found is None else found.get(W + "val", default)

    start = value("start", "1")
    return (
        int(start) if re.fullmatch("[0-9]{1,9}", start) else 1,
        value("numFmt", "decimal"),
        value("lvlText", ""),
    )
