"""What percentage one figure is of another, reckoned exactly from the two stored figures."""

from __future__ import annotations

import re

from assistant.answer import Answer, Shape
from assistant.evidence.calculation import percent, same_table_pair
from assistant.evidence.citing import computed_figure, label_of
from assistant.evidence.context import Context
from assistant.evidence.operands import says_name
from assistant.evidence.totals import totals_of
from assistant.finding.lookup import Finding, find, is_plain
from assistant.understanding.question import Question
from assistant.understanding.wordlists import question_words
from assistant.wording import amount, scope
from corpus.amounts import agree, plain
from corpus.patterns import Pattern
from corpus.states import CellState, Measure
from corpus.text import normalise
from index.records import StoredFigure

_SHARE_INSIDE = Pattern(
    r"^(?P<whole>.*(?:支出|收入|经费|费|总计|合计|预算|决算|资金))(?:中|里|当中|里面)[,，]?(?P<part>[^,，]+?)(?:的)?占(?:的)?(?:比|多少|百分之|几成|$)"
)
_SHARE = Pattern(
    r"^(?P<part>.*?)(?:在(?P<whole_in>.+?)(?:中|里)(?:的)?(?:占比|比重|比例)|占比(?:例)?|占(?P<whole>.*?)(?:的|多少|百分之|比例|比重|几成|%|$))"
)
_SHARE_EN = Pattern(
    r"(?:percentage|percent|share|proportion) of ?(?P<whole>.+?) ?(?<![a-z])(?:is|was|are|were|does|did|goes|go|went|comes|do)(?![a-z]) ?(?P<part>.+)"
)
_SHARE_EN_OF = Pattern(
    r"(?P<part>\S.*?) (?:as a )?(?:percentage|percent|share|proportion) of ?(?P<whole>.+)"
)
_JOINING = Pattern(r"(?<![a-z])(?:at|in|of|for|by|the)(?![a-z])")


_FUNDS = ("一般公共预算", "政府性基金", "国有资本经营", "财政拨款")


def answer_share(context: Context) -> Answer | None:
    """What percentage one figure is of another."""
    sides = sides_of_share(context.question.text)
    if sides is None or _asks_two_shares(context.question.text):
        # One of two shares is half an answer, and the part of one is no whole of the other.
        return None
    part_text, whole_text = sides
    if _is_use_inside(context, part_text, whole_text):
        part_text = f"{whole_text}的{part_text}"
    part = find(context.part(part_text), context.shelf)
    part = _of_the_same_fund(part, part_text, whole_text, context)
    if part is None or part.rivals:
        return None
    if not whole_text.strip():
        pair = _with_total(part, context)
    else:
        whole = _whole(whole_text, context)
        if whole is None or whole.rivals:
            return None
        pair = _with_same_total(part, whole, context) or same_table_pair(part, whole)
    if pair is None or pair[0].amount_yuan is None or pair[1].amount_yuan is None:
        return None
    a, b = pair
    if a.id == b.id or not b.amount_yuan:
        return None
    named = a.is_total or says_name(part, context.part(part_text))
    if a.table_id != b.table_id and not named:
        # Half a name in another place: 政府采购中服务占多少 asks for no 商品和服务支出.
        return None
    share = percent(a.amount_yuan, b.amount_yuan)
    if not 0 <= share <= 100:
        # What is more than the whole is no part of it.
        return None
    formula = f"{amount(a)} ÷ {amount(b)} × 100% = {plain(share)}%"
    label = f"{label_of(a)}占{label_of(b)}"
    if context.language == "zh":
        text = f"{scope(a)}{label_of(a)}{amount(a)}，占{label_of(b)}{amount(b)}的 {plain(share)}%。"
    else:
        text = f"{scope(a)}: {label_of(a)} {amount(a)} is {plain(share)}% of {label_of(b)} {amount(b)}."
    return context.answered(
        text,
        [computed_figure(label, share, "%", measure=Measure.SHARE), a, b],
        calculation=formula,
        places=1,
        shape=Shape.COMPARISON,
    )


def _asks_two_shares(text: str) -> bool:
    """Whether two shares are asked for: A占多少，B占多少."""
    return len(re.findall("占(?!地|用|比|道)", text)) > 1


