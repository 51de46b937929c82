"""The words and the sentence of one text that weighed most for an answer."""

from bisect import bisect_right
from typing import Any

import numpy as np

from nlp.classify.features import Features, Place
from nlp.records import Span

EVIDENCE = 6  # words shown per axis
LONGEST = 1000  # characters: what is longer is no sentence but a text without full stops, and shows nothing


class Weighed:
    """What pulled in one text; `columns` and `values` are its sparse row, `names` those of all columns."""

    def __init__(self, names: list[str], columns: Any, values: Any, features: Features) -> None:
        self._columns, self._values, self._features = columns, values, features
        self._places = [_place(names[column], features.places) for column in columns.tolist()]
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
                place = self._places[i]
                if place and not any(_overlap(place, other) for other in spans):
                    spans.append(self._features.span(place))
                    left -= 1
        return spans[:EVIDENCE]

    def sentence(self, weights: list[Any]) -> list[Span]:
        """The sentence whose words and clues, each counted where it first stands, pulled most; [] where none did."""
        pull = self._values * sum(one[self._columns] for one in weights)
        here = self._lines >= 0
        if not here.any():
            return []
        total = np.bincount(self._lines[here], weights=pull[here])
        for i in np.argsort(-total, kind="stable"):
            if total[i] <= 0:
                break
            _, start, end = place = self._features.sentences[i]
            if end - start <= LONGEST:
                return [self._features.span(place)]
        return []

    def _stand(self) -> Any:
        """For each column the number of the sentence its place is in, or -1."""
        starts: dict[str, tuple[list[int], int]] = {}
        for i, (part, start, _) in enumerate(self._features.sentences):
            starts.setdefault(part, ([], i))[0].append(start)
        found = [-1] * len(self._places)
        for i, place in enumerate(self._places):
            if place and place[0] in starts:
                begun, first = starts[place[0]]
                at = bisect_right(begun, place[1])
                found[i] = first + at - 1 if at else -1
        return np.array(found, dtype=int)


def _place(name: str, places: dict[str, Place]) -> Place | None:
    """Where a column's token or clue stands; the clues of one label ("field:thrift:share") stand at one place."""
    return places.get(name) or (places.get(":".join(name.split(":")[:2])) if ":" in name else None)


def _overlap(one: Place, other: Span) -> bool:
    return one[0] == other.field and one[1] < other.end and other.start < one[2]
