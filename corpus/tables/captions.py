"""What stands in a grid's top rows but belongs above it: title, unit line, who and when.

Spreadsheets and converters put these lines into the table's own cells, mostly over its whole
width.  Left there they would be read as the outermost header of every column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.amounts import parse_cell, unit_in
from corpus.document import CellState
from corpus.patterns import Pattern
from corpus.text import label

# Title, department, unit and year take a row each at most.
_CAPTION_ROWS = 4
_UNIT = Pattern(r"(?:金额|计量|货币)?单位\s*[:：]|\(\s*单位|（\s*单位|金额\s*[:：]")
_WHO = Pattern(
    r"(?:编制|填报|填表|公开|预算|报送|主管|部门|申报)?(?:部门|单位)(?:名称)?(?:[(（].{1,6}[)）])?\s*[:：]\s*\S{2,40}"
    r"(?:\s*(?:金额|计量)?单位\s*[:：]\s*\S{1,6})?"
)
_WHEN = Pattern(r"[(（]?\s*20\d\d\s*年度?\s*[)）]?|(?:编制|填报|批复)?日期\s*[:：].*")
_NUMBERED = Pattern(r"(?:附件?|公开|预算|决算)?表?\s*\d{1,2}(?:-\d{1,2})?\s*表?")
_TITLE = Pattern(r".{4,60}(?:表|明细|一览)(?:[(（].{1,20}[)）])?")


@dataclass(frozen=True)
class Captions:
    """The caption lines found inside a grid; "" where there is none."""

    title: str = ""
    unit: str = ""


def take_captions(texts: list[list[str]]) -> tuple[list[list[str]], Captions]:
    """The cells without the caption lines of the top rows, which become blank, and those lines.

    A row is taken only if all it prints are captions: a year over a group of columns or the
    word 单位 heading a column of names stays.
    """
    cleaned = [list(row) for row in texts]
    title = unit = ""
    for index, row in enumerate(cleaned[:_CAPTION_ROWS]):
        filled = [text for text in row if text]
        if not filled:
            continue
        if any(parse_cell(text).state is CellState.NUMBER for text in filled):
            break
        rest = cleaned[index + 1 :]
        if not rest or not all(_is_caption(text, filled) for text in filled):
            unit = unit or _lone_unit(row, cleaned, index)
            break
        unit = unit or next(filter(None, map(_stated_unit, filled)), "")
        title = title or next((text for text in filled if _is_title(text)), "")
        cleaned[index] = [""] * len(row)
    return cleaned, Captions(title, unit)


def is_title_row(row: Sequence[str]) -> bool:
    """Whether a row prints nothing but the title, number or year of a table."""
    filled = [label(text) for text in row if text.strip()]
    return len(row) > 1 and len(filled) == 1 and _is_caption(filled[0], filled)


def _stated_unit(text: str) -> str:
    return unit_in(text) if _UNIT.search(text) else ""


def _is_title(text: str) -> bool:
    return _TITLE.fullmatch(text) is not None and not _UNIT.match(text)


def _is_caption(text: str, filled: list[str]) -> bool:
    if _stated_unit(text):
        return True
    if _WHO.fullmatch(text):
        return True
    if len(filled) == 1:
        # Alone in its row a year or a name ending in 表 heads the whole grid.
        return bool(_WHEN.fullmatch(text) or _NUMBERED.fullmatch(text)) or _is_title(text)
    others = [other for other in filled if other != text]
    beside = any(_is_beside(other) for other in others)
    return beside and bool(_WHEN.fullmatch(text) or _NUMBERED.fullmatch(text) or _is_title(text))


def _is_beside(text: str) -> bool:
    return bool(_stated_unit(text)) or _WHO.fullmatch(text) is not None


def _lone_unit(row: list[str], texts: list[list[str]], index: int) -> str:
    """Takes a unit printed in a header cell among others: 项目 | 金额 | 单位：万元."""
    for column, text in enumerate(row):
        if _UNIT.match(text) and unit_in(text):
            texts[index][column] = ""
            return unit_in(text)
    return ""
