"""Names that budgets print for fixed things: who says one in full means no other.

退休费 asks for the subject 退休费 and for nothing else whose name holds 退休 (行政单位离退休), and
基本工资 is not 工资福利支出 in a table of 基本支出.  The names are those of the vocabulary.
"""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.understanding.content import Content
from assistant.understanding.said_names import SaidNames
from assistant.understanding.wordlists import alternatives, load, same_labels, synonyms
from corpus.text import name_of, normalise
from index.records import StoredFigure


@cache
def _official() -> SaidNames:
    """All official labels of the vocabulary."""
    labels = {label for _, means in synonyms() for label in means}
    labels |= {label for entry in load("english")["term"] for label in entry["chinese"]}
    labels |= set(same_labels())
    return SaidNames(label for label in labels if len(label) > 2 and not label.endswith("表"))


@lru_cache(maxsize=4096)
def official_names(content: Content) -> tuple[str, ...]:
    """The official names that a question says as words of their own, the longest of each place.

    A name within a longer word that is none (全科医生培训费) says nothing of the kind.
    """
    text, required = content.text, content.required
    found: list[str] = []
    for start, end in official_spans(text):
        if text[end : end + 1] == "表":
            # 绩效目标表 names a table.
            continue
        inside = required.intersection(range(start, end))
        if len(inside) > 1 and start - 1 not in required and end not in required:
            found.append(text[start:end])
    return tuple(found)


@lru_cache(maxsize=4096)
def official_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text says official names, each place once and by the longest name, of names of one
    length by the first: 其他支出预算数 says 其他支出, not 支出预算."""
    spans = []
    for label in sorted(_official().of(text), key=lambda name: (-len(name), text.find(name))):
        start = text.find(label)
        if start >= 0:
            spans.append((start, start + len(label)))
            text = text[:start] + "\0" * len(label) + text[start + len(label) :]
    return tuple(spans)


def bears(figure: StoredFigure, name: str) -> bool:
    """Whether a label of a figure, or of what it stands under, holds an official name.

    So does a row whose own name and that above it make the name up: 服务类 in 政府采购预算表 is
    政府采购服务类预算.
    """
    labels = _labels(
        (*figure.row_path, *figure.column_path, figure.context, figure.table, *figure.section[-2:])
    )
    forms = alternatives(name)
    if any(form in labels for form in forms):
        return True
    own = _labels(figure.row_path[-1:]).removesuffix("类")
    above = _labels((*figure.row_path[:-1], figure.table, *figure.section[-1:]))
    return len(own) > 1 and any(
        form.replace(said, "", 1) in above
        for form in forms
        for said in (f"{own}类", own)
        if said in form and form != said
    )


@lru_cache(maxsize=50_000)
def _labels(labels: tuple[str, ...]) -> str:
    return "|".join(normalise(name_of(label)) for label in labels)
