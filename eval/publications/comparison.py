"""Every figure of a publication against every figure read from one of its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import SequenceMatcher

from corpus.document import CellState, Document, TableCell
from corpus.text import label, normalise
from eval.publications.model import Publication, TrueFigure


@dataclass(frozen=True)
class Reading:
    """A figure with what identifies it, as printed or as read.

    ``value`` is its exact text in plain digits, "" for a dash.
    """

    table: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    code: str
    value: str
    unit: str

    @property
    def place(self) -> tuple:
        """Everything but the value and its unit."""
        return self.table, self.row_path, self.column_path, self.code


@dataclass
class Verdict:
    """What became of the figures of one file.

    ``wrong`` pairs what is true with what was read instead: another value or unit at the same
    place, or the same value elsewhere.  ``flagged`` counts the wrong and invented ones that
    the reader marked as uncertain or doubtful, ``doubted`` the right ones it marked.
    ``mislabelled`` pairs recognised figures whose value, unit and place are right but for a
    few characters of a label or title.
    """

    figures: int = 0
    right: int = 0
    wrong: list[tuple[Reading, Reading]] = field(default_factory=list)
    missing: list[Reading] = field(default_factory=list)
    invented: list[Reading] = field(default_factory=list)
    flagged: int = 0
    doubted: int = 0
    mislabelled: list[tuple[Reading, Reading]] = field(default_factory=list)
    digits: int = 0
    digits_right: int = 0


def true_readings(publication: Publication) -> list[Reading]:
    """The numbers and dashes a publication prints in its tables."""
    return [true_reading(figure) for figure in publication.figures if figure.state in COUNTED]


# How alike the labels of a recognised figure must be for their difference to be a misreading.
_NEARLY = 0.85
# The cells that are compared: a blank or a word is no figure.
COUNTED = (CellState.NUMBER, CellState.DASH)


def true_reading(figure: TrueFigure) -> Reading:
    """What is to be read of a figure, labels as the reader writes them."""
    return Reading(
        label(figure.table),
        tuple(map(label, figure.row_path)),
        tuple(map(label, figure.column_path)),
        figure.code,
        _plain(figure.value),
        figure.unit if figure.value is not None else "",
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def reading_of(title: str, cell: TableCell) -> Reading:
    """What was read of a cell of the table of a title."""
    return Reading(
        title,
        cell.row_path,
        cell.column_path,
        cell.code,
        _plain(cell.value),
        cell.unit if cell.value is not None else "",
    )


def compare(publication: Publication, document: Document) -> Verdict:
    """Every figure read against the truth, table titles and all.

    What was recognised in a picture is compared without regard to blanks and the width of
    characters.
    """
    recognised = any(c.confidence is not None for t in document.tables for c in t.cells)
    alike = _folded if recognised else lambda reading: reading
    truth = [alike(reading) for reading in true_readings(publication)]
    cells = [
        (alike(reading_of(table.title, cell)), cell.certain and not cell.doubtful)
        for table in document.tables
        for cell in table.cells
        if cell.state in COUNTED
    ]
    verdict = Verdict(figures=len(truth))
    expected = Counter(truth)
    left: list[tuple[Reading, bool]] = []
    for reading, certain in cells:
        if expected[reading]:
            expected[reading] -= 1
            verdict.right += 1
            verdict.doubted += not certain
        else:
            left.append((reading, certain))
    missing = list(expected.elements())
    if recognised:
        missing, left = _mislabelled(verdict, missing, left)
    for same in (lambda r: r.place, lambda r: (r.table, r.value), lambda r: r.value):
        missing, left = _pair(verdict, missing, left, same)
    verdict.missing = missing
    verdict.invented = [reading for reading, _ in left]
    verdict.flagged += sum(not certain for _, certain in left)
    verdict.digits, verdict.digits_right = _digits(truth, verdict)
    return verdict


def _folded(reading: Reading) -> Reading:
    return replace(
        reading,
        table=_unspaced(reading.table),
        row_path=tuple(map(_unspaced, reading.row_path)),
        column_path=tuple(map(_unspaced, reading.column_path)),
    )


def _unspaced(text: str) -> str:
    return normalise(text).replace(" ", "")


def _mislabelled(verdict: Verdict, missing: list[Reading], left):
    """Moves figures that are right but for misread characters of a label to the mislabelled
    ones, and returns the rest."""
    rest = []
    for reading, certain in left:
        true = next((m for m in missing if _is_misread(m, reading)), None)
        if true is None:
            rest.append((reading, certain))
            continue
        missing.remove(true)
        verdict.mislabelled.append((true, reading))
        verdict.doubted += not certain
    return missing, rest


def _is_misread(true: Reading, read: Reading) -> bool:
    if (true.value, true.unit, true.code) != (read.value, read.unit, read.code):
        return False
    a, b = ("\n".join((r.table, *r.row_path, *r.column_path)) for r in (true, read))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NEARLY


def _pair(verdict: Verdict, missing: list[Reading], left, same):
    """Pairs figures that are alike, moves them to the wrong ones, and returns the rest."""
    waiting: dict[object, list[Reading]] = {}
    for reading in missing:
        waiting.setdefault(same(reading), []).append(reading)
    rest = []
    for reading, certain in left:
        candidates = waiting.get(same(reading))
        if candidates:
            verdict.wrong.append((candidates.pop(0), reading))
            verdict.flagged += not certain
        else:
            rest.append((reading, certain))
    return [r for readings in waiting.values() for r in readings], rest


def _digits(truth: Iterable[Reading], verdict: Verdict) -> tuple[int, int]:
    """How many digits the true figures print, and how many of them were read right."""
    total = sum(_count(reading.value) for reading in truth)
    lost = sum(_count(reading.value) for reading in verdict.missing)
    for true, read in verdict.wrong:
        if true.value != read.value:
            lost += _distance(true.value, read.value)
    return total, total - lost


def _count(text: str) -> int:
    return sum(c.isdigit() for c in text)


def _distance(a: str, b: str) -> int:
    """Digits to change, add or drop to turn one number into the other, at most those of ``a``."""
    a, b = ("".join(filter(str.isdigit, text)) for text in (a, b))
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            previous, row[j] = row[j], min(previous + (x != y), row[j] + 1, row[j - 1] + 1)
    return min(row[-1], len(a))
