"""A publication made of another one is what reading it would have given."""

from decimal import Decimal

import pytest

from corpus.document import CellState
from corpus.understanding import understood
from eval.benchmarks.large_library import documents, issue, next_year
from eval.benchmarks.republishing import Issue, master

# A body's budgets and its final account, and another one's.
NUMBERS = (0, 1, 3, 6, 4001)


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_understood_as_it_was_made(number):
    made = issue(number).document()
    again = understood(made)
    assert (again.profile, again.tables, again.statements) == (
        made.profile,
        made.tables,
        made.statements,
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_whose_it_is_said_to_be(number):
    own = issue(number)
    profile = own.document().profile
    assert (profile.organisation, profile.region) == (own.organisation, own.region)
    assert (profile.year, profile.kind) == (own.year, own.kind)


def test_its_amounts_are_multiplied_and_its_counts_are_not():
    base = master(3, "部门预算")
    twice = Issue(base, "岚屿县档案馆", "岚屿县", 2026, 2).document()
    pairs = [
        (a, b)
        for old, new in zip(base.document.tables, twice.tables, strict=True)
        for a, b in zip(old.cells, new.cells, strict=True)
        if a.state is CellState.NUMBER
    ]
    times = {a.unit: b.value / a.value for a, b in pairs if a.value}
    assert times["元"] == Decimal(2)
    assert set(times.values()) <= {Decimal(1), Decimal(2)}
    stated = zip(base.document.statements, twice.statements, strict=True)
    assert {(a.unit, b.value / a.value) for a, b in stated if a.value} == {
        ("元", Decimal(2)),
        ("个", Decimal(1)),
    }


def test_no_name_of_the_master_is_left():
    assert "泖渚" not in repr(issue(8).document())


def test_every_publication_is_another_one():
    made = list(documents(range(12)))
    assert len({document.name for document in made}) == 12
    assert len({document.sha256 for document in made}) == 12


def test_the_next_year_is_that_of_the_same_body():
    for number in range(8):
        later = next_year(number)
        if later is not None:
            before, after = issue(number), issue(later)
            assert (after.organisation, after.kind) == (before.organisation, before.kind)
            assert after.year == before.year + 1
    assert next_year(3) is None
