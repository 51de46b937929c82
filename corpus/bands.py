"""What is usual: bands of counts and of measures, and the chance of a share. Plain statistics of a source's own nights."""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist, median

MAD_TO_SD = 1.4826  # the median absolute deviation of a normal distribution, times this, is its standard deviation
Band = tuple[float, float]


def _spread(values: Sequence[float], middle: float) -> float:
    return MAD_TO_SD * median(abs(value - middle) for value in values)


def _margin(values: Sequence[float], spread: float, z: float) -> float:
    """Half the width of a prediction interval around a median, which itself errs by π/2·σ²/n (van der Vaart 1998, 21.2)."""
    return z * spread * math.sqrt(1 + math.pi / 2 / len(values))


@lru_cache(10_000)  # neighbouring nights, found and stored, share their past
def count_band(values: tuple[float, ...], z: float) -> Band:
    """The counts that are usual after these: (low, high), both included. `values` holds at least one count.

    On Anscombe's scale, 2·√(x + 3/8) (Biometrika 1948), a Poisson count spreads by 1; the values' own spread is taken
    where wider. That scale is too strict near nothing: there the Poisson distribution itself sets the low end.
    """
    scaled = [2 * math.sqrt(value + 0.375) for value in values]
    middle = median(scaled)
    margin = _margin(scaled, max(1.0, _spread(scaled, middle)), z)
    low, high = max(0.0, middle - margin), middle + margin
    least = max(0, math.ceil(low * low / 4 - 0.375))
    return min(least, _poisson_low(median(values), NormalDist().cdf(-z))), math.floor(high * high / 4 - 0.375)


def _poisson_low(mean: float, chance: float) -> float:
    """The smallest count with a probability above `chance` of not being exceeded; no bound where Anscombe is exact."""
    if mean > 500:
        return math.inf
    term = total = math.exp(-mean)
    count = 0
    while total <= chance:
        count += 1
        term *= mean / count
        total += term
    return count


def measure_band(values: Sequence[float], z: float) -> Band:
    """The usual values of a positive measure, on a logarithmic scale: (low, high). `values` holds at least one."""
    logs = [math.log1p(value) for value in values]
    middle = median(logs)
    margin = _margin(logs, _spread(logs, middle), z)
    return max(0.0, math.expm1(middle - margin)), math.expm1(min(middle + margin, 700.0))


def daily_rate(values: tuple[float, ...], z: float) -> tuple[float, float]:
    """Mean of counts and how many times wider than Poisson they spread (at least 1); outliers are cut to the band."""
    low, high = count_band(values, z)
    kept = [min(max(value, low), high) for value in values]
    mean = sum(kept) / len(kept)
    if mean == 0 or len(kept) < 2:
        return mean, 1.0
    variance = sum((value - mean) ** 2 for value in kept) / (len(kept) - 1)
    return mean, max(1.0, variance / mean)


def wilson(hits: int, of: int, z: float = 1.96) -> Band:
    """Wilson's score interval of a share (JASA 1927); (0, 1) of nothing."""
    if of <= 0:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def chance_of_so_few(hits: int, of: int, hits_before: int, of_before: int) -> float:
    """Fisher's exact test, one-sided: the probability of at most `hits` in `of` when both samples have one share."""
    total, all_hits = of + of_before, hits + hits_before
    least = max(0, of - (total - all_hits))
    if hits >= min(of, all_hits):
        return 1.0
    whole = _log_choose(total, of)
    terms = (_log_choose(all_hits, k) + _log_choose(total - all_hits, of - k) - whole for k in range(least, hits + 1))
    return min(1.0, sum(math.exp(term) for term in terms))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
