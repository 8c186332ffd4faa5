"""Checking a text: for every number in it, whether the library confirms or contradicts it.

Each number is read with the words around it (:mod:`corpus.statements`), turned into the
question those words answer, and asked of the assistant; what the stored figure says decides.
A number whose words name no figure for certain is unknown: a text is never contradicted, and
never confirmed, by a figure of another thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer import Answer, Status
from assistant.answering.comparison import CHANGES
from assistant.checking.verdicts import CheckedNumber, Verdict, compared
from assistant.engine import Assistant
from assistant.understanding.organisations import Directory
from corpus.amounts import Amount, canonical_unit, find_amounts
from corpus.document import Heading, Paragraph, Statement
from corpus.patterns import Pattern
from corpus.statements import is_stage, read_statements
from corpus.states import Measure
from corpus.text import normalise, sentences
from index.records import StoredDocument

# The year a sentence speaks of; years of comparison (比2024年预算) and dates are others.
_OWN_YEAR = Pattern(r"(?<![比较与同至到因])(20\d\d)\s*年(?!初|末|底|\s*\d+\s*月|\S{0,4}执行)")
# A code behind a name (行政运行（2060101）) is not said when texts speak of changes.
_CODE = Pattern(r"[（(]\s*\d{3,}\s*[）)]")
_YEAR = Pattern(r"20\d\d")
_ASKED = {
    Measure.AMOUNT: "{subject}是多少",
    Measure.COUNT: "{subject}有多少{unit}",
    Measure.INCREASE: "{subject}比{basis}增加多少",
    Measure.DECREASE: "{subject}比{basis}减少多少",
    Measure.GROWTH_RATE: "{subject}比{basis}增长百分之几",
    Measure.DECLINE_RATE: "{subject}比{basis}下降百分之几",
    Measure.SHARE: "{subject}占{basis}的比重是多少",
    Measure.COMPLETION_RATE: "{subject}完成{basis}的比例是多少",
}


@dataclass(frozen=True)
class TextCheck:
    """All numbers of a text, in order."""

    numbers: tuple[CheckedNumber, ...]

    def count(self, verdict: Verdict) -> int:
        """How many numbers have a verdict."""
        return Counter(n.verdict for n in self.numbers)[verdict]

    def to_json(self) -> dict:
        """``{confirmed, contradicted, unknown, numbers}``."""
        counts = {str(verdict): self.count(verdict) for verdict in Verdict}
        return {**counts, "numbers": [number.to_json() for number in self.numbers]}


def text_of_file(path: Path) -> str:
    """The running text of a file in any readable format, a line for each heading and paragraph.

    Raises :class:`corpus.errors.ReadError` for a file that cannot be read.
    """
    from corpus.reading import read

    blocks = read(path).blocks
    return "\n".join(b.text for b in blocks if isinstance(b, Heading | Paragraph))


@dataclass(frozen=True)
class _Setting:
    """Whom and which year a sentence speaks of, as far as the text said so before it."""

    organisation: str = ""
    year: int | None = None
    final: bool = False


class TextChecker:
    """Checks texts against a library.

    Usage::

        checked = TextChecker(assistant, library.documents()).check("某局2026年公务接待费0.26万元。")
        checked.numbers[0].verdict
    """

    def __init__(self, assistant: Assistant, documents: Sequence[StoredDocument]):
        self._assistant = assistant
        self._directory = Directory.of(documents)
        self._names = sorted(
            {name for d in documents for name in (d.organisation, *d.short_names) if name},
            key=len,
            reverse=True,
        )

    def check(self, text: str) -> TextCheck:
        """Every number with a unit in ``text``, paragraph by paragraph."""
        return TextCheck(tuple(self._numbers(text)))

    def _numbers(self, text: str) -> Iterator[CheckedNumber]:
        setting = _Setting()
        start = 0
        for line in text.splitlines(keepends=True):
            statements = {
                (s.sentence, s.span): s for s in read_statements([Paragraph(line)], self._names)
            }
            for a, b in sentences(line):
                sentence = line[a:b]
                setting = self._told(sentence, setting)
                for amount in find_amounts(sentence):
                    statement = statements.get((sentence, amount.span))
                    checked = self._judge(sentence, amount, statement, setting)
                    offset = start + a
                    span = (offset + amount.span[0], offset + amount.span[1])
                    yield replace(checked, span=span)
            start += len(line)

    def _told(self, sentence: str, before: _Setting) -> _Setting:
        """The setting after a sentence: what it names replaces what was named before."""
        mentions = self._directory.mentions(normalise(sentence))
        named = [m.organisations[0] for m in mentions if len(m.organisations) == 1]
        amounts = find_amounts(sentence)
        lead = sentence[: amounts[0].span[0]] if amounts else sentence
        year = _OWN_YEAR.search(lead)
        organisation = named[-1] if named else before.organisation
        final = "决算" in lead.replace("执行数（决算数）", "") or (
            before.final and "预算" not in lead
        )
        return _Setting(organisation, int(year[1]) if year else before.year, final)

    def _judge(
        self, sentence: str, amount: Amount, statement: Statement | None, setting: _Setting
    ) -> CheckedNumber:
        unit = canonical_unit(amount.unit)
        number = CheckedNumber(amount.printed, unit, amount.span, sentence, Verdict.UNKNOWN)
        if statement is None or not _names_something(statement) or _is_bound(sentence, amount):
            return replace(
                number,
                reason="文中没有说明这个数是什么 / the text does not say what this number is",
            )
        question, answer = self._ask(statement, unit, setting)
        number = replace(number, question=question, citations=answer.citations)
        if answer.status is not Status.ANSWERED or not answer.figures:
            return replace(number, citations=(), reason=_why_unknown(answer))
        return compared(number, amount, statement, answer)

    def _ask(self, statement: Statement, unit: str, setting: _Setting) -> tuple[str, Answer]:
        """Asks for a number under the whole it is said to be part of, else by its name alone."""
        for depth in (2, 1):
            named = replace(statement, subject=statement.subject[-depth:])
            question = _question(named, unit, setting)
            answer = self._assistant.ask(question)
            if answer.status is not Status.REFUSED:
                break
        return question, answer


def _is_bound(sentence: str, amount: Amount) -> bool:
    """Whether a number only bounds what is spoken of: 单价100万元以上设备."""
    return sentence[amount.span[1] :].startswith(("以上", "以下", "以内", "（含）", "(含)"))


def _names_something(statement: Statement) -> bool:
    """Whether the words before a number name its subject, not only a stage (支出决算为…)."""
    return bool(statement.subject) and not is_stage(statement.subject[-1])


def _question(statement: Statement, unit: str, setting: _Setting) -> str:
    """The question that the words around a number answer."""
    subject = "的".join(_CODE.sub("", name) for name in statement.subject)
    basis = statement.basis
    if statement.measure in CHANGES:
        said = _YEAR.search(basis)
        # Of another year than the one before, no document may speak.
        basis = f"{said[0]}年" if said and int(said[0]) + 1 != setting.year else "上年"
    elif statement.measure is Measure.AMOUNT:
        other_year = statement.year if statement.year != setting.year else None
        stage = basis or ("决算" if setting.final and "决算" not in subject else "")
        stage = re.sub(r"^20\d\d\s*年度?", "", stage)
        subject += f"{f'{other_year}年' if other_year and setting.year else ''}{stage}"
    year = setting.year or statement.year
    asked = _ASKED.get(statement.measure, _ASKED[Measure.AMOUNT])
    said = asked.format(subject=subject, basis=basis, unit=unit)
    return f"{setting.organisation}{f'{year}年' if year else ''}{said}"


def _why_unknown(answer: Answer) -> str:
    return answer.text.splitlines()[0] if answer.text else ""
