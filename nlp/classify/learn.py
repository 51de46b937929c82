"""Learning the axes: what is asked of which article, linear weights, and decisions on articles not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, hstack

from nlp.classify.axes import AXES, ONE_OF
from nlp.classify.calibrate import NEVER
from nlp.classify.counts import Counts, Rows
from nlp.classify.vectors import Vocabulary
from nlp.labelled import Labelled

STRENGTH = 0.5  # of the ridge; 0.3 to 0.8 differ by less than the folds do, from 1 on it gets worse
BIAS = 0.55  # the constant column beside rows whose words have length 1; its square is what the bias may cost
MIN_LABELS = 3  # a label with fewer articles is not learned
OFF = (
    0.5  # weight of an article off the campaign where an axis is asked of the campaign's: told the same way, but other
)
# Which clues an axis sees and how much they weigh beside the words (whose row has length 1), chosen with each writer
# left out (docs/classifiers.md). Genre and exemplar are about how a text is told: topics and the campaign's names
# would only teach them what these writers happened to write about.
CLUES: dict[str, dict[str, float]] = {
    "on_campaign": {"camp:": 0.1, "doc:": 0.1},
    "exemplar": {"person:": 0.2, "unit:": 0.1, "shape:": 0.2},
    "genre": {"person:": 0.2, "unit:": 0.1, "shape:": 0.2},
    "fields": {"field:": 0.05},
    "actors": {"actor:": 0.1},
}


@dataclass(slots=True)
class Task:
    """One axis and what the articles say of it: `y` 0/1 (articles x labels); `weight` (articles), 0 for those that
    teach nothing of it; `scored` (articles): those the axis is measured and calibrated on."""

    name: str
    labels: list[str]
    y: Any
    weight: Any
    scored: Any


def task(rows: Sequence[Labelled], name: str) -> Task:
    """What labelled articles teach of an axis. Beside the campaign's own, axes are measured on its articles only."""
    given = np.array([row.labels.get(name) is not None for row in rows])
    on = np.array([row.on_campaign for row in rows])
    if name == "on_campaign":
        return Task(name, [name], (on & given)[:, None].astype(int), given.astype(float), given)
    values = [_listed(row.labels.get(name)) for row in rows]
    counts: dict[str, int] = {}
    for value, counted in zip(values, given & on, strict=True):
        for label in value if counted else ():
            counts[label] = counts.get(label, 0) + 1
    labels = sorted(label for label, count in counts.items() if count >= MIN_LABELS)
    y = np.array([[label in value for label in labels] for value in values], dtype=int).reshape(len(rows), len(labels))
    taught = given & y.any(axis=1) if name in ONE_OF else given
    return Task(name, labels, y, taught * np.where(on, 1.0, OFF), taught & on)


def tasks(rows: Sequence[Labelled]) -> dict[str, Task]:
    """All axes. Raises ValueError naming an axis of which the articles do not hold both kinds of examples."""
    found = {name: task(rows, name) for name in AXES}
    for name, one in found.items():
        y = one.y[one.scored]
        if not one.labels or (name in ONE_OF and len(one.labels) < 2) or (y.all(axis=0) | ~y.any(axis=0)).any():
            raise ValueError(f"{name}: the labelled articles do not hold both kinds of examples")
    return found


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]


def kernel(x: Rows, name: str) -> Any:
    """Inner products of all articles (articles x articles) as an axis sees them, the bias column included."""
    weights = scale(x.vocabulary, name)
    clues = (x.clues[:, weights > 0] * weights[weights > 0]).astype(np.float32)
    inner = clues @ clues.T
    inner += x.products
    inner += np.float32(BIAS**2)
    return inner


def scale(vocabulary: Vocabulary, name: str) -> Any:
    """What each clue is multiplied by for an axis; 0 for those it does not see."""
    groups = CLUES[name]
    return np.array([groups.get(clue[: clue.find(":") + 1], 0.0) for clue in vocabulary.clues])


def solve(inner: Any, one: Task, learn: Any) -> Any:
    """Dual coefficients (learning articles x labels) of least squares with a ridge, one label against the rest.

    Kernel ridge regression on linear inner products (Saunders et al. 1998): the same weights as ridge regression on the
    columns, at the price of one equation system as large as the articles are many, whatever the number of columns or
    labels. In single precision, a third of the time: no decision moves by more than 0.0001.
    """
    root = np.sqrt(one.weight[learn]).astype(np.float32)[:, None]
    system = inner[np.ix_(learn, learn)].astype(np.float32)
    system *= root
    system *= root.T
    system[np.diag_indices_from(system)] += STRENGTH
    factor = cho_factor(system, lower=True, overwrite_a=True, check_finite=False)
    return root * cho_solve(factor, root * (2.0 * one.y[learn] - 1).astype(np.float32), check_finite=False)


def fit(x: Rows, one: Task) -> tuple[Any, Any]:
    """Weights (labels x columns, for unscaled rows) and bias (labels) of one axis, learned from all its articles."""
    learn = np.flatnonzero(one.weight)
    dual = solve(kernel(x, one.name), one, learn)
    squared = scale(x.vocabulary, one.name) ** 2
    weights = hstack([x.words[learn], csr_matrix(x.clues[learn] * squared)]).T @ dual
    return weights.T.astype(np.float32), (BIAS**2 * dual.sum(axis=0)).astype(np.float32)


def unseen(counts: Counts, axes: dict[str, Task], groups: Any) -> dict[str, Any]:
    """Per axis the decision values of every article (articles x labels), from words and weights of other groups.

    `groups`: the group of every article, below 0 for those that only teach.
    """
    found = {name: np.full(one.y.shape, NEVER) for name, one in axes.items()}
    for group in np.unique(groups[groups >= 0]):
        test, learn = np.flatnonzero(groups == group), groups != group
        x = counts.rows(learn)
        for name, one in axes.items():
            taught = np.flatnonzero(learn & (one.weight > 0))
            present = one.y[taught].any(axis=0)
            if not len(taught) or not present.any():
                continue
            inner = kernel(x, name)
            decided = inner[np.ix_(test, taught)] @ solve(inner, one, taught)
            found[name][test] = np.where(present, decided, NEVER)
    return found
