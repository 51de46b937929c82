"""The words and the sentence of one text that weighed most for an answer."""

from bisect import bisect_right
from typing import Any

import numpy as np

from nlp.classify.features import Features
from nlp.records import Span

EVIDENCE = 6  # words shown per axis
LONGEST = 1000  # characters: what is longer is no sentence but a text without full stops, and shows nothing


class Weighed:
    """What pulled in one text; `columns` and `values` are its sparse row, `names` those of all columns."""

    def __init__(self, names: list[str], columns: Any, values: Any, features: Features) -> None:
        self._columns, self._values = columns, values
        self._places = [_place(names[column], features) for column in columns]
        self._sentences = features.sentences
        self._lines = self._stand()

    def words(self, weights: list[Any]) -> list[Span]:
        """The spans that pulled most towards the labels of these weights, shared among the labels."""
        share = max(1, EVIDENCE // len(weights))
        spans: list[Span] = []
        for one in weights:
            pull = self._values * one[self._columns]
            left = share
            for i in np.argsort(-pull, kind="stable"):
                if not left or pull[i] <= 0:
                    break
                span = self._places[i]
                if span is not None and not any(_overlap(span, other) for other in spans):
                    spans.append(span)
                    left -= 1
        return spans[:EVIDENCE]

    def sentence(self, weights: list[Any]) -> list[Span]:
        """The sentence whose words and clues, each counted where it first stands, pulled most; [] where none did."""
        pull = self._values * np.sum(weights, axis=0)[self._columns]
        here = self._lines >= 0
        if not here.any():
            return []
        total = np.bincount(self._lines[here], weights=pull[here])
        for i in np.argsort(-total, kind="stable"):
            if total[i] <= 0:
                break
            if len(self._sentences[i].text) <= LONGEST:
                return [self._sentences[i]]
        return []

    def _stand(self) -> Any:
        """For each column the number of the sentence its place is in, or -1."""
        starts: dict[str, tuple[list[int], int]] = {}
        for i, span in enumerate(self._sentences):
            starts.setdefault(span.field, ([], i))[0].append(span.start)
        found = np.full(len(self._places), -1)
        for i, place in enumerate(self._places):
            begun, first = starts.get(place.field, ([], 0)) if place else ([], 0)
            if place and (at := bisect_right(begun, place.start)):
                found[i] = first + at - 1
        return found


def _place(name: str, features: Features) -> Span | None:
    """Where a column's token or clue stands; the clues of one label ("field:thrift:share") stand at one place."""
    return features.places.get(name) or features.places.get(":".join(name.split(":")[:2]))


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end
