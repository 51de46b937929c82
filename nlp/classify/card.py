"""The model card: what the classifiers are, learned from, and are worth, written from the training itself."""

from collections import Counter
from pathlib import Path
from typing import Any

from nlp.classify.model import UNSURE
from nlp.classify.store import CARD
from nlp.classify.train import FOLDS, Trained
from nlp.labelled import Labelled

_INTRO = """# Model card: the classifiers of Guong

Written by `guong train`; do not edit by hand. Version `{version}`.

- **What they answer**: is the article on the campaign; exemplar, genre, fields and actors as the codebook defines them.
- **How**: logistic regression over TF-IDF of words and word pairs (title and lead counted apart) beside a few dozen
  clues: names of the campaign and documents with their roles, words that name fields and actors
  (`datasets/campaign.toml`), how long the text stays with one person, units and models called by name. Exemplar is
  asked as two questions, whether a person and whether a unit is held up; both is `mixed`, neither is `none`.
  One skops file of plain arrays, checked against its SHA-256 on loading.
- **Scores** are calibrated on decisions about articles of a writer the weights had not seen (Platt's sigmoid over all
  labels of an axis; one temperature for genre). Below {unsure} neither genre nor exemplar is given.
- **Learned from** {articles} articles in `datasets/labelled/` ({on} on the campaign), all of them written for this
  purpose by us. **They are synthetic: every figure below is optimistic**; nobody has measured these models on a sample
  of the live press. The writers worked from one plan, so that even a writer left out is no stranger; on the sample
  press, planned apart, genre and exemplar are clearly weaker (`guong evaluate datasets/sample_press/labelled.jsonl`).
- **Measured** twice: by {folds}-fold cross-validation, and with each file (one writer) left out in turn, which is the
  more honest figure. Weights, calibration and thresholds never saw the articles they were measured on. What clues
  there are and how much they weigh was chosen on these articles and with a look at the sample press, which flatters
  both: only labelled articles nobody has looked at yet can say more. On the sample press the scores of genre and
  exemplar are surer than they should be.
- **Known weak**: labels with fewer than ten articles; long reports, which are rare here and common in the press;
  actors named in passing.
- **Not for** judging people, and not for texts outside Vietnamese news.
"""
_HEADS = (("accuracy", "accuracy"), ("micro_f1", "micro F1"), ("macro_f1", "macro F1"),
          ("calibration_error", "calibration error"))  # fmt: skip


def write_card(folder: Path, trained: Trained, rows: list[Labelled]) -> Path:
    """Write the card beside the model; returns its path. It bears no date: the same labels give the same card."""
    lines = [_INTRO.format(articles=len(rows), on=sum(row.on_campaign for row in rows), folds=FOLDS,
                           version=trained.version, unsure=UNSURE)]  # fmt: skip
    for name, axis in trained.axes.items():
        lines += _section(name, axis, trained.writers.get(name))
    years = Counter((row.document.day or "none")[:4] for row in rows)
    lines += ["\n## Years of the labelled articles\n", ", ".join(f"{year}: {n}" for year, n in sorted(years.items()))]
    path = folder / CARD
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _section(name: str, folds: dict[str, Any], writers: dict[str, Any] | None) -> list[str]:
    columns = [("folds", folds)] + ([("writer left out", writers)] if writers else [])
    head = " | ".join(title for title, _ in columns)
    lines = [f"\n## {name}\n", f"| {folds['articles']} articles | {head} |", "|---" * (1 + len(columns)) + "|"]
    for key, title in _HEADS:
        if key in folds:
            lines.append(f"| {title} | " + " | ".join(f"{one.get(key, float('nan')):.3f}" for _, one in columns) + " |")
    lines += [f"\n| label | articles | F1, {head.replace(' | ', ' | F1, ')} |", "|---" * (2 + len(columns)) + "|"]
    for label, support in folds["support"].items():
        lines.append(f"| {label} | {support} | " + " | ".join(f"{one['f1'][label]:.3f}" for _, one in columns) + " |")
    return lines
