"""One question the classifiers answer: linear weights, calibration, thresholds."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

AXES = ("on_campaign", "exemplar", "genre", "fields", "actors")
ONE_OF = ("exemplar", "genre")  # axes where exactly one label holds
SEVERAL = ("fields", "actors")  # axes where any number holds
MAX_FIELDS = 3  # the codebook's limit


@dataclass(slots=True)
class Axis:
    """Weights (labels x columns, float32), bias (labels), and what makes decision values scores and answers.

    Scores are `sigmoid(a*d + c*d**3 + b)` of the decision value d for each label by itself (`several`), else
    `softmax(a*d + c*d**3 + b)`; `b` and `thresholds` have one number a label. `unsure`: the score of the likeliest
    label below which a one-of axis gives none.
    """

    labels: list[str]
    weights: Any
    bias: Any
    several: bool
    a: float = 1.0
    c: float = 0.0
    b: list[float] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    unsure: float = 0.0

    def __post_init__(self) -> None:
        self.b = self.b or [0.0] * len(self.labels)
        self.thresholds = self.thresholds or [0.5] * len(self.labels)
        if not len(self.labels) == len(self.b) == len(self.thresholds):
            raise ValueError("labels, calibration and thresholds do not match")

    def calibrated(self, decision: Any) -> Any:
        """From decision values (last axis: labels) to scores."""
        logits = self.a * decision + self.c * decision**3 + np.array(self.b)
        if self.several:
            return 1 / (1 + np.exp(-np.clip(logits, -50, 50)))
        shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return shifted / shifted.sum(axis=-1, keepdims=True)