def _of_the_same_fund(
    part: Finding | None, part_text: str, whole_text: str, context: Context
) -> Finding | None:
    """The part as the fund pays it whose whole is named: 教育支出占财政拨款支出 is no share of what is
    paid from other revenue as well; None where no place of that fund states it."""
    fund = next((name for name in _FUNDS if name in whole_text), "")
    if part is None or not fund or any(name in part_text for name in _FUNDS):
        return part
    of_fund = find(
        context.part(f"{fund}{part_text}"),
        context.shelf,
        wanted=lambda f: is_plain(f) and _tells(f, fund),
    )
    return of_fund or (part if _tells(part.figure, fund) else None)


def _tells(figure: StoredFigure, fund: str) -> bool:
    """Whether the table, the row or the column of a figure names a fund."""
    place = (figure.table, *figure.row_path, *figure.column_path, figure.quote)
    return any(fund in normalise(text) for text in place)


def _is_use_inside(context: Context, part: str, whole: str) -> bool:
    """Whether the share of a mere use inside of something is asked for: 教育支出中基本支出占多少 means
    that of 教育支出, not that of everything."""
    use = part.strip("的 ") in question_words("columns", "uses")
    inside = use and _SHARE_INSIDE.search(context.question.text)
    return bool(inside and context.part(whole).content.required)


_EVERYTHING = Pattern(
    r"(?:全部门|全部|整个|总|支出|预算|总额|部门|总支出|支出总计|支出总额|总预算|支出预算|决算|的|全年|年度|本部门)+"
)


def _is_everything(whole: Question) -> bool:
    """Whether the whole of a share is just the total of the column the part stands in."""
    text = whole.text
    for mention in reversed(whole.mentions):
        text = text[: mention.span[0]] + text[mention.span[1] :]
    return bool(_EVERYTHING.fullmatch(re.sub(r"20\d\d年(?:度)?", "", text)))


def sides_of_share(text: str) -> tuple[str, str] | None:
    """The texts of the part and the whole a question about a share names, None if it is none."""
    for pattern in (_SHARE_EN, _SHARE_EN_OF, _SHARE_INSIDE, _SHARE):
        match = pattern.search(text)
        if match:
            groups = match.groupdict()
            whole = groups.get("whole") or groups.get("whole_in") or ""
            return _without_prepositions(groups["part"] or ""), _without_prepositions(whole)
    return None


def _without_prepositions(side: str) -> str:
    """A Chinese name without the English words that only join it to the rest (at, in 2026)."""
    bare = _JOINING.sub(" ", side)
    return side if re.search("[a-z]", bare) else bare


def _whole(text: str, context: Context) -> Finding | None:
    """The whole a question names; 总支出 and the like are the year's total of that side."""
    question = context.part(text)
    if not _is_everything(question):
        return find(question, context.shelf)
    side = "收入" if "收入" in text else "支出"
    if f"{side}总计" in text:
        # With what is carried over, which the year's total is without.
        return find(context.part(f"{side}总计"), context.shelf)
    total = next(totals_of(side, context), None)
    return total or find(context.part(f"{side}总计"), context.shelf)


def _with_same_total(
    part: Finding, whole: Finding, context: Context
) -> tuple[StoredFigure, StoredFigure] | None:
    """A place of the part in a table whose own total is the whole, with that total."""
    pair = _with_total(part, context)
    if pair is None or whole.figure.value is None:
        return None
    total = pair[1]
    same = total.value is not None and agree(
        total.value, total.unit, whole.figure.value, whole.figure.unit
    )
    return pair if same else None


def _with_total(part: Finding, context: Context) -> tuple[StoredFigure, StoredFigure] | None:
    """A place of the part whose column has a total, with that total."""
    for match in part.agreeing or (part.best,):
        figure = match.figure
        total = (
            _total_across(figure, context) if figure.is_total else _total_beside(figure, context)
        )
        if total is not None and total.id != figure.id:
            return figure, total
    return None


def _total_across(figure: StoredFigure, context: Context) -> StoredFigure | None:
    """The grand total in the row of a total: its first column without a special header."""
    free = question_words("columns", "free")
    row = [
        f
        for f, w in context.shelf
        if f.table_id == figure.table_id
        and f.table_id is not None
        and f.row == figure.row
        and f.state is CellState.NUMBER
        and all(column in free for column in w.columns)
    ]
    return min(row, key=lambda f: f.column) if row else None


def _total_beside(figure: StoredFigure, context: Context) -> StoredFigure | None:
    """The total of the figure's own column."""
    totals = [
        f
        for f, w in context.shelf
        if f.table_id == figure.table_id
        and f.table_id is not None
        and f.column == figure.column
        and f.is_total
        and f.state is CellState.NUMBER
    ]
    return totals[0] if len({f.value for f in totals}) == 1 else None
