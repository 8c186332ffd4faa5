"""Bar charts of an answer's figures as inline SVG: composition, years, comparison, ranking.

A chart is drawn only of what the engine says belongs together (:class:`assistant.answer.Shape`)
and only in one unit: figures of money are laid out by their exact amount in yuan, others must be
printed in one unit.  Shares of a whole are drawn only where the parts sum to it exactly; a part
that the table leaves blank stands there without a bar.  Places and lengths are percentages and
ems, never scaled, so that the text stays as large as that around it on any screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from html import escape

from assistant.answer import Answer, AnswerFigure, Shape, Status
from assistant.evidence.calculation import percent
from assistant.page.readings import grouped
from assistant.page.wording import Wording
from assistant.page.words.chat import ChatWords, chat_words
from corpus.amounts import from_yuan, plain

MOST_BARS = 12
# The bars take this part of the width (percent), the figures behind them the rest.
BARS_WIDE = Decimal(52)
# Coordinates are printed to a ten-thousandth of a percent, far below a pixel.
_QUANTUM = Decimal("0.0001")
# Ems: a row is its name, its bar and a gap.
_ROW, _NAME_AT, _BAR_AT, _BAR_HIGH = Decimal("3.1"), Decimal("1.1"), Decimal("1.5"), Decimal("0.95")
_LONGEST_NAME = 24


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its exact size (None for a blank), how the figure is written, and its
    share of the whole in percent where parts are drawn."""

    name: str
    size: Decimal | None
    written: str
    share: Decimal | None = None


@dataclass(frozen=True)
class Chart:
    """What is drawn: the bars in order; ``whole`` is what the parts sum to, None but for a
    composition; ``left_out`` is how many figures have no bar."""

    shape: Shape
    bars: tuple[Bar, ...]
    whole: Decimal | None = None
    whole_name: str = ""
    left_out: int = 0


def chart_of(answer: Answer, words: Wording) -> Chart | None:
    """The chart that helps to see an answer's figures, None where none does.

    Parts that do not sum to their whole are drawn without shares, largest first, as items are.
    """
    if answer.status is not Status.ANSWERED or answer.shape is Shape.NONE:
        return None
    figures = [f for f in answer.figures if not f.computed]
    whole = None
    if answer.shape is Shape.PARTS:
        whole, figures = answer.figures[0], [f for f in answer.figures[1:] if not f.computed]
    sizes = _sizes([*figures, *([whole] if whole else [])])
    if sizes is None or sum(1 for size in sizes[: len(figures)] if size is not None) < 2:
        return None
    total = sizes[-1] if whole else None
    parts = sizes[: len(figures)]
    if not any(parts):
        return None
    named = _names(figures, words)
    written = _written(figures)
    composed = whole is not None and _composes(parts, total)
    bars = [
        Bar(name, size, text, percent(size, total) if composed else None)
        for name, size, text in zip(named, parts, written, strict=True)
    ]
    shape = answer.shape if composed or answer.shape is not Shape.PARTS else Shape.ITEMS
    if shape is Shape.YEARS:
        order = sorted(range(len(bars)), key=lambda i: figures[i].year or 0)
        bars = [bars[i] for i in order]
    elif shape is not Shape.RANKING and len(bars) > 2:
        bars.sort(key=lambda bar: (bar.size is None, -(bar.size or 0)))
    return Chart(
        shape,
        tuple(bars[:MOST_BARS]),
        total if composed else None,
        whole.label if composed else "",
        max(0, len(bars) - MOST_BARS),
    )


def _sizes(figures: Sequence[AnswerFigure]) -> list[Decimal | None] | None:
    """The figures in one unit, None for a blank; None altogether where there is no one unit."""
    stated = [f for f in figures if f.value != ""]
    if all(f.amount_yuan is not None for f in stated):
        return [f.amount_yuan if f.value != "" else None for f in figures]
    if any(f.amount_yuan is not None for f in stated) or len({f.unit for f in stated}) != 1:
        return None
    try:
        return [Decimal(f.value) if f.value != "" else None for f in figures]
    except InvalidOperation:
        return None


def _composes(parts: Sequence[Decimal | None], whole: Decimal) -> bool:
    """Whether shares of the whole can be drawn: all parts known, none negative, exact sum."""
    if not whole or whole < 0 or any(part is None or part < 0 for part in parts):
        return False
    with localcontext() as context:
        context.prec = 60
        return sum(parts, Decimal(0)) == whole


def _names(figures: Sequence[AnswerFigure], words: Wording) -> list[str]:
    """What tells the figures apart: label, organisation, year, and where all are one the source."""

    def differ(values) -> bool:
        return len(set(values)) > 1

    names: list[list[str]] = [[] for _ in figures]
    tellers = (
        [f.organisation for f in figures],
        [words.year.format(year=f.year) if f.year else "" for f in figures],
        [_own_label(f.label, figures) for f in figures],
    )
    for values in tellers:
        if differ(values):
            for name, value in zip(names, values, strict=True):
                name += [value] if value else []
    for place_of in (_outer_row, _column_or_document):
        alike = Counter(map(tuple, names))
        if place_of is _outer_row and not differ(map(_outer_row, figures)):
            continue
        for name, figure in zip(names, figures, strict=True):
            place = place_of(figure) if alike[tuple(name)] > 1 else ""
            name += [place] if place and place not in name else []
    return [" · ".join(name) or f.label for name, f in zip(names, figures, strict=True)]


