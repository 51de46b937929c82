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
from nlp.records import Span

MIN_SENTENCES = 3  # a word of fewer sentences teaches nothing about others
STRENGTH = 1.0  # of the ridge; 0.5 and 2 are no better (docs/classifiers.md)
BIAS = 0.5
TOLERANCE = 1e-3  # of the solver: finer changes no sentence that is shown
LONGEST = 1000  # characters: what is longer is no sentence but a text without full stops, and shows nothing


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

    def cells(self, sentences: Sequence[Sequence[str]]) -> tuple[Any, Any, Any]:
        """(sentence, column, value) of every token known, as three arrays; the values of a sentence have length 1."""
        counts = [Counter(map(self._columns.get, tokens)) for tokens in sentences]
        for one in counts:
            one.pop(None, None)
        lines = np.repeat(np.arange(len(counts)), [len(one) for one in counts])
        columns = np.array([column for one in counts for column in one], dtype=np.int64)
        values = np.array([count for one in counts for count in one.values()], dtype=np.float32) * self.idf[columns]
        lengths = np.sqrt(np.bincount(lines, weights=values**2, minlength=len(counts)))
        return lines, columns, values / lengths[lines]

    def speaks(self, sentences: Sequence[Sequence[str]], name: str, labels: Sequence[str]) -> Any:
        """How much each sentence, a list of tokens, speaks for labels of an axis (labels x sentences)."""
        lines, columns, values = self.cells(sentences)
        weights = self.weights[name][[self.labels[name].index(label) for label in labels]]
        return np.array([np.bincount(lines, values * one[columns], len(sentences)) for one in weights])

    def shown(self, features: Features, name: str, labels: Sequence[str]) -> dict[str, list[Span]]:
        """Per label of an axis the sentence that speaks most for it: `{label: [span]}`, [] where none can be shown.

        The headline is shown only where nothing stands under it.
        """
        known = [label for label in labels if label in self.labels[name]]
        short = [i for i, (_, start, end) in enumerate(features.sentences) if end - start <= LONGEST]
        short = [i for i in short if features.sentences[i][0] != "title"] or short
        found: dict[str, list[Span]] = {label: [] for label in labels}
        if known and short:
            best = self.speaks([features.told[i] for i in short], name, known).argmax(axis=1)
            found |= {
                label: [features.span(features.sentences[short[i]])] for label, i in zip(known, best, strict=True)
            }
        return found


def learn(sentences: Sequence[Sentence]) -> Telling:
    """What sentences teach. `sentences` must not be empty."""
    from scipy.sparse import coo_matrix, hstack  # reading needs neither
    from sklearn.linear_model import Ridge

    words = [tokens_of(one.text) for one in sentences]
    counted = Counter(token for one in words for token in set(one))
    tokens = sorted(token for token, count in counted.items() if count >= MIN_SENTENCES)
    frequency = np.array([counted[token] for token in tokens], dtype=np.float64)
    idf = (np.log((1 + len(words)) / (1 + frequency)) + 1).astype(np.float32)
    labels = {name: sorted({label for one in sentences for label in getattr(one, name)}) for name in SEVERAL}
    blank = {name: np.zeros((len(labels[name]), len(tokens)), dtype=np.float32) for name in SEVERAL}
    made = Telling(tokens, idf, labels, blank)
    lines, columns, values = made.cells(words)
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
    for group in sorted(set(groups.values())):
        articles: dict[str, list[Sentence]] = {}
        for one in sentences:
            if groups.get(one.article, -1) == group:
                articles.setdefault(one.article, []).append(one)
        telling = learn([one for one in sentences if groups.get(one.article, -1) != group])
        for members in articles.values():
            words = [tokens_of(one.text) for one in members]
            for name in SEVERAL:
                told = sorted({label for one in members for label in getattr(one, name)} & set(telling.labels[name]))
                for label, best in zip(
                    told, telling.speaks(words, name, told).argmax(axis=1) if told else (), strict=True
                ):
                    holds = [label in getattr(one, name) for one in members]
                    cases[name].append((float(holds[int(best)]), float(np.mean(holds))))
    return {name: [len(found), *(round(float(x), 3) for x in np.mean(found, axis=0))]
            for name, found in cases.items() if found}  # fmt: skip
