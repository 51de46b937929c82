"""One question the classifiers answer: linear weights, calibration, threshold."""

from dataclasses import dataclass
from typing import Any

import numpy as np

# Exemplar is asked as two questions, whether a person and whether a unit is held up: their four answers are the
# codebook's four labels, and "mixed", the rarest, is learned from all articles that show either.
PERSON, UNIT = "person", "unit"
EXEMPLARS = ("collective", "individual", "mixed", "none")
ONE_OF = ("genre",)  # axes where exactly one label holds
AXES = ("on_campaign", PERSON, UNIT, "genre", "fields", "actors")


@dataclass(slots=True)
class Axis:
    """Weights (labels x columns, float32), bias (labels), calibration and threshold.

    Scores are `sigmoid(a*d + b)` of the decision value d for each label by itself (`several`), else `softmax(a*d)`.
    """

    labels: list[str]
    weights: Any
    bias: Any
    several: bool
    a: float = 1.0
    b: float = 0.0
    threshold: float = 0.5

    def scores(self, columns: Any, values: Any) -> Any:
        """Calibrated score of every label for one sparse row."""
        return self.calibrated(self.weights[:, columns] @ values + self.bias)

    def calibrated(self, decision: Any) -> Any:
        """From decision values (last axis: labels) to scores."""
        if self.several:
            return 1 / (1 + np.exp(-np.clip(self.a * decision + self.b, -50, 50)))
        shifted = self.a * (decision - decision.max(axis=-1, keepdims=True))
        return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)


def exemplar_scores(person: Any, unit: Any) -> Any:
    """Scores of `EXEMPLARS` (last axis) from the scores that a person and that a unit is held up."""
    return np.stack([(1 - person) * unit, person * (1 - unit), person * unit, (1 - person) * (1 - unit)], axis=-1)
