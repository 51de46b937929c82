"""Training: labelled articles in, classifiers with calibrated scores out, measured on articles left out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import sklearn

from nlp.classify.axes import AXES
from nlp.classify.features import Features
from nlp.classify.learn import fit, matrix, targets, unseen, weigh
from nlp.classify.measure import measure, settled
from nlp.classify.model import save
from nlp.classify.vectors import learn_vocabulary
from nlp.labelled import Labelled
from nlp.tagger import features

FOLDS = 5
MIN_WRITERS = 3  # files; with fewer, leaving one out leaves too little to learn from
SEED = 20260722  # any fixed number: the same labels give the same model


@dataclass
class Trained:
    """The outcome: version, and per axis how it did on articles it had not seen.

    `axes`: five folds, articles of every file in each; `writers`: each file (one writer) left out in turn, empty with
    fewer than `MIN_WRITERS` files.
    """

    version: str
    axes: dict[str, dict[str, Any]]
    writers: dict[str, dict[str, Any]] = field(default_factory=dict)


def train(rows: list[Labelled], folder: Path, progress: Callable[[str], None] = lambda line: None) -> Trained:
    """Learn all axes from labelled articles and store them in a folder. Raises ValueError with too few articles.

    What stands in the folder is replaced only when everything was learned.
    """
    if len(rows) < 10 * FOLDS:
        raise ValueError(f"{len(rows)} labelled articles are too few to learn from; at least {10 * FOLDS}")
    articles: list[Features] = []
    for number, row in enumerate(rows, 1):
        articles.append(features(row.document)[1])
        if number % 50 == 0:
            progress(f"{number}/{len(rows)}")
    asked = {name: targets(rows, name) for name in AXES}
    for name, (_, labels, y) in asked.items():
        if not labels or (y.all(axis=0) | ~y.any(axis=0)).any() or (name == "genre" and len(labels) < 3):
            raise ValueError(f"{name}: the labelled articles do not hold both kinds of examples")
    folds = _folds(rows)
    decisions = unseen(articles, asked, folds)
    report = measure(rows, asked, decisions, folds)
    writers: dict[str, dict[str, Any]] = {}
    files = np.array([row.file for row in rows])
    if len(set(files)) >= MIN_WRITERS:
        decisions = unseen(articles, asked, files)  # calibration, too, is for writers it has not seen
        writers = measure(rows, asked, decisions, files)
    for name, figures in (writers or report).items():
        progress(f"{name}: { ({key: value for key, value in figures.items() if key not in ('f1', 'support')}) }")
    words = learn_vocabulary(articles)
    x = matrix(words, articles)
    axes = {}
    for name, (use, labels, y) in asked.items():
        axes[name] = settled(name, labels, decisions[name], y)
        axes[name].weights, axes[name].bias = fit(x[use], y, name, weigh(words, name))
    about = {"scikit_learn": sklearn.__version__, "articles": len(rows), "folds": report, "writers": writers}
    return Trained(save(folder, words, axes, about), report, writers)


def _folds(rows: list[Labelled]) -> Any:
    """The fold of every article: shuffled, then dealt out within each kind so that every fold holds some of each."""
    order = np.random.default_rng(SEED).permutation(len(rows))
    kinds = [f"{row.on_campaign} {row.labels.get('genre')} {row.labels.get('exemplar')}" for row in rows]
    folds = np.zeros(len(rows), dtype=int)
    folds[sorted(order, key=lambda i: kinds[i])] = np.arange(len(rows)) % FOLDS
    return folds
