"""A small evaluator of the formulas that exports write, over the cells of a workbook."""

import re
from decimal import ROUND_HALF_UP, Decimal

_TOKENS = re.compile(r"\s*(ROUND|ABS|[()+\-*/,]|\d+(?:\.\d+)?|[^\s()+\-*/,!]+![A-Z]+\d+)")


class Formulas:
    """Evaluates ROUND, ABS, + − × ÷ and references to cells; ``book`` is of openpyxl.

    With ``binary`` it reckons as a spreadsheet does: in floats of which 15 digits are rounded.
    """

    def __init__(self, book, binary=False):
        self.book = book
        self.number = float if binary else Decimal

    def value(self, formula):
        """The value of a formula with its ``=``, as a Decimal.  Raises ValueError for others."""
        assert formula.startswith("=")
        self._tokens = _TOKENS.findall(formula[1:])
        assert "".join(self._tokens) == formula[1:], formula
        result = self._sum()
        assert not self._tokens, formula
        return Decimal(repr(result)) if self.number is float else result

    def _next(self, *wanted):
        token = self._tokens.pop(0)
        if wanted and token not in wanted:
            raise ValueError(f"{token}, not {wanted}")
        return token

    def _sum(self):
        result = self._product()
        while self._tokens and self._tokens[0] in "+-":
            sign = 1 if self._next() == "+" else -1
            result += sign * self._product()
        return result

    def _product(self):
        result = self._factor()
        while self._tokens and self._tokens[0] in "*/":
            by = self._factor() if self._next() == "*" else 1 / self._factor()
            result = result * by
        return result

    def _factor(self):
        token = self._next()
        if token == "(":
            result = self._sum()
            self._next(")")
        elif token == "ABS":
            self._next("(")
            result = abs(self._sum())
            self._next(")")
        elif token == "ROUND":
            self._next("(")
            inner = self._sum()
            self._next(",")
            places = int(self._next())
            self._next(")")
            told = Decimal(format(inner, ".15g")) if self.number is float else inner
            result = self.number(told.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
        elif "!" in token:
            result = self._cell(*token.split("!"))
        else:
            result = self.number(token)
        return result

    def _cell(self, sheet, place):
        cell = self.book[sheet][place]
        if cell.data_type == "f":
            result = self.number(Formulas(self.book, self.number is float).value(cell.value))
        else:
            assert cell.data_type == "n", f"{sheet}!{place} is no number"
            result = self.number(str(cell.value))
        return result
