"""How amounts are printed in one table: unit, decimals, separators, sign, zero and width."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from corpus.document import CellState
from eval.publications.style import Style

_FACTORS = {"元": Decimal(1), "万元": Decimal(10000)}
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_DASHES = ("—", "-")


@dataclass(frozen=True)
class PrintedFigure:
    """What one cell prints, and what it truly is; ``unit`` is "" for that of the table."""

    state: CellState
    text: str
    value: Decimal | None = None
    unit: str = ""


BLANK = PrintedFigure(CellState.BLANK, "")


@dataclass(frozen=True)
class Printer:
    """Prints the amounts of one table in ``unit``."""

    style: Style
    unit: str

    @property
    def decimals(self) -> int:
        """Digits printed behind the point."""
        if self.unit == "元" and "万元" in self.style.units:
            return 2 if self.style.quantum < 1 else self.style.decimals % 6
        return self.style.decimals

    def money(self, quanta: int | None) -> PrintedFigure:
        """An amount in the style's quanta, None for a cell that is left blank."""
        if quanta is None:
            return BLANK
        with localcontext() as context:
            context.prec = 60
            amount = quanta * self.style.quantum / _FACTORS[self.unit]
            amount = amount.quantize(Decimal(1).scaleb(-self.decimals))
        return self.number(amount)

    def number(self, value: Decimal, unit: str = "", grouped: bool = True) -> PrintedFigure:
        """An exact number with the decimals it has; zero as the style prints it."""
        if not value and self.style.zero in ("", *_DASHES):
            state = CellState.DASH if self.style.zero else CellState.BLANK
            return PrintedFigure(state, self.style.zero, None, unit)
        if not value and self.style.zero == "0":
            value = Decimal(0)
        separator = "," if self.style.thousands and grouped else ""
        text = format(abs(value), f"{separator}f")
        if value < 0:
            text = self.style.minus + text
        if self.style.full_width:
            text = text.translate(_WIDE)
        return PrintedFigure(CellState.NUMBER, text, value, unit)

    def percent(self, part: int, whole: int, sign: bool) -> PrintedFigure:
        """``part`` of ``whole`` in percent with two decimals, blank where there is no whole.

        With ``sign`` the cell prints the % itself.
        """
        if not whole:
            return BLANK
        with localcontext() as context:
            context.prec = 60
            rate = (Decimal(part) / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        shown = self.number(rate, "%", grouped=False)
        if not sign or shown.state is not CellState.NUMBER:
            return shown
        mark = "％" if self.style.full_width else "%"
        return PrintedFigure(shown.state, shown.text + mark, shown.value, "%")

    def count(self, number: int, unit: str = "") -> PrintedFigure:
        """A count of things, printed plainly."""
        return PrintedFigure(CellState.NUMBER, str(number), Decimal(number), unit)
