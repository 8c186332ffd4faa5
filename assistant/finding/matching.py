"""How well a stored figure is what the question asks for.

Every figure is compared through its words: the row's own label, the rows above it, its
column headers, its table, section and project.  The cost of a figure counts what the
question says and the figure does not (the heaviest), and what the figure says and the
question does not (a special column nobody asked for).  The cheapest figure wins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.finding.label_words import Words, names_nothing
from assistant.understanding.content import Content, overlap, soft_positions
from assistant.understanding.wordlists import alternatives, question_words
from corpus.states import CellState, Measure
from corpus.tables.words import is_total
from index.records import StoredFigure

# Costs per character or occasion; set by the own question sets, see eval/questions.
_UNEXPLAINED = 3.0  # a character of the question found nowhere
_SHORT_NAME = 4
_LEAST_SHARE = 0.3  # of the characters that name a row
_TELLING_ENTRY = 5  # an entry of a sheet so long may be asked for without its project
_SCATTERED = 0.3  # a label of which all parts are said, but not together
_TRADE_UNEXPLAINED = 0.04  # a character of a word of the trade found nowhere
_LEAF, _LEAF_SOFT = 0.5, 0.1  # a character of the row label nobody asked for
_COLUMN, _COLUMN_PARENT, _NEAR_COLUMN = 0.3, 0.03, 0.2
_NAMED_COLUMN = 0.05
_TELLING_COLUMN = 6  # an ordinary header so long (财政拨款支出) says what the total is of
_ANCESTOR, _TITLE = 0.02, 0.004
_OTHER_CONTEXT = 4.0  # a sheet about a project that the question does not name
_CARRIED_OVER = 1.0  # a row below 上年结转 where nothing carried over is asked for
_TOTAL_ROW, _OWN_ROW, _PLACEHOLDER_ROW = 0.3, 0.4, 1.2
_SENTENCE, _BLANK, _UNCERTAIN = 0.45, 0.15, 1.0


# What the two sides of a table may be of, said as trade words.
_TITLE_SCOPES = ("财政拨款", "一般公共预算")
_CARRIED = ("结转", "结余")


@dataclass(frozen=True)
class Match:
    """A figure and how well it answers: lower cost is better.

    ``unexplained`` are the positions of the content that the figure does not account for,
    ``covered`` those it does, ``subject_known`` whether the question names what the figure's row
    (or, for a total row, its column or table) is about.
    """

    figure: StoredFigure
    cost: float
    unexplained: frozenset[int]
    covered: frozenset[int]
    leaf_share: float
    context_named: bool = True


@dataclass(frozen=True)
class Fit:
    """How some words answer, apart from what else is known of their figure: see :class:`Match`.

    ``cost`` is that of what the words say, ``lacking`` that of what the content says beyond them.
    """

    cost: float
    lacking: float
    unexplained: frozenset[int]
    covered: frozenset[int]
    leaf_share: float
    context_named: bool


def match(
    figure: StoredFigure, words: Words, content: Content, codes: frozenset[str]
) -> Match | None:
    """The match of one figure, or None if the question does not speak of it at all.

    ``codes`` are subject codes the question names.
    """
    found = fit(words, figure.code, figure.source == "sentence", content, codes)
    if found is None:
        return None
    return Match(
        figure,
        found.cost + _source_cost(figure) + found.lacking,
        found.unexplained,
        found.covered,
        found.leaf_share,
        found.context_named,
    )


# Very many figures of a library have the same words.
@lru_cache(maxsize=20_000)
def fit(
    words: Words, code: str, in_sentence: bool, content: Content, codes: frozenset[str]
) -> Fit | None:
    """How the figures of some words and of a subject code fit a content: see :func:`match`."""
    text, required = content.text, content.required
    covered: set[int] = set()
    said_of_total: frozenset[int] = frozenset()
    cost = 0.0
    leaf_share = 0.0
    part_said: frozenset[int] = frozenset()
    by_code = bool(code) and code in codes
    if codes and not by_code:
        return None
    if by_code:
        position = text.find(code)
        covered |= set(range(position, position + len(code)))
        covered |= overlap(words.leaf, text)[0]
        leaf_share = 1.0
    elif words.is_total:
        # 公用经费 is said of the row 公用经费合计.
        # 科学技术支出 is not said of the row 科学技术局.
        leaf = words.leaf.removeprefix(words.own)
        said_of_total, in_leaf = overlap(leaf, text)
        covered |= said_of_total
        if leaf and len(in_leaf) == len(leaf):
            leaf_share = 1.0
        else:
            cost += _unnamed_total(words.leaf, in_sentence)
    else:
        in_text, in_leaf, leaf = _best_leaf(words.leaf, text)
        whole = len(in_leaf) == len(leaf)
        if not in_leaf or not (
            in_text & required or whole or _shares_trade(in_leaf, leaf, content)
        ):
            return None
        if leaf.startswith("其他") and "其他" not in text:
            # 其他教育支出 is what is left of 教育支出, never the thing itself.
            return None
        covered |= in_text
        part_said = frozenset() if whole else in_text & required
        soft = soft_positions(leaf)
        missing = set(range(len(leaf))) - in_leaf
        if not missing and leaf not in text:
            cost += _SCATTERED
        cost += sum(_LEAF_SOFT if i in soft else _LEAF for i in missing)
        core = len(leaf) - len(soft)
        leaf_share = len(in_leaf - soft) / core if core else float(whole)
        if (len(leaf) <= _SHORT_NAME or leaf.startswith("其他")) and core and leaf_share < 0.6:
            # Half of a short name is another name: 电费 is not 邮电费; nor are the rests of two
            # things the same because both are rests.
            return None
        if core and leaf_share < _LEAST_SHARE:
            # 事务 alone is said of too many rows.
            return None
    column_cost, column_cover, column_named, has_special = _columns(words, text, required)
    cost += column_cost
    covered |= column_cover
    for ancestor in words.ancestors:
        in_text, in_label = overlap(ancestor, text)
        if leaf_share == 1.0 or words.is_total or len(in_label) * 2 >= len(ancestor):
            # A few characters of a row above do not turn half a label into another (群众体育).
            covered |= in_text
        if part_said and part_said <= in_text and len(in_label) == len(ancestor):
            # 一般公共服务支出 names itself, not 财政委托业务支出 below it.
            return None
        cost += _ANCESTOR * (len(ancestor) - len(in_label))
    title_cover, in_title = overlap(words.title, text)
    section_cover, _ = overlap(words.section, text)
    if words.leaf or column_named or not has_special:
        # In a table of one nameless row the title names every column; only a header can tell.
        covered |= title_cover | section_cover if _tells(words) else title_cover
    if not any(word in text for word in _CARRIED) and any(
        word in ancestor for ancestor in words.ancestors for word in _CARRIED
    ):
        cost += _CARRIED_OVER
    cost += _TITLE * (len(words.title) - len(in_title))
    context_named = False
    if words.context:
        in_text, in_context = overlap(words.context, text)
        context_named = len(in_context) * 2 >= len(words.context)
        covered |= in_text if context_named else set()
        if not context_named and len(words.leaf) < _TELLING_ENTRY and names_nothing(words.leaf):
            # 财政拨款 of some project's sheet is not the department's.
            return None
        cost += 0 if context_named else _OTHER_CONTEXT
    if words.is_total and not by_code and not leaf_share:
        # A total is asked for through what it is the total of.
        named = column_named or context_named or (title_cover | said_of_total) & required
        named = named or _tells(words) and section_cover & required
        named = named or _titled_by_trade(words, text, content)
        if not named or not words.leaf and has_special and not column_named:
            # In a table of one nameless row only the column says what a figure is.
            return None
    unexplained = required - covered
    lacking = _UNEXPLAINED * len(unexplained) + _TRADE_UNEXPLAINED * len(content.trade - covered)
    return Fit(
        cost,
        lacking,
        frozenset(unexplained),
        frozenset(covered),
        leaf_share,
        context_named or not words.context,
    )


def _tells(words: Words) -> bool:
    """Whether the section may say what a figure is of.

    A figure in a table of its own title is of what the title says: the heading above may be that
    of another part of the text.
    """
    return not words.title


def _titled_by_trade(words: Words, text: str, content: Content) -> bool:
    """Whether a question of trade words alone names a side of a table by its title.

    财政拨款收入 is 收入合计 in 财政拨款收支总表.
    """
    if content.required or not words.leaf:
        return False
    sides = [side for side in ("收入", "支出") if side in words.leaf]
    scopes = [scope for scope in _TITLE_SCOPES if scope in words.title and scope in text]
    return len(sides) == 1 and sides[0] in text and bool(scopes)


def _shares_trade(in_leaf: frozenset[int], leaf: str, content: Content) -> bool:
    """Whether a question of trade words alone (财政拨款收入) says most of a label."""
    return not content.required and len(in_leaf) * 4 >= len(leaf) * 3


@lru_cache(maxsize=20_000)
def _unnamed_total(leaf: str, in_sentence: bool) -> float:
    if leaf == "0":
        return _PLACEHOLDER_ROW
    if in_sentence:
        # 项目总预算 leads to its parts, a closing 合计 only repeats it.
        return _OWN_ROW if is_total(leaf) else _TOTAL_ROW
    return _TOTAL_ROW if not leaf or is_total(leaf) else _OWN_ROW


@lru_cache(maxsize=200_000)
def _best_leaf(leaf: str, text: str) -> tuple[frozenset[int], frozenset[int], str]:
    """The overlap of the leaf or of another label for the same thing, whichever is fuller."""
    best = (*overlap(leaf, text), leaf)
    for other in alternatives(leaf):
        found = overlap(other, text)
        if len(found[1]) * len(best[2]) > len(best[1]) * len(other):
            best = (*found, other)
    return best


def _columns(words: Words, text: str, required: frozenset[int]):
    """Cost and coverage of the column path; whether the question names a special column."""
    columns = words.columns
    free, near = question_words("columns", "free"), question_words("columns", "near")
    cost, covered, named = 0.0, set(), False
    # 基本支出 over a column of 基本支出表 says no more than the title.
    plain = {*free, *near, *(c for c in columns if c and c in words.title)}
    special = [c for c in columns if c not in plain]
    for column in columns:
        in_text, in_label = overlap(column, text)
        whole = len(in_label) == len(column)
        covered |= in_text
        missing = len(column) - len(in_label)
        if column in free:
            named = named or (len(column) >= _TELLING_COLUMN and column in text)
            continue
        if column in near:
            cost += -_NAMED_COLUMN if whole else _NEAR_COLUMN
        elif column in plain:
            named = named or whole
        elif column == special[-1]:
            if missing:
                cost += (
                    max(0.6, _COLUMN * missing)
                    if not in_text & required and not whole
                    else 0.1 * missing
                )
            named = named or whole or bool(in_text & required)
        else:
            cost += _COLUMN_PARENT * missing
            named = named or whole
    return cost, covered, named, bool(special)


def _source_cost(figure: StoredFigure) -> float:
    cost = 0.0
    if figure.source == "sentence":
        cost += _SENTENCE
    if figure.state is not CellState.NUMBER:
        cost += _BLANK
    if not figure.certain:
        cost += _UNCERTAIN
    return cost


PLAIN_MEASURES = frozenset({None, Measure.AMOUNT, Measure.COUNT, Measure.PREVIOUS})


def rank(
    figures: Iterable[tuple[StoredFigure, Words]],
    content: Content,
    codes: frozenset[str] = frozenset(),
) -> list[Match]:
    """All figures the question may speak of, best first."""
    found = [match(figure, words, content, codes) for figure, words in figures]
    return sorted((m for m in found if m is not None), key=lambda m: (m.cost, m.figure.id))
