"""Exact arithmetic on stored figures: sums and differences, with formula and operands.

Everything is Decimal.  Operands are taken from one table where one holds them all, so that
figures of different scope are not mixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from assistant.answer import Answer, Shape
from assistant.citing import computed_figure, label_of
from assistant.context import Context
from assistant.lookup import Finding, bare_title, find
from assistant.matching import Match
from assistant.wording import amount, join, place, say, scope
from assistant.wordlists import any_of, question_words, synonyms
from corpus.amounts import from_yuan, plain
from corpus.document import CellState
from index.records import StoredFigure

_AND = re.compile(
    r"[、,，]|(?<!增)加(?=[\u4e00-\u9fff]{2})(?!起来|在一起|总)|以及|还有|(?<![总])和|与|跟|及|(?<![a-z])and(?![a-z])"
)
_COUNTED = re.compile(r"([两二三四五六七八九十]|\d{1,2})\s*(?:张|个|项|类|笔|大)")
_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def percent(part: Decimal, whole: Decimal, digits: int = 2) -> Decimal:
    """``part`` as a percentage of ``whole``, rounded half up.  ZeroDivisionError if whole is 0."""
    if not whole:
        raise ZeroDivisionError("share of nothing")
    with localcontext() as context:
        context.prec = 60
        return (part / whole * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def same_table_pair(a: Finding, b: Finding) -> tuple[StoredFigure, StoredFigure] | None:
    """A place of each, from one table if there is one, else of one unit, else the best two."""
    places_a = [m.figure for m in a.agreeing or (a.best,)]
    places_b = [m.figure for m in b.agreeing or (b.best,)]
    numbers = [
        (x, y)
        for x in places_a
        for y in places_b
        if x.state is CellState.NUMBER and y.state is CellState.NUMBER
    ]
    for test in (_one_table, _one_sentence, _one_table_title, _one_unit):
        for x, y in numbers:
            if test(x, y):
                return x, y
    return numbers[0] if numbers else None


def _one_table(x: StoredFigure, y: StoredFigure) -> bool:
    return x.table_id is not None and x.table_id == y.table_id


def _one_sentence(x: StoredFigure, y: StoredFigure) -> bool:
    return bool(x.quote) and x.quote == y.quote and x.document_id == y.document_id


def _one_table_title(x: StoredFigure, y: StoredFigure) -> bool:
    return bool(x.table) and x.unit == y.unit and _core_title(x.table) == _core_title(y.table)


def _core_title(title: str) -> str:
    """What a table is about, whether of a budget or a final account."""
    return re.sub(r"部门|预算|决算|总表|表|年度", "", bare_title(title))


def _one_unit(x: StoredFigure, y: StoredFigure) -> bool:
    return x.unit == y.unit


def answer_sum(context: Context) -> Answer | None:
    """The sum of several figures, named one by one or as the same key of several sheets."""
    operands = _rows_of_one_name(context) or named_operands(context) or _same_key_of_sheets(context)
    if operands is None or len(operands) < 2:
        return None
    if len({f.unit if f.amount_yuan is None else "" for f in operands}) > 1:
        return None
    return sum_of(context, operands)


def answer_addition(context: Context) -> Answer | None:
    """The sum of the figures that a question adds to each other; None unless each is found."""
    operands = named_operands(context)
    if operands is None or len({f.unit if f.amount_yuan is None else "" for f in operands}) > 1:
        return None
    return sum_of(context, operands)


def sum_of(context: Context, operands: Sequence[StoredFigure]) -> Answer:
    first = operands[0]
    if first.amount_yuan is None:
        total, amount_yuan = sum((f.value for f in operands), Decimal(0)), None
    else:
        amount_yuan = sum((f.amount_yuan for f in operands), Decimal(0))
        total = _as_printed(amount_yuan, first.unit, operands)
    formula = " + ".join(amount(f) for f in operands) + f" = {plain(total)}{first.unit}"
    names = [" ".join(p for p in (f.context, label_of(f)) if p) for f in operands]
    of_one = len({(f.organisation, f.year, f.kind) for f in operands}) == 1
    if not of_one:
        names = [f"{scope(f)}{name}" for f, name in zip(operands, names, strict=True)]
    label, whose = join(names, context.language), scope(first) if of_one else ""
    if context.language == "zh":
        text = f"{whose}{label}合计 {plain(total)}{first.unit}。计算：{formula}。"
    else:
        text = f"{whose + ': ' if whose else ''}{label} together {plain(total)}{first.unit}. {formula}."
    result = computed_figure("合计", total, first.unit, amount_yuan)
    return context.answered(
        text, [result, *operands], calculation=formula, places=1, shape=Shape.PARTS
    )


def in_unit(amount_yuan: Decimal, unit: str) -> Decimal:
    """An amount in yuan in another unit, whole amounts without trailing zeros in exponent form."""
    value = from_yuan(amount_yuan, unit)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def named_operands(context: Context) -> list[StoredFigure] | None:
    """The figures a question names one by one, None unless every one is found."""
    text = _without_tail(context.question.text)
    for mention in context.question.mentions:
        text = text.replace(context.question.text[slice(*mention.span)], " ")
    text = _with_whole_labels(text, context)
    pieces = [p.translate(_UNGLUED) for p in _AND.split(text) if p.strip()]
    if len(pieces) < 2:
        return None
    findings = []
    for piece in pieces:
        part = context.part(piece)
        if not part.content.naming and not part.codes:
            continue
        finding = find(part, context.shelf)
        if finding is None or finding.rivals or finding.figure.state is not CellState.NUMBER:
            return None
        findings.append(finding)
    if len(findings) < 2:
        return None
    head = findings[0]
    figures = []
    for finding in findings[1:]:
        pair = same_table_pair(head, finding)
        if pair is None:
            return None
        figures.append(pair[1])
        head_figure = pair[0]
    return [head_figure, *figures]


# Connecting words inside a label (商品和服务支出) are held together while splitting.
_GLUED = str.maketrans("和与及跟、,，加", "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
_UNGLUED = {v: k for k, v in _GLUED.items()}


def _with_whole_labels(text: str, context: Context) -> str:
    labels = {*context.shelf.labels, *(label for _, means in synonyms() for label in means)}
    for label in sorted(labels, key=len, reverse=True):
        glued = label.translate(_GLUED)
        if glued != label and label in text:
            text = text.replace(label, glued)
    return text


def _without_tail(text: str) -> str:
    text = re.sub(r"20\d\d年(?:度)?", " ", text)
    text = any_of(question_words("english", "sum")).sub(" ", text)
    return re.sub(
        r"(?:[两二三四五六七八九十\d]+[项个者笔]|这些|全部)?(?:加起来|合起来|相加|总和|之和|合计|加在一起|加总|一共|总共).*$",
        "",
        text,
    )


def _rows_of_one_name(context: Context) -> list[StoredFigure] | None:
    """All rows of one name in one column of a table (one purchase paid from two subjects)."""
    finding = find(context.question, context.shelf)
    if finding is None or not finding.rivals:
        return None
    rows = [finding.figure, *(m.figure for m in finding.rivals)]
    names = {f.row_path[-1] for f in rows if f.row_path}
    return rows if len(names) == 1 and len({f.row for f in rows}) == len(rows) else None


def _same_key_of_sheets(context: Context) -> list[StoredFigure] | None:
    """The same row of every form-like sheet of a table title (each project's funds)."""
    finding = find(context.question, context.shelf)
    if finding is None or not finding.figure.context:
        return None
    figure = finding.figure
    title = bare_title(re.sub(r"[（(].*?[)）]$", "", figure.table))
    rows = [
        f
        for f, _ in context.shelf
        if f.context
        and f.row_path == figure.row_path
        and f.column_path == figure.column_path
        and f.state is CellState.NUMBER
        and bare_title(re.sub(r"[（(].*?[)）]$", "", f.table)) == title
    ]
    said = _COUNTED.search(context.question.text)
    if said:
        count = int(said.group(1)) if said.group(1).isdigit() else _NUMERAL[said.group(1)]
        if count != len(rows):
            return None
    return rows


def difference(
    a: Match | StoredFigure, b: Match | StoredFigure
) -> tuple[Decimal, str, Decimal | None]:
    """a − b as (value, unit, yuan), in the unit of ``a``; counts need one unit.

    Raises ValueError for figures that cannot be subtracted.
    """
    x = a.figure if isinstance(a, Match) else a
    y = b.figure if isinstance(b, Match) else b
    if x.amount_yuan is not None and y.amount_yuan is not None:
        yuan = x.amount_yuan - y.amount_yuan
        return _as_printed(yuan, x.unit, (x, y)), x.unit, yuan
    if x.unit != y.unit:
        raise ValueError(f"{x.unit} and {y.unit} cannot be subtracted")
    return x.value - y.value, x.unit, None


def _as_printed(amount_yuan: Decimal, unit: str, operands: Sequence[StoredFigure]) -> Decimal:
    """An exact amount in a unit, with at least the decimals its operands print in that unit."""
    value = in_unit(amount_yuan, unit)
    printed = [-f.value.as_tuple().exponent for f in operands if f.unit == unit]
    digits = max([0, -value.normalize().as_tuple().exponent, *printed])
    return value.quantize(Decimal(1).scaleb(-digits))


def zero_base(language: str) -> str:
    """Why no growth rate is given over a base of zero."""
    return say("zero_base", language)


def source_line(figures: Sequence[StoredFigure], language: str) -> str:
    """The places of several figures in one line."""
    return join(list(dict.fromkeys(place(f, language) for f in figures)), language)
