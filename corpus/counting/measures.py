"""Measures of association, with where they come from. All take counts as arrays and return arrays of their size."""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Scores = NDArray[np.float64]


def log_dice(together: Counts, node: int, word: Counts) -> Scores:
    """14 + log2(2 f(x,y) / (f(x) + f(y))): at most 14, does not grow with the corpus (Rychlý 2008, "A
    Lexicographer-Friendly Association Score")."""
    score: Scores = 14 + np.log2(2 * together / (node + word))
    return score


def log_likelihood(observed: Counts, row: int, column: Counts, total: int) -> Scores:
    """G² = 2 Σ O ln(O/E) over the four cells of a table with one cell `observed`, the sum of its `row`, of its
    `column`, and of all (Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence"). Negative
    where `observed` is less than expected."""
    seen, other = observed.astype(np.float64), column.astype(np.float64)
    expected = row * other / total
    score = _part(seen, expected) + _part(row - seen, row - expected) + _part(other - seen, other - expected)
    score += _part(total - row - other + seen, total - row - other + expected)
    # Rounding may leave a hair below nothing.
    signed: Scores = np.where(seen >= expected, 2.0, -2.0) * np.maximum(score, 0.0)
    return signed


def _part(seen: Scores, expected: Scores) -> Scores:
    with np.errstate(divide="ignore", invalid="ignore"):
        part: Scores = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
    return part


def key_log_likelihood(here: Counts, size_here: int, there: Counts, size_there: int) -> Scores:
    """G² = 2 (a ln(a/E₁) + b ln(b/E₂)) of a word's counts in two corpora (Rayson & Garside 2000, "Comparing Corpora
    using Frequency Profiling"). Negative where the word is rarer here than there."""
    a, b = here.astype(np.float64), there.astype(np.float64)
    whole = size_here + size_there
    expected_a, expected_b = size_here * (a + b) / whole, size_there * (a + b) / whole
    score = 2 * (_part(a, expected_a) + _part(b, expected_b))
    signed: Scores = np.where(a >= expected_a, 1.0, -1.0) * np.maximum(score, 0.0)
    return signed


def log_ratio(here: Counts, size_here: int, there: Counts, size_there: int) -> Scores:
    """log2 of how many times as frequent a word is here as there; 1 is twice as frequent (Hardie 2014, "Log Ratio: an
    informal introduction"). A count of nothing is taken as one half, as there."""
    a, b = np.where(here > 0, here, 0.5), np.where(there > 0, there, 0.5)
    ratio: Scores = np.log2((a / size_here) / (b / size_there))
    return ratio


def deviation(counts: Counts, sizes: Counts, total_size: int) -> float:
    """DP = ½ Σ |vᵢ − sᵢ| of one word: from 0, spread over the articles as their lengths are, to 1, all in a small one
    (Gries 2008, "Dispersions and adjusted frequencies in corpora").

    `counts` and `sizes` are those of the articles that hold the word; the others, together `total_size` less their
    sizes, add their share of the length.
    """
    here, share = counts / counts.sum(), sizes / total_size
    return float(0.5 * (np.abs(here - share).sum() + max(0.0, 1 - share.sum())))
