"""Example questions for the welcome, about organisations and years the library really holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle, islice

from assistant.page.wording import Wording
from index.records import StoredDocument


def example_questions(
    words: Wording,
    documents: Sequence[StoredDocument],
    is_answered: Callable[[str], bool] = lambda question: True,
    most: int = 5,
) -> list[str]:
    """Example questions with organisation and year filled in, at most ``most``.

    Only questions for which ``is_answered`` holds are offered: an example that leads to a
    refusal is a poor welcome, and not every library holds every item.

    The organisations take turns, so that a library of several shows several.  A comparison of
    two years comes second where an organisation has two.
    """
    subjects = _subjects(documents)
    if not subjects:
        return []
    questions = [
        text.format(organisation=name, year=year)
        for text, (name, year, _) in zip(words.example_questions, cycle(subjects), strict=False)
    ]
    for name, year, previous in subjects:
        if previous is not None:
            questions[1:1] = [
                text.format(organisation=name, year=year, previous=previous)
                for text in words.example_comparisons
            ]
            break
    return list(islice(filter(is_answered, questions), most))


def _subjects(documents: Sequence[StoredDocument]) -> list[tuple[str, int, int | None]]:
    """(name, latest year, an earlier year of the same kind if there is one) per organisation."""
    years: dict[tuple[str, str], list[int]] = {}
    names: dict[tuple[str, str], str] = {}
    for document in documents:
        if not document.organisation or document.year is None:
            continue
        key = (document.organisation, document.kind)
        years.setdefault(key, []).append(document.year)
        # People say the short name; the shortest can be ambiguous ("司法局"), so the longest.
        names[key] = max(document.short_names, key=len, default=document.organisation)
    subjects = []
    for key, held in years.items():
        ordered = sorted(set(held), reverse=True)
        subjects.append((names[key], ordered[0], ordered[1] if len(ordered) > 1 else None))
    return subjects
