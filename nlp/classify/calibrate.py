"""From decision values to scores that mean what they say, and from scores to answers."""

from typing import Any

import numpy as np
from scipy.optimize import minimize

NEVER = -20.0  # decision value of a label that the articles at hand do not have
PRIOR = 0.3  # standard deviation expected of a label's own shift, in log odds: a rare label keeps to the axis' own
UNSURE = 0.4  # calibrated, so two such answers in five are right; of held-out ones it was three in eight (docs/classifiers.md)
SHRINK = 300  # a label of as many articles has a threshold half its own, half the axis'; with 30 it is chance's


def calibrate(decisions: Any, y: Any, *, several: bool) -> tuple[float, float, list[float]]:
    """(a, c, b per label) of `nlp.classify.axes.Axis`, learned on decisions (articles x labels) about articles not seen.

    Platt's sigmoid, or one temperature where one label holds (Guo et al. 2017), for the axis as a whole, with a cubic
    term, for decisions of least squares say little near 0 and much far from it. Beside it each label's own shift, held
    back by a normal prior as far as its articles do not carry it.
    """
    known = decisions > NEVER
    if several and len(np.unique(y[known])) < 2:
        return 1.0, 0.0, [0.0] * y.shape[1]
    truth = y.argmax(axis=1)
    cubed = decisions**3

    def loss(free: Any) -> tuple[float, Any]:
        """What the scores cost in surprise, and its slope."""
        logits = free[0] * decisions + free[1] * cubed + free[2] + free[3:]
        if several:
            cost = float(np.logaddexp(0, np.where(y == 1, -logits, logits))[known].sum())
            slope = (1 / (1 + np.exp(-np.clip(logits, -50, 50))) - y) * known
        else:
            shifted = logits - logits.max(axis=1, keepdims=True)
            shares = np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)
            cost = float(-np.log(np.maximum(shares[np.arange(len(truth)), truth], 1e-300)).sum())
            slope = shares - y
        cost += float((free[3:] ** 2).sum()) / (2 * PRIOR**2) + float(free[2] ** 2) / 200
        each = slope.sum(axis=0) + free[3:] / PRIOR**2
        return cost, np.array([(slope * decisions).sum(), (slope * cubed).sum(), slope.sum() + free[2] / 100, *each])

    start = np.array([1.0, 0.0] + [0.0] * (1 + y.shape[1]))
    bounds = [(0.05, 50), (0, 50)] + [(-20, 20)] * (1 + y.shape[1])  # scores never fall where decisions rise
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return float(best.x[0]), float(best.x[1]), [float(best.x[2] + shift) for shift in best.x[3:]]


def thresholds(scores: Any, y: Any) -> list[float]:
    """The score from which each label is given: half the best F1 it reaches, drawn to half the axis' where it is rare.

    For scores that mean what they say no other gives a better F1 (Lipton, Elkan, Naryanaswamy 2014); the best F1 is
    known much more surely than the score at which these articles happen to reach it.
    """
    common = _best(scores.ravel(), y.ravel()) / 2
    found = []
    for j, support in enumerate(y.sum(axis=0)):
        own = _best(scores[:, j], y[:, j]) / 2
        found.append(round(float((support * own + SHRINK * common) / (support + SHRINK)), 3))
    return found


def _best(scores: Any, y: Any) -> float:
    """The best F1 of any threshold."""
    given = scores[None, :] >= np.linspace(0.1, 0.7, 25)[:, None]
    return float((2 * (given & (y == 1)).sum(axis=1) / np.maximum(given.sum(axis=1) + y.sum(), 1)).max())
