"""What a spreadsheet prints for a stored number: the number formats of Excel.

ECMA-376 part 1, 18.8.31 (numFmts) defines the codes.  Spreadsheets store binary floating point
of 15 significant digits and print by the cell's format; a publication's figure is the printed
one (3175.5 under ``0.00`` is 3175.50).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

# Excel keeps 15 significant digits; what lies behind them is an artefact of binary fractions.
_STORED = Context(prec=15, rounding=ROUND_HALF_EVEN)
_CURRENCY = "¥￥$€£"
_CONDITION = re.compile(r"\[\s*[<>=]")


@dataclass
class _Section:
    """One section of a number format, taken apart."""

    before: str = ""
    after: str = ""
    # Placeholders and literals before the decimal point, placeholders behind it.
    whole: list[str] = field(default_factory=list)
    fraction: str = ""
    grouped: bool = False
    thousands: int = 0
    percent: int = 0
    general: bool = False
    exact: bool = True


def stored(value: int | float) -> Decimal:
    """The decimal number a spreadsheet means by a stored one, without binary artefacts."""
    if isinstance(value, int):
        return Decimal(value)
    return _STORED.create_decimal(repr(value))


def printed(value: int | float, code: str) -> str:
    """The text a cell prints for a number under the format ``code``.

    Negative numbers carry a minus sign also where the format tells them by colour or brackets;
    currency signs are left out.  Formats with fractions, exponents or conditions print the
    stored value.
    """
    number = stored(value)
    code = code or "General"
    sections = _sections(code)
    if _CONDITION.search(code) or len(sections) > 4:
        return _general(number)
    if number == 0 and len(sections) > 2:
        chosen, sign = sections[2], ""
    elif number < 0 and len(sections) > 1:
        chosen, sign = sections[1], "-"
    else:
        chosen, sign = sections[0], "-" if number < 0 else ""
    section = _parsed(chosen)
    if not section.exact:
        return _general(number)
    if not section.whole and not section.fraction and not section.general:
        # A section of mere literals: "-" for zero, nothing at all for zero.
        return (section.before + section.after).strip()
    text = _general(abs(number)) if section.general else _digits(abs(number), section)
    if not text:
        return (section.before + section.after).strip()
    if not re.search(r"[1-9]", text):
        sign = ""
    before = section.before.strip().lstrip("(（-").rstrip()
    after = section.after.strip().rstrip(")）") if sign else section.after.strip()
    return f"{sign}{before}{text}{'%' * section.percent}{after}".strip()


def printed_date(value: datetime.date | datetime.time | datetime.timedelta, code: str) -> str:
    """The text of a date: in Chinese where the format is, else as ISO 8601."""
    if not isinstance(value, datetime.date):
        return str(value)
    with_day = "d" in re.sub(r'"[^"]*"|\[[^\]]*\]', "", code.lower())
    if "年" in code:
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if with_day else "")
    return f"{value.year}-{value.month:02}" + (f"-{value.day:02}" if with_day else "")


def _general(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1024)
def _sections(code: str) -> list[str]:
    found, current, position = [], "", 0
    while position < len(code):
        char = code[position]
        if char == '"':
            end = code.find('"', position + 1)
            end = len(code) if end < 0 else end + 1
        elif char in "\\!_*":
            end = position + 2
        elif char == "[":
            end = code.find("]", position)
            end = len(code) if end < 0 else end + 1
        else:
            end = position + 1
        if char == ";":
            found.append(current)
            current = ""
        else:
            current += code[position:end]
        position = end
    return [*found, current]


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]?|(?P<general>General)'
    r"|(?P<exponent>[Ee][+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=1024)
def _parsed(code: str) -> _Section:
    section = _Section()
    pending = ""
    in_fraction = False
    commas = 0
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup
        if kind == "digit":
            if in_fraction:
                section.fraction += match["digit"]
            else:
                section.grouped |= bool(commas and section.whole)
                section.whole += [*pending, match["digit"]] if section.whole else [match["digit"]]
                section.before += "" if len(section.whole) > 1 else pending
            pending, commas = "", 0
        elif kind == "point":
            in_fraction = True
            section.thousands, commas = section.thousands + commas, 0
        elif kind == "comma":
            commas += 1
        elif kind == "percent":
            section.percent += 1
        elif kind in ("general", "text"):
            section.general = True
            section.before, pending = section.before + pending, ""
        elif kind == "exponent" or (kind == "other" and match["other"] == "/"):
            section.exact = False
        elif kind in ("quoted", "escaped", "other"):
            pending += "".join(c for c in match[kind] if c not in _CURRENCY)
        elif match[0][0] == "_":
            pending += " "
    if section.whole or section.fraction:
        section.thousands += commas
    if section.whole or section.fraction or section.general:
        section.after = pending
    else:
        section.before = pending
    return section


def _digits(number: Decimal, section: _Section) -> str:
    with localcontext() as context:
        context.prec = 400
        scaled = number.scaleb(2 * section.percent - 3 * section.thousands)
        places = len(section.fraction)
        rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = format(rounded, "f").partition(".")
    kept = max((i + 1 for i, c in enumerate(section.fraction) if c == "0"), default=0)
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    if whole == "0" and not fraction and "0" not in section.whole:
        # The placeholders # and ? print no zero.
        return ""
    whole = whole.zfill(max(1, section.whole.count("0")))
    placeholders = [c for c in section.whole if c in "0#?"]
    if len(placeholders) < len(section.whole):
        whole = _interleaved(whole, section.whole)
    elif section.grouped:
        head = len(whole) % 3
        groups = [whole[:head]] if head else []
        whole = ",".join([*groups, *(whole[i : i + 3] for i in range(head, len(whole), 3))])
    return f"{whole}.{fraction}" if fraction else whole


def _interleaved(digits: str, pattern: list[str]) -> str:
    """Digits with the literals that stand among their placeholders: 12345 under 0!.0 is 1234.5."""
    text, left = "", digits
    for token in reversed(pattern):
        if token in "0#?":
            text = (left[-1:] or "") + text
            left = left[:-1]
        else:
            text = token + text
    return left + text
