"""The statistics under the findings, against exact sums and known values."""

import math
import random

import pytest

from corpus.bands import chance_of_so_few, count_band, daily_rate, measure_band, wilson

Z = 3.3


def drawn(mean, count, seed):
    """Poisson counts (Knuth's method)."""
    draw = random.Random(seed)
    values = []
    for _ in range(count):
        number, product = 0, draw.random()
        while product > math.exp(-mean):
            number, product = number + 1, product * draw.random()
        values.append(number)
    return tuple(values)


@pytest.mark.parametrize("mean", [0, 1, 4, 7])
def test_nothing_is_usual_where_little_is(mean):
    assert count_band((mean,) * 20, Z)[0] == 0


def test_nothing_is_not_usual_where_much_is():
    assert count_band((12,) * 20, Z)[0] > 0


@pytest.mark.parametrize("mean", [2, 8, 20, 60])
def test_poisson_counts_hardly_ever_leave_their_band(mean):
    out = 0
    for seed in range(400):
        *past, tonight = drawn(mean, 21, seed)
        low, high = count_band(tuple(past), Z)
        out += not low <= tonight <= high
    assert out <= 4  # 1 % of 400; the band promises less


def test_counts_that_spread_wider_have_a_wider_band():
    assert count_band((10, 30, 11, 29, 12, 28) * 3, Z)[0] < count_band((20,) * 18, Z)[0]


def test_one_night_of_a_flood_does_not_move_the_band():
    assert count_band((*(10,) * 19, 5000), Z)[1] < 50


def test_counts_of_millions_have_a_band():
    low, high = count_band((2_000_000,) * 20, Z)
    assert low < 2_000_000 < high


def test_a_measure_has_a_band_in_proportion():
    low, high = measure_band([1900, 2000, 2100, 2050, 1950, 2000, 2020], Z)
    assert 1000 < low < 2000 < high < 4000


def test_the_rate_of_counts_is_their_mean_with_floods_cut():
    mean, wider = daily_rate((*(2, 1, 3) * 6, 4000), Z)
    assert 1.8 < mean < 3
    assert wider >= 1


def test_wilsons_interval_is_the_published_one():
    # Newcombe, Statistics in Medicine 1998, table I: 81 of 263
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_the_share_of_nothing_is_not_known():
    assert wilson(0, 0) == (0.0, 1.0)


def test_fishers_test_is_the_exact_sum():
    # 1 of 12 against 9 of 12
    exact = sum(math.comb(10, k) * math.comb(14, 12 - k) for k in (0, 1)) / math.comb(24, 12)
    assert chance_of_so_few(1, 12, 9, 12) == pytest.approx(exact)


@pytest.mark.parametrize("sample", [(5, 5, 20, 20), (0, 5, 0, 20), (3, 3, 0, 20)])
def test_where_nothing_is_fewer_chance_explains_all(sample):
    assert chance_of_so_few(*sample) == 1.0


def test_large_samples_are_no_trouble():
    assert chance_of_so_few(100, 10_000, 90_000, 100_000) == 0.0