def _outer_row(figure: AnswerFigure) -> str:
    """The row that a row of a common name belongs to (行政运行 of 商贸事务)."""
    return figure.row[-2] if len(figure.row) > 1 else ""


def _column_or_document(figure: AnswerFigure) -> str:
    return " › ".join(figure.column) or figure.document


def _own_label(label: str, figures: Sequence[AnswerFigure]) -> str:
    """A label without the column that all of the labels end in (行政运行·基本支出)."""
    own, dot, column = label.rpartition("·")
    shared = dot and all(f.label.endswith(dot + column) for f in figures) and len(figures) > 1
    return own if shared else label


def _written(figures: Sequence[AnswerFigure]) -> list[str]:
    """The figures as printed, or all exactly in the unit of the first where the units differ."""
    stated = [f for f in figures if f.value != ""]
    unit = stated[0].unit
    texts = []
    for figure in figures:
        value = figure.value
        if value != "" and figure.unit != unit:
            value = plain(from_yuan(figure.amount_yuan, unit))
        texts.append(f"{grouped(value)} {unit}" if value != "" else "")
    return texts


def chart_html(answer: Answer, words: Wording) -> str:
    """The chart of an answer as a figure with its caption, "" where there is none."""
    chart = chart_of(answer, words)
    if chart is None:
        return ""
    texts = chat_words(words.tag)
    caption = texts.chart[str(chart.shape)]
    notes = []
    if chart.whole is not None:
        notes.append(texts.chart_shares.format(whole=chart.whole_name))
    if chart.left_out:
        shown = len(chart.bars)
        notes.append(texts.chart_more.format(shown=shown, count=shown + chart.left_out))
    note = f'<p class="chart-note">{escape(" ".join(notes))}</p>' if notes else ""
    return (
        f'<figure class="chart {escape(str(chart.shape))}"><figcaption>{escape(caption)}'
        f"</figcaption>{_svg(chart, caption, texts)}{note}</figure>"
    )


def _svg(chart: Chart, caption: str, texts: ChatWords) -> str:
    described = texts.chart_described.format(count=len(chart.bars))
    zero, per_unit = _scale(chart)
    rows = "".join(
        _row(index, bar, chart, zero, per_unit, texts) for index, bar in enumerate(chart.bars)
    )
    high = _ROW * len(chart.bars)
    axis = (
        f'<line class="zero" x1="{_coordinate(zero)}%" x2="{_coordinate(zero)}%" y1="0" y2="{high}em"/>'
        if zero
        else ""
    )
    return (
        f'<svg role="img" class="bars" width="100%" height="{high}em" focusable="false">'
        f"<title>{escape(caption)}</title><desc>{escape(described)}</desc>{axis}{rows}</svg>"
    )


def _scale(chart: Chart) -> tuple[Decimal, Decimal]:
    """Where zero stands (percent of the width) and how many percent one unit of size takes."""
    sizes = [bar.size for bar in chart.bars if bar.size is not None]
    low, high = min(Decimal(0), *sizes), max(Decimal(0), *sizes)
    if chart.whole is not None:
        low, high = Decimal(0), chart.whole
    with localcontext() as context:
        context.prec = 60
        per_unit = BARS_WIDE / (high - low)
        return -low * per_unit, per_unit


def _row(
    index: int, bar: Bar, chart: Chart, zero: Decimal, per_unit: Decimal, texts: ChatWords
) -> str:
    top = _ROW * index
    name = bar.name if len(bar.name) <= _LONGEST_NAME else bar.name[: _LONGEST_NAME - 1] + "…"
    parts = [
        f"<title>{escape(bar.name)}：{escape(bar.written or texts.blank)}</title>",
        f'<text class="name" x="0" y="{top + _NAME_AT}em" lang="zh-CN">{escape(name)}</text>',
    ]
    right = zero
    if chart.whole is not None:
        parts.append(_rect("track", Decimal(0), BARS_WIDE, top))
        right = BARS_WIDE
    if bar.size:
        with localcontext() as context:
            context.prec = 60
            wide = abs(bar.size) * per_unit
        left = zero if bar.size > 0 else zero - wide
        kind = "bar" if bar.size > 0 else "bar below"
        if chart.shape is Shape.YEARS and index < len(chart.bars) - 1:
            kind += " before"
        parts.append(_rect(kind, left, wide, top))
        right = max(right, left + wide)
    share = ""
    if bar.share is not None:
        said = texts.share_of_whole.format(share=plain(bar.share))
        share = f'<tspan class="share" dx="0.6em">{escape(said)}</tspan>'
    parts.append(
        f'<text class="figure" x="{_coordinate(right)}%" dx="0.5em" y="{top + _BAR_AT + Decimal("0.8")}em">'
        f"{escape(bar.written or texts.blank)}{share}</text>"
    )
    return f"<g>{''.join(parts)}</g>"


def _rect(kind: str, x: Decimal, wide: Decimal, top: Decimal) -> str:
    return (
        f'<rect class="{kind}" x="{_coordinate(x)}%" y="{top + _BAR_AT}em" '
        f'width="{_coordinate(wide)}%" height="{_BAR_HIGH}em"/>'
    )


def _coordinate(value: Decimal) -> str:
    """A percentage as printed in the drawing, to a ten-thousandth."""
    return format(value.quantize(_QUANTUM, rounding=ROUND_HALF_EVEN).normalize() + 0, "f")
