"""Training: labelled articles in, classifiers with calibrated scores out, measured by cross-validation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold, StratifiedKFold

from nlp.classify.model import Axis, save
from nlp.labelled import Labelled
from nlp.tagger import features

FOLDS = 5
SEED = 20260722  # any fixed number: the same labels give the same model
STRENGTH = {
    "on_campaign": 10.0,
    "exemplar": 10.0,
    "genre": 10.0,
    "fields": 10.0,
    "actors": 10.0,
}  # C, by cross-validation
MIN_DOCUMENTS = 2  # a word seen in one article only teaches nothing about others
MIN_LABELS = 3  # a label with fewer articles is not learned
AXES = ("on_campaign", "exemplar", "genre", "fields", "actors")
SEVERAL = ("fields", "actors")


@dataclass
class Trained:
    """The outcome: version, and per axis how many articles taught it and how it did on articles it had not seen."""

    version: str
    axes: dict[str, dict[str, Any]]


def vectoriser() -> TfidfVectorizer:
    """Words as they are joined already: split at blanks only."""
    return TfidfVectorizer(
        token_pattern=r"\S+", lowercase=False, min_df=MIN_DOCUMENTS, sublinear_tf=True, dtype=np.float32
    )


def _targets(rows: list[Labelled], axis: str) -> tuple[list[int], list[str], Any]:
    """Indexes of the articles that teach an axis, its labels, and the target matrix or vector."""
    use = [i for i, row in enumerate(rows) if row.labels.get(axis) is not None]
    if axis == "on_campaign":
        return use, ["on_campaign"], np.array([[rows[i].on_campaign] for i in use], dtype=int)
    use = [i for i in use if rows[i].on_campaign]
    values = [rows[i].labels[axis] if axis in SEVERAL else [rows[i].labels[axis]] for i in use]
    counts = {label: sum(label in v for v in values) for label in sorted({x for v in values for x in v})}
    labels = [label for label, count in counts.items() if count >= MIN_LABELS]
    matrix = np.array([[label in v for label in labels] for v in values], dtype=int)
    if axis in SEVERAL:
        return use, labels, matrix
    keep: Any = matrix.any(axis=1)
    return [i for i, kept in zip(use, keep, strict=True) if kept], labels, matrix[keep]


def _fit(x: Any, y: Any, axis: str) -> tuple[Any, Any]:
    """Weights (labels x features) and bias (labels) of one axis."""

    def learner() -> LogisticRegression:
        return LogisticRegression(C=STRENGTH[axis], class_weight="balanced", max_iter=2000, random_state=SEED)

    if axis == "on_campaign" or axis in SEVERAL:
        fitted = [learner().fit(x, y[:, j]) for j in range(y.shape[1])]
        return (np.vstack([f.coef_[0] for f in fitted]).astype(np.float32),
                np.array([f.intercept_[0] for f in fitted], dtype=np.float32))  # fmt: skip
    fitted_one = learner().fit(x, y.argmax(axis=1))
    return fitted_one.coef_.astype(np.float32), fitted_one.intercept_.astype(np.float32)


def _unseen(texts: list[str], y: Any, axis: str) -> Any:
    """Decision values of every article from a model that did not see it."""
    decisions = np.zeros(y.shape, dtype=np.float64)
    single = axis in ("exemplar", "genre")
    folds = (StratifiedKFold if single or axis == "on_campaign" else KFold)(FOLDS, shuffle=True, random_state=SEED)
    for learn, test in folds.split(texts, y.argmax(axis=1) if single else y[:, 0]):
        words = vectoriser()
        x = words.fit_transform([texts[i] for i in learn])
        present = y[learn].any(axis=0)
        weights, bias = _fit(x, y[learn][:, present], axis)
        rows = words.transform([texts[i] for i in test])
        decisions[np.ix_(test, present)] = np.asarray(rows @ weights.T) + bias
        decisions[np.ix_(test, ~present)] = -20.0
    return decisions


def _calibrate(decisions: Any, y: Any, several: bool) -> tuple[float, float]:
    """Platt's sigmoid over all labels of an axis together, or one temperature where one label holds."""
    if several:
        flat = LogisticRegression(C=1e6).fit(decisions.reshape(-1, 1), y.ravel())
        return float(flat.coef_[0][0]), float(flat.intercept_[0])
    truth = y.argmax(axis=1)

    def loss(a: float) -> float:
        z = a * (decisions - decisions.max(axis=1, keepdims=True))
        return float(-(z[np.arange(len(truth)), truth] - np.log(np.exp(z).sum(axis=1))).mean())

    return float(minimize_scalar(loss, bounds=(0.05, 20), method="bounded").x), 0.0


def _threshold(scores: Any, y: Any) -> float:
    """The score from which a label is given: best micro F1 on unseen articles."""
    grid = np.linspace(0.1, 0.7, 25)
    return float(max(grid, key=lambda t: f1_score(y.ravel(), (scores >= t).ravel())))


def train(rows: list[Labelled], folder: Path, progress: Callable[[str], None] = lambda line: None) -> Trained:
    """Learn all axes from labelled articles and store them in a folder. Raises ValueError with too few articles."""
    if len(rows) < 10 * FOLDS:
        raise ValueError(f"{len(rows)} labelled articles are too few to learn from; at least {10 * FOLDS}")
    texts: list[str] = []
    for number, row in enumerate(rows, 1):
        texts.append(features(row.document)[1].tokens)
        if number % 50 == 0:
            progress(f"{number}/{len(rows)}")
    words = vectoriser()
    matrix = words.fit_transform(texts).tocsr()
    axes: dict[str, Axis] = {}
    report: dict[str, dict[str, Any]] = {}
    for name in AXES:
        use, labels, y = _targets(rows, name)
        decisions = _unseen([texts[i] for i in use], y, name)
        several = name in SEVERAL or name == "on_campaign"
        a, b = _calibrate(decisions, y, several)
        weights, bias = _fit(matrix[use], y, name)
        axis = Axis(labels, weights, bias, several, a, b, 0.5)
        scores = axis.calibrated(decisions)
        if name in SEVERAL:
            axis.threshold = _threshold(scores, y)
        axes[name] = axis
        report[name] = {"articles": len(use), **_measured(scores, y, axis, name)}
        progress(f"{name}: {report[name]}")
    about = {"scikit_learn": sklearn.__version__, "articles": len(rows), "measured": report}
    return Trained(save(folder, words, axes, about), report)


def _measured(scores: Any, y: Any, axis: Axis, name: str) -> dict[str, Any]:
    """Cross-validated quality of one axis. Thresholds and calibration saw these articles; weights did not."""
    if name in ("exemplar", "genre"):
        truth, said = y.argmax(axis=1), scores.argmax(axis=1)
        per = f1_score(truth, said, average=None, labels=list(range(len(axis.labels))), zero_division=0)
        out = {"accuracy": float((truth == said).mean()), "macro_f1": float(per.mean())}
    else:
        said = scores >= axis.threshold
        per = (
            f1_score(y, said, average=None, zero_division=0) if name in SEVERAL else [f1_score(y.ravel(), said.ravel())]
        )
        out = {"micro_f1": float(f1_score(y.ravel(), said.ravel())), "macro_f1": float(np.mean(per))}
    out = {key: round(value, 3) for key, value in out.items()}
    return {**out, "f1": {label: round(float(v), 3) for label, v in zip(axis.labels, per, strict=True)},
            "support": {label: int(n) for label, n in zip(axis.labels, y.sum(axis=0), strict=True)}}  # fmt: skip
