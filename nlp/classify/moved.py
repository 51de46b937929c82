"""What people's decisions changed: the same held-out articles before and after learning from them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from nlp.classify.axes import ONE_OF
from nlp.classify.groups import SEED
from nlp.classify.learn import Task, unseen
from nlp.classify.measure import HEADLINE, RESAMPLES, answers, summed
from nlp.classify.train import Data, Progress, prepare
from nlp.labelled import Labelled

STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)  # shares of the decisions learned from: four steps show where a curve flattens
FEWEST = 20  # decisions on an axis; with fewer a curve is four accidents


@dataclass(slots=True)
class Moved:
    """One axis. `measure` names the figure (macro or micro F1); `labels`: label → [support, F1 before, F1 after].

    `curve`: [decisions learned from, figure] per step. `gain`: of all decisions, `last`: of the last quarter, each
    [gain, low, high] with its 95 % interval. `enough`: True when the last quarter's gain cannot be told from none, so
    that more labels of this kind stop helping; None with too few decisions to say.
    """

    axis: str
    decisions: int
    measure: str
    before: float
    after: float
    labels: dict[str, list[float]]
    curve: list[list[float]]
    gain: list[float]
    last: list[float]
    enough: bool | None = None

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)


@dataclass(slots=True)
class _Curve:
    answers: list[Any] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)


def moved(
    labelled: Sequence[Labelled], decided: Sequence[Labelled], progress: Progress = lambda line: None
) -> list[Moved]:
    """What learning from decisions moved, per axis on which there are any.

    Five folds of the labelled articles are held out in turn; decisions stand on the learning side only, and those on
    texts related to a held-out article are left out with it. Copies are not made: both sides of the comparison lack
    them alike. Raises ValueError with too few articles.
    """
    data = prepare(labelled, decided, progress, copied=False)
    first = len(labelled)
    order = first + np.random.default_rng(SEED).permutation(len(decided))
    curves = {name: _Curve() for name in data.tasks}
    for share in STEPS:
        left_out = order[round(share * len(decided)) :]
        kept = _without(data, left_out)
        decisions = unseen(data.counts, kept, data.folds)
        for name, one in kept.items():
            curves[name].answers.append(answers(one, decisions[name], data.folds)[1])
            curves[name].counts.append(int((one.weight[first:] > 0).sum()))
        progress(f"{share:.0%}")
    return [_compared(data.tasks[name], curve) for name, curve in curves.items() if curve.counts[-1]]


def _without(data: Data, left_out: Any) -> dict[str, Task]:
    """The tasks with some articles teaching nothing."""
    found = {}
    for name, one in data.tasks.items():
        weight = one.weight.copy()
        weight[left_out] = 0.0
        found[name] = Task(name, one.labels, one.y, weight, one.scored)
    return found


def _compared(one: Task, curve: _Curve) -> Moved:
    use, key = one.scored, HEADLINE[one.name]
    y = one.y[use]
    draws = np.random.default_rng(SEED).multinomial(len(y), np.full(len(y), 1 / len(y)), RESAMPLES)
    plain = np.ones((1, len(y)))

    def figure(given: Any, ways: Any) -> Any:
        return summed(y, given[use], ways, one=one.name in ONE_OF)[key]

    def gain(old: Any, new: Any) -> list[float]:
        low, high = np.percentile(figure(new, draws) - figure(old, draws), (2.5, 97.5))
        return [round(float(x), 3) for x in (figure(new, plain)[0] - figure(old, plain)[0], low, high)]

    before, after = curve.answers[0], curve.answers[-1]
    points = [[n, round(float(figure(a, plain)[0]), 3)] for n, a in zip(curve.counts, curve.answers, strict=True)]
    last = gain(curve.answers[-2], after)
    labels = {}
    for j, label in enumerate(one.labels):
        f1 = [2 * float((y[:, j] * a[use][:, j]).sum()) / max(1, int(y[:, j].sum() + a[use][:, j].sum()))
              for a in (before, after)]  # fmt: skip
        labels[label] = [int(y[:, j].sum()), round(f1[0], 3), round(f1[1], 3)]
    enough = last[1] <= 0 if curve.counts[-1] >= FEWEST else None
    return Moved(one.name, curve.counts[-1], key, points[0][1], points[-1][1], labels, points, gain(before, after), last,
                 enough)  # fmt: skip
