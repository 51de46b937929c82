"""Training: labelled articles in, classifiers with calibrated scores out, measured on articles left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import sklearn

from nlp.classify.axes import ONE_OF
from nlp.classify.copies import KINDS, WEIGHT, Copy, copies
from nlp.classify.counts import Counts
from nlp.classify.deeds import Sentence
from nlp.classify.features import Features
from nlp.classify.groups import folds, near, together
from nlp.classify.learn import Task, fit, tasks, unseen
from nlp.classify.measure import HEADLINE, answers, measure, settled, summed
from nlp.classify.model import save
from nlp.classify.strung import strung
from nlp.classify.telling import learn, right
from nlp.labelled import Labelled
from nlp.tagger import features

FOLDS = 5
STRUNG = 0.6  # weight of a text strung of single sentences beside an article's 1; chosen with each writer left out
WRITERS = 10  # parts of the writers, each left out in turn: every one by itself would take three times as long
MIN_WRITERS = 3  # files; with fewer, leaving one out leaves too little to learn from

Progress = Callable[[str], None]


@dataclass
class Trained:
    """The outcome: version, and per axis how it did on articles it had not seen.

    `axes`: five folds, related texts in one; `writers`: the files (one writer each) in `WRITERS` parts, each left out in
    turn, empty with fewer than `MIN_WRITERS` files; `forms`: kind of copy → axis → [articles, figure on the copies,
    figure on their originals]; `decided`: how many articles with people's decisions it learned from; `sentences`: how
    many single ones; `shown`: per axis how often the sentence shown for a label tells it (`nlp.classify.telling.right`).
    """

    version: str
    axes: dict[str, dict[str, Any]]
    writers: dict[str, dict[str, Any]] = field(default_factory=dict)
    forms: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    decided: int = 0
    sentences: int = 0
    shown: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Data:
    """Articles to learn from, in this order: labelled ones, decisions, texts strung of sentences, copies of the first."""

    articles: list[Features]
    counts: Counts
    tasks: dict[str, Task]
    sources: Any
    folds: Any
    writers: Any
    copies: list[Copy]


def prepare(labelled: Sequence[Labelled], decided: Sequence[Labelled] = (), progress: Progress = lambda line: None,
            *, texts: Sequence[Labelled] = (), copied: bool = True) -> Data:  # fmt: skip
    """Everything to learn and measure with. Decisions, `texts` strung of single sentences (`nlp.classify.strung`) and
    copies teach, and are never measured on.

    Raises ValueError with too few articles or where an axis has no examples of both kinds.
    """
    if len(labelled) < 10 * FOLDS:
        raise ValueError(f"{len(labelled)} labelled articles are too few to learn from; at least {10 * FOLDS}")
    known = [*labelled, *decided]
    clusters = near([row.document.body for row in known])
    fold, writer = _groups(labelled, decided, clusters)
    made = copies(labelled, list(zip(fold, writer, strict=False))) if copied else []
    everything = [*known, *texts, *(copy.row for copy in made)]
    first = len(known) + len(texts)  # of the copies
    asked = tasks(everything)
    articles = []
    for number, row in enumerate(everything, 1):
        articles.append(features(row.document)[1].bare())
        if number % 100 == 0:
            progress(f"{number}/{len(everything)}")
    sources = np.array([*range(first), *(copy.of for copy in made)])
    for one in asked.values():
        one.scored[len(labelled) :] = False
        one.weight[len(known) : first] = STRUNG * (one.weight[len(known) : first] > 0)
        one.weight[first:] *= [WEIGHT[copy.kind] for copy in made]
    for i in range(first, len(everything)):  # what the lead alone does not say, it cannot teach
        if everything[i].on_campaign and not articles[i].campaign and made[i - first].kind == "lead":
            asked["on_campaign"].weight[i] = 0.0
    nobody = np.full(len(texts), -1)
    folded, written = (np.concatenate([group, nobody])[sources] for group in (fold, writer))
    return Data(articles, Counts(articles, sources), asked, sources, folded, written, made)


def _groups(labelled: Sequence[Labelled], decided: Sequence[Labelled], clusters: Any) -> tuple[Any, Any]:
    """Fold and group of writers (-1 for decisions) of every article, related articles in one."""
    dealt = folds(labelled, clusters[: len(labelled)], FOLDS)
    files = sorted({row.file for row in labelled})
    named = np.array([files.index(row.file) % WRITERS for row in labelled])
    none = np.full(len(decided), -1)
    return tuple(together(np.concatenate([group, none]), clusters) for group in (dealt, named))


def train(labelled: Sequence[Labelled], folder: Path, progress: Progress = lambda line: None,
          decided: Sequence[Labelled] = (), sentences: Sequence[Sentence] = ()) -> Trained:  # fmt: skip
    """Learn all axes and store them in a folder. Raises ValueError with too few articles.

    `sentences` teach fields and actors. What stands in the folder is replaced only when everything was learned.
    """
    data = prepare(labelled, decided, progress, texts=strung([one for one in sentences if not one.article]))
    groups = data.folds
    decisions = unseen(data.counts, data.tasks, groups)
    report = measure(data.tasks, decisions, groups)
    writers: dict[str, dict[str, Any]] = {}
    if len(set(data.writers[data.writers >= 0])) >= MIN_WRITERS:
        groups = data.writers  # calibration, too, is for writers it has not seen
        decisions = unseen(data.counts, data.tasks, groups)
        writers = measure(data.tasks, decisions, groups)
    for name, figures in (writers or report).items():
        progress(f"{name}: " + ", ".join(f"{key} {figures[key]}" for key in figures if isinstance(figures[key], float)))
    held = _forms(data, decisions, groups)
    x = data.counts.rows(np.ones(len(data.articles), dtype=bool))
    axes = {}
    for name, one in data.tasks.items():
        axes[name] = settled(name, one.labels, decisions[name][one.scored], one.y[one.scored])
        axes[name].weights, axes[name].bias = fit(x, one)
    known = dict(zip((row.id for row in labelled), data.writers.tolist(), strict=False))
    shown = right(sentences, known) if sentences else {}
    about = {"scikit_learn": sklearn.__version__, "articles": len(labelled), "decided": len(decided), "sentences": len(sentences),
             "folds": report, "writers": writers, "forms": held, "shown": shown}  # fmt: skip
    version = save(folder, x.vocabulary, axes, about, learn(sentences) if sentences else None)
    return Trained(version, report, writers, held, len(decided), len(sentences), shown)


def _forms(data: Data, decisions: dict[str, Any], groups: Any) -> dict[str, dict[str, list[float]]]:
    """How the axes do on copies of articles not seen, beside their originals."""
    first = len(data.articles) - len(data.copies)
    found: dict[str, dict[str, list[float]]] = {kind: {} for kind in KINDS}
    for name, one in data.tasks.items():
        _, given = answers(one, decisions[name], groups)
        for kind in KINDS:
            here = [i for i, copy in enumerate(data.copies, first) if copy.kind == kind and one.scored[data.sources[i]]]
            here = [i for i in here if one.weight[i] > 0]
            if not here:
                continue
            pair = [
                float(summed(one.y[use], given[use], np.ones((1, len(use))), one=name in ONE_OF)[_key(name)][0])
                for use in (np.array(here), data.sources[here])
            ]
            found[kind][name] = [len(here), *(round(value, 3) for value in pair)]
    return found


def _key(name: str) -> str:
    """Copies are few: of one-of axes the share of right answers says more than a mean over rare labels."""
    return "accuracy" if HEADLINE[name] == "macro_f1" else "micro_f1"
