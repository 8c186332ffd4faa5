"""Questions worth asking next: each of them is answered, for it was asked first.

After an answer: the year before, what the amount consists of, its share of what it stands under,
why it changed, the same of another organisation, what the word means.  After a refusal: the
nearest that the library does hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.answer import Answer, AnswerFigure, Option, Shape, Status
from assistant.engine import Assistant
from assistant.finding.lookup import Shelf
from assistant.understanding.content import overlap, soft_positions
from assistant.understanding.question import Question, read_question
from assistant.understanding.restating import Wanted, restated
from assistant.understanding.scope import Scope
from corpus.states import CellState
from corpus.tables.words import is_total
from corpus.text import name_of, normalise

MOST = 3
# How many questions are tried; most of the first are answered.
_TRIED = 9
# How many organisations, and how many like labels, are tried before giving up on the kind.
_OTHERS = 2
_LABELS = 4
# What is suggested is tried first, and to rank more organisations takes seconds.
_MOST_RANKED = 100
# What every publication states.
_TOTAL = "支出总计"

_TEXTS = {
    "zh": {
        "previous": "{whose}{item}比{before}年增加还是减少了多少？",
        "parts": "{whose}{item}由哪些部分构成？",
        "share": "{whose}{item}占{whole}的百分之多少？",
        "reason": "{whose}{item}变化的原因是什么？",
        "other": "{other}{year}年{item}是多少？",
        "ranking": "{year}年各单位的{item}排名如何？",
        "definition": "什么是{item}？",
        "lookup": "{whose}{item}是多少？",
        "duties": "{organisation}的主要职能是什么？",
    },
    "en": {
        "previous": "How did {item} of {organisation} change from {before} to {year}?",
        "parts": "What are the components of {item} of {organisation} for {year}?",
        "share": "What share of {whole} is {item} of {organisation} for {year}?",
        "reason": "Why did {item} of {organisation} change in {year}?",
        "other": "What is {item} of {other} for {year}?",
        "ranking": "Rank the organisations by {item} for {year}.",
        "definition": "What does {item} mean?",
        "lookup": "What is {item} of {organisation} for {year}?",
        "duties": "What are the main functions (主要职能) of {organisation}?",
    },
}
# What was just asked is not offered again.
_ASKED_BY = {
    "previous": ("change", "growth"),
    "parts": ("list",),
    "share": ("share",),
    "reason": ("reason",),
    "definition": ("definition",),
    "ranking": ("top", "bottom", "top_n"),
}

# The kind of a question, what is shown of it, and the question that stands alone.
Candidate = tuple[str, str, str]


def suggestions(
    answer: Answer, assistant: Assistant, history: Sequence[str] = (), most: int = MOST
) -> tuple[Option, ...]:
    """Up to ``most`` questions that follow on ``answer`` and are answered, each another way.

    The text of a choice leaves out whose figure is meant where it is the answer's own.

    ``history`` holds the user's questions up to and with the one answered, oldest first: the
    suggestions are tried as they would be asked.  None after a question back, which has its own.
    """
    if answer.status is Status.CLARIFY:
        return ()
    if answer.status is Status.ANSWERED:
        candidates = _after_answer(answer, assistant)
    else:
        candidates = _after_refusal(answer, assistant)
    asked = {normalise(question) for question in history}
    found: list[Option] = []
    seen = [_told(answer)]
    for kind, text, question in islice(candidates, _TRIED):
        if normalise(question) in asked:
            continue
        tried = assistant.ask(question, history, answer.language)
        if tried.status is not Status.ANSWERED or _told(tried) in seen or not _fits(kind, tried):
            continue
        seen.append(_told(tried))
        asked.add(normalise(question))
        found.append(Option(text, question))
        if len(found) == most:
            break
    return tuple(found)


def _told(answer: Answer) -> tuple:
    """What an answer tells, however it is worded."""
    figures = tuple((f.label, f.value, f.unit, f.year, f.organisation) for f in answer.figures)
    return figures or (answer.text,)


def _fits(kind: str, answer: Answer) -> bool:
    """Whether the answer is of the kind the question was made for."""
    if kind == "parts":
        return answer.shape is Shape.PARTS
    return kind == "definition" or bool(answer.figures) or kind in ("reason", "duties")


def _after_answer(answer: Answer, assistant: Assistant) -> Iterator[Candidate]:
    figure = _subject(answer)
    asked = set(dict(answer.understood).get("asked", "").split("、"))
    if figure is None:
        yield from _after_words(answer, assistant)
        return
    for candidate in _about(figure, assistant, answer.language):
        if not asked & set(_ASKED_BY.get(candidate[0], ())):
            yield candidate


def _subject(answer: Answer) -> AnswerFigure | None:
    """The figure that further questions are about: the headline, of years compared the latest."""
    stated = [f for f in answer.figures if not f.computed and f.organisation and f.year]
    if not stated:
        return None
    if answer.shape is Shape.YEARS:
        return max(stated, key=lambda f: f.year)
    return stated[0]


def _about(figure: AnswerFigure, assistant: Assistant, language: str) -> Iterator[Candidate]:
    catalogue = assistant.catalogue
    scopes, published = catalogue.scopes, catalogue.scopes_of([figure.organisation])
    own = [s for s in published if s.year == figure.year]
    kind = next((s.kind for s in own if _holds(s, figure)), own[0].kind if own else "")
    # Where a budget and an account of the year are held, the question must say which.
    said = f"{kind}的" if len(own) > 1 else ""
    item = _name(figure)
    words = {
        "item": item,
        "organisation": figure.organisation,
        "year": figure.year,
        "whose": f"{figure.organisation}{figure.year}年{said}",
    }

    def made(name: str, **more) -> Candidate:
        text, filled = _TEXTS[language][name], words | more
        return name, text.format(**filled | {"whose": ""}), text.format(**filled)

    before = figure.year - 1
    if any((s.year, s.kind) == (before, kind) for s in published):
        yield made("previous", before=before)
    yield made("parts")
    yield made("reason")
    whole = _whole(figure)
    if whole and whole != item:
        yield made("share", whole=whole)
    peers = [
        s.organisation
        for s in scopes
        if (s.year, s.kind) == (figure.year, kind) and s.organisation != figure.organisation
    ]
    if 1 < len(set(peers)) <= _MOST_RANKED:
        yield made("ranking")
    for other in list(dict.fromkeys(peers))[:_OTHERS]:
        yield made("other", other=other)
    yield made("definition")
    if item != _TOTAL:
        yield made("lookup", item=_TOTAL)


def _holds(scope: Scope, figure: AnswerFigure) -> bool:
    return any(document.name == figure.document for document in scope.documents)


def _name(figure: AnswerFigure) -> str:
    """What a question may call a figure: its row, or the column where the row is a total."""
    row = name_of(figure.row[-1]) if figure.row else ""
    if row and not is_total(normalise(row)) and row != "0":
        return row
    return name_of(figure.label.rpartition("·")[2]) or figure.label


def _whole(figure: AnswerFigure) -> str:
    """What the figure stands under in its table, else the total of expenditure."""
    above = [name_of(step) for step in figure.row[:-1]]
    above = [step for step in above if step and not is_total(normalise(step))]
    return above[-1] if above else _TOTAL


def _after_words(answer: Answer, assistant: Assistant) -> Iterator[Candidate]:
    """After a definition or a passage: figures of the document that it was quoted from."""
    documents = {citation.document for citation in answer.citations}
    for scope in assistant.catalogue.scopes:
        if any(document.name in documents for document in scope.documents):
            yield from _main_figures(scope, answer, assistant)
            return


def _after_refusal(answer: Answer, assistant: Assistant) -> Iterator[Candidate]:
    catalogue = assistant.catalogue
    if not catalogue.scopes:
        return
    question = read_question(answer.question, catalogue.directory)
    own = list(catalogue.scopes_of(question.organisations))
    if not own:
        yield from _elsewhere(answer, assistant)
        own = list(_nearest(answer.question, catalogue.scopes))
    years = [s for s in own if s.year in question.years] or own
    if question.years and years is own:
        near = sorted(own, key=lambda s: abs((s.year or 0) - question.years[0]))
        for scope in near[:_OTHERS]:
            wanted = Wanted(year=scope.year)
            yield _alone("lookup", restated(answer.question, wanted, catalogue.directory))
    for scope in years[:_OTHERS]:
        yield from _like(question, scope, assistant.shelf_of(scope), answer.language)
    for scope in years[:1]:
        yield from _main_figures(scope, answer, assistant)


def _alone(kind: str, question: str) -> Candidate:
    return kind, question, question


def _elsewhere(answer: Answer, assistant: Assistant) -> Iterator[Candidate]:
    """The question asked of the organisations whose names are most like the one it names."""
    catalogue = assistant.catalogue
    for scope in _nearest(answer.question, catalogue.scopes):
        named = read_question(answer.question, catalogue.directory)
        missing = named.unknown_agency
        text = answer.question.replace(missing, scope.organisation, 1) if missing else ""
        if text:
            wanted = Wanted(year=scope.year)
            yield _alone("lookup", restated(text, wanted, catalogue.directory))


def _nearest(text: str, scopes: Sequence[Scope], most: int = _OTHERS) -> list[Scope]:
    """The newest scopes of the organisations whose names share most with a text."""
    folded = normalise(text)
    newest: dict[str, Scope] = {}
    for scope in scopes:
        newest.setdefault(scope.organisation, scope)
    alike = {name: len(overlap(normalise(name), folded)[1]) / max(1, len(name)) for name in newest}
    names = sorted(newest, key=lambda name: (-alike[name], name))
    return [newest[name] for name in names[:most]]


def _like(question: Question, scope: Scope, shelf: Shelf, language: str) -> Iterator[Candidate]:
    """Figures of a scope whose names share words with what was asked in vain."""
    content = question.content
    said = "\0".join(content.words(content.required))
    scored: dict[str, float] = {}
    for label in {words.leaf for figure, words in shelf if figure.state is CellState.NUMBER}:
        in_text, in_label = overlap(label, said)
        naming = len(label) - len(soft_positions(label))
        if in_label and naming and len(in_label) * 2 >= naming and not re.search(r"\d", label):
            scored[label] = len(in_label) / len(label) + len(in_text) / max(1, len(said))
    for label in sorted(scored, key=lambda label: (-scored[label], label))[:_LABELS]:
        yield _lookup(label, scope, language)


def _main_figures(scope: Scope, answer: Answer, assistant: Assistant) -> Iterator[Candidate]:
    """What most people look up first: the total, what it consists of, and travel and guests."""
    words = {
        "organisation": scope.organisation,
        "year": scope.year,
        "whose": f"{scope.organisation}{scope.year or ''}年{scope.kind}的",
    }
    texts = _TEXTS[answer.language]
    yield _lookup(_TOTAL, scope, answer.language)
    yield _alone("parts", texts["parts"].format(**words, item="“三公”经费"))
    yield _alone("duties", texts["duties"].format(**words))
    yield _lookup("公务接待费", scope, answer.language)


def _lookup(item: str, scope: Scope, language: str) -> Candidate:
    question = _TEXTS[language]["lookup"].format(
        item=item,
        organisation=scope.organisation,
        year=scope.year,
        whose=f"{scope.organisation}{scope.year or ''}年{scope.kind}的",
    )
    return _alone("lookup", question)
