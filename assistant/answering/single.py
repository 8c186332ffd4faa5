"""Answers with one figure, and yes/no answers that rest on one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from assistant.answer import Answer, Option
from assistant.answering.passages import negative_sentence
from assistant.answering.shares import sides_of_share
from assistant.answering.stages import answer_execution
from assistant.evidence.citing import answer_figure, cite, cite_passage, label_of
from assistant.evidence.context import Context, cited_places
from assistant.finding.lookup import Finding, find, is_plain
from assistant.understanding.bounds import asks_for_one, bound_said, bound_unread, tells_relation
from assistant.understanding.content import YUAN_IN_ENGLISH, told_amounts
from assistant.understanding.question import Question
from assistant.understanding.wordlists import pattern, question_words, said_in, synonyms
from assistant.wording import amount, join, place, reading, say, scope
from corpus.amounts import agree, is_money, to_yuan
from corpus.patterns import Pattern
from corpus.states import CellState, Measure
from corpus.text import name_of, normalise
from index.records import StoredFigure

# How many publications that may hold what is asked for are looked at for choices.
_MOST_TRIED = 200
_REVENUE = Pattern(r"(?:收入|来源)(?:合计|总计|小计|预算|决算|数)*$")
# A bound that a printed figure carries with it: 92%以上.
_QUALIFIED = Pattern(r"以上|以下|以内|左右|不低于|不少于|不超过|不高于|[≥≤><约]")


def answer_single(context: Context) -> Answer | None:
    """The figure the question means, with the places that agree or differ."""
    finding = _find(context)
    if finding is None:
        return None
    return present(context, finding)


def answer_stated_share(context: Context) -> Answer | None:
    """A share that the document itself states, where the question names no other whole."""
    sides = sides_of_share(context.question.text)
    if sides and sides[1].strip():
        return None
    finding = find(context.question, context.shelf, wanted=lambda f: f.measure is Measure.SHARE)
    return None if finding is None else present(context, finding)


def answer_completion(context: Context) -> Answer | None:
    """The rate of completion that a final account states, else the one reckoned from it."""
    finding = find(
        context.question,
        context.shelf,
        wanted=lambda f: f.measure is Measure.COMPLETION_RATE,
        any_stage=True,
    )
    if finding is not None:
        return present(context, finding)
    return answer_execution(context) or _named_rate(context)


def _named_rate(context: Context) -> Answer | None:
    """A rate that is itself an entry, as indicators are (任务按期完成率)."""
    words = question_words("operation", "completion")
    finding = find(
        context.question,
        context.shelf,
        wanted=lambda f: (
            f.unit == "%" and bool(f.row_path) and any(w in f.row_path[-1] for w in words)
        ),
    )
    return None if finding is None else present(context, finding)


def _find(context: Context) -> Finding | None:
    question = context.question
    if question.asks("growth") or question.unit == "%":
        stated = find(question, context.shelf, wanted=_is_share_or_rate)
        if stated is not None:
            return stated
    if question.language == "zh" and pattern("spending").search(question.text):
        return find(question, context.shelf, wanted=_may_be_spent)
    return find(question, context.shelf)


def _may_be_spent(figure: StoredFigure) -> bool:
    """Whether an amount is not that of revenue: what was received is not what was spent."""
    names = (*figure.row_path[-1:], *figure.column_path)
    return is_plain(figure) and not any(_REVENUE.search(normalise(name_of(n))) for n in names)


def _is_share_or_rate(figure: StoredFigure) -> bool:
    return figure.unit == "%" and not (is_plain(figure) and figure.source == "sentence")


def present(context: Context, finding: Finding, lead: str = "") -> Answer:
    """The answer to a lookup: figure, agreement, differing places, or choices between rows."""
    language = context.language
    figure = finding.figure
    if finding.rivals:
        return _choose_row(context, finding)
    if figure.state is not CellState.NUMBER:
        return _not_a_number(context, figure)
    label = label_of(figure)
    text = lead + say(
        "lookup",
        language,
        scope=scope(figure),
        label=label,
        amount=amount(figure),
        reading=reading(figure.amount_yuan, figure.unit, language),
        place=place(figure, language),
    )
    warnings = []
    if finding.blank is not None:
        warnings.append(say("blank_elsewhere", language, place=place(finding.blank, language)))
    if finding.differing:
        others = [
            f"{label_of(m.figure)} {amount(m.figure)}（{place(m.figure, language)}）"
            for m in finding.differing
        ]
        warnings.append(say("others_differ", language, others=join(others, language)))
    cites = [*cited_places(finding), *(cite(m.figure) for m in finding.differing)]
    if _QUALIFIED.search(figure.printed):
        quoted = (
            f"原文为“{figure.printed}”。" if language == "zh" else f" Printed: “{figure.printed}”."
        )
        text += quoted
    also = _companions(context, figure)
    if also:
        text += join([f"{label_of(f)} {amount(f)}" for f in also], language) + (
            "。" if language == "zh" else "."
        )
    return context.answered(
        text,
        [figure, *also],
        [cite(figure), *cites],
        warnings=tuple(warnings),
        places=len(finding.agreeing),
        agreement=_agreement(finding),
        differing=tuple(answer_figure(m.figure) for m in finding.differing),
    )


def _companions(context: Context, figure: StoredFigure) -> list[StoredFigure]:
    """The money stated beside a count, where the question asks for both (几个，涉及多少钱)."""
    asks_both = context.question.unit and re.search(
        r"多少(?:钱|资金|金额|万|元)", context.question.text
    )
    if not asks_both or figure.source != "sentence" or figure.amount_yuan is not None:
        return []
    beside = [
        f
        for f, _ in context.shelf
        if f.source == "sentence"
        and f.quote == figure.quote
        and f.passage_id == figure.passage_id
        and f.amount_yuan is not None
        and is_plain(f)
        and f.span
        and figure.span
        and f.span[0] > figure.span[0]
    ]
    return beside[:1]


def _agreement(finding: Finding) -> bool | None:
    if finding.differing:
        return False
    return True if len(finding.agreeing) > 1 else None


def _not_a_number(context: Context, figure: StoredFigure) -> Answer:
    sentence = "blank" if figure.state is CellState.BLANK else "dash"
    text = say(
        sentence,
        context.language,
        scope=scope(figure),
        label=label_of(figure),
        place=place(figure, context.language),
        printed=figure.printed,
    )
    return context.answered(text, [], [cite(figure)])


def _choose_row(context: Context, finding: Finding) -> Answer:
    figures = [finding.figure, *(m.figure for m in finding.rivals)]
    options = []
    for figure in figures[:8]:
        path = "›".join(name_of(part) for part in (figure.context, *figure.row_path) if part)
        code = f"{figure.code} " if figure.code else ""
        options.append(
            Option(
                text=f"{code}{path}：{amount(figure)}",
                question=f"{scope(figure)}{figure.code or path}是多少",
            )
        )
    return context.asked_back(say("which_row", context.language), options)


def answer_yes_no(context: Context) -> Answer | None:
    """Whether there is any: yes if the figure is more than zero, no if it is zero.

    A blank cell is no evidence of either; then, and beside a zero, a sentence that says there
    is none is looked for and quoted.
    """
    finding = find(context.question, context.shelf)
    figure = finding.figure if finding and not finding.rivals else None
    number = figure is not None and figure.state is CellState.NUMBER
    if _tells_unread_amount(context.question.text):
        return None
    if number and told_amounts(question_text := context.question.text):
        return present(context, finding, _verdict(question_text, figure, context.language))
    if number and figure.value:
        return _with_count(context, figure, present(context, finding, say("yes", context.language)))
    denied = negative_sentence(context)
    if number:
        answer = present(context, finding, say("no", context.language))
        if denied:
            answer = replace(answer, citations=(*answer.citations, cite_passage(*denied)))
        return answer
    if denied:
        passage, sentence = denied
        citations = [cite_passage(passage, sentence)]
        if figure is not None:
            citations.append(cite(figure))
        return context.answered(say("no", context.language) + sentence, [], citations)
    return None


def _tells_unread_amount(text: str) -> bool:
    """Whether something is to be above or below an amount that is not read (超过一万元), or any part
    of it is to: whether there is any of it is another question."""
    if bound_unread(text) or asks_for_one(text):
        return True
    told = tells_relation(text) or bool(YUAN_IN_ENGLISH.search(text))
    return told and not told_amounts(text)


def _with_count(context: Context, figure: StoredFigure, answer: Answer) -> Answer:
    """The answer with how many things the money is for, where the text states that beside it.

    公务用车购置费 is what 购置车辆 1辆 costs: the words of one stand for the other.
    """
    if figure.amount_yuan is None:
        return answer
    label = normalise(name_of((*figure.column_path[-1:], *figure.row_path[-1:])[-1]))
    for other, words in context.shelf:
        if (
            other.measure is not Measure.COUNT
            or other.source != "sentence"
            or len(other.row_path) != 1
            or other.stated_year not in (None, figure.year)
            or not other.value
        ):
            continue
        if any(label in means for _, means in said_in(words.leaf, synonyms)):
            stop = "。" if context.language == "zh" else "."
            return replace(
                answer,
                text=f"{answer.text}{label_of(other)} {amount(other)}{stop}",
                figures=(*answer.figures, answer_figure(other)),
                citations=(*answer.citations, cite(other)),
            )
    return answer


def _verdict(text: str, figure: StoredFigure, language: str) -> str:
    """Yes or no to an amount that the question tells: equal to it, above or below it."""
    told = told_amounts(text)[0]
    if figure.amount_yuan is not None and is_money(told.unit):
        own, other = figure.amount_yuan, to_yuan(told.value, told.unit)
    elif figure.amount_yuan is None and figure.unit == told.unit:
        own, other = figure.value, told.value
    else:
        return ""
    bound = bound_said(text)
    if bound is not None:
        holds = bound.holds(own, other)
    else:
        holds = agree(figure.value, figure.unit, told.value, told.unit)
    return say("confirmed" if holds else "denied", language)


def asked_of(name: str, question: Question) -> str:
    """The question as it reads when asked of one named publication."""
    text = question.text
    spans = [m.span for m in question.mentions]
    # The date of a stock (2024年末) stays: the publication's year is another.
    spans += [
        m.span()
        for m in re.finditer(r"(?<!\d)(20\d\d)(?!\d)\s*年?(?:度)?", text)
        if int(m[1]) != question.as_of
    ]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    rest = re.sub(r"^[的 ,，]+|(?<=[ ])的", "", re.sub(r" +", " ", text)).strip()
    if question.language == "en":
        return f"{rest.rstrip('?. ')} – {name}?"
    return f"{name}的{rest}"


def options_by_scope(context: Context, limit: int = 12) -> list[Option]:
    """One choice for each scope in which the question can be answered, with its figure."""
    options = []
    for candidate, meant in islice(context.findings(context.scopes), _MOST_TRIED):
        if len(options) == limit:
            break
        if meant is None:
            continue
        figure = meant.figure
        stated = amount(figure) if figure.state is CellState.NUMBER and not meant.rivals else ""
        name = f"{candidate.organisation}{candidate.year or ''}年{candidate.kind}"
        options.append(
            Option(
                text=f"{name}：{label_of(figure)} {stated}".rstrip(),
                question=asked_of(name, context.question),
            )
        )
    return options
