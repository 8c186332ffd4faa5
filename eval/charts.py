"""Charts and tables of a report as HTML that stands alone: inline SVG, no script, all escaped.

Values are plain numbers of a measurement, for the eye; the exact ones belong in a table beside
the chart.  Every chart has a title, which is also what a screen reader says of it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

# Told apart also by people who do not see red and green as different (after Okabe & Ito 2008).
COLOURS = ("#0b6e99", "#c8501e", "#3a8f6f", "#9a5b9e", "#b08a1e", "#5b6675", "#7fb2cc", "#e0a58c")
_INK, _FAINT, _GRID = "#1d2733", "#5b6675", "#dfe4ea"
_FONT = 'font-family="system-ui,sans-serif" font-size="13"'
_WIDTH = 760
_CHARACTER = 7.2
_ROW = 26
_RIGHT = 64


@dataclass(frozen=True)
class Series:
    """Values of one name: for :func:`bars` one a row, for :func:`lines` (x, y) pairs."""

    name: str
    values: Sequence
    colour: str = ""


def plain_number(value: float) -> str:
    """A number short enough for an axis: 0.25, 12, 1,000, 2.5 M."""
    if value and abs(value) >= 1_000_000:
        return f"{value / 1_000_000:g} M"
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def bars(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    x_title: str,
    stacked: bool = False,
    shown: Callable[[float], str] = plain_number,
    most: float = 0.0,
) -> str:
    """Horizontal bars over an axis from 0, which ``x_title`` names with its unit: for each label
    one bar a series, or one of all series stacked.

    A value of None leaves its bar out.  ``shown`` writes a value beside its bar; the axis goes
    to ``most`` at least, which is 1 for shares: a bar of half the room is then a half.
    """
    coloured = _coloured(series)
    columns = [[one.values[row] or 0 for one in coloured] for row in range(len(labels))]
    ends = [sum(column) if stacked else max(column) for column in columns if column]
    axis = _axis([0.0, max([most, *ends]) or 1.0], False, title)
    left = 18 + max((_width(label) for label in labels), default=0.0)
    left = min(left, _WIDTH * 0.45)
    room = _WIDTH - left - _RIGHT
    thick = 18 if stacked or len(series) == 1 else 15
    step = _ROW if stacked else max(_ROW, thick * len(series) + 12)
    # A colour says what it stands for, also where it is the only one.
    told = stacked or len(series) > 1
    top = 30 + (22 if told else 0)
    bottom = top + len(labels) * step
    parts = [_legend(coloured, 24)] if told else []
    for tick in axis.ticks:
        x = left + room * axis.place(tick)
        parts.append(_line(x, top - 4, x, bottom))
        parts.append(_text(x, bottom + 14, plain_number(tick), "middle", _FAINT))
    parts.append(_text(left + room, bottom + 32, x_title, "end", _FAINT))
    for row, label in enumerate(labels):
        y = top + row * step
        parts.append(_text(left - 8, y + 14, label, "end", room=left - 12))
        start = 0.0
        for index, one in enumerate(coloured):
            value = one.values[row]
            if value is None:
                continue
            x, width = left + axis.place(start) * room, axis.place(value) * room
            offset = 0 if stacked else index * thick
            hint = f"{label} · {one.name}: {shown(value)}"
            parts.append(
                f'<rect x="{x:.1f}" y="{y + offset:.1f}" width="{max(width, 0):.1f}" '
                f'height="{thick - 1}" fill="{one.colour}"><title>{escape(hint)}</title></rect>'
            )
            if stacked:
                start += value
            else:
                parts.append(_text(x + width + 6, y + offset + thick - 3, shown(value)))
        if stacked:
            parts.append(_text(left + axis.place(start) * room + 6, y + 14, shown(start)))
    return _svg(title, bottom + 42, parts)


def lines(
    title: str,
    series: Sequence[Series],
    *,
    x_title: str,
    y_title: str,
    log_x: bool = False,
    log_y: bool = False,
    shown: Callable[[float], str] = plain_number,
) -> str:
    """Lines through the (x, y) pairs of each series; an axis may be logarithmic.

    Raises ValueError where there is no point, or one that a logarithmic axis cannot have.
    """
    coloured = _coloured(series)
    xs = [x for one in series for x, _ in one.values]
    ys = [y for one in series for _, y in one.values]
    if not xs:
        raise ValueError(f"{title}: no point to draw")
    across, up = _axis(xs, log_x, title), _axis(ys, log_y, title)
    left, top, height = 70, 58, 260
    room = _WIDTH - left - 24
    parts = [_legend(coloured, 24)]
    for tick in up.ticks:
        y = top + height * (1 - up.place(tick))
        parts.append(_line(left, y, left + room, y))
        parts.append(_text(left - 8, y + 4, shown(tick), "end"))
    for tick in across.ticks:
        x = left + room * across.place(tick)
        parts.append(_line(x, top, x, top + height))
        parts.append(_text(x, top + height + 18, shown(tick), "middle"))
    parts.append(_text(left + room / 2, top + height + 40, x_title, "middle", _FAINT))
    parts.append(_text(left, top - 8, y_title, colour=_FAINT))
    for one in coloured:
        places = [
            (left + room * across.place(x), top + height * (1 - up.place(y)), x, y)
            for x, y in sorted(one.values)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in places)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{one.colour}" stroke-width="2.5"/>'
        )
        for x, y, at, value in places:
            hint = f"{one.name} · {shown(at)}: {shown(value)}"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{one.colour}">'
                f"<title>{escape(hint)}</title></circle>"
            )
    return _svg(title, top + height + 54, parts)


def table(head: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> str:
    """A table; the first cell of a row is its header, numbers stand right, None is a dash."""
    rows = [list(row) for row in rows]
    # A column is of words or of numbers, as its first cell is.
    classes = [_class(cell) for cell in (rows[0] if rows else head)]
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(
        f'<th scope="col"{of}>{escape(str(cell))}</th>'
        for cell, of in zip(head, classes, strict=True)
    )
    body = []
    for first, *others in rows:
        cells = "".join(
            f"<td{of}>{_cell(cell)}</td>" for cell, of in zip(others, classes[1:], strict=True)
        )
        body.append(f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>')
    return _scrolled(
        f"<table>{told}<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"
    )


def _scrolled(inside: str) -> str:
    # Reached with the keyboard, else what stands to the right is for mice only.
    return f'<div class="wide" tabindex="0">{inside}</div>'


def page(title: str, parts: Iterable[str]) -> str:
    """A whole HTML page that loads nothing; ``parts`` are HTML and escaped already.

    A chart keeps its size, so that its words can be read on a phone, and is scrolled there.
    """
    body = "\n".join(_scrolled(part) if part.startswith("<svg") else part for part in parts)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main><h1>{escape(title)}</h1>\n{body}\n</main></body></html>\n"
    )


_STYLE = f"""
body{{margin:0;color:{_INK};background:#fff;font:16px/1.55 system-ui,"Noto Sans CJK SC",sans-serif}}
main{{max-width:62rem;margin:0 auto;padding:1.5rem}}
h1{{font-size:1.7rem;line-height:1.25}} h2{{margin-top:2.2rem;font-size:1.25rem}}
svg{{display:block;margin:.8rem 0}}
.wide{{overflow-x:auto}} .wide:focus-visible{{outline:2px solid #0b6e99}} table{{border-collapse:collapse;margin:.8rem 0;font-variant-numeric:tabular-nums}}
caption{{text-align:left;color:{_FAINT};padding:.3rem 0}}
th,td{{padding:.3rem .7rem;border-bottom:1px solid {_GRID};text-align:right;vertical-align:top}}
th:first-child,.words{{text-align:left}} td:not(.words){{white-space:nowrap}} th:first-child{{font-weight:500}} thead th{{border-bottom:2px solid {_FAINT}}}
dl{{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}} dt{{color:{_FAINT}}} dd{{margin:0;min-width:0;overflow-wrap:anywhere}}
details{{border:1px solid {_GRID};border-radius:6px;padding:.5rem .9rem;margin:.5rem 0}}
summary{{cursor:pointer;overflow-wrap:anywhere}} .outcome{{font-weight:600}} p.note{{color:{_FAINT}}} code{{overflow-wrap:anywhere}}
"""


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value lies between the ends, 0..1."""
        if self.log:
            return (math.log10(value) - self.low) / (self.high - self.low)
        return (value - self.low) / (self.high - self.low)


def _axis(values: Sequence[float], log: bool, title: str) -> _Axis:
    if log:
        if min(values) <= 0:
            raise ValueError(f"{title}: {min(values)} has no place on a logarithmic axis")
        low = math.floor(math.log10(min(values)))
        high = max(math.ceil(math.log10(max(values))), low + 1)
        return _Axis(low, high, True, tuple(10.0**power for power in range(low, high + 1)))
    low, high = min(0.0, min(values)), max(values)
    step = _round_step((high - low) / 5 or 1.0)
    low = math.floor(low / step) * step
    count = max(math.ceil((high - low) / step), 1)
    ticks = tuple(low + step * index for index in range(count + 1))
    return _Axis(low, ticks[-1], False, ticks)


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * each for each in (1, 2, 5, 10) if power * each >= step * 0.999)


def _coloured(series: Sequence[Series]) -> list[Series]:
    return [
        Series(one.name, one.values, one.colour or COLOURS[index % len(COLOURS)])
        for index, one in enumerate(series)
    ]


def _legend(series: Sequence[Series], y: float) -> str:
    parts, x = [], 8.0
    for one in series:
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="12" height="12" fill="{one.colour}"/>')
        parts.append(_text(x + 17, y + 11, one.name))
        x += 34 + _width(one.name)
    return "".join(parts)


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return (len(text) + wide * 0.8) * _CHARACTER


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_GRID}"/>'


def _text(
    x: float,
    y: float,
    text: str,
    anchor: str = "start",
    colour: str = _INK,
    room: float = math.inf,
) -> str:
    cut = text
    while len(cut) > 1 and _width(cut) > room:
        cut = cut[:-2] + "…"
    hint = f"<title>{escape(text)}</title>" if cut != text else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} fill="{colour}" text-anchor="{anchor}">'
        f"{hint}{escape(cut)}</text>"
    )


def _svg(title: str, height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" '
        f'viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}">'
        f"{_text(8, 16, title)}{''.join(parts)}</svg>"
    )


def _class(value: object) -> str:
    words = isinstance(value, str) and not re.match(r"[-+–]?\d|–$", value)
    return ' class="words"' if words else ""


def _cell(value: object) -> str:
    return "–" if value is None else escape(str(value))
