"""Example questions for the welcome, about organisations and years the library really holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.page.wording import Wording
from index.records import StoredDocument

# How many organisations to try for one kind of question.
ATTEMPTS = 2


def example_questions(
    words: Wording,
    documents: Sequence[StoredDocument],
    is_answered: Callable[[str], bool] = lambda question: True,
    most: int = 5,
) -> list[str]:
    """Example questions with organisation and year filled in, at most ``most``.

    Only questions for which ``is_answered`` holds are offered: an example that leads to a
    refusal is a poor welcome, and not every library holds every item.

    The organisations take turns, and the next one is tried where one has no answer, so
    that a library of several shows several.  A comparison of two years comes second where an
    organisation has two.
    """
    subjects = _subjects(documents)
    if not subjects:
        return []
    templates = [(text, subjects) for text in words.example_questions]
    changing = [subject for subject in subjects if subject[2] is not None]
    templates[1:1] = [(text, changing) for text in words.example_comparisons if changing]
    questions = []
    for turn, (text, able) in enumerate(templates):
        if len(questions) == most:
            break
        for attempt in range(min(len(able), ATTEMPTS)):
            name, year, previous = able[(turn + attempt) % len(able)]
            question = text.format(organisation=name, year=year, previous=previous)
            if question not in questions and is_answered(question):
                questions.append(question)
                break
    return questions


def _subjects(documents: Sequence[StoredDocument]) -> list[tuple[str, int, int | None]]:
    """(name, latest year, an earlier year of the same kind if there is one) per organisation."""
    years: dict[tuple[str, str], list[int]] = {}
    for document in documents:
        if not document.organisation or document.year is None:
            continue
        years.setdefault((document.organisation, document.kind), []).append(document.year)
    subjects = []
    for (organisation, _), held in years.items():
        latest, *earlier = sorted(set(held), reverse=True)
        subjects.append((organisation, latest, earlier[0] if earlier else None))
    return subjects
