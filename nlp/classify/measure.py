"""What the classifiers are worth on articles they did not learn from, calibration and thresholds included."""

from typing import Any

import numpy as np

from nlp.classify.axes import MAX_FIELDS, ONE_OF, Axis
from nlp.classify.calibrate import UNSURE, calibrate, thresholds
from nlp.classify.learn import Task
from nlp.evaluate import calibration_error

RESAMPLES = 1000  # of the bootstrap: enough for two digits of a 95 % interval
SEED = 20260722  # any fixed number: the same answers give the same interval
HEADLINE = {"on_campaign": "micro_f1", "exemplar": "macro_f1", "genre": "macro_f1", "fields": "micro_f1", "actors": "micro_f1"}  # fmt: skip


def settled(name: str, labels: list[str], decisions: Any, y: Any) -> Axis:
    """An axis without weights: calibrated on decisions about articles not seen, with its thresholds."""
    several = name not in ONE_OF
    axis = Axis(labels, None, None, several, *calibrate(decisions, y, several=several))
    if several:
        axis.thresholds = thresholds(axis.calibrated(decisions), y)
    else:
        axis.unsure = UNSURE
    return axis


def said(name: str, axis: Axis, scores: Any) -> Any:
    """Answers 0/1 (articles x labels) as a reading gives them; a row of zeros where the axis is not sure."""
    rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    if name in ONE_OF:
        return ((rank == 0) & (scores >= axis.unsure)).astype(int)
    given = scores >= np.array(axis.thresholds)
    if name == "fields":
        first = _first(rank, given)
        given = (
            given & (np.cumsum(_by(rank, given), axis=1)[np.arange(len(rank))[:, None], rank] <= MAX_FIELDS)
        ) | first
    return given.astype(int)


def _by(rank: Any, given: Any) -> Any:
    """`given` with its columns in the order of rank."""
    return np.take_along_axis(given, np.argsort(rank, axis=1), axis=1)


def _first(rank: Any, given: Any) -> Any:
    """The likeliest label of articles that would get none."""
    return (rank == 0) & ~given.any(axis=1, keepdims=True)


def answers(one: Task, decisions: Any, groups: Any) -> tuple[Any, Any]:
    """(scores, said 0/1) of every article, calibration and thresholds settled on the other groups."""
    scores, given = np.zeros(one.y.shape), np.zeros(one.y.shape, dtype=int)
    for group in np.unique(groups[groups >= 0]):
        test, others = groups == group, one.scored & (groups != group)
        axis = settled(one.name, one.labels, decisions[others], one.y[others])
        scores[test] = axis.calibrated(decisions[test])
        given[test] = said(one.name, axis, scores[test])
    return scores, given


def measure(axes: dict[str, Task], decisions: dict[str, Any], groups: Any) -> dict[str, dict[str, Any]]:
    """Figures per axis; `decisions`: of `nlp.classify.learn.unseen` over the same groups."""
    report = {}
    for name, one in axes.items():
        scores, given = answers(one, decisions[name], groups)
        use = one.scored
        report[name] = figures(one.labels, one.y[use], scores[use], given[use], one=name in ONE_OF)
    return report


def figures(labels: list[str], y: Any, scores: Any, given: Any, *, one: bool) -> dict[str, Any]:
    """Support, accuracy and confusion (one label) or micro F1, macro F1, F1 per label, calibration error of the labels
    given, the share of articles answered; 95 % intervals (bootstrap over articles) under `intervals`."""
    out: dict[str, float] = {"answered": float(given.any(axis=1).mean())} if one else {}
    whole = np.full((1, len(y)), 1.0)
    draws = np.random.default_rng(SEED).multinomial(len(y), np.full(len(y), 1 / len(y)), RESAMPLES)
    known, drawn = summed(y, given, whole, one=one), summed(y, given, draws, one=one)
    out |= {key: float(value[0]) for key, value in known.items()}
    if labels == ["on_campaign"]:
        sure = [(max(s, 1 - s), bool(t) == bool(g)) for s, t, g in _cells(scores, y, given) if (s >= 0.5) == bool(g)]
    else:
        sure = [(float(s), bool(t)) for s, t, g in _cells(scores, y, given) if g]
    if sure:
        out["calibration_error"] = float(calibration_error(sure))
    per = _f1(*_counts(y, given, whole))[0]
    found: dict[str, Any] = {"articles": len(y), **{key: round(value, 3) for key, value in out.items()}}
    found["intervals"] = {
        key: [round(float(x), 3) for x in np.percentile(value, (2.5, 97.5))] for key, value in drawn.items()
    }
    found["f1"] = {label: round(float(v), 3) for label, v in zip(labels, per, strict=True)}
    found["support"] = {label: int(n) for label, n in zip(labels, y.sum(axis=0), strict=True)}
    if one:
        found["confusion"] = _confusion(labels, y, given)
    return found


def summed(y: Any, given: Any, draws: Any, *, one: bool) -> dict[str, Any]:
    """Accuracy or micro F1, and macro F1, for each way to count the articles (`draws`: ways x articles)."""
    right, gold, told = _counts(y, given, draws)
    per = _f1(right, gold, told)
    present = gold + told > 0  # a label that a draw does not hold has no F1 in it
    macro = (per * present).sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    if one:
        return {"accuracy": right.sum(axis=1) / np.maximum(gold.sum(axis=1), 1), "macro_f1": macro}
    return {"micro_f1": _f1(right.sum(axis=1), gold.sum(axis=1), told.sum(axis=1)), "macro_f1": macro}


def _counts(y: Any, given: Any, draws: Any) -> tuple[Any, Any, Any]:
    return draws @ (y * given), draws @ y, draws @ given


def _f1(right: Any, gold: Any, told: Any) -> Any:
    return 2 * right / np.maximum(gold + told, 1)


def _cells(*arrays: Any) -> Any:
    return zip(*(array.ravel() for array in arrays), strict=True)


def _confusion(labels: list[str], y: Any, given: Any) -> dict[str, dict[str, int]]:
    """gold → said → articles; said is "—" where no answer was given."""
    names = [*labels, "—"]
    told = np.where(given.any(axis=1), given.argmax(axis=1), len(labels))
    found: dict[str, dict[str, int]] = {}
    for gold, answer in zip(y.argmax(axis=1), told, strict=True):
        row = found.setdefault(labels[gold], {})
        row[names[answer]] = row.get(names[answer], 0) + 1
    return dict(sorted(found.items()))
