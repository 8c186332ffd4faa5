"""How a publication is made up: everything that differs from province to province."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal

KINDS = ("部门预算", "单位预算", "部门决算", "单位决算")


@dataclass(frozen=True)
class Style:
    """The make-up of one publication.

    ``quantum`` is the yuan that every amount is a whole multiple of, so that sums hold at the
    printed precision; ``units`` the units its tables are drawn from; ``scale`` the number of
    digits of a typical amount in quanta.  ``size`` bounds how many subjects there are.
    """

    kind: str
    size: int
    quantum: Decimal
    units: tuple[str, ...]
    scale: int
    thousands: bool
    full_width: bool
    minus: str
    zero: str
    decimals: int
    amount_word: str
    total_word: str
    total_first: bool
    total_under_code: bool
    code_layout: str
    indent: str
    numbered_columns: str
    unit_place: str
    title_form: str
    department_caption: bool
    deep_headers: bool
    parts_heading: bool
    notes: bool
    contents: bool
    blank_pages: bool
    repeat_header: bool
    empty_rows: bool
    serif: bool
    digits_font: bool
    vertical_three_public: bool
    panels: int
    nested_layout: bool
    encoding: str


def draw_style(rng: random.Random, size: int = 8) -> Style:
    """A style drawn at random; the same state of ``rng`` gives the same style."""
    decimals = rng.choice((0, 2, 2, 2, 6))
    units = rng.choice((("元",), ("万元",), ("万元", "元"), ("万元",)))
    if "万元" in units:
        quantum = Decimal(10000).scaleb(-decimals)
    else:
        decimals = min(decimals, 2)
        quantum = Decimal(1).scaleb(-decimals)
    kind = rng.choice(KINDS)
    style = Style(
        kind=kind,
        size=rng.randint(max(2, size // 2), size),
        quantum=quantum,
        units=units,
        scale=rng.choice((4, 5, 6, 7, 7, 8, 9, 12)),
        thousands=rng.random() < 0.5,
        full_width=rng.random() < 0.08,
        minus=rng.choice(("-", "-", "-", "−", "△")),
        zero=rng.choice(("0.00", "0", "", "", "—", "-")),
        decimals=decimals,
        amount_word=rng.choice(("预算数", "年初预算数", "本年预算", "金额", "预算金额")),
        total_word=rng.choice(("合计", "合计", "总计")),
        total_first=rng.random() < 0.5,
        total_under_code=rng.random() < 0.5,
        code_layout=rng.choice(("one", "one", "three", "three", "none")),
        indent=rng.choice(("", "　", "  ")),
        numbered_columns=rng.choice(("", "", "栏次", "numbers", "stars")),
        unit_place=rng.choice(("right", "right", "with department", "title", "header")),
        title_form=rng.choice(("一、", "（一）", "表1", "附表1：", "公开01表", "plain")),
        department_caption=rng.random() < 0.4,
        deep_headers=rng.random() < 0.5,
        parts_heading=rng.random() < 0.7,
        notes=rng.random() < 0.4,
        contents=rng.random() < 0.5,
        blank_pages=rng.random() < 0.2,
        repeat_header=rng.random() < 0.5,
        empty_rows=rng.random() < 0.3,
        serif=rng.random() < 0.6,
        digits_font=rng.random() < 0.5,
        vertical_three_public=rng.random() < 0.5,
        panels=rng.choice((2, 3)),
        nested_layout=rng.random() < 0.5,
        encoding=rng.choice(("utf-8", "gb18030")),
    )
    # Full-width figures of ten digits and more, ten in a row, fit on no page.
    return replace(style, full_width=style.full_width and style.scale < 9)
