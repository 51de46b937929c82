"""Articles as numbers to learn from: counted once, then weighed anew for every part of them that is learned from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from nlp.classify.features import Features
from nlp.classify.vectors import MIN_ARTICLES, Vocabulary, inverse_frequency

OFTEN = 50  # a column in more than one of so many rows; 20 to 100 take about the same time


@dataclass(slots=True)
class Rows:
    """Articles in a vocabulary: words (csr, articles x tokens), clues (articles x clues), inner products of the words
    (articles x articles, float32)."""

    vocabulary: Vocabulary
    words: Any
    clues: Any
    products: Any


class Counts:
    """How often which token stands in which article, and its clues.

    `sources`: for each article the number of the one it is or was copied from; what has one source counts once.
    """

    def __init__(self, articles: Sequence[Features], sources: Any = None) -> None:
        self._sources = np.arange(len(articles)) if sources is None else np.asarray(sources)
        everybody = np.ones(len(articles), dtype=bool)
        number: dict[str, int] = {}
        counted = _matrix([_counted(article.tokens, number) for article in articles], len(number))
        kept, self._tokens = self._common(counted, everybody, number)
        self._words = counted[:, kept]
        number = {}
        hints = [_numbered(article.clues, number) for article in articles]
        held = _matrix([(columns, np.ones(len(columns))) for columns, _ in hints], len(number))
        kept, self._clues = self._common(held, everybody, number)
        self._held, self._hints = held[:, kept], _matrix(hints, len(number))[:, kept]

    def vocabulary(self, learn: Any) -> Vocabulary:
        """The words and clues of at least `MIN_ARTICLES` of the articles learned from (a mask); idf as
        ln((1 + n) / (1 + df)) + 1."""
        return self._vocabulary(learn)[0]

    def rows(self, learn: Any) -> Rows:
        """All articles in the vocabulary of those learned from (a mask), each as `Vocabulary.row` gives it."""
        vocabulary, tokens, clues = self._vocabulary(learn)
        words = self._words[:, tokens]
        words.data = (1 + np.log(words.data)) * vocabulary.idf[words.indices]
        lengths = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel())
        words.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(words.indptr))
        return Rows(vocabulary, words, self._hints[:, clues].toarray(), _products(words))

    def _vocabulary(self, learn: Any) -> tuple[Vocabulary, Any, Any]:
        """The vocabulary, and which of the tokens and clues counted it holds."""
        df = self._frequency(self._words, learn)
        tokens = np.flatnonzero(df >= MIN_ARTICLES)
        clues = np.flatnonzero(self._frequency(self._held, learn) >= MIN_ARTICLES)
        idf = inverse_frequency(df[tokens], len(np.unique(self._sources[learn])))
        return Vocabulary([self._tokens[i] for i in tokens], [self._clues[i] for i in clues], idf), tokens, clues

    def _common(self, matrix: Any, learn: Any, number: dict[str, int]) -> tuple[Any, list[str]]:
        """The columns that may stand in a vocabulary, in the order of their names, and the names."""
        df = self._frequency(matrix, learn)
        names = sorted(name for name, column in number.items() if name and df[column] >= MIN_ARTICLES)
        return np.array([number[name] for name in names], dtype=int), names

    def _frequency(self, matrix: Any, learn: Any) -> Any:
        """In how many sources of the articles learned from each column stands."""
        members = np.flatnonzero(learn)
        _, group = np.unique(self._sources[members], return_inverse=True)
        if not len(members):
            return np.zeros(matrix.shape[1], dtype=int)
        of = csr_matrix((np.ones(len(members)), (group, members)), shape=(int(group.max()) + 1, matrix.shape[0]))
        return np.bincount((of @ matrix).indices, minlength=matrix.shape[1])


def _products(words: Any) -> Any:
    """Inner products of sparse rows (rows x rows, float32). Columns that many rows share are multiplied as dense ones,
    which takes a third of the time."""
    words = words.astype(np.float32)
    often = np.bincount(words.indices, minlength=words.shape[1]) * OFTEN > words.shape[0]
    dense, rare = words[:, often].toarray(), words[:, ~often]
    products = dense @ dense.T
    products += (rare @ rare.T).toarray()
    return products


def _counted(tokens: str, number: dict[str, int]) -> tuple[Any, Any]:
    """(columns, counts) of one article; new tokens are numbered."""
    split = tokens.split(" ")
    return np.unique([number.setdefault(token, len(number)) for token in split], return_counts=True)


def _numbered(clues: dict[str, float], number: dict[str, int]) -> tuple[Any, Any]:
    """(columns, values) of one article's clues; new ones are numbered."""
    return np.array([number.setdefault(name, len(number)) for name in clues], dtype=int), np.array([*clues.values()])


def _matrix(rows: Sequence[tuple[Any, Any]], width: int) -> Any:
    """Rows of columns and values as one sparse matrix (articles x width)."""
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
    return csr_matrix((values.astype(np.float64), columns.astype(np.int32), ends), shape=(len(rows), width))
