"""What the address of the figure desk asks for, and the address of what is asked for.

Parameters (all may be missing): ``q`` words, ``code``, ``org``, ``year``, ``kind``, ``table``,
``doc`` (each several times), ``in`` (key of one table), ``source``, ``blank=1``, ``doubtful=1``,
``least`` and ``most`` with ``unit``, ``order``, ``desc=1``, ``offset``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from assistant.page.words.figures import FigureWords
from corpus.amounts import parse_cell, to_yuan
from corpus.states import CellState
from index.figure_search import FigureQuery, Order

UNITS = ("元", "万元", "亿元")
PAGE_SIZE = 50
_MOST_VALUES = 100
_LONGEST = 300
_MOST_WORDS = 12
_NONE = "-"

Pair = tuple[str, str]


class BadRequest(ValueError):
    """A parameter that asks for nothing; the message is for the user."""


@dataclass(frozen=True)
class Asked:
    """A query, from which figure on, and the parameters as given (those that ask nothing left
    out)."""

    query: FigureQuery
    offset: int
    given: tuple[Pair, ...]

    def values(self, name: str) -> list[str]:
        """The values given of a parameter."""
        return [value for key, value in self.given if key == name]

    def value(self, name: str) -> str:
        """The value given of a parameter, "" without one."""
        return next(iter(self.values(name)), "")

    def address(self, without: Sequence[Pair] = (), more: Sequence[Pair] = ()) -> str:
        """The parameters of a like request, from its first figure on unless ``more`` says
        another."""
        kept = [pair for pair in self.given if pair not in without and pair[0] != "offset"]
        return urlencode([*kept, *more])


def asked(parameters: QueryParams, words: FigureWords) -> Asked:
    """What some parameters ask for.  Raises BadRequest with words for the user."""
    given = tuple((key, value.strip()) for key, value in parameters.multi_items() if value.strip())
    if len(given) > _MOST_VALUES or any(len(value) > _LONGEST for _, value in given):
        raise BadRequest(words.too_many)
    said = Asked(FigureQuery(), 0, given)
    texts = tuple(said.value("q").split())
    if len(texts) > _MOST_WORDS:
        raise BadRequest(words.too_many)
    source = said.value("source")
    if source not in words.sources:
        raise BadRequest(words.bad_order.format(text=source))
    try:
        order = Order(said.value("order") or "document")
    except ValueError:
        raise BadRequest(words.bad_order.format(text=said.value("order"))) from None
    states = (CellState.NUMBER,)
    if said.value("blank"):
        states = (CellState.NUMBER, CellState.BLANK, CellState.DASH)
    query = FigureQuery(
        words=texts,
        organisations=tuple(said.values("org")),
        years=tuple(_year(text, words) for text in said.values("year")),
        kinds=tuple(said.values("kind")),
        documents=tuple(said.values("doc")),
        tables=tuple("" if text == _NONE else text for text in said.values("table")),
        table_id=_number(said.value("in"), words),
        code=said.value("code"),
        source=source,
        states=states,
        doubtful=bool(said.value("doubtful")),
        least=_amount(said, "least", words),
        most=_amount(said, "most", words),
        order=order,
        descending=bool(said.value("desc")),
    )
    return Asked(query, _number(said.value("offset"), words) or 0, given)


def year_value(year: int | None) -> str:
    """A year as a parameter; documents of no known year have one too."""
    return _NONE if year is None else str(year)


def table_value(name: str) -> str:
    """A table's name as a parameter; running text has one too."""
    return name or _NONE


def _year(text: str, words: FigureWords) -> int | None:
    return None if text == _NONE else _number(text, words)


def _number(text: str, words: FigureWords) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 15:
        raise BadRequest(words.bad_order.format(text=text))
    return int(text)


def _amount(said: Asked, name: str, words: FigureWords) -> Decimal | None:
    text = said.value(name)
    if not text:
        return None
    read = parse_cell(text)
    unit = read.unit or said.value("unit") or UNITS[0]
    if read.state is not CellState.NUMBER or unit not in UNITS or len(text) > 40:
        raise BadRequest(words.bad_amount.format(text=text))
    return to_yuan(read.value, unit)
