"""The trained classifiers: loading them safely, scoring a text, and the words that weighed most.

The file is skops with every type named here, checked against the SHA-256 in its manifest; nothing in it can run.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import skops.io

from nlp.classify.features import Features
from nlp.errors import NlpError
from nlp.paths import models
from nlp.records import Span

FILE, MANIFEST, CARD = "classifiers.skops", "manifest.json", "README.md"
TRUSTED: list[str] = ["numpy.dtype"]
MAX_FIELDS = 3  # the codebook's limit
EVIDENCE = 6  # words shown per label


class ModelError(NlpError):
    """A model file that is missing, altered or of another version; the message says which."""


@dataclass(slots=True)
class Axis:
    """One question: linear weights (labels x features), calibration `sigmoid(a*d+b)` or `softmax(a*d)`, threshold."""

    labels: list[str]
    weights: Any
    bias: Any
    several: bool
    a: float
    b: float
    threshold: float

    def scores(self, row: Any) -> Any:
        """Calibrated score of every label for one sparse row."""
        decision = np.asarray(row @ self.weights.T).ravel() + self.bias
        return self.calibrated(decision)

    def calibrated(self, decision: Any) -> Any:
        """From decision values (last axis: labels) to scores."""
        if self.several or len(self.labels) == 1:
            return 1 / (1 + np.exp(-np.clip(self.a * decision + self.b, -50, 50)))
        shifted = self.a * (decision - decision.max(axis=-1, keepdims=True))
        return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)


@dataclass(slots=True)
class Judgement:
    """What the classifiers say of one text: labels, calibrated scores, evidence by axis."""

    on_campaign: bool
    campaign_score: float
    exemplar: str
    genre: str
    fields: list[str]
    actors: list[str]
    scores: dict[str, Any]
    evidence: dict[str, list[Span]] = field(default_factory=dict)


class Classifiers:
    """All axes over one vectoriser."""

    def __init__(self, vectoriser: Any, axes: dict[str, Axis], version: str) -> None:
        self.vectoriser, self.axes, self.version = vectoriser, axes, version
        self._names = list(vectoriser.get_feature_names_out())

    def judge(self, features: Features) -> Judgement:
        """Judge one article."""
        row = self.vectoriser.transform([features.tokens])
        scores = {name: axis.scores(row) for name, axis in self.axes.items()}
        campaign = float(scores["on_campaign"][0])
        top = {name: int(np.argmax(scores[name])) for name in ("exemplar", "genre")}
        chosen = {name: self._chosen(name, scores[name]) for name in ("fields", "actors")}
        judged = Judgement(
            on_campaign=campaign >= self.axes["on_campaign"].threshold, campaign_score=campaign,
            exemplar=self.axes["exemplar"].labels[top["exemplar"]], genre=self.axes["genre"].labels[top["genre"]],
            fields=[self.axes["fields"].labels[i] for i in chosen["fields"]][:MAX_FIELDS],
            actors=[self.axes["actors"].labels[i] for i in chosen["actors"]],
            scores={name: round(float(scores[name][i]), 4) for name, i in top.items()}
            | {name: {self.axes[name].labels[i]: round(float(scores[name][i]), 4) for i in indexes}
               for name, indexes in chosen.items()},
        )  # fmt: skip
        judged.evidence = {"on_campaign": self._evidence(row, "on_campaign", 0, features, campaign >= 0.5)}
        for name, i in [*top.items(), *((n, idx[0]) for n, idx in chosen.items() if idx)]:
            judged.evidence[name] = self._evidence(row, name, i, features, True)
        return judged

    def _chosen(self, name: str, scores: Any) -> list[int]:
        order = [int(i) for i in np.argsort(-scores)]
        over = [i for i in order if scores[i] >= self.axes[name].threshold]
        return over or (order[:1] if name == "fields" else [])

    def _evidence(self, row: Any, name: str, label: int, features: Features, positive: bool) -> list[Span]:
        weights = self.axes[name].weights[label]
        pull = row.data * weights[row.indices] * (1 if positive else -1)
        spans: list[Span] = []
        for i in np.argsort(-pull):
            span = features.places.get(self._names[row.indices[i]])
            if pull[i] <= 0 or len(spans) == EVIDENCE:
                break
            if span is not None and span not in spans:
                spans.append(span)
        return spans


def save(folder: Path, vectoriser: Any, axes: dict[str, Axis], about: dict[str, Any]) -> str:
    """Write model file and manifest (temporary names, then renamed); returns the version."""
    folder.mkdir(parents=True, exist_ok=True)
    content = skops.io.dumps(
        {"vectoriser": vectoriser, "axes": {n: {"weights": x.weights, "bias": x.bias} for n, x in axes.items()}}
    )
    sha256 = hashlib.sha256(content).hexdigest()
    manifest = {
        "file": FILE, "sha256": sha256, **about,
        "axes": {n: {"labels": x.labels, "several": x.several, "a": x.a, "b": x.b, "threshold": x.threshold}
                 for n, x in axes.items()},
    }  # fmt: skip
    for name, data in (
        (FILE, content),
        (MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()),
    ):
        temporary = folder / f".{name}.new"
        temporary.write_bytes(data)
        temporary.replace(folder / name)
    return sha256[:12]


def load(folder: Path) -> Classifiers:
    """Load the classifiers of a folder; raises ModelError for a missing, altered or foreign file."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        content = (folder / FILE).read_bytes()
        sha256, described = manifest["sha256"], manifest["axes"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder}: no readable model ({error}); run `guong train`") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelError(f"{folder / FILE} is not the file its manifest names; restore it or run `guong train`")
    try:
        stored = skops.io.loads(content, trusted=TRUSTED)
        axes = {name: Axis(weights=stored["axes"][name]["weights"], bias=stored["axes"][name]["bias"], **one)
                for name, one in described.items()}  # fmt: skip
    except Exception as error:  # skops names an untrusted type, numpy a broken array: either way it is refused
        raise ModelError(f"{folder / FILE} was refused: {error}") from error
    return Classifiers(stored["vectoriser"], axes, sha256[:12])


@cache
def installed() -> Classifiers:
    """The classifiers in `models/`, loaded once per process."""
    return load(models())
