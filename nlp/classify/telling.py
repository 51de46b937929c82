"""Which sentence of an article tells the deed of a field, or shows an actor acting.

Learned from sentences, not from articles: of the words that make an article one of thrift many stand in its headline,
which tells nobody who saved what. Ridge regression, one label against the rest, over words and word pairs of the
sentence alone (TF-IDF, length 1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nlp.classify.axes import SEVERAL
from nlp.classify.deeds import Sentence
from nlp.classify.features import Features, tokens_of
from nlp.classify.vectors import common, numbers
from nlp.classify.weighed import LONGEST
from nlp.records import Span

MIN_SENTENCES = 3  # a word of fewer sentences teaches nothing about others
STRENGTH = 1.0  # of the ridge; 0.5 and 2 are no better (docs/classifiers.md)
BIAS = 0.5
TOLERANCE = 1e-3  # of the solver: finer changes no sentence that is shown


@dataclass(slots=True)
class Telling:
    """`tokens` with their `idf` (float32), and per axis its labels and `weights` (labels x tokens, float32)."""

    tokens: list[str]
    idf: Any
    labels: dict[str, list[str]]
    weights: dict[str, Any]
    _columns: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._columns = {token: i for i, token in enumerate(self.tokens)}
        if any(self.weights[name].shape != (len(self.labels[name]), len(self.tokens)) for name in SEVERAL):
            raise ValueError("weights and words of the sentences do not match")

    def cells(self, columns: Any, lines: Any) -> tuple[Any, Any, Any]:
        """(sentence, column, value) of every token known, as three arrays; the values of a sentence have length 1.
        `columns`: of every token, -1 where it has none; `lines`: its sentence, -1 for one that is of none."""
        known = (columns >= 0) & (lines >= 0)
        lines, columns = lines[known], columns[known].astype(np.int64)
        # A sentence and a column as one number, so that a token said twice is counted twice and stands once.
        cells, counts = np.unique(lines * len(self.tokens) + columns, return_counts=True)
        lines, columns = np.divmod(cells, len(self.tokens))
        values = counts.astype(np.float32) * self.idf[columns]
        lengths = np.sqrt(np.bincount(lines, weights=values**2))
        return lines, columns, values / lengths[lines]

    def speaks(self, cells: tuple[Any, Any, Any], count: int, name: str, labels: Sequence[str]) -> Any:
        """How much each of `count` sentences, by its cells, speaks for labels of an axis (labels x sentences)."""
        lines, columns, values = cells
        weights = self.weights[name]
        return np.array([np.bincount(lines, values * weights[self.labels[name].index(label), columns], count)
                         for label in labels])  # fmt: skip

    def columns(self, tokens: Sequence[str]) -> Any:
        """The column of every token, -1 where it has none."""
        return numbers(self._columns, tokens)

    def shown(self, features: Features, given: dict[str, list[str]], columns: Any = None) -> dict[str, list[Span]]:
        """For each label given, axis by axis, the sentence that speaks most for it: `{"axis:label": [span]}`, [] where
        none can be shown.

        The headline is shown only where nothing stands under it. `columns`: of every token of the article, where they
        were looked up before.
        """
        found: dict[str, list[Span]] = {f"{name}:{label}": [] for name, labels in given.items() for label in labels}
        short = [i for i, (_, start, end) in enumerate(features.sentences) if end - start <= LONGEST]
        short = [i for i in short if features.sentences[i][0] != "title"] or short
        if not short:
            return found
        count = len(features.sentences)
        columns = self.columns(features.split()) if columns is None else columns
        cells = self.cells(columns, np.array(features.where.told, dtype=np.int64))
        for name, labels in given.items():
            known = [label for label in labels if label in self.labels[name]]
            best = self.speaks(cells, count, name, known)[:, short].argmax(axis=1) if known else ()
            for label, i in zip(known, best, strict=True):
                found[f"{name}:{label}"] = [features.span(features.sentences[short[i]])]
        return found


def flat(telling: Telling, sentences: Sequence[Sequence[str]]) -> tuple[Any, Any]:
    """The columns of the tokens of all sentences, and the sentence of each."""
    columns = telling.columns([token for one in sentences for token in one])
    return columns, np.repeat(np.arange(len(sentences)), [len(one) for one in sentences])


def learn(sentences: Sequence[Sentence]) -> Telling:
    """What sentences teach. `sentences` must not be empty."""
    return _learned(sentences, [tokens_of(one.text) for one in sentences])


def _learned(sentences: Sequence[Sentence], words: Sequence[list[str]]) -> Telling:
    """`learn` from sentences and the words and pairs of each."""
    from scipy.sparse import coo_matrix, hstack  # reading needs neither
    from sklearn.linear_model import Ridge

    counted = Counter(token for one in words for token in set(one))
    tokens, idf = common(counted, len(words), MIN_SENTENCES)
    labels = {name: sorted({label for one in sentences for label in getattr(one, name)}) for name in SEVERAL}
    blank = {name: np.zeros((len(labels[name]), len(tokens)), dtype=np.float32) for name in SEVERAL}
    made = Telling(tokens, idf, labels, blank)
    lines, columns, values = made.cells(*flat(made, words))
    x = coo_matrix((values, (lines, columns)), shape=(len(words), len(tokens)))
    x = hstack([x, np.full((len(words), 1), BIAS)]).tocsr()
    y = np.hstack([_given(sentences, name, labels[name]) for name in SEVERAL])
    weights = Ridge(alpha=STRENGTH, fit_intercept=False, solver="lsqr", tol=TOLERANCE).fit(x, y).coef_[:, :-1]
    first = len(labels[SEVERAL[0]])
    made.weights = {name: part.astype(np.float32)
                    for name, part in zip(SEVERAL, (weights[:first], weights[first:]), strict=True)}  # fmt: skip
    return made


def _given(sentences: Sequence[Sentence], name: str, labels: list[str]) -> Any:
    """Labels of an axis as 1 and -1 (sentences x labels)."""
    return np.array([[1.0 if label in getattr(one, name) else -1.0 for label in labels] for one in sentences])


def right(sentences: Sequence[Sentence], groups: dict[str, int]) -> dict[str, list[float]]:
    """How often the sentence shown for a label that the article tells is one that tells it: axis → [cases, share,
    share of its sentences that do], each article's group (`groups`: id → number) left out of the learning.
    """
    cases: dict[str, list[tuple[float, float]]] = {name: [] for name in SEVERAL}
    words = [tokens_of(one.text) for one in sentences]
    held = np.array([groups.get(one.article, -1) for one in sentences])
    for group in np.unique(held[held >= 0]).tolist():
        kept = np.flatnonzero(held != group).tolist()
        telling = _learned([sentences[i] for i in kept], [words[i] for i in kept])
        articles: dict[str, list[int]] = {}
        for i in np.flatnonzero(held == group).tolist():
            articles.setdefault(sentences[i].article, []).append(i)
        for places in articles.values():
            members = [sentences[i] for i in places]
            cells = telling.cells(*flat(telling, [words[i] for i in places]))
            for name in SEVERAL:
                told = sorted({label for one in members for label in getattr(one, name)} & set(telling.labels[name]))
                best = telling.speaks(cells, len(members), name, told).argmax(axis=1) if told else ()
                for label, i in zip(told, best, strict=True):
                    holds = [label in getattr(one, name) for one in members]
                    cases[name].append((float(holds[int(i)]), float(np.mean(holds))))
    return {name: [len(found), *(round(float(x), 3) for x in np.mean(found, axis=0))]
            for name, found in cases.items() if found}  # fmt: skip
