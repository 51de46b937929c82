"""What the classifiers are worth on articles they did not learn from, calibration and thresholds included."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.metrics import f1_score

from nlp.classify.axes import EXEMPLARS, ONE_OF, PERSON, UNIT, Axis, exemplar_scores
from nlp.classify.learn import calibrate, threshold
from nlp.classify.model import MAX_FIELDS
from nlp.evaluate import calibration_error
from nlp.labelled import Labelled


def settled(name: str, labels: list[str], decisions: Any, y: Any) -> Axis:
    """An axis without weights: calibrated on decisions about articles not seen, with its threshold."""
    a, b = calibrate(decisions, y, name)
    axis = Axis(labels, None, None, name not in ONE_OF, a, b)
    if name in ("fields", "actors"):
        axis.threshold = threshold(axis.calibrated(decisions), y)
    return axis


def cross_scores(name: str, labels: list[str], decisions: Any, y: Any, groups: Any) -> tuple[Any, Any]:
    """(scores, said 0/1) of every article, calibration and threshold settled on the other groups."""
    scores, said = np.zeros(y.shape), np.zeros(y.shape, dtype=int)
    for group in np.unique(groups):
        test = groups == group
        axis = settled(name, labels, decisions[~test], y[~test])
        scores[test] = axis.calibrated(decisions[test])
        said[test] = scores[test] >= axis.threshold
    if name in ONE_OF:
        said = np.eye(y.shape[1], dtype=int)[scores.argmax(axis=1)]
    if name == "fields":
        rank = np.argsort(np.argsort(-scores, axis=1), axis=1)
        said = (said.astype(bool) & (rank < MAX_FIELDS) | (rank == 0)).astype(int)
    return scores, said


def measure(
    rows: Sequence[Labelled], axes: dict[str, Any], decisions: dict[str, Any], groups: Any
) -> dict[str, dict[str, Any]]:
    """Figures per axis of the codebook (`exemplar` instead of its two questions).

    `axes`: name → (indexes, labels, targets); `decisions`: of `nlp.classify.learn.unseen` over the same groups.
    """
    report: dict[str, dict[str, Any]] = {}
    held: dict[str, Any] = {}
    for name, (use, labels, y) in axes.items():
        scores, said = cross_scores(name, labels, decisions[name], y, groups[np.array(use)])
        if name not in (PERSON, UNIT):
            report[name] = figures(labels, y, scores, said, one=name in ONE_OF)
            continue
        held[name] = scores[:, 0]
        if len(held) == 2:
            truth = np.array([[rows[i].labels["exemplar"] == label for label in EXEMPLARS] for i in use], dtype=int)
            four = exemplar_scores(held[PERSON], held[UNIT])
            best = np.eye(len(EXEMPLARS), dtype=int)[four.argmax(axis=1)]
            report["exemplar"] = figures(list(EXEMPLARS), truth, four, best, one=True)
    return report


def figures(labels: list[str], y: Any, scores: Any, said: Any, *, one: bool) -> dict[str, Any]:
    """Support, accuracy (one label) or micro F1, macro F1, F1 per label, calibration error of the labels given."""
    per = f1_score(y, said, average=None, zero_division=0) if len(labels) > 1 else [f1_score(y.ravel(), said.ravel())]
    out: dict[str, float] = {"accuracy": float((y * said).sum() / len(y))} if one else {}
    if not one:
        out["micro_f1"] = float(f1_score(y.ravel(), said.ravel()))
    out["macro_f1"] = float(np.mean(per))
    if labels == ["on_campaign"]:
        sure = [(max(s, 1 - s), bool(t) == (s >= 0.5)) for s, t in zip(scores.ravel(), y.ravel(), strict=True)]
    else:
        sure = [
            (float(s), bool(t)) for s, t, given in zip(scores.ravel(), y.ravel(), said.ravel(), strict=True) if given
        ]
    if sure:
        out["calibration_error"] = calibration_error(sure)
    return {
        "articles": len(y),
        **{key: round(float(value), 3) for key, value in out.items()},
        "f1": {label: round(float(v), 3) for label, v in zip(labels, per, strict=True)},
        "support": {label: int(n) for label, n in zip(labels, y.sum(axis=0), strict=True)},
    }
