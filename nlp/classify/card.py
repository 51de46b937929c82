"""The model card: what the classifiers are, learned from, and are worth, written from the training itself."""

import datetime
from collections import Counter
from pathlib import Path

from nlp.classify.model import CARD
from nlp.classify.train import FOLDS, Trained
from nlp.labelled import Labelled

_INTRO = """# Model card: the classifiers of Guong

Written by `guong train`; do not edit by hand.

- **What they answer**: is the article on the campaign; exemplar, genre, fields and actors as the codebook defines them.
- **How**: logistic regression over TF-IDF of words (underthesea's segmentation, unigrams and bigrams, title and lead
  counted apart) and clues of the rule readers (names of the campaign, documents and their roles, people, models,
  figures, speech). One file, skops, every type named; checked against its SHA-256 on loading.
- **Scores** are calibrated on decision values of articles the weights had not seen (Platt's sigmoid over all labels of
  an axis; one temperature where a single label holds).
- **Learned from** {articles} articles in `datasets/labelled/` ({on} on the campaign), all of them written for this
  purpose by us. **They are synthetic: every figure below is optimistic**; nobody has measured these models on a sample
  of the live press.
- **Measured** by {folds}-fold cross-validation: weights never saw the article they were tested on; calibration and the
  thresholds of fields and actors did see the folds' decisions, which flatters those two a little.
- **Not for** judging people, and not for texts outside Vietnamese news.

Version `{version}`, trained {day}.
"""


def write_card(folder: Path, trained: Trained, rows: list[Labelled]) -> Path:
    """Write the card beside the model; returns its path."""
    lines = [_INTRO.format(articles=len(rows), on=sum(row.on_campaign for row in rows), folds=FOLDS,
                           version=trained.version, day=datetime.date.today().isoformat())]  # fmt: skip
    for name, axis in trained.axes.items():
        head = ", ".join(
            f"{key.replace('_', ' ')} {axis[key]:.3f}" for key in ("accuracy", "micro_f1", "macro_f1") if key in axis
        )
        lines += [
            f"\n## {name}\n",
            f"{axis['articles']} articles; {head}.\n",
            "| label | articles | F1 |",
            "|---|---|---|",
        ]
        lines += [f"| {label} | {axis['support'][label]} | {f1:.3f} |" for label, f1 in axis["f1"].items()]
    years = Counter((row.document.day or "none")[:4] for row in rows)
    lines += ["\n## Years of the labelled articles\n", ", ".join(f"{year}: {n}" for year, n in sorted(years.items()))]
    path = folder / CARD
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
