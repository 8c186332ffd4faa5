"""Kinds of labels: what a question that says one in full must mean."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.understanding.content import soft_positions
from assistant.understanding.wordlists import question_words
from corpus.text import normalise


def is_special_column(header: str) -> bool:
    """Whether a header (in comparison form) must be found where a question says it in full."""
    return len(header) >= 3 and header not in ordinary()


def is_special_row(leaf: str) -> bool:
    """The same of a row: those named by trade words alone (本级安排) would otherwise never have
    to be found."""
    return len(leaf) >= 4 and leaf not in ordinary() and len(soft_positions(leaf)) == len(leaf)


def is_telling_title(bare: str) -> bool:
    """Whether a question that says a bare title asks of that table."""
    return len(bare) >= 6


@lru_cache(maxsize=1)
def ordinary() -> frozenset[str]:
    """Headers that are no more than 合计 or 预算数."""
    return frozenset((*question_words("columns", "free"), *question_words("columns", "near")))


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """A table's title without number, year and 部门: what a question may call it."""
    title = re.sub(r"^[一二三四五六七八九十]+、|^\d+[.．、]", "", normalise(title))
    return re.sub(r"20\d\d年(?:度)?|^部门|^单位", "", title)
