"""Answering a file of questions: one JSON line in, one JSON line out, in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answer import Answer, Status

Ask = Callable[[str, tuple[str, ...]], Answer]


@dataclass(frozen=True)
class BatchAnswer:
    """One answer line; ``error`` is "" unless the question line could not be answered at all."""

    line: int
    form: dict
    error: str = ""


def answer_lines(ask: Ask, lines: Iterable[str]) -> Iterator[BatchAnswer]:
    """Answer every question line, yielding each answer as it is there.

    Of a line only ``id``, ``history`` and ``question`` are read; blank lines are passed over.
    A line that cannot be read, and a question on which ``ask`` raises, gets a refusal that
    names the cause, so that line n of the answers belongs to question n.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity, question = None, ""
        try:
            form = json.loads(line)
            if not isinstance(form, dict):
                raise ValueError("not a JSON object")
            identity, question = form.get("id"), form.get("question")
            history = form.get("history") or []
            if not isinstance(question, str) or not question.strip():
                question = ""
                raise ValueError("question is missing or empty")
            if not isinstance(history, list) or not all(isinstance(q, str) for q in history):
                raise ValueError("history is not a list of strings")
            answer = ask(question, tuple(history))
        except Exception as error:  # Whatever breaks, the other questions are answered.
            cause = str(error) if type(error) is ValueError else f"{type(error).__name__}: {error}"
            text = f"无法回答这一行 this line could not be answered: {cause}"
            refusal = Answer(question, Status.REFUSED, text, warnings=(cause,))
            yield BatchAnswer(number, _form(refusal, identity), cause)
        else:
            yield BatchAnswer(number, _form(answer, identity))


def _form(answer: Answer, identity: object) -> dict:
    form = replace(answer, id="").to_json()
    # The caller's id comes back as it was given, also where it is a number.
    return {"id": identity, **{key: value for key, value in form.items() if key != "id"}}
