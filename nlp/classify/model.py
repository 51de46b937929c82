"""The trained classifiers: loading them, judging a text, and the words that weighed most."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from nlp.classify import store
from nlp.classify.axes import AXES, MAX_FIELDS, ONE_OF, SEVERAL, Axis
from nlp.classify.features import Features
from nlp.classify.store import ModelError
from nlp.classify.telling import Telling
from nlp.classify.vectors import Both, Vocabulary
from nlp.classify.weighed import Weighed
from nlp.paths import models
from nlp.records import Span

__all__ = ["Classifiers", "Judgement", "ModelError", "installed", "load", "save"]

DESCRIBED = ("labels", "several", "a", "c", "b", "thresholds", "unsure")  # what the manifest says of an axis


@dataclass(slots=True)
class Judgement:
    """What the classifiers say of one text: labels, calibrated scores, evidence by axis.

    `scores`: of the likeliest exemplar and genre (given or not), of each field and actor given, and under
    `exemplar_all` and `genre_all` of every label. `evidence`: the words that weighed most; under `fields:LABEL` and
    `actors:LABEL` the sentence that tells this deed or shows this actor, under `AXIS:sentence` of the other axes (of all
    where no sentences were learned from) the one whose words weighed most.
    """

    on_campaign: bool
    campaign_score: float
    exemplar: str | None
    genre: str | None
    fields: list[str]
    actors: list[str]
    scores: dict[str, Any]
    evidence: dict[str, list[Span]] = field(default_factory=dict)


class Classifiers:
    """All axes over one vocabulary; `telling` knows sentences, where any were learned from."""

    def __init__(self, vocabulary: Vocabulary, axes: dict[str, Axis], version: str,
                 telling: Telling | None = None) -> None:  # fmt: skip
        self.vocabulary, self.axes, self.version, self.telling = vocabulary, axes, version, telling
        self._both = Both(vocabulary.tokens, telling.tokens if telling else ())
        # All axes side by side, a row per column of the vocabulary: an article's rows are found once, in one piece.
        self._weights = np.concatenate([axis.weights for axis in axes.values()]).T.copy()
        first = np.cumsum([0, *(len(axis.labels) for axis in axes.values())]).tolist()
        self._first = dict(zip(axes, first, strict=False))

    def judge(self, features: Features) -> Judgement:
        """Judge one article."""
        words, sentences = self._both.columns(features.split())
        columns, values, first = self.vocabulary.row(features, words)
        pulls = self._weights[columns] * values[:, None]
        decided = pulls.sum(axis=0)
        scores = {
            name: axis.calibrated(decided[at : at + len(axis.labels)] + axis.bias)
            for (name, axis), at in zip(self.axes.items(), self._first.values(), strict=True)
        }
        campaign = float(scores["on_campaign"][0])
        on = bool(campaign >= self.axes["on_campaign"].thresholds[0])
        chosen = {name: self.chosen(name, scores[name]) for name in (*ONE_OF, *SEVERAL)}
        labels = {name: [self.axes[name].labels[i] for i in indexes] for name, indexes in chosen.items()}
        exemplar, genre = (labels[name][0] if labels[name] else None for name in ONE_OF)
        judged = Judgement(
            on, campaign, exemplar, genre, labels["fields"], labels["actors"], self._told(scores, chosen)
        )
        clues = [self.vocabulary.clues[i] for i in columns[first < 0] - len(self.vocabulary.tokens)]
        weighed = Weighed(clues, first, features)
        asked = {"on_campaign": pulls[:, self._first["on_campaign"]][:, None] * (1 if on else -1)} | {
            name: pulls[:, [self._first[name] + i for i in indexes]] for name, indexes in chosen.items() if indexes
        }
        for name, pull in asked.items():
            judged.evidence[name] = weighed.words(pull)
            if not (self.telling and name in SEVERAL):
                judged.evidence[f"{name}:sentence"] = weighed.sentence(pull)
        if self.telling:
            judged.evidence |= self.telling.shown(features, {name: labels[name] for name in SEVERAL}, sentences)
        return judged

    def chosen(self, name: str, scores: Any) -> list[int]:
        """Labels that are given, likeliest first: one or, where not sure, none of a one-of axis; at least one field."""
        order = [int(i) for i in np.argsort(-scores, kind="stable")]
        axis = self.axes[name]
        if name in ONE_OF:
            return order[:1] if scores[order[0]] >= axis.unsure else []
        over = [i for i in order if scores[i] >= axis.thresholds[i]]
        return (over or order[:1])[:MAX_FIELDS] if name == "fields" else over

    def _told(self, scores: dict[str, Any], chosen: dict[str, list[int]]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name in ONE_OF:
            told[name] = round(float(scores[name].max()), 4)
            told[f"{name}_all"] = {
                x: round(float(s), 4) for x, s in zip(self.axes[name].labels, scores[name], strict=True)
            }
        for name in SEVERAL:
            told[name] = {self.axes[name].labels[i]: round(float(scores[name][i]), 4) for i in chosen[name]}
        return told


def save(folder: Path, vocabulary: Vocabulary, axes: dict[str, Axis], about: dict[str, Any],
         telling: Telling | None = None) -> str:  # fmt: skip
    """Write model file and manifest; returns the version. Weights are stored as float16, finer than they are sure."""
    content = {
        "tokens": "\n".join(vocabulary.tokens),
        "clues": "\n".join(vocabulary.clues),
        "idf": vocabulary.idf,
        "weights": {name: axis.weights.astype(np.float16) for name, axis in axes.items()},
        "bias": {name: axis.bias.astype(np.float32) for name, axis in axes.items()},
    }
    if telling:
        weights = {name: one.astype(np.float16) for name, one in telling.weights.items()}
        content["telling"] = {"tokens": "\n".join(telling.tokens), "idf": telling.idf, "weights": weights,
                              "labels": {name: "\n".join(some) for name, some in telling.labels.items()}}  # fmt: skip
    described = {name: {key: getattr(axis, key) for key in DESCRIBED} for name, axis in axes.items()}
    return store.write(folder, content, {**about, "axes": described})


def load(folder: Path) -> Classifiers:
    """Load the classifiers of a folder; raises ModelError for a missing, altered or foreign file."""
    content, manifest, version = store.read(folder)
    try:
        vocabulary = Vocabulary(content["tokens"].split("\n"), content["clues"].split("\n"), content["idf"])
        axes = {name: Axis(weights=content["weights"][name].astype(np.float32), bias=content["bias"][name], **one)
                for name, one in manifest["axes"].items()}  # fmt: skip
        if set(axes) != set(AXES) or any(
            axis.weights.shape != (len(axis.labels), len(vocabulary)) for axis in axes.values()
        ):
            raise ValueError("weights and words do not match")
        telling = _telling(content.get("telling"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{folder}: a model of another version ({error}); run `guong train`") from error
    return Classifiers(vocabulary, axes, version, telling)


def _telling(content: dict[str, Any] | None) -> Telling | None:
    if not content:
        return None
    weights = {name: one.astype(np.float32) for name, one in content["weights"].items()}
    labels = {name: some.split("\n") for name, some in content["labels"].items()}
    return Telling(content["tokens"].split("\n"), content["idf"], labels, weights)


@cache
def installed() -> Classifiers:
    """The classifiers in `models/`, loaded once per process."""
    return load(models())
