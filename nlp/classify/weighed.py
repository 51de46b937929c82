"""The words and the sentence of one text that weighed most for an answer."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from nlp.classify.features import Features, Stands
from nlp.records import Span

EVIDENCE = 6  # words shown per axis
LONGEST = 1000  # characters: what is longer is no sentence but a text without full stops, and shows nothing
FIRST = 32  # columns put in order at first: more than are shown, for some stand nowhere and some overlap


class Weighed:
    """Where in one text what pulled stands. `first`: for each column of its row the number of its first token, -1 for the
    clues, whose names are `clues`; they come last."""

    def __init__(self, clues: list[str], first: Any, features: Features) -> None:
        self._features, self._first = features, first.tolist()
        self._clues = [_place(name, features.places) for name in clues]

    def words(self, pulls: Any) -> list[Span]:
        """The spans that pulled most towards labels (columns x labels), shared among the labels."""
        share = max(1, EVIDENCE // pulls.shape[1])
        spans: list[Span] = []
        for pull in pulls.T:
            left = share
            for i in _strongest(pull):
                place = self._place(i)
                if place and not any(_overlap(place, other) for other in spans):
                    spans.append(self._features.span(place))
                    left -= 1
                    if not left:
                        break
        return spans[:EVIDENCE]

    def sentence(self, pulls: Any) -> list[Span]:
        """The sentence whose words and clues, each counted where it first stands, pulled most towards labels (columns x
        labels) together; [] where none did."""
        here = self._lines >= 0
        if not here.any():
            return []
        total = np.bincount(self._lines[here], weights=pulls.sum(axis=1)[here])
        for i in np.argsort(-total, kind="stable"):
            if total[i] <= 0:
                break
            _, start, end = place = self._features.sentences[i]
            if end - start <= LONGEST:
                return [self._features.span(place)]
        return []

    def _place(self, i: int) -> Stands | None:
        first = self._first[i]
        return self._features.stands(first) if first >= 0 else self._clues[i - len(self._first)]

    @cached_property
    def _lines(self) -> Any:
        """For each column the number of the sentence its place is in, or -1."""
        lines = self._features.where.lines
        words = len(self._first) - len(self._clues)
        return np.array([*(lines[first] for first in self._first[:words]),
                         *(place[3] if place else -1 for place in self._clues)], dtype=int)  # fmt: skip


def _place(name: str, places: dict[str, Stands]) -> Stands | None:
    """Where a clue stands; the clues of one label ("field:thrift:share") stand at one place."""
    return places.get(name) or places.get(":".join(name.split(":")[:2]))


def _strongest(pull: Any) -> Iterator[int]:
    """The columns that pull at all, those that pull most first; of even ones the first."""
    some = np.flatnonzero(pull > 0)
    head = some
    if len(some) > FIRST:
        head = some[pull[some] >= np.partition(pull[some], -FIRST)[-FIRST]]
    yield from head[np.argsort(-pull[head], kind="stable")].tolist()
    if len(head) < len(some):
        yield from some[np.argsort(-pull[some], kind="stable")].tolist()[len(head) :]


def _overlap(one: Stands, other: Span) -> bool:
    return one[0] == other.field and one[1] < other.end and other.start < one[2]
