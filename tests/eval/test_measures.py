import pytest

from eval.measures import interval, percentile, share, sign_test


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([], 50, 0.0), ([3.0], 95, 3.0), ([4.0, 1.0, 3.0, 2.0], 50, 2.0), (range(1, 101), 95, 95)],
)
def test_percentiles_are_values_that_occurred(values, percent, expected):
    assert percentile(values, percent) == expected


def test_shares():
    assert (share(1, 3), share(0, 0)) == ("0.333", "–")


def test_one_of_thousands_is_not_rounded_away():
    assert (share(0, 2037), share(2037, 2037)) == ("0.000", "1.000")
    assert (share(1, 2037), share(2036, 2037)) == ("0.0005", "0.9995")
    assert share(1, 123456) == "0.00001"


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Wilson's interval as tabled by Newcombe (1998).
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (0, 0, 0, 1)],
)
def test_the_interval_of_a_share(part, whole, low, high):
    assert interval(part, whole) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(0, 0, 1.0), (5, 0, 0.0625), (0, 6, 0.03125), (1, 9, 0.021484375), (4, 4, 1.0)],
)
def test_the_sign_test_is_exact(gained, lost, p):
    assert sign_test(gained, lost) == pytest.approx(p)
