"""The trained classifiers: loading them, judging a text, and the words that weighed most."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nlp.classify import store
from nlp.classify.axes import EXEMPLARS, PERSON, UNIT, Axis, exemplar_scores
from nlp.classify.features import Features
from nlp.classify.store import ModelError
from nlp.classify.vectors import Vocabulary
from nlp.paths import models
from nlp.records import Span

__all__ = ["Classifiers", "Judgement", "ModelError", "installed", "load", "save"]

MAX_FIELDS = 3  # the codebook's limit
EVIDENCE = 6  # spans shown per axis
UNSURE = 0.35  # below it neither genre nor exemplar is given: every other answer together is twice as likely

Row = tuple[Any, Any]


@dataclass(slots=True)
class Judgement:
    """What the classifiers say of one text: labels, calibrated scores, evidence by axis."""

    on_campaign: bool
    campaign_score: float
    exemplar: str | None
    genre: str | None
    fields: list[str]
    actors: list[str]
    scores: dict[str, Any]
    evidence: dict[str, list[Span]] = field(default_factory=dict)


class Classifiers:
    """All axes over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, axes: dict[str, Axis], version: str) -> None:
        self.vocabulary, self.axes, self.version = vocabulary, axes, version
        self._names = vocabulary.names

    def judge(self, features: Features) -> Judgement:
        """Judge one article."""
        row = self.vocabulary.row(features)
        scores = {name: axis.scores(*row) for name, axis in self.axes.items()}
        campaign, person, unit = (float(scores[name][0]) for name in ("on_campaign", PERSON, UNIT))
        held = exemplar_scores(np.float64(person), np.float64(unit))
        exemplar, genre = int(np.argmax(held)), int(np.argmax(scores["genre"]))
        sure = {"exemplar": float(held[exemplar]), "genre": float(scores["genre"][genre])}
        chosen = {name: self.chosen(name, scores[name]) for name in ("fields", "actors")}
        labels = {name: [self.axes[name].labels[i] for i in indexes] for name, indexes in chosen.items()}
        on = campaign >= self.axes["on_campaign"].threshold
        judged = Judgement(
            on_campaign=on, campaign_score=campaign,
            exemplar=EXEMPLARS[exemplar] if sure["exemplar"] >= UNSURE else None,
            genre=self.axes["genre"].labels[genre] if sure["genre"] >= UNSURE else None,
            fields=labels["fields"], actors=labels["actors"],
            scores={name: round(score, 4) for name, score in sure.items()}
            | {name: {self.axes[name].labels[i]: round(float(scores[name][i]), 4) for i in indexes}
               for name, indexes in chosen.items()},
        )  # fmt: skip
        judged.evidence = {
            "on_campaign": self._evidence(row, features, [("on_campaign", 0, on)]),
            "exemplar": self._evidence(row, features, [(PERSON, 0, person >= 0.5), (UNIT, 0, unit >= 0.5)]),
            "genre": self._evidence(row, features, [("genre", genre, True)]),
        } | {name: self._evidence(row, features, [(name, i, True) for i in indexes])
             for name, indexes in chosen.items() if indexes}  # fmt: skip
        return judged

    def chosen(self, name: str, scores: Any) -> list[int]:
        """Labels of `fields` or `actors` that are given, likeliest first. A text has at least one field."""
        order = [int(i) for i in np.argsort(-scores, kind="stable")]
        over = [i for i in order if scores[i] >= self.axes[name].threshold]
        return (over or order[:1])[:MAX_FIELDS] if name == "fields" else over

    def _evidence(self, row: Row, features: Features, asked: list[tuple[str, int, bool]]) -> list[Span]:
        """The spans that pulled most towards the answers `(axis, label, yes or no)`, shared among them."""
        share = max(1, EVIDENCE // len(asked))
        spans: list[Span] = []
        for name, label, yes in asked:
            spans += self._strongest(row, features, name, label, yes, share, spans)
        return spans[:EVIDENCE]

    def _strongest(
        self, row: Row, features: Features, name: str, label: int, yes: bool, most: int, known: list[Span]
    ) -> list[Span]:
        columns, values = row
        pull = values * self.axes[name].weights[label][columns] * (1 if yes else -1)
        found: list[Span] = []
        for i in np.argsort(-pull, kind="stable"):
            if len(found) == most or pull[i] <= 0:
                break
            span = self._place(self._names[columns[i]], features)
            if span is not None and not any(_overlap(span, other) for other in (*known, *found)):
                found.append(span)
        return found

    @staticmethod
    def _place(name: str, features: Features) -> Span | None:
        """Where a column's token or clue stands; the clues of one label ("field:thrift:share") stand at one place."""
        return features.places.get(name) or features.places.get(":".join(name.split(":")[:2]))


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def save(folder: Path, vocabulary: Vocabulary, axes: dict[str, Axis], about: dict[str, Any]) -> str:
    """Write model file and manifest; returns the version. Weights are stored as float16, finer than they are sure."""
    content = {
        "tokens": "\n".join(vocabulary.tokens),
        "clues": "\n".join(vocabulary.clues),
        "idf": vocabulary.idf,
        "weights": {name: axis.weights.astype(np.float16) for name, axis in axes.items()},
        "bias": {name: axis.bias.astype(np.float32) for name, axis in axes.items()},
    }
    described = {name: {"labels": x.labels, "several": x.several, "a": x.a, "b": x.b, "threshold": x.threshold}
                 for name, x in axes.items()}  # fmt: skip
    return store.write(folder, content, {**about, "axes": described})


def load(folder: Path) -> Classifiers:
    """Load the classifiers of a folder; raises ModelError for a missing, altered or foreign file."""
    content, manifest, version = store.read(folder)
    try:
        vocabulary = Vocabulary(content["tokens"].split("\n"), content["clues"].split("\n"), content["idf"])
        axes = {name: Axis(weights=content["weights"][name].astype(np.float32), bias=content["bias"][name], **one)
                for name, one in manifest["axes"].items()}  # fmt: skip
        if any(axis.weights.shape != (len(axis.labels), len(vocabulary)) for axis in axes.values()):
            raise ValueError("weights and words do not match")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder}: a model of another version ({error}); run `guong train`") from error
    return Classifiers(vocabulary, axes, version)


@cache
def installed() -> Classifiers:
    """The classifiers in `models/`, loaded once per process."""
    return load(models())
