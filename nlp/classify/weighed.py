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
    """Where in one text what pulled stands; `columns` are those of its sparse row, `names` those of all columns."""

    def __init__(self, names: list[str], columns: Any, features: Features) -> None:
        self._names, self._columns, self._features = names, columns.tolist(), features

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
        """Where a column's token or clue stands; the clues of one label ("field:thrift:share") stand at one place."""
        name, places = self._names[self._columns[i]], self._features.places
        return places.get(name) or (places.get(":".join(name.split(":")[:2])) if ":" in name else None)

    @cached_property
    def _lines(self) -> Any:
        """For each column the number of the sentence its place is in, or -1."""
        places = map(self._features.places.get, map(self._names.__getitem__, self._columns))
        found = [place or self._place(i) for i, place in enumerate(places)]
        return np.array([place[3] if place else -1 for place in found], dtype=int)


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
