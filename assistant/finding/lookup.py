"""Finding the figure a question means among the figures of one scope.

The same label stands in many places.  The best match is taken; places that say the same are
counted as agreement, places that say otherwise are reported, and rows that fit equally well
with other amounts lead to asking back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.finding.candidates import Candidates
from assistant.finding.costs import (
    REPLACED,
    is_of_a_part,
    leaf_of,
    longest_named,
    with_question_costs,
)
from assistant.finding.label_kinds import (
    bare_title,
    is_special_column,
    is_special_row,
    is_telling_title,
    ordinary,
)
from assistant.finding.label_words import Words
from assistant.finding.matching import PLAIN_MEASURES, Match, rank
from assistant.finding.spelt_paths import spelt_out
from assistant.understanding.content import Content
from assistant.understanding.official import bears, official_names, official_spans
from assistant.understanding.question import Question
from assistant.understanding.wordlists import alternatives
from corpus.amounts import agree
from corpus.states import CellState
from corpus.text import name_of, normalise
from index.records import StoredFigure

# How many figures are looked at closely, the best by their words.
CONSIDERED = 400
# Matches within this cost of the best one fit the question about as well.
_TIE = 0.75
_SLIP_IN = 3  # one slip in so many characters at the least
# A body or person left unexplained (局, 长) means another one than the figure is of.
_NEVER_A_SLIP = frozenset("局委厅院馆所校镇乡县区市省州街队长员部处科室站办会")
# How much less well a sentence may fit than the blank cell it speaks for.
_BLANK_REACH = 1.3
# How much of its name a sentence must share to speak of the same subject as a blank cell.
_SAME_SUBJECT = 0.6
_STAGES = frozenset(("年初预算", "年初预算数", "调整预算", "全年预算", "支出决算", "决算数"))


@dataclass(frozen=True)
class Shelf:
    """The figures of a scope with their words, ready to be matched.

    ``special`` are labels that must be found where the question says them in full: column
    headers that are more than 合计 or 预算数, and rows named by words of the trade.
    ``doubtful`` are figures under a header that could not be established, and those whose
    digits may have been recognised wrongly in an image.
    """

    entries: tuple[tuple[StoredFigure, Words], ...]
    special: frozenset[str]

    titles: tuple[str, ...] = ()
    doubtful: tuple[tuple[StoredFigure, Words], ...] = ()

    def __iter__(self):
        return iter(self.entries)

    def __len__(self) -> int:
        """How many figures there are, those in doubt included."""
        return len(self.entries) + len(self.doubtful)

    @cached_property
    def candidates(self) -> Candidates:
        """The figures by the words through which a question can mean them."""
        return Candidates(self.entries)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of all rows and columns."""
        columns = {column for _, words in self.entries for column in words.columns}
        return tuple(sorted(columns | {words.leaf for _, words in self.entries}))

    @cached_property
    def apart(self) -> Shelf:
        """The figures in doubt, as if they were in none."""
        return Shelf(self.doubtful, self.special, self.titles)

    @cached_property
    def unread(self) -> Shelf:
        """Those of them whose digits are in doubt."""
        unread = tuple(entry for entry in self.doubtful if entry[0].doubtful)
        return Shelf(unread, self.special, self.titles)

    def table_named(self, text: str) -> str | None:
        """The bare title of the table that a text names in full, the longest if several."""
        return next((title for title in self.titles if title in text), None)


@dataclass(frozen=True)
class Finding:
    """What was found for one subject in one scope.

    ``best`` is the figure meant; ``agreeing`` the places that state the same (best first),
    ``differing`` places that fit as well but state another amount, ``rivals`` rows that fit
    equally well and differ, between which only the user can choose.  ``blank`` is the table
    cell left blank where only the text states the amount.
    """

    best: Match
    agreeing: tuple[Match, ...] = ()
    differing: tuple[Match, ...] = ()
    rivals: tuple[Match, ...] = ()
    blank: StoredFigure | None = None

    @property
    def figure(self) -> StoredFigure:
        """The figure meant."""
        return self.best.figure


def special_labels(columns: Iterable[str], rows: Iterable[str]) -> frozenset[str]:
    """The ``special`` of a :class:`Shelf` with some column headers and names of rows."""
    return frozenset((*filter(is_special_column, columns), *filter(is_special_row, rows)))


def telling_titles(titles: Iterable[str]) -> tuple[str, ...]:
    """The ``titles`` of a :class:`Shelf` with tables of some titles."""
    bare = {bare_title(title) for title in titles}
    return tuple(sorted(filter(is_telling_title, bare), key=lambda title: (-len(title), title)))


def is_certain(figure: StoredFigure) -> bool:
    """Whether anything may be answered from a figure: neither its header nor its digits are in
    doubt."""
    if figure.doubtful:
        return False
    return figure.certain or figure.state is not CellState.NUMBER


