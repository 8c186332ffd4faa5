"""By how much, or how many times, one figure of a document exceeds another."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assistant.answer import Answer, Shape
from assistant.calculation import difference, named_operands, same_table_pair
from assistant.citing import computed_figure, label_of
from assistant.context import Context
from assistant.lookup import find
from assistant.wording import amount, scope
from corpus.amounts import plain
from index.records import StoredFigure

_EXCEEDS = re.compile(
    r"^(?P<a>.+?)比(?P<b>[^比]+?)(?:多多少|少多少|高多少|低多少|多了多少|少了多少|多|少|高|低|差|大|小)[^年]*$"
)
_GAP = re.compile(
    r"(?:之间|两者|两项|两个|谁|哪个|哪项|哪一项|哪一个)*(?:的)?"
    r"(?:(?:相差|差额|差距|差)(?:是|有|了)?(?:多少|几)|(?:哪个|哪项|哪一项|哪一个|谁)更?[多高大少低小])"
)
_TIMES = re.compile(r"^(?P<a>.+?)(?:是|为|相当于)(?P<b>.+?)的?(?:几|多少)倍")


def answer_difference(context: Context) -> Answer | None:
    """By how much one figure of a document exceeds another (财政拨款收入比事业收入多多少)."""
    if len(context.scopes) != 1:
        return None
    match = _EXCEEDS.search(context.question.text)
    if not match or context.part(match["b"]).previous:
        return _answer_gap(context)
    a = find(context.part(match["a"]), context.shelf)
    b = find(context.part(match["b"]), context.shelf)
    if a is None or b is None or a.rivals or b.rivals or a.figure.id == b.figure.id:
        return None
    if context.part(match["b"]).years or not context.part(match["b"]).content.naming:
        return None
    pair = same_table_pair(a, b)
    if pair is None:
        return None
    return _exceeding(context, *pair)


def asks_gap(text: str) -> bool:
    """Whether a text asks which of two is more, or by how much."""
    return bool(_GAP.search(text))


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


def _answer_gap(context: Context) -> Answer | None:
    """By how much two figures named side by side differ (工资福利支出和商品和服务支出差多少)."""
    gap = _GAP.search(context.question.text)
    if not gap:
        return None
    question = replace(context.question, text=context.question.text[: gap.start()])
    operands = named_operands(replace(context, question=question))
    if operands is None or len(operands) != 2:
        return None
    x, y = operands
    larger_first = (x, y) if _amount(x) >= _amount(y) else (y, x)
    return _exceeding(context, *larger_first)


def _exceeding(context: Context, x: StoredFigure, y: StoredFigure) -> Answer | None:
    try:
        value, unit, yuan = difference(x, y)
    except ValueError:
        return None
    zh = context.language == "zh"
    formula = f"{amount(x)} − {amount(y)} = {plain(value)}{unit}"
    verdict = f"多 {plain(value)}{unit}" if value >= 0 else f"少 {plain(abs(value))}{unit}"
    text = (
        f"{scope(x)}{label_of(x)} {amount(x)}，比{label_of(y)} {amount(y)} {verdict}。"
        if zh
        else f"{scope(x)}: {label_of(x)} {amount(x)}, {label_of(y)} {amount(y)}; difference {plain(value)}{unit}."
    )
    result = computed_figure("差额", abs(value), unit, None if yuan is None else abs(yuan))
    return context.answered(
        text, [result, x, y], calculation=formula, places=1, shape=Shape.COMPARISON
    )


def _amount(figure: StoredFigure) -> Decimal:
    return figure.value if figure.amount_yuan is None else figure.amount_yuan
