"""Which of several figures of a document is more, by how much, or how many times as much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assistant.answer import Answer, Shape
from assistant.evidence.calculation import difference, same_table_pair, source_line
from assistant.evidence.citing import computed_figure, label_of
from assistant.evidence.context import Context
from assistant.evidence.operands import (
    empty_operand,
    is_bare_side,
    named_operands,
    with_shared_uses,
)
from assistant.finding.lookup import find
from assistant.understanding.question import Question
from assistant.understanding.wordlists import any_of, question_words
from assistant.wording import amount, join, scope
from corpus.amounts import plain
from corpus.patterns import Pattern
from index.records import StoredFigure

_EXCEEDS = Pattern(
    r"^(?P<a>.+?)比(?P<b>[^比]+?)(?:多多少|少多少|高多少|低多少|多了多少|少了多少|多|少|高|低|差|大|小)[^年]*$"
)
_TIMES = Pattern(r"^(?P<a>.+?)(?:是|为|相当于)(?P<b>.+?)的?(?:几|多少)倍")

_MORE = r"[多高大少低小贵](?:一些|一点|些|点)?"
_GAP = (
    r"(?:之间|两者|二者|两项|两个)*(?:的)?(?:(?:相差|差额|差距|差)(?:是|有|了)?(?:多少|几)|(?:差额|差距|之差)(?:是|为)?[?？]?$)",
    r"(?:之间|当中|里面|里|中)*(?:的)?(?:谁|哪一?[个项边样笔种类])(?:的)?(?:金额|数额|预算|开支|花费)?"
    rf"(?:花|用|安排|支出)?[得的]?[更最]?{_MORE}",
)
# Ways to ask whether A is more than B, with what stands between the two and behind them.
_BETWEEN = (
    rf"{_MORE},?还是",
    r"(?:是不是|是否|会不会)?(?:高于|多于|大于|超过|低于|少于|小于|不如|没有)",
    r"(?:是不是|是否|会不会)?比(?!例|重|率|较|照)",
    r"有没有",
    r"减去|减掉",
    r"还是",
)
_BEHIND = rf"(?:花|用|安排)?得?更?(?<![多减增]){_MORE}(?:了|吗|的)*[?？]?$"
_ASKS_GAP = Pattern("|".join(_GAP))
_ASKS_MORE = Pattern(
    rf"{_MORE},?还是|高于|多于|大于|超过|低于|少于|小于|不如|减去|减掉|(?:比(?!例|重|率|较|照)|有没有).*{_BEHIND}"
)
_COMPARED = Pattern(r"比较(?:一下)?|对比(?:一下)?|相比(?:较|起来)?|比起来|(?<!同)比一比")


def asks_gap(question: Question) -> bool:
    """Whether a question asks which of several things is more, or by how much."""
    text = question.text
    if question.language == "en":
        comparing, between = question_words("english", "comparing"), _between_in_english()
        return bool(any_of(comparing).search(text) and any_of(between).search(text))
    if _ASKS_GAP.search(text):
        return True
    # What is said of one thing's change, its reason or its accounts compares it with itself.
    of_itself = question.asks("reason", "growth") or question.stage == "both" or question.previous
    return not of_itself and bool(_ASKS_MORE.search(text) or _COMPARED.search(text))


def asks_between_two(question: Question) -> bool:
    """Whether an English question asks for the difference between two things of one year, which
    the change of one of them does not answer."""
    return (
        question.language == "en"
        and bool(re.search(r"difference between .+ and ", question.text))
        and len(question.years) < 2
        and len(question.organisations) < 2
        and question.stage != "both"
        and not question.previous
    )


def _between_in_english() -> tuple[str, ...]:
    return (*question_words("english", "between"), "and")


def answer_difference(context: Context) -> Answer | None:
    """By how much one figure of a document exceeds another (财政拨款收入比事业收入多多少), or the
    order of several (办公费、会议费和培训费哪个最多)."""
    if len(context.scopes) != 1:
        return None
    if context.question.stage == "both":
        # 决算比预算少多少 compares a thing with itself.
        return None
    exceeds = _EXCEEDS.search(context.question.text)
    if exceeds and not context.part(exceeds["b"]).previous:
        pair = _exceeding_pair(context, exceeds["a"], exceeds["b"])
        if pair is not None:
            return exceeding(context, *pair)
    if not asks_gap(context.question) or len(context.question.years) > 1:
        return None
    operands = named_operands(replace(context, question=_side_by_side(context.question)))
    if operands is None or len({f.id for f in operands}) < len(operands):
        return None
    ordered = sorted(operands, key=_amount, reverse=True)
    return exceeding(context, *ordered) if len(ordered) == 2 else _in_order(context, ordered)


def _exceeding_pair(context: Context, a: str, b: str) -> tuple[StoredFigure, StoredFigure] | None:
    a, b = with_shared_uses((a, b), context)
    second = context.part(b)
    if second.years or not second.content.naming:
        return None
    x, y = find(context.part(a), context.shelf), find(second, context.shelf)
    if x is None or y is None or x.rivals or y.rivals or x.figure.id == y.figure.id:
        return None
    if is_bare_side(second, y) and context.part(a).content.required:
        return None
    return same_table_pair(x, y)


def empty_side(context: Context) -> StoredFigure | None:
    """One of several things compared, added or listed whose cell holds no number."""
    question = context.question
    if not question.asks("sum", "adding", "list") and not asks_gap(question):
        return None
    named = _side_by_side(question) if asks_gap(question) else question
    return empty_operand(replace(context, question=named))


def _side_by_side(question: Question) -> Question:
    """The question with what compares taken out and the things compared joined by and."""
    text = question.text
    for mention in reversed(question.mentions):
        start, end = mention.span
        text = text[:start] + " " * (end - start) + text[end:]
    if question.language == "en":
        text = any_of(question_words("english", "between")).sub(" and ", text)
        text = any_of(question_words("english", "comparing")).sub(" ", text)
        return replace(question, text=text, mentions=())
    text = _COMPARED.sub(",", text)
    for gap in _GAP:
        text = re.sub(gap, ",", text)
    text = re.sub(_BEHIND, "", text)
    for between in _BETWEEN:
        text = re.sub(between, "和", text)
    return replace(question, text=text, mentions=())


def answer_times(context: Context) -> Answer | None:
    """How many times as large one figure of a document is as another (基本支出是项目支出的几倍)."""
    match = _TIMES.search(context.question.text)
    if not match or len(context.scopes) != 1:
        return None
    a, b = (find(context.part(match[side]), context.shelf) for side in "ab")
    if a is None or b is None or a.rivals or b.rivals or a.figure.id == b.figure.id:
        return None
    pair = same_table_pair(a, b)
    if pair is None or pair[0].amount_yuan is None or not pair[1].amount_yuan:
        return None
    x, y = pair
    with localcontext() as precise:
        precise.prec = 60
        times = (x.amount_yuan / y.amount_yuan).quantize(Decimal("0.01"), ROUND_HALF_UP)
    formula = f"{amount(x)} ÷ {amount(y)} = {plain(times)}"
    text = (
        f"{scope(x)}{label_of(x)} {amount(x)}，是{label_of(y)} {amount(y)} 的 {plain(times)} 倍。"
        if context.language == "zh"
        else f"{scope(x)}: {label_of(x)} {amount(x)} is {plain(times)} times {label_of(y)} {amount(y)}."
    )
    result = computed_figure("倍数", times, "倍")
    return context.answered(
        text, [result, x, y], calculation=formula, places=1, shape=Shape.COMPARISON
    )


def exceeding(context: Context, x: StoredFigure, y: StoredFigure) -> Answer | None:
    """By how much one amount exceeds another; None where they cannot be subtracted."""
    try:
        value, unit, yuan = difference(x, y)
    except ValueError:
        return None
    gap = f"{plain(abs(value))}{unit}"
    formula = f"{amount(x)} − {amount(y)} = {plain(value)}{unit}"
    if context.language == "zh":
        verdict = f"多 {gap}" if value > 0 else f"少 {gap}"
        text = f"{scope(x)}{label_of(x)} {amount(x)}，比{label_of(y)} {amount(y)} {verdict}。"
        if not value:
            text = f"{scope(x)}{label_of(x)} {amount(x)}，{label_of(y)} {amount(y)}，两者相同。"
    else:
        verdict = f"{gap} {'more' if value > 0 else 'less'} than" if value else "the same as"
        text = f"{scope(x)}: {label_of(x)} {amount(x)} is {verdict} {label_of(y)} {amount(y)}."
    result = computed_figure("差额", abs(value), unit, None if yuan is None else abs(yuan))
    return context.answered(
        text, [result, x, y], calculation=formula, places=1, shape=Shape.COMPARISON
    )


def _in_order(context: Context, ordered: Sequence[StoredFigure]) -> Answer | None:
    """Several figures that the question names, the one asked for first."""
    if len({f.unit if f.amount_yuan is None else "" for f in ordered}) > 1:
        return None
    least = context.question.asks("bottom")
    ordered = ordered[::-1] if least else ordered
    lines = join([f"{label_of(f)} {amount(f)}" for f in ordered], context.language)
    source = source_line(ordered, context.language)
    if context.language == "zh":
        order = "从少到多" if least else "从多到少"
        text = f"{scope(ordered[0])}所问{len(ordered)}项{order}：{lines}。来源：{source}。"
    else:
        order = "smallest first" if least else "largest first"
        text = f"{scope(ordered[0])}, {len(ordered)} items, {order}: {lines}. Source: {source}."
    return context.answered(text, ordered, places=1, shape=Shape.RANKING)


def _amount(figure: StoredFigure) -> Decimal:
    return figure.value if figure.amount_yuan is None else figure.amount_yuan