def only_doubtful(question: Question, shelf: Shelf) -> StoredFigure | None:
    """A figure that would answer but for the doubt about its header or its digits."""
    if not shelf.doubtful:
        return None
    finding = find(question, shelf.apart)
    return None if finding is None else finding.figure


def find(
    question: Question,
    shelf: Shelf,
    contents: Sequence[Content] | None = None,
    wanted: Callable[[StoredFigure], bool] | None = None,
    any_stage: bool = False,
    least_share: float = 0.0,
) -> Finding | None:
    """The figure a question means, None if nothing explains the question.

    ``contents`` replaces the question's own content (a part of it), ``wanted`` restricts the
    figures; by default amounts and counts, not changes and shares.  ``any_stage`` takes
    budgeted and executed amounts alike, ``least_share`` is how much of its name a figure's
    subject must share with the question.
    """
    found = _fitting(shelf, question, contents, wanted or is_plain, any_stage, least_share)
    if not found:
        return None
    if shelf.unread.entries:
        meant = _fitting(
            shelf.unread, question, contents, wanted or is_plain, any_stage, least_share
        )
        if meant and _fits_better(meant[0], found[0]):
            return None
    finding = _decide(found, _without_mentions(question))
    if finding.figure.state is CellState.BLANK:
        return _number_in_text(found, finding) or finding
    return finding


def _without_mentions(question: Question) -> str:
    """A question's text without organisations: 文化和旅游局 spells out no row 文化和旅游."""
    text = question.text
    for mention in question.mentions:
        start, end = mention.span
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _fits_better(doubtful: Match, best: Match) -> bool:
    """Whether the figure meant is one whose digits are in doubt: the next best is another."""
    if doubtful.figure.table_id == best.figure.table_id is not None:
        return doubtful.cost <= best.cost + REPLACED
    return doubtful.cost < best.cost - REPLACED


def _fitting(
    shelf: Shelf,
    question: Question,
    contents: Sequence[Content] | None,
    wanted: Callable[[StoredFigure], bool],
    any_stage: bool,
    least_share: float,
) -> list[Match]:
    """The figures of a shelf that explain the question, the best first."""
    named = shelf.table_named(question.text)
    special = shelf.special - _STAGES if any_stage else shelf.special
    best: list[Match] = []
    for order, content in enumerate(contents or question.variants):
        content = content.requiring(special)
        official = official_names(content)
        candidates = [
            (f, w)
            for f, w in shelf.candidates.of(content, question.codes, question.slips)
            if wanted(f)
            and (f.state is not CellState.TEXT or f.doubtful)
            and (named is None or bare_title(w.title) == named)
        ]
        explained = [
            m
            for m in rank(candidates, content, question.codes)[:CONSIDERED]
            if m.leaf_share >= least_share
            and _explained(m, content, question.slips)
            and (m.figure.is_total or all(bears(m.figure, name) for name in official))
        ]
        matches = with_question_costs(explained, question, order, any_stage)
        matches = longest_named(matches, content.text)
        if matches and (not best or matches[0].cost < best[0].cost):
            best = matches
    return best


def _number_in_text(matches: list[Match], blank: Finding) -> Finding | None:
    """What the text states where the table leaves a blank: the text may say 0万元 outright."""
    stated = [
        m
        for m in matches
        if m.figure.source == "sentence"
        and m.figure.state is CellState.NUMBER
        and m.cost <= blank.best.cost + _BLANK_REACH
        and m.unexplained <= blank.best.unexplained
        and m.leaf_share >= min(_SAME_SUBJECT, blank.best.leaf_share)
    ]
    if not stated:
        return None
    agreeing = [m for m in stated if _agrees(m, stated[0])]
    if len(agreeing) < len(stated) and any(
        abs(m.cost - stated[0].cost) < 0.3 for m in stated if not _agrees(m, stated[0])
    ):
        return None
    return Finding(stated[0], tuple(_each_place_once(agreeing)), blank=blank.figure)


def is_plain(figure: StoredFigure) -> bool:
    """Whether a figure states an amount or count (not a change, share or rate)."""
    return figure.measure in PLAIN_MEASURES


def _explained(match: Match, content: Content, allowed: int) -> bool:
    slips = len(match.unexplained)
    if slips > allowed or slips * _SLIP_IN > len(content.required):
        return False
    if any(content.text[position] in _NEVER_A_SLIP for position in match.unexplained):
        return False
    if slips and any(
        position in range(start, end)
        for start, end in official_spans(content.text)
        for position in match.unexplained
    ):
        # 资本性支出 is spelt right, and no 国有资本经营支出.
        return False
    return all(_is_inside_label(match, content, p) for p in match.unexplained)


