"""Invented publications: books that add up, the same for the same seed, of nobody that exists."""

import random
from decimal import Decimal

import pytest

from corpus.document import CellState
from eval.publications.accounts import draw_accounts
from eval.publications.round_trip import publication_of
from eval.publications.style import draw_style

SEEDS = range(30)


def test_a_seed_gives_the_same_publication_again():
    assert publication_of(7) == publication_of(7)
    assert publication_of(7)[0] != publication_of(8)[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_books_add_up(seed):
    rng = random.Random(seed)
    accounts = draw_accounts(rng, draw_style(rng))
    funds = sum(accounts.fiscal(fund) for fund in ("general", "fund", "capital"))
    assert accounts.total == funds + accounts.own
    assert sum(accounts.economic.values()) == sum(item.basic for item in accounts.items)
    assert sum(amount for _, amount in accounts.projects) == sum(i.project for i in accounts.items)
    assert accounts.planned.total == sum(
        (accounts.planned.abroad, accounts.planned.vehicles, accounts.planned.reception)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_printed_subjects_are_the_sums_of_those_below_them(seed):
    """What rounds to the printed digits would break the sums of a table."""
    publication, _ = publication_of(seed)
    found = 0
    for table in publication.tables:
        columns = {}
        for figure in table.figures:
            if figure.code and figure.state is not CellState.TEXT and figure.unit != "%":
                amounts = columns.setdefault(figure.column_path, {})
                amounts[figure.code] = figure.value or Decimal(0)
        for amounts in columns.values():
            for code, amount in amounts.items():
                below = [c for c in amounts if c.startswith(code) and len(c) == len(code) + 2]
                if below:
                    found += 1
                    assert amount == sum(amounts[c] for c in below), (table.title, code)
    # Without codes there are no subjects to sum.
    assert found or not any(figure.code for figure in publication.figures)


def test_styles_differ_in_everything_that_provinces_vary():
    publications = [publication_of(seed) for seed in range(150)]
    styles = [style for _, style in publications]
    for name, least in (("kind", 4), ("code_layout", 3), ("zero", 5), ("unit_place", 4)):
        assert len({getattr(style, name) for style in styles}) >= least, name
    assert {style.title_form for style in styles} >= {"一、", "（一）", "表1", "公开01表", "plain"}
    figures = [figure for publication, _ in publications for figure in publication.figures]
    assert {figure.state for figure in figures} >= {
        CellState.NUMBER,
        CellState.BLANK,
        CellState.DASH,
    }
    assert {figure.unit for figure in figures} >= {"元", "万元", "%", "人"}
    values = [figure.value for figure in figures if figure.value is not None]
    assert min(values) < 0 and max(values) > 10**12
    assert any("１" in figure.text for figure in figures)
