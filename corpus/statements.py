"""Figures stated in running text: amounts, changes, shares, counts, and the stated reason.

Explanatory texts follow a fixed manner: a subject, its amount, what it is compared with, and
why (财政部《地方预决算公开操作规程》 prescribes these parts).  Each number with a unit becomes a
:class:`corpus.document.Statement`; the name before it tells what it is about, 其中 and 包括 open
the parts of the amount before, and 类/款/项 give the path of a functional subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from corpus.amounts import Amount, find_amounts, is_money
from corpus.document import Block, Measure, Paragraph, Statement
from corpus.doubt import statement_with_doubt
from corpus.patterns import Pattern
from corpus.text import name_of, numbering, sentences
from corpus.vocabulary_files import vocabulary

_YEAR = Pattern(r"(20\d\d)\s*年")
_SUBJECT_PART = Pattern(r"([^（）()“”。；，,：:]{1,80}?)[（(]\s*(\d*)\s*(类|款|项)[）)]")
_AS_OF = Pattern(r"截至\s*(20\d\d)\s*年(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?")
_CLAUSE = Pattern(r"[，,；;。：:、]")
# A name with the stage of its amount: 行政运行年初预算, 三公经费支出决算.
_WITH_STAGE = Pattern(
    r"(?P<name>.{2,40}?)(?P<stage>20\d\d\s*年度?(?:当年)?(?:预算执行|预算安排|执行|预算|决算)数?"
    r"|年初预算数?|调整预算数?|全年预算数?|支出决算数?|收入决算数?|预算执行数?)"
)
_NEXT_SUBJECT = Pattern(r"[；;](?=[^，,；;。]{2,30}?[\d,.]+\s*[万亿]?元[，,](?:占|比|较|与|同))")
_BRACKETS = Pattern(r"[（(][^（）()]*[)）]")


def _words() -> dict[str, list[str]]:
    return vocabulary("statement_words")


@cache
def _any(kind: str) -> str:
    """A regular expression for any word of one list, the longest first."""
    return "|".join(map(re.escape, sorted(_words()[kind], key=len, reverse=True)))


def read_statements(blocks: Sequence[Block], names: Sequence[str] = ()) -> Iterator[Statement]:
    """Every figure stated in the paragraphs of a document, in order.

    ``names`` are the organisation's names, which are no part of what a figure is about.
    ``paragraph`` of a statement is the index of its block.
    """
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for statement in _Reader(block, index, names).run():
                yield statement_with_doubt(statement, block.numbers)


@dataclass
class _Whole:
    """A subject whose parts are being listed; ``commas`` once commas are seen between them."""

    subject: tuple[str, ...]
    commas: bool = False


@dataclass
class _Reader:
    """State of one pass over a paragraph: what is being spoken of, and whose parts."""

    block: Paragraph
    index: int
    names: Sequence[str]
    subject: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    staged: tuple[str, ...] = ()
    basis: str = ""
    parents: list[_Whole] = field(default_factory=list)
    found: list[Statement] = field(default_factory=list)
    unexplained: int = 0

    def run(self) -> list[Statement]:
        text = self.block.text
        for start, end in sentences(text):
            self._sentence(text[start:end])
        return self.found

    def _sentence(self, sentence: str) -> None:
        if self.parents:
            # The sentence before ended in parts; what follows speaks of their whole again.
            self.subject = self.parents[0].subject
        self.parents = []
        as_of = _AS_OF.search(sentence)
        year = int(as_of.group(1)) if as_of else None
        body = _after_numbering(sentence)
        offset = len(sentence) - len(body)
        reasons = _reasons(sentence)
        self._set_item(sentence)
        cursor = offset
        for amount in find_amounts(sentence):
            while reasons and amount.span[0] >= reasons[0][1]:
                start, cursor = reasons.pop(0)
                self._explain(sentence[start:cursor].rstrip("。；;，,"))
            if amount.span[0] < offset or (reasons and amount.span[0] >= reasons[0][0]):
                continue
            self._amount(sentence, sentence[cursor : amount.span[0]], amount, year)
            cursor = amount.span[1]
        for start, end in reasons:
            self._explain(sentence[start:end].rstrip("。；;，,"))

    def _set_item(self, sentence: str) -> None:
        parts = _SUBJECT_PART.findall(sentence)
        if parts and any(level == "款" for _, _, level in parts):
            self.item = tuple(name_of(name.strip("“” 、")) for name, _, _ in parts)
            self.subject = self.item

    def _explain(self, reason: str) -> None:
        """Gives the reason to what was stated last: the figures of the last subject."""
        subject = self.found[-1].subject if self.found else ()
        for position in range(len(self.found) - 1, self.unexplained - 1, -1):
            if self.found[position].subject != subject:
                break
            self.found[position] = replace(self.found[position], reason=reason)
        self.unexplained = len(self.found)

    def _amount(self, sentence: str, lead: str, amount: Amount, year: int | None) -> None:
        measure, basis = self._relation(lead, amount)
        if measure is None:
            measure = _plain_measure(amount)
            basis = self._name_subject(lead)
        stated = _YEAR.findall(_BRACKETS.sub("", lead))
        self.found.append(
            Statement(
                subject=self.subject,
                measure=measure,
                printed=amount.printed,
                value=amount.value,
                unit=amount.unit,
                sentence=sentence,
                span=amount.span,
                section=self.block.section,
                paragraph=self.index,
                year=_year_of(measure, stated, year),
                basis=basis,
                position=self.block.position,
            )
        )

    def _relation(self, lead: str, amount: Amount) -> tuple[Measure | None, str]:
        """The measure and basis if the words before the number relate it to what was named."""
        up, down = _any("increase"), _any("decrease")
        change = re.search(rf"({up}|{down})(?:了|额|数|幅度)?(?:为|约|达)?\s*$", lead)
        if change:
            against = re.search(
                r"(?:比|较|与|同)\s*([^，,；;]*?)\s*(?:相比)?(?:[，,]([^，,；;]*))?$",
                lead[: change.start()],
            )
            if not against and not _changes_what_was_named(lead[: change.start()]):
                return None, ""
            if against and against.group(1):
                self.basis = against.group(1).strip()
            if against:
                self._subject_of_change(against.group(2) or lead[: against.start()])
            rising = re.fullmatch(up, change.group(1)) is not None
            if amount.unit in ("%", "个百分点"):
                return (Measure.GROWTH_RATE if rising else Measure.DECLINE_RATE), self.basis
            return (Measure.INCREASE if rising else Measure.DECREASE), self.basis
        if amount.unit != "%":
            return None, ""
        done = re.search(r"完成\s*([^，,；;]*?)的?(?:比例)?(?:为)?\s*$", lead)
        if done:
            return Measure.COMPLETION_RATE, done.group(1)
        share = re.search(r"占\s*([^，,；;]*?)的?(?:比例|比重|百分比)?(?:为|约)?\s*$", lead)
        if share:
            self._subject_of_change(lead[: share.start()])
            return Measure.SHARE, share.group(1)
        return None, ""

    def _subject_of_change(self, before: str) -> None:
        """A change or share may name its own subject: 收入支出总计减少56.95万元."""
        name = self._clean(before)
        if name and not is_stage(name) and is_money_name(name):
            self._place(before, name)

    def _name_subject(self, lead: str) -> str:
        """Sets the subject from the words before an amount; returns the budget stage stated."""
        parts = _SUBJECT_PART.findall(lead)
        if parts and any(level == "款" for _, _, level in parts):
            return self._clean(lead[lead.rfind("）") + 1 :]) if "）" in lead else ""
        name = self._clean(lead)
        if self.item and (not name or is_stage(name)):
            self.subject = self.item
            return self._stage_text(lead)
        if self.staged and is_stage(name):
            self.subject = self.staged
            return self._stage_text(lead)
        staged = _WITH_STAGE.fullmatch(name)
        if staged:
            self._place(lead, staged["name"])
            self.staged = self.subject
            return staged["stage"]
        if name in _words()["properties"] and self.subject:
            self.subject = (*self._without_property(), name)
            return ""
        self._place(lead, name)
        return ""

    def _without_property(self) -> tuple[str, ...]:
        if self.subject[-1] in _words()["properties"]:
            return self.subject[:-1]
        return self.subject

    def _place(self, lead: str, name: str) -> None:
        """Makes ``name`` the subject, under the whole whose parts are being listed."""
        head, closed, tail = lead.rpartition("；")
        if not closed:
            head, closed, tail = lead.rpartition(";")
        if closed and self.parents and self.parents[-1].commas:
            # Parts parted by commas end at a semicolon; parts parted by semicolons go on.
            self.parents.pop()
        opens = re.search(rf"(?:{_any('parts')})", tail)
        if opens and self.subject and (self.found or self.item):
            self.parents.append(_Whole(self.subject))
        elif self.parents and not closed and re.match(r"\s*[，,、]", lead):
            self.parents[-1].commas = True
        parent = self.parents[-1].subject if self.parents else self.item
        if not name and not parent and not self.found and self.block.section:
            # A bare amount is what its heading says: 六、年度预算安排 795万元.
            name = name_of(self.block.section[-1])
        self.subject = (*parent, name) if name else parent or self.subject

    def _clean(self, lead: str) -> str:
        """The name that a lead ends with, without organisation, years and verbs."""
        text = lead
        for name in self.names:
            text = text.replace(name, "")
        text = _AS_OF.sub("", text)
        brackets = [m.span() for m in _BRACKETS.finditer(text)]
        cuts = [
            m.end()
            for m in _CLAUSE.finditer(text)
            if not any(a < m.start() < b for a, b in brackets)
        ]
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        for piece in reversed(pieces):
            name = _bare_name(piece)
            if name:
                return name
        return ""

    def _stage_text(self, lead: str) -> str:
        last = _CLAUSE.split(lead)[-1].strip()
        return re.sub(rf"(?:{_any('lead_in')})+$", "", last).strip()


def _reasons(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence gives reasons.  A reason ends with the sentence, or before a next subject
    with an amount that is compared like the one before it (；项目支出978.55万元，占47.26%)."""
    told = re.compile(rf"(?:{_any('reasons')})\s*[:：]?\s*")
    found = []
    match = told.search(sentence)
    while match:
        next_subject = _NEXT_SUBJECT.search(sentence, match.end())
        end = next_subject.start() if next_subject else len(sentence)
        found.append((match.end(), end))
        match = told.search(sentence, end)
    return found


