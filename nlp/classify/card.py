"""The model card: what the classifiers are, learned from, and are worth, written from the training itself."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nlp.classify.calibrate import UNSURE
from nlp.classify.groups import NEAR
from nlp.classify.store import CARD
from nlp.classify.train import FOLDS, Trained
from nlp.labelled import Labelled

_INTRO = """# Model card: the classifiers of Guong

Written by `guong train`; do not edit by hand. Version `{version}`.

- **What they answer**: is the article on the campaign; exemplar, genre, fields and actors as the codebook defines them.
- **How**: least squares with a ridge, one label against the rest, over TF-IDF of words and word pairs (title and lead
  counted apart) beside clues: names of the campaign and documents with their roles, words that name fields and actors
  (`datasets/campaign.toml`, `datasets/clues/`), how long the text stays with one person, units and models called by
  name, how the text is told (quotes, questions, numbers, lists). Why this family, and what others reached:
  `docs/classifiers.md`. One skops file of plain arrays, checked against its SHA-256 on loading.
- **Scores** are calibrated on decisions about articles of a writer the weights had not seen (a sigmoid for each label,
  a softmax where one label holds, with a shift per label as far as its articles carry it).
- **"Not sure" is an answer**: a genre or exemplar whose score is under {unsure} is not given (`null`; the scores of all
  labels stand under `genre_all` and `exemplar_all`), for then three such answers in five would be wrong. Whether an
  article is on the campaign is always answered; its score tells how surely.
- **Learned from** {articles} articles in `datasets/labelled/` ({on} on the campaign), all of them written for this
  purpose by us{decided}. **They are synthetic: every figure below is optimistic**; nobody has measured these models on
  a sample of the live press.
{evidence}- **Measured** twice: by {folds}-fold cross-validation, and with every tenth writer (a file each) left out in
  turn. Texts that share a tenth ({near:.2f}) of their runs of five words stand on one side. Weights, calibration, thresholds and the
  bands of "not sure" never saw the articles they were measured on; which clues there are and how much they weigh was
  chosen on these articles, which flatters. In brackets 95 % intervals (bootstrap over articles).
- **Not for** judging people, and not for texts outside Vietnamese news.
"""
_HEADS = (("answered", "answered"), ("accuracy", "accuracy"), ("micro_f1", "micro F1"), ("macro_f1", "macro F1"),
          ("calibration_error", "calibration error"))  # fmt: skip
_FORMS = {"lead": "the lead alone", "unmarked": "without marks", "capitals": "in capitals", "long": "about 1,000 words"}


def write_card(folder: Path, trained: Trained, rows: Sequence[Labelled]) -> Path:
    """Write the card beside the model; returns its path. It bears no date: the same labels give the same card."""
    decided = f", and {trained.decided} articles of the press that people decided on" if trained.decided else ""
    lines = [_INTRO.format(articles=len(rows), on=sum(row.on_campaign for row in rows), folds=FOLDS, decided=decided,
                           version=trained.version, near=NEAR, unsure=UNSURE, evidence=_evidence(trained))]  # fmt: skip
    for name, axis in trained.axes.items():
        lines += _section(name, axis, trained.writers.get(name))
    lines += _forms(trained.forms)
    years = Counter((row.document.day or "none")[:4] for row in rows)
    lines += ["\n## Years of the labelled articles\n", ", ".join(f"{year}: {n}" for year, n in sorted(years.items()))]
    path = folder / CARD
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _evidence(trained: Trained) -> str:
    """What single sentences taught, and how often the one shown is right; nothing where there were none."""
    if not trained.shown:
        return ""
    right = "; ".join(f"{name} {share:.2f} of {cases:.0f} cases, where any sentence would be in {chance:.2f}"
                      for name, (cases, share, chance) in trained.shown.items())  # fmt: skip
    return (
        f"- **Sentences**: {trained.sentences} labelled ones (`datasets/labelled/sentences/`) teach which sentence is shown as\n"
        "  evidence of a field or an actor; those among them that were written for no article also teach both axes, strung\n"
        f"  into texts. With a writer left out the sentence shown is one that tells the label:\n  {right}.\n"
    )


def _section(name: str, folds: dict[str, Any], writers: dict[str, Any] | None) -> list[str]:
    columns = [("folds", folds)] + ([("writer left out", writers)] if writers else [])
    head = " | ".join(title for title, _ in columns)
    lines = [f"\n## {name}\n", f"| {folds['articles']} articles | {head} |", "|---" * (1 + len(columns)) + "|"]
    for key, title in _HEADS:
        if key in folds:
            lines.append(f"| {title} | " + " | ".join(_with_interval(one, key) for _, one in columns) + " |")
    lines += [f"\n| label | articles | F1, {head.replace(' | ', ' | F1, ')} |", "|---" * (2 + len(columns)) + "|"]
    for label, support in folds["support"].items():
        lines.append(f"| {label} | {support} | " + " | ".join(f"{one['f1'][label]:.3f}" for _, one in columns) + " |")
    return lines + _confusion((writers or folds).get("confusion"))


def _with_interval(figures: dict[str, Any], key: str) -> str:
    interval = figures["intervals"].get(key)
    return f"{figures.get(key, float('nan')):.3f}" + (f" ({interval[0]:.3f}–{interval[1]:.3f})" if interval else "")


def _confusion(counts: dict[str, dict[str, int]] | None) -> list[str]:
    """What was said for what, the more honest of the two measurements."""
    if not counts:
        return []
    labels = sorted({*counts, *(label for row in counts.values() for label in row)})
    return [f"\n| is ↓ said → | {' | '.join(labels)} |", "|---" * (1 + len(labels)) + "|",
            *(f"| {gold} | " + " | ".join(str(row.get(x, 0)) for x in labels) + " |"
              for gold, row in counts.items())]  # fmt: skip


def _forms(forms: dict[str, dict[str, list[float]]]) -> list[str]:
    """How other forms of the same articles do."""
    lines = ["\n## Other forms of a text\n",
             "Copies of articles not seen: share of right answers (exemplar, genre) or micro F1, in brackets the whole",
             "article in its own form. The leads of articles on the campaign are those that name it.\n",
             "| form | axis | copies | right (whole article) |", "|---|---|---|---|"]  # fmt: skip
    for kind, axes in forms.items():
        lines += [
            f"| {_FORMS[kind]} | {name} | {n:.0f} | {copy:.3f} ({whole:.3f}) |"
            for name, (n, copy, whole) in axes.items()
        ]
    return lines
