"""Models of the first form, which asked exemplar as two questions: whether a person and whether a unit is held up."""

from typing import Any

import numpy as np

LABELS = ["collective", "individual", "mixed", "none"]
_PERSON, _UNIT = np.array([0.0, 1, 1, 0]), np.array([1.0, 0, 1, 0])  # what each label answers to the two questions


def converted(content: dict[str, Any], axes: dict[str, Any]) -> dict[str, Any]:
    """The axes of a manifest in today's form; `content` gets the weights of exemplar.

    Two sigmoids multiplied are one softmax over the sums of their logits, so the answers stay the same.
    """
    if "person" not in axes:
        return axes
    found = {name: {**{key: one[key] for key in ("labels", "several", "a")}, "b": [one["b"]] * len(one["labels"]),
                    "thresholds": [one["threshold"]] * len(one["labels"])}
             for name, one in axes.items() if name not in ("person", "unit")}  # fmt: skip
    found["genre"]["unsure"] = 0.35
    asked = [("person", _PERSON), ("unit", _UNIT)]
    weights = sum(np.outer(yes * axes[name]["a"], content["weights"][name].astype(float)) for name, yes in asked)
    bias = sum(yes * (axes[name]["a"] * float(content["bias"][name][0]) + axes[name]["b"]) for name, yes in asked)
    content["weights"]["exemplar"], content["bias"]["exemplar"] = weights, np.asarray(bias, dtype=np.float32)
    found["exemplar"] = {"labels": LABELS, "several": False, "unsure": 0.35}
    return found