def is_stage(name: str) -> bool:
    """Whether a name says only the stage of an amount: 年初预算数, 2025年支出决算."""
    return re.sub(r"^20\d\d年度?", "", name) in _words()["stages"]


def _changes_what_was_named(before: str) -> bool:
    """Whether a change word without 比 … speaks of the subject: nothing but words of the trade
    stands before it in its clause (，下降 3.57%), unlike a name that ends so (支持外贸稳增长)."""
    clause = _CLAUSE.split(before)[-1].strip()
    return (
        re.fullmatch(
            r"(?:预算|支出|收入|决算|经费|总计|合计|总额|数|同比|实际|共|净|又|也)*", clause
        )
        is not None
    )


def is_money_name(name: str) -> bool:
    """Whether a name can be what an amount of money is about (not a bare connective)."""
    return len(name) >= 2 and not name.isdigit()


def _after_numbering(sentence: str) -> str:
    _, rest = numbering(sentence)
    return rest


def _bare_name(piece: str) -> str:
    text = piece.strip("，,；;。：:、 ")
    if text.count("“") != text.count("”"):
        text = text.strip("“”")
    if re.fullmatch(r"(?:合计|总计|共计)(?:为)?", text):
        return "合计"
    text = re.sub(r"^20\d\d\s*年(?:度|初|末|底)?", "", text).strip()
    changed = True
    while changed:
        before = text
        text = re.sub(r"^[（(][^（）()]{1,6}[）)](?=.{2})", "", text)
        text = re.sub(rf"^(?:{_any('openers')})\s*[:：]?", "", text).strip("，,：: ")
        text = re.sub(r"^20\d\d\s*年(?:度|初|末|底)?", "", text).strip()
        if not text.endswith(("总计", "合计", "共计", "小计")):
            text = re.sub(rf"(?:{_any('lead_in')})$", "", text).strip()
        changed = text != before
    text = re.sub(r"^.*情况为", "", text)
    return name_of(text) if text else ""


def _plain_measure(amount: Amount) -> Measure:
    if is_money(amount.unit):
        return Measure.AMOUNT
    return Measure.SHARE if amount.unit == "%" else Measure.COUNT


def _year_of(measure: Measure, stated: list[str], as_of: int | None) -> int | None:
    """The year an amount speaks of; a change speaks of the document's own year."""
    if measure not in (Measure.AMOUNT, Measure.COUNT) or not stated:
        return as_of
    return int(stated[-1]) if as_of is None else as_of
