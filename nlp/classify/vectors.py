"""From features to numbers: TF-IDF of the words, values of the clues, side by side in one sparse row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np

from nlp.classify.features import Features

MIN_ARTICLES = 3  # a word seen in fewer articles teaches nothing about others


@dataclass(slots=True)
class Vocabulary:
    """Columns: first `tokens` with their inverse document frequency, then `clues`. `idf` is float32, len(tokens)."""

    tokens: list[str]
    clues: list[str]
    idf: Any
    _clue: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._clue = {clue: len(self.tokens) + i for i, clue in enumerate(self.clues)}

    def __len__(self) -> int:
        return len(self.tokens) + len(self.clues)

    def row(self, features: Features, known: Any) -> tuple[Any, Any, Any]:
        """(columns, values, first) of one article, columns ascending. Words: (1 + ln tf) · idf, of length 1 together.

        `first`: the number of the first token of each word's column, -1 for clues. `known`: the column of every token
        (`Both`).
        """
        columns, first, counts = np.unique(known, return_index=True, return_counts=True)
        if len(columns) and columns[0] < 0:
            columns, first, counts = columns[1:], first[1:], counts[1:]
        values = (1 + np.log(counts.astype(np.float32))) * self.idf[columns]
        length = float(np.sqrt((values**2).sum()))
        more = sorted((self._clue[name], value) for name, value in features.clues.items() if name in self._clue)
        return (
            np.concatenate([columns, np.array([column for column, _ in more], dtype=np.int32)]),
            np.concatenate([values / (length or 1.0), np.array([value for _, value in more])]).astype(np.float32),
            np.concatenate([first, np.full(len(more), -1)]),
        )


class Both:
    """Vocabularies looked up at once: most of the time goes into finding a word at all."""

    def __init__(self, *tokens: Sequence[str]) -> None:
        self._number = {token: i for i, token in enumerate(dict.fromkeys(token for some in tokens for token in some))}
        self._columns = np.full((len(tokens), len(self._number) + 1), -1, dtype=np.int32)  # the last: in none of them
        for row, some in zip(self._columns, tokens, strict=True):
            row[numbers(self._number, some)] = np.arange(len(some))

    def columns(self, tokens: Sequence[str]) -> Any:
        """The column of every token in each vocabulary (vocabularies x tokens, int32), -1 where it has none."""
        return self._columns[:, numbers(self._number, tokens)]


def numbers(columns: dict[str, int], tokens: Sequence[str]) -> Any:
    """The column of every token (int32), -1 where it has none."""
    return np.fromiter(map(columns.get, tokens, repeat(-1)), np.int32, len(tokens))


def common(counted: Counter[str], total: int, least: int) -> tuple[list[str], Any]:
    """The tokens that stand in at least `least` of `total` texts, sorted, and the inverse frequency of each. `counted`:
    token → texts it stands in."""
    kept = sorted(token for token, count in counted.items() if token and count >= least)
    return kept, inverse_frequency(np.array([counted[token] for token in kept], dtype=np.float64), total)


def inverse_frequency(df: Any, total: int) -> Any:
    """ln((1 + total) / (1 + df)) + 1 as float32. `df`: in how many of `total` texts each token stands."""
    return (np.log((1 + total) / (1 + df)) + 1).astype(np.float32)
