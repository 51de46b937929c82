"""Learning one axis: targets, weights, decisions on articles not seen, calibration, threshold."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from nlp.classify.axes import ONE_OF, PERSON, UNIT
from nlp.classify.features import Features
from nlp.classify.vectors import Vocabulary, learn_vocabulary
from nlp.labelled import Labelled

STRENGTH = 2.0  # C of the logistic regression; 1 to 10 differ by less than the folds do
MIN_LABELS = 3  # a label with fewer articles is not learned
NEVER = -20.0  # decision value of a label that the articles at hand do not have
# Which clues an axis sees and how much they weigh beside the words (whose row has length 1). Chosen on articles of
# writers left out. Genre and exemplar are about how a text is told: topics and the campaign's names would only teach
# them what these writers happened to write about.
CLUES: dict[str, tuple[float, tuple[str, ...]]] = {
    "on_campaign": (0.1, ("camp:", "doc:")),
    PERSON: (0.2, ("person:",)),
    UNIT: (0.1, ("unit:",)),
    "genre": (0.1, ("person:", "unit:")),
    "fields": (0.3, ("field:",)),
    "actors": (0.3, ("actor:",)),
}
_HELD = {PERSON: ("individual", "mixed"), UNIT: ("collective", "mixed")}


def targets(rows: Sequence[Labelled], axis: str) -> tuple[list[int], list[str], Any]:
    """Indexes of the articles that teach an axis, its labels, and 0/1 (articles x labels)."""
    key = "exemplar" if axis in _HELD else axis
    use = [i for i, row in enumerate(rows) if row.labels.get(key) is not None]
    if axis == "on_campaign":
        return use, [axis], np.array([[rows[i].on_campaign] for i in use], dtype=int)
    use = [i for i in use if rows[i].on_campaign]
    if axis in _HELD:
        return use, [axis], np.array([[rows[i].labels[key] in _HELD[axis]] for i in use], dtype=int)
    values = [rows[i].labels[key] if isinstance(rows[i].labels[key], list) else [rows[i].labels[key]] for i in use]
    counts = {label: sum(label in v for v in values) for label in sorted({x for v in values for x in v})}
    labels = [label for label, count in counts.items() if count >= MIN_LABELS]
    matrix = np.array([[label in v for label in labels] for v in values], dtype=int).reshape(len(use), len(labels))
    if axis not in ONE_OF:
        return use, labels, matrix
    keep: Any = matrix.any(axis=1)
    return [i for i, kept in zip(use, keep, strict=True) if kept], labels, matrix[keep]


def matrix(vocabulary: Vocabulary, articles: Sequence[Features]) -> Any:
    """Sparse rows (articles x columns, float32), clues unweighted."""
    rows = [vocabulary.row(article) for article in articles]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(vocabulary)))


def weigh(vocabulary: Vocabulary, axis: str) -> Any:
    """What each column is multiplied by for an axis: 1 for words, its clues' weight, 0 for clues it does not see."""
    weight, groups = CLUES[axis]
    return np.array(
        [1.0] * len(vocabulary.tokens) + [weight if clue.startswith(groups) else 0.0 for clue in vocabulary.clues],
        dtype=np.float32,
    )


def fit(x: Any, y: Any, axis: str, scale: Any) -> tuple[Any, Any]:
    """Weights (labels x columns, to be used on unscaled rows) and bias (labels) of one axis."""
    scaled = x.multiply(scale[None, :]).tocsr()
    if axis in ONE_OF:
        learned = [_regression(scaled, y.argmax(axis=1))]
    else:
        learned = [_regression(scaled, y[:, j]) for j in range(y.shape[1])]
    weights = np.vstack([one.coef_ for one in learned]) * scale[None, :]
    return weights.astype(np.float32), np.concatenate([one.intercept_ for one in learned]).astype(np.float32)


def _regression(x: Any, y: Any) -> Any:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000, tol=1e-3).fit(x, y)


def unseen(articles: Sequence[Features], axes: dict[str, Any], groups: Any) -> dict[str, Any]:
    """Per axis the decision values of every article, from weights and words learned without its group.

    `axes`: name → (indexes, labels, targets); `groups`: the group of every article.
    """
    found = {name: np.full(y.shape, NEVER) for name, (_, _, y) in axes.items()}
    for group in np.unique(groups):
        vocabulary = learn_vocabulary([a for a, g in zip(articles, groups, strict=True) if g != group])
        x = matrix(vocabulary, articles)
        for name, (use, _, y) in axes.items():
            index = np.array(use)
            test = groups[index] == group
            present = [j for j in range(y.shape[1]) if 0 < y[~test, j].sum() < (~test).sum()]
            if not present or not test.any():
                continue
            learn = ~test & y[:, present].any(axis=1) if name in ONE_OF else ~test
            weights, bias = fit(x[index[learn]], y[learn][:, present], name, weigh(vocabulary, name))
            if len(weights) == len(present):  # a one-of axis with two labels left is given up
                found[name][np.ix_(test, present)] = x[index[test]] @ weights.T + bias
    return found


def calibrate(decisions: Any, y: Any, axis: str) -> tuple[float, float]:
    """(a, b): Platt's sigmoid over all labels of an axis together, or one temperature where one label holds."""
    if axis not in ONE_OF:
        known = decisions.ravel() > NEVER
        if len(np.unique(y.ravel()[known])) < 2:
            return 1.0, 0.0
        flat = LogisticRegression(C=1e3).fit(decisions.reshape(-1, 1)[known], y.ravel()[known])
        return float(flat.coef_[0][0]), float(flat.intercept_[0])
    truth = y.argmax(axis=1)

    def loss(a: float) -> float:
        z = a * (decisions - decisions.max(axis=1, keepdims=True))
        return float(-(z[np.arange(len(truth)), truth] - np.log(np.exp(z).sum(axis=1))).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 20), method="bounded").x), 0.0


def threshold(scores: Any, y: Any) -> float:
    """The score from which a label is given: best micro F1, ties to the higher."""
    grid = np.linspace(0.1, 0.7, 25)
    return float(max(grid, key=lambda t: (round(f1_score(y.ravel(), (scores >= t).ravel()), 6), t)))
