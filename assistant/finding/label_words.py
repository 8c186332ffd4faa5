"""The words of a figure in comparison form: what its labels say of it.

They depend on the labels and the names of the organisation alone; what figures have in common,
the labels of a row, a column or a table, is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.content import content_of
from corpus.patterns import Pattern
from corpus.states import Measure
from corpus.tables.words import is_total
from corpus.text import name_of, normalise
from index.records import StoredFigure

_YEAR = Pattern(r"20\d\d年(?:度)?")
_UNIT = Pattern(r"(?<=.)\((?:单位:)?(?:人民币)?(?:元|百元|千元|万元|亿元)\)$")
_REMARK = Pattern(r"(?<=..)\([^()]{3,}\)$")


@dataclass(frozen=True)
class Words:
    """A figure's words in comparison form; ``own`` is the organisation's name
    with which the row's begins; the other words are without it: they say nothing by it."""

    leaf: str
    ancestors: tuple[str, ...]
    columns: tuple[str, ...]
    title: str
    context: str
    section: str
    is_total: bool
    own: str = ""


@lru_cache(maxsize=100_000)
def _name(label: str) -> str:
    return normalise(name_of(label))


def words_of(figure: StoredFigure, own_names: frozenset[str]) -> Words:
    """The words of a figure; a row named like the organisation itself counts as a total."""
    leaf, ancestors, own, total = own_row_words(figure.row_path, own_names)
    total = total or figure.is_total
    if figure.source == "sentence" and figure.measure is Measure.AMOUNT:
        # 项目总预算 names nothing; the section it stands in does.
        total = total or names_nothing(leaf)
    return Words(
        leaf=leaf,
        ancestors=ancestors,
        columns=column_words(figure.column_path),
        title=without_names(normalise(figure.table), own_names),
        context=normalise(figure.context),
        section=without_names(section_words(figure.section[-2:]), own_names),
        is_total=total,
        own=own,
    )


def own_row_words(
    path: tuple[str, ...], own_names: frozenset[str]
) -> tuple[str, tuple[str, ...], str, bool]:
    """The name of a row, those above it, the one of some names of an organisation with which its
    own begins ("" if none), and whether its name is a total's."""
    leaf, ancestors, total = row_words(path)
    own = _opening_name(leaf, own_names)
    if any(_opening_name(above, own_names) for above in ancestors):
        ancestors = tuple(
            above.removeprefix(_opening_name(above, own_names)) for above in ancestors
        )
    return leaf, ancestors, own, total or bool(own)


def _opening_name(label: str, names: frozenset[str]) -> str:
    """The longest of some names that a label begins with, "" if it begins with none."""
    if not label.startswith(tuple(names)):
        return ""
    return max((name for name in names if label.startswith(name)), key=len, default="")


@lru_cache(maxsize=20_000)
def without_names(text: str, names: frozenset[str]) -> str:
    """A title or heading without the organisation whose document it stands in."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


# The cells of a row, a column or a table have these in common, and many publications too.
@lru_cache(maxsize=50_000)
def row_words(path: tuple[str, ...]) -> tuple[str, tuple[str, ...], bool]:
    """The name of a row, those above it, and whether its name is a total's."""
    names = [_name(label) for label in path]
    # A remark behind a name (以合同签订为准) is no part of it.
    leaf = _REMARK.sub("", names[-1]) if names else ""
    return leaf, tuple(names[:-1]), not leaf or leaf == "0" or is_total(leaf)


@lru_cache(maxsize=20_000)
def column_words(path: tuple[str, ...]) -> tuple[str, ...]:
    """The headers of a column in comparison form."""
    return tuple(_header(label) for label in path)


@lru_cache(maxsize=20_000)
def section_words(path: tuple[str, ...]) -> str:
    """The innermost headings over a figure in comparison form."""
    return normalise(" ".join(path))


@lru_cache(maxsize=20_000)
def _header(label: str) -> str:
    """A column header without its year and the unit of its figures (预算数(万元))."""
    return _YEAR.sub("", _UNIT.sub("", _name(label)))


@lru_cache(maxsize=20_000)
def names_nothing(leaf: str) -> bool:
    """Whether a label is made of words of the trade alone."""
    return not content_of(leaf, []).required