def _is_inside_label(match: Match, content: Content, position: int) -> bool:
    """Whether a label of the figure has just one other character in this place.

    Two characters on each side have to be its own where so many must be found, else one.  A
    character before or behind a label (女职工福利费, 科技创新券) is a word of its own, which makes it
    another thing.
    """
    text, required = content.text, content.required
    start = position - (2 if {position - 1, position - 2} <= required else 1)
    end = position + (3 if {position + 1, position + 2} <= required else 2)
    before, after = text[max(0, start) : position], text[position + 1 : end]
    if not before or not after:
        return False
    figure = match.figure
    labels = (*figure.row_path[-1:], *figure.column_path, figure.context)
    inside = re.compile(re.escape(before) + "." + re.escape(after))
    return any(inside.search(normalise(name_of(label))) for label in labels)


def _decide(matches: list[Match], text: str) -> Finding:
    best = matches[0]
    near = [m for m in matches if m.cost <= best.cost + _TIE and m.unexplained <= best.unexplained]
    numbers = [m for m in near if m.figure.state is CellState.NUMBER]
    if best.figure.state is not CellState.NUMBER and numbers:
        same_row = [m for m in numbers if leaf_of(m) == leaf_of(best)]
        if same_row:
            best = same_row[0]
    if best.figure.state is not CellState.NUMBER:
        return Finding(best, (best,))
    agreeing, others = [], []
    for near_match in numbers:
        (agreeing if _agrees(near_match, best) else others).append(near_match)
    rivals = _rivals(best, others, text) or _other_sheets(best, matches)
    spelt = spelt_out(numbers, text) if rivals else None
    if spelt is not None:
        rest = [m for m in matches if m is not spelt and m not in rivals and m is not best]
        return _decide([spelt, *rest], text)
    if rivals and best.figure.value == 0 and _only_nonzero(rivals):
        # Of rows that fit alike, those without money in the column asked for are not meant.
        nonzero = [m for m in rivals if m.figure.value]
        return _decide([nonzero[0], *[m for m in matches if m.figure.value]], text)
    if rivals and best.figure.value and all(not m.figure.value for m in rivals):
        rivals = []
    # A zero elsewhere is another fund's row (国有资本经营 …), not a contradiction.
    differing = [
        m
        for m in others
        if m not in rivals
        and leaf_of(m) in alternatives(leaf_of(best))
        and m.figure.value
        and not is_of_a_part(m.figure, text)
        and (m.figure.table_id is None or _is_other_row(m.figure, best.figure))
    ]
    return Finding(best, tuple(_each_place_once(agreeing)), tuple(differing[:4]), tuple(rivals))


def _is_other_row(a: StoredFigure, b: StoredFigure) -> bool:
    """Whether a figure stands in another row and no more special column than ``b``."""
    special = {normalise(name_of(c)) for c in a.column_path} - ordinary()
    own = {normalise(name_of(c)) for c in b.column_path}
    return (a.table_id, a.row) != (b.table_id, b.row) and special <= own


def _only_nonzero(rivals: list[Match]) -> bool:
    return len({m.figure.value for m in rivals if m.figure.value}) == 1


def _rivals(best: Match, others: list[Match], text: str) -> list[Match]:
    """Other rows of the best figure's own table that fit equally well in the same column.

    A row said letter by letter has no rival in one whose name is made of the same words.
    """
    spelt = leaf_of(best) in text
    return [
        m
        for m in others
        if m.figure.table_id == best.figure.table_id
        and m.figure.table_id is not None
        and m.figure.column == best.figure.column
        and (best.figure.is_total or not m.figure.is_total)
        and abs(m.cost - best.cost) <= _TIE / 2
        and abs(m.leaf_share - best.leaf_share) < 0.2
        and not (spelt and leaf_of(m) not in text)
    ]


def _other_sheets(best: Match, matches: list[Match]) -> list[Match]:
    """The same entry of other projects' sheets, where the question names no project."""
    if best.context_named:
        return []
    figure = best.figure
    return [
        m
        for m in matches
        if m.figure.context not in ("", figure.context)
        and m.figure.row_path == figure.row_path
        and m.figure.column_path == figure.column_path
        and m.figure.state is CellState.NUMBER
        and not _agrees(m, best)
    ]


def _agrees(a: Match, b: Match) -> bool:
    if (a.figure.value, a.figure.unit) == (b.figure.value, b.figure.unit):
        return True
    return agree(a.figure.value, a.figure.unit, b.figure.value, b.figure.unit)


def _each_place_once(matches: list[Match]) -> list[Match]:
    """One match a row of a table, one a sentence: a row repeats its amount in several columns."""
    seen = set()
    kept = []
    for match in matches:
        figure = match.figure
        place = (
            (figure.table_id, figure.row) if figure.table_id else (figure.passage_id, figure.quote)
        )
        if place not in seen:
            seen.add(place)
            kept.append(match)
    return kept
