"""A question that names a place and no body: 某区2026年预算 is not the budget of its one bureau held."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Answer, Option, Status
from assistant.answering.single import asked_of
from assistant.evidence.context import Context
from assistant.understanding.question import Question
from assistant.understanding.wordlists import any_of, question_words
from assistant.wording import amount, say


def told_of_place(answer: Answer, question: Question, context: Context) -> Answer:
    """The answer with a note that its figures are one body's and not the whole place's.

    Where nothing but the whole is asked for (预算是多少), the body is offered instead of answered:
    its total would be taken for that of the place.
    """
    places = [m.name for m in question.mentions if _is_place(m.name, context)]
    stated = [f for f in answer.figures if f.document]
    bodies = list(dict.fromkeys(f.organisation for f in stated))
    if answer.status is not Status.ANSWERED or len(places) != len(question.mentions) or not places:
        return answer
    ranked = any_of(question_words("tables", "bodies")).search(question.text)
    if len(bodies) != 1 or ranked:
        return answer
    if question.content.required or question.codes:
        note = say("of_place", answer.language, place=places[0], organisation=bodies[0])
        return replace(answer, warnings=(*answer.warnings, note))
    options = [
        Option(f"{name}：{figure.label} {amount(figure)}", asked_of(name, question))
        for figure in stated[:1]
        for name in [_publication(figure.document, context)]
        if name
    ]
    if not options:
        return context.refused(say("no_place", answer.language, place=places[0]))
    return context.asked_back(say("which_of_place", answer.language, place=places[0]), options)


def _is_place(name: str, context: Context) -> bool:
    return name in context.directory.places and name not in context.directory.names


def _publication(document: str, context: Context) -> str:
    """The publication of which a document is one, as choices name it."""
    for scope in context.catalogue.scopes:
        if any(held.name == document for held in scope.documents):
            return f"{scope.organisation}{scope.year or ''}年{scope.kind}"
    return ""
