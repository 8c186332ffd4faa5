"""Breakdowns: the parts of an amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, localcontext

from assistant.answer import Answer, Shape
from assistant.evidence.calculation import in_unit, source_line
from assistant.evidence.citing import label_of
from assistant.evidence.context import Context
from assistant.evidence.operands import named_operands
from assistant.evidence.totals import totals_of
from assistant.finding.lookup import Shelf, find, is_plain
from assistant.finding.matching import Words
from assistant.understanding.bounds import bound_said, bound_unread
from assistant.understanding.content import overlap
from assistant.understanding.question import Question
from assistant.understanding.whole_side import REVENUE
from assistant.understanding.wordlists import question_words
from assistant.wording import amount, join, place, say, scope
from corpus.amounts import plain, to_yuan
from corpus.patterns import Pattern
from corpus.states import CellState
from corpus.tables.words import is_total
from corpus.text import name_of, normalise
from index.records import StoredFigure

Parts = list[StoredFigure]
# What sources of revenue are called.
_REVENUE_WORDS = ("收入", "拨款", "资金", "结转", "结余", "一般公共预算", "政府性基金")
# So many rows without an amount are named; of more it is told how many they are.
_EMPTY_NAMED = 6


# 收入总计、支出总计分别是多少 asks for those two, not for what one is made of.
_TOTALS_EACH = Pattern(
    r"[总合]计(?:[、,和与跟及]|以及)[^,。]*[总合]计[^,。]*(?:分别|各)(?!部|项|类)"
)


def answer_parts(context: Context) -> Answer | None:
    """All items of what the question names, each with its amount."""
    found = None if _TOTALS_EACH.search(context.question.text) else parts_of(context)
    if not found:
        return None
    whole, parts = found
    parts, told = within_bounds(context.question.text, parts)
    if told and not parts:
        return None
    lines = [f"{part_name(p)} {amount(p)}" for p in parts]
    empty = [] if told else _empty_beside(context.shelf, parts)
    in_text = _stated_in_text(context, empty)
    lines += [f"{part_name(blank)} {amount(stated)}" for blank, stated in in_text]
    filled = {blank.id for blank, _ in in_text}
    beside = _told_empty([f for f in empty if f.id not in filled], context.language)
    if context.language == "zh":
        head = f"{scope(parts[0])}{label_of(whole)}" if whole else scope(parts[0])
        total = f"{amount(whole)}" if whole and not told else ""
        text = f"{head}{total}，包括：{'；'.join(lines)}。{beside}来源：{place(parts[0], 'zh')}。"
    else:
        total = f" {amount(whole)} consists of" if whole and not told else ""
        head = f"{scope(parts[0])}{f' {label_of(whole)}' if whole else ''}{total}"
        text = f"{head}: {'; '.join(lines)}. {beside}Source: {place(parts[0], 'en')}."
    figures = [*([whole] if whole and not told else []), *parts, *(f for _, f in in_text)]
    shape = Shape.PARTS if whole and not told else Shape.ITEMS
    listed = [*parts, *(f for _, f in in_text)]
    warnings = _unequal(whole, listed, context.language) if shape is Shape.PARTS else ()
    if in_text:
        rows = join([part_name(blank) for blank, _ in in_text], context.language)
        warnings += (say("stated_in_text", context.language, rows=rows),)
    return context.answered(text, figures, places=1, shape=shape, warnings=warnings)


def _empty_beside(shelf: Shelf, parts: Parts) -> Parts:
    """The rows beside the parts of a table that state no amount or 0: not listed, but there."""
    first = parts[0]
    if first.source != "table" or len({p.column for p in parts}) > 1:
        return []
    column = [(f, w) for f, w in shelf if f.table_id == first.table_id and f.column == first.column]
    depths = {len(p.row_path) for p in parts}
    above = {p.row_path[:-1] for p in parts}
    return [
        f
        for f in _lowest_items([(f, w) for f, w in column if f.row_path])
        if (f.state in (CellState.BLANK, CellState.DASH) or f.value == 0)
        and len(f.row_path) in depths
        and f.row_path[:-1] in above
    ]


def _stated_in_text(context: Context, empty: Parts) -> list[tuple[StoredFigure, StoredFigure]]:
    """Cells left blank whose amount the text states outright, each with that statement."""
    blanks = [f for f in empty if f.state is CellState.BLANK]
    if len(blanks) > _EMPTY_NAMED:
        return []
    stated = []
    for blank in blanks:
        named = context.part(f"{context.question.text} {part_name(blank)}")
        finding = find(named, context.shelf)
        if finding is None or finding.rivals or finding.differing:
            continue
        figure = finding.figure
        alike = figure.row_path and name_of(figure.row_path[-1]) == name_of(blank.row_path[-1])
        if alike and figure.source == "sentence" and figure.state is CellState.NUMBER:
            stated.append((blank, figure))
    return stated


def _told_empty(empty: Parts, language: str) -> str:
    """A sentence for each of what is blank, a dash and 0, which are three different things."""
    told = []
    for kind in ("blank", "dash", "zero"):
        names = [
            part_name(f)
            for f in empty
            if ("zero" if f.state is CellState.NUMBER else str(f.state)) == kind
        ]
        if names:
            few = len(names) <= _EMPTY_NAMED
            which = join(names, language) if few else str(len(names))
            told.append(say(f"{kind}_{'rows' if few else 'many'}", language, rows=which))
    gap = "" if language == "zh" else " "
    return "".join(sentence + gap for sentence in told)


def _unequal(whole: StoredFigure, parts: Parts, language: str) -> tuple[str, ...]:
    """A warning where the items listed do not make up the whole."""
    left = left_over(whole, parts)
    if not left:
        return ()
    money = whole.amount_yuan is not None
    size = in_unit(abs(left), whole.unit) if money else abs(left)
    sentence = "parts_lack" if left > 0 else "parts_exceed"
    return (say(sentence, language, whole=amount(whole), left=f"{plain(size)}{whole.unit}"),)


def within_bounds(text: str, parts: Parts) -> tuple[Parts, bool]:
    """The parts above or below the amount that a text tells, and whether it tells one."""
    bound = bound_said(text)
    if bound is None:
        # All of them are not those that a bound that is not read leaves.
        return ([], True) if bound_unread(text) else (parts, False)
    return [p for p in parts if bound.allows(p)], True


def tells_bound(question: Question) -> bool:
    """Whether a question tells an amount that something is to be above or below."""
    return within_bounds(question.text, [])[1]


def part_name(part: StoredFigure) -> str:
    return name_of(part.row_path[-1]) if part.row_path else name_of(part.column_path[-1])


def answer_several(context: Context) -> Answer | None:
    """Several figures named one by one: 住房公积金和购房补贴各多少."""
    operands = named_operands(context)
    if operands is None or len(operands) < 2:
        return None
    first = operands[0]
    lines = [f"{label_of(f)} {amount(f)}" for f in operands]
    source = source_line(operands, context.language)
    if context.language == "zh":
        text = f"{scope(first)}：{'；'.join(lines)}。来源：{source}。"
    else:
        text = f"{scope(first)}: {'; '.join(lines)}. Source: {source}."
    return context.answered(text, operands, places=1, shape=Shape.ITEMS)


def parts_of(context: Context) -> tuple[StoredFigure | None, Parts] | None:
    """The whole a question names (None if it is a table's column) and its parts."""
    shelf = context.shelf
    question = context.question
    if _asks_projects(question) and not question.content.required:
        # With a subject named (教育支出由哪些项目构成) its own items are asked for.
        listed = _parts_of_table(context, question_words("tables", "projects"))
        if listed is not None or _ranks_projects(question) or tells_bound(question):
            # The subjects that projects are booked under are not the projects.
            return listed
    if context.question.whole_side:
        return _parts_of_side(context)
    finding = find(context.question, shelf)
    if finding is not None and finding.rivals:
        return _rows_named_alike(context, finding.figure)
    if finding is not None:
        # Several places may state the whole; take the one that states its parts too.
        for match in finding.agreeing or (finding.best,):
            parts = _parts_below(match.figure, shelf)
            if len(parts) > 1:
                return match.figure, parts
    return _parts_of_table(context)


def _parts_of_side(context: Context) -> tuple[StoredFigure, Parts] | None:
    """The total of a whole side and its parts, where they make it up."""
    for finding in totals_of(context.question.whole_side, context):
        for match in finding.agreeing or (finding.best,):
            parts = _parts_below(match.figure, context.shelf)
            if not _are_of_side(parts, context.question.whole_side):
                continue
            if parts and left_over(match.figure, parts) == 0:
                return match.figure, parts
    return None


def _are_of_side(parts: Parts, side: str) -> bool:
    """Whether parts say what revenue comes from: by the subjects it is spent on it is no revenue."""
    if side != REVENUE:
        return True
    paths = ["".join(p.row_path) or part_name(p) for p in parts]
    return any(word in path for path in paths for word in _REVENUE_WORDS)


def _rows_named_alike(context: Context, example: StoredFigure) -> tuple[None, Parts] | None:
    """All rows of one table column whose name holds what the question says."""
    content = context.question.content
    rows = [
        f
        for f, w in context.shelf
        if f.table_id == example.table_id
        and f.column == example.column
        and f.state is CellState.NUMBER
        and not w.is_total
        and content.required <= overlap(w.leaf, content.text)[0]
    ]
    return (None, rows) if len(rows) > 1 else None


def _parts_below(whole: StoredFigure, shelf: Shelf) -> Parts:
    """The direct parts of a figure: its children in the sentence or table, or the items of a
    total's column."""
    if whole.source == "sentence":
        depth = len(whole.row_path)
        return [
            f
            for f, _ in shelf
            if f.source == "sentence"
            and f.quote == whole.quote
            and f.passage_id == whole.passage_id
            and is_plain(f)
            and f.row_path[:depth] == whole.row_path
            and len(f.row_path) == depth + 1
            and not is_total(f.row_path[-1])
        ]
    if not whole.row_path:
        return _columns_beside(whole, shelf)
    column = [
        (f, w)
        for f, w in shelf
        if f.table_id == whole.table_id
        and f.column == whole.column
        and f.state is CellState.NUMBER
        and f.value
        and f.row != whole.row
    ]
    if whole.is_total or _totals(whole, shelf):
        # The one row of a table is made up of its columns.
        return _making_up(whole, _lowest_items(column)) if column else _columns_beside(whole, shelf)
    depth = len(whole.row_path)
    below = [(f, w) for f, w in column if f.row_path[:depth] == whole.row_path]
    direct = [f for f, _ in below if len(f.row_path) == depth + 1]
    # One child only repeats the whole; what lies below it are the parts.
    return direct if len(direct) != 1 or len(below) == 1 else _lowest_items(below)


def _making_up(whole: StoredFigure, items: Parts) -> Parts:
    """The items of a total's column: those above it where only they make it up, as what is carried
    over stands below 本年支出合计."""
    above = [f for f in items if f.row < whole.row]
    if len(above) in (0, len(items)) or left_over(whole, items) == 0:
        return items
    return above if left_over(whole, above) == 0 else items


def _columns_beside(whole: StoredFigure, shelf: Shelf) -> Parts:
    """In a table of one nameless row: the columns under the whole's own parent header.

    Only of a total or of what they sum to: 公务接待费 does not consist of its neighbours.
    """
    parent = whole.column_path[:-1]
    beside = [
        f
        for f, _ in shelf
        if f.table_id == whole.table_id
        and f.row == whole.row
        and f.column != whole.column
        and f.state is CellState.NUMBER
        and parent
        and f.column_path[: len(parent)] == parent
        and not is_total(f.column_path[-1])
    ]
    total = is_total(normalise(name_of(whole.column_path[-1]))) if whole.column_path else False
    return beside if total or left_over(whole, beside) == 0 else []


def left_over(whole: StoredFigure, parts: Sequence[StoredFigure]) -> Decimal | None:
    """What the parts leave of the whole, in yuan or else its unit; None where they cannot be summed.

    0 also where no more is left than the rounding of the printed figures explains.
    """
    figures = [whole, *parts]
    if any(f.value is None for f in figures):
        return None
    if all(f.amount_yuan is not None for f in figures):
        sizes = [f.amount_yuan for f in figures]
        steps = [to_yuan(Decimal(1).scaleb(f.value.as_tuple().exponent), f.unit) for f in figures]
    elif len({f.unit for f in figures}) == 1:
        sizes = [f.value for f in figures]
        # Whole vehicles and persons are counted, not rounded.
        exponents = [f.value.as_tuple().exponent for f in figures]
        steps = [Decimal(1).scaleb(exponent) for exponent in exponents if exponent < 0]
    else:
        return None
    with localcontext() as context:
        context.prec = 60
        left = sizes[0] - sum(sizes[1:], Decimal(0))
        return Decimal(0) if abs(left) * 2 <= sum(steps, Decimal(0)) else left


def _totals(whole: StoredFigure, shelf: Shelf) -> bool:
    return any(f.id == whole.id and w.is_total for f, w in shelf)


def _lowest_items(column: list[tuple[StoredFigure, Words]]) -> Parts:
    """Rows that no other row stands under, by path or by subject code, without totals."""
    parents = {f.row_path[:-1] for f, _ in column} | {
        f.row_path[:depth] for f, _ in column for depth in range(1, len(f.row_path))
    }
    codes = {f.code for f, _ in column if f.code}
    above = {code[:size] for code in codes for size in range(1, len(code))}
    return [
        f for f, w in column if not w.is_total and f.row_path not in parents and f.code not in above
    ]


_PROJECT = Pattern("项目(?!支出|经费|资金)|(?<![a-z])projects?(?! expen| spend| cost)(?![a-z])")


def _ranks_projects(question: Question) -> bool:
    return question.asks("top", "bottom", "top_n") and bool(_PROJECT.search(question.text))


def _asks_projects(question: Question) -> bool:
    if _ranks_projects(question):
        return True
    return any(word in question.text for word in question_words("tables", "asks_projects"))


def _parts_of_table(
    context: Context, titles: Sequence[str] = ()
) -> tuple[StoredFigure | None, Parts] | None:
    """The items of the table the question (or one of ``titles``) names, in its total column.

    Every word of the question that must be found has to be found in the title.
    """
    content = context.question.content
    best: tuple[float, int] | None = None
    for figure, words in context.shelf:
        if figure.table_id is None or not words.title:
            continue
        title = re.sub(r"^[一二三四五六七八九十]+、|20\d\d年(?:度)?|部门", "", words.title)
        if titles:
            shared = 1.0 if title in titles else 0.0
        else:
            in_text, in_title = overlap(title, content.text)
            shared = len(in_title) / max(1, len(title))
            if content.required - in_text:
                continue
        if shared >= 0.7 and (best is None or shared > best[0]):
            best = (shared, figure.table_id)
    if best is None:
        return None
    cells = [
        (f, w) for f, w in context.shelf if f.table_id == best[1] and f.state is CellState.NUMBER
    ]
    if not cells:
        return None
    first = min(f.column for f, _ in cells)
    column = [(f, w) for f, w in cells if f.column == first and f.value]
    parts = _lowest_items(column)
    return (None, parts) if len(parts) > 1 else None
