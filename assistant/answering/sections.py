"""Whole sections as answers: the duties of a department, the units it consists of."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.evidence.citing import cite_passage
from assistant.evidence.context import Context
from assistant.understanding.wordlists import question_words
from corpus.text import name_of, normalise
from index.records import StoredPassage

_MAX_CHARACTERS = 900


def answer_section(context: Context) -> Answer | None:
    """The section that states what is asked (机构设置, 主要职能), verbatim."""
    for kind in ("units", "duties"):
        if not context.question.asks(kind):
            continue
        found = [
            p
            for p in context.library.passages_of(context.scope.ids)
            if p.kind == "text" and _is_about(p, question_words("sections", kind))
        ]
        if found:
            return _answer(context, found)
    return None


def _is_about(passage: StoredPassage, headings) -> bool:
    if any(normalise(part) == "目录" for part in passage.section):
        return False
    return any(normalise(name_of(part)).endswith(headings) for part in passage.section)


def _answer(context: Context, passages: list[StoredPassage]) -> Answer:
    texts: list[str] = []
    citations = []
    for passage in passages:
        if sum(map(len, texts)) + len(passage.text) > _MAX_CHARACTERS and texts:
            break
        texts.append(passage.text)
        citations.append(cite_passage(passage, passage.text))
    return context.answered("\n".join(texts), [], citations)
