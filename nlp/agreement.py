"""How far coders agree: Krippendorff's alpha for single and for set-valued labels, Cohen's kappa for two coders.

Alpha after Krippendorff, Content Analysis (4th ed. 2018), chapter 12: 1 - D_o / D_e, from all pairs of values inside a
unit against all pairs of values at large; units with one value count for neither. Distances: nominal (0 or 1) for one
label; MASI (Passonneau 2006: 1 - Jaccard x monotony) for sets, so that half a match counts as half.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SINGLE = ("on_campaign", "exemplar", "genre", "primary_locality")
SEVERAL = ("fields", "actors")
RELIABLE = 0.667  # Krippendorff's lower bound for drawing tentative conclusions
ROUNDS = 1000  # resamples of the units for the interval; more change its second decimal no further
SEED = 20260722  # any fixed number: the same labels give the same interval

Value = Hashable
Distance = Callable[[Value, Value], float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on one axis. `alpha` (or `kappa`) is None where it is undefined, and `why` says so in a sentence.

    `units`: articles with two labels and more; `same`: the share of pairs that agree outright; `interval`: 95 % of
    the alphas of resampled units; `kappa`: Cohen's, of the two coders where there are just two, for single labels.
    """

    axis: str
    units: int
    same: float | None
    alpha: float | None
    interval: tuple[float, float] | None
    kappa: float | None
    why: str = ""


def nominal(one: Value, other: Value) -> float:
    """0 for the same label, 1 for another."""
    return float(one != other)


def masi(one: Value, other: Value) -> float:
    """Distance of two sets, 0 to 1: 1 - Jaccard x (1 equal, 2/3 one in the other, 1/3 overlap, 0 apart)."""
    a, b = frozenset(one), frozenset(other)  # type: ignore[call-overload]  # sets are what this distance is for
    if a == b:
        return 0.0
    both = a & b
    monotony = 0.0 if not both else 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - len(both) / len(a | b) * monotony


def alpha(units: Sequence[Sequence[Value]], distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha of units, each the values that coders gave it; None where nothing varies or pairs."""
    return _Distances(units, distance).alpha()


class _Distances:
    """Observed disagreement by unit and counts of values by unit, so that resampled units are summed, not compared."""

    def __init__(self, units: Sequence[Sequence[Value]], distance: Distance) -> None:
        paired = [unit for unit in units if len(unit) > 1]
        values = list(dict.fromkeys(value for unit in paired for value in unit))
        at = {value: i for i, value in enumerate(values)}
        self.table = np.array([[distance(a, b) for b in values] for a in values]).reshape(len(values), len(values))
        self.counts = np.zeros((len(paired), len(values)))
        for row, unit in enumerate(paired):
            for value in unit:
                self.counts[row, at[value]] += 1
        sizes = self.counts.sum(axis=1)
        inside = np.einsum("ui,ij,uj->u", self.counts, self.table, self.counts)
        self.observed = inside / np.maximum(sizes - 1, 1)

    def alpha(self, chosen: np.ndarray | None = None) -> float | None:
        counts, observed = (
            (self.counts, self.observed) if chosen is None else (self.counts[chosen], self.observed[chosen])
        )
        total = counts.sum(axis=0)
        n = total.sum()
        expected = float(total @ self.table @ total)
        if n < 2 or not expected:
            return None
        return float(1 - (n - 1) * observed.sum() / expected)

    def interval(self) -> tuple[float, float] | None:
        if len(self.counts) < 2:
            return None
        draw = np.random.default_rng(SEED)
        found = [self.alpha(draw.integers(0, len(self.counts), len(self.counts))) for _ in range(ROUNDS)]
        known = [one for one in found if one is not None]
        return (float(np.quantile(known, 0.025)), float(np.quantile(known, 0.975))) if known else None


def kappa(pairs: Iterable[tuple[Value, Value]]) -> float | None:
    """Cohen's kappa (1960) of two coders' labels; None without pairs, or where chance alone would agree fully."""
    listed = list(pairs)
    if not listed:
        return None
    n = len(listed)
    first, second = Counter(a for a, _ in listed), Counter(b for _, b in listed)
    chance = sum(count * second[value] for value, count in first.items()) / n**2
    same = sum(a == b for a, b in listed) / n
    return None if chance == 1 else (same - chance) / (1 - chance)


def agreement(axis: str, labels: Mapping[str, Mapping[str, Value]]) -> Agreement:
    """Agreement on an axis: `labels` maps a coder to its labels by article id (sets for the axes of `SEVERAL`)."""
    ids = dict.fromkeys(identity for given in labels.values() for identity in given)
    units = [[given[i] for given in labels.values() if i in given] for i in ids]
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return Agreement(axis, 0, None, None, None, None, "no article has labels of two coders")
    distances = _Distances(paired, masi if axis in SEVERAL else nominal)
    same = [a == b for unit in paired for i, a in enumerate(unit) for b in unit[i + 1 :]]
    found = distances.alpha()
    why = "" if found is not None else "every label is the same, so chance cannot be told from agreement"
    two = list(labels.values())
    both = [(two[0][i], two[1][i]) for i in ids if i in two[0] and i in two[1]] if len(two) == 2 else []
    return Agreement(
        axis, len(paired), sum(same) / len(same), found, distances.interval() if found is not None else None,
        kappa(both) if axis not in SEVERAL else None, why,
    )  # fmt: skip
