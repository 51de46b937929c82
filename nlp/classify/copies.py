"""Copies of labelled articles in the forms a text may come in: a lead alone, without marks, in capitals, very long.

The classifiers learn from them, too, so that they know such texts when they meet them, and are measured
on copies of articles they have not seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nlp.classify.axes import MAX_FIELDS
from nlp.labelled import Labelled
from nlp.records import Document
from nlp.text import fold, sentences

# How much a copy teaches beside the article it was made of, chosen with each writer left out (docs/classifiers.md): a
# text without marks shares hardly a word with its original and teaches as much; a lead often does not say what the
# article is, and in capitals it is the same words again.
WEIGHT = {"lead": 0.1, "unmarked": 1.0, "capitals": 0.1, "long": 0.3}
KINDS = tuple(WEIGHT)
GLUED = 4  # articles of 250 words that make a report of the length the press likes: about 1,000 words


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: the index of the (first) article it was made of, what was done, and the article it became."""

    of: int
    kind: str
    row: Labelled


def lead(doc: Document) -> Document:
    """The lead alone, or where there is none the first sentence of the body; no title."""
    if doc.sapo:
        return replace(doc, title="", sapo=None, body=doc.sapo)
    bounds = sentences(doc.body)
    return replace(doc, title="", body=doc.body[slice(*bounds[0])] if bounds else doc.title)


def unmarked(doc: Document) -> Document:
    """Without tone and vowel marks, capitals kept."""
    return _each(doc, lambda text: "".join(
        plain.upper() if char.isupper() else plain for char, plain in zip(text, fold(text), strict=True)))  # fmt: skip


def capitals(doc: Document) -> Document:
    """All in capitals."""
    return _each(doc, str.upper)


def glued(rows: Sequence[Labelled]) -> Labelled:
    """Articles of one genre and exemplar as one long one, under the first one's title, with the labels of all."""
    first = rows[0]
    body = "\n".join(row.document.body for row in rows)
    labels = {key: first.labels.get(key) for key in ("on_campaign", "genre", "exemplar")}
    for key in ("fields", "actors"):
        if all(row.labels.get(key) is not None for row in rows):
            labels[key] = list(dict.fromkeys(label for row in rows for label in row.labels[key]))
    if len(labels.get("fields") or []) > MAX_FIELDS:  # which three weigh most in the whole nobody has said
        del labels["fields"]
    return replace(first, document=replace(first.document, body=body), labels=labels)


def compiled(report: Labelled, examples: Sequence[Labelled]) -> Labelled:
    """A report over a period with the stories of others in it, as the press compiles its long ones."""
    whole = glued([report, *examples])
    held = [row.labels["exemplar"] for row in (report, *examples)]
    person, unit = (any(label in (own, "mixed") for label in held) for own in ("individual", "collective"))
    whole.labels["exemplar"] = "mixed" if person else "collective" if unit else "none"
    if all(row.labels.get("fields") for row in (report, *examples)):  # heaviest first, so each part's first weighs
        whole.labels["fields"] = list(dict.fromkeys(row.labels["fields"][0] for row in (report, *examples)))
    return whole


def copies(rows: Sequence[Labelled], cells: Sequence[object]) -> list[Copy]:
    """Every article without marks, and by turns its lead alone or in capitals; and long ones of articles of one kind.

    Only articles of the same cell (fold and writer) are glued: no copy stands on both sides of any division.
    """
    made: list[Copy] = []
    turns = (("lead", lead), ("capitals", capitals))
    for i, row in enumerate(rows):
        for kind, change in (("unmarked", unmarked), turns[i % len(turns)]):
            made.append(Copy(i, kind, replace(row, document=change(row.document))))
    alike: dict[tuple[object, ...], list[int]] = {}
    for i, row in enumerate(rows):
        if row.labels.get("genre") and row.labels.get("exemplar") and row.labels.get("on_campaign") is not None:
            kind_of = (row.labels[key] for key in ("on_campaign", "genre", "exemplar"))
            alike.setdefault((cells[i], *kind_of), []).append(i)
    made += _reports(rows, alike)
    for members in alike.values():
        for part in np.array_split(members, max(1, len(members) // GLUED)):
            if len(part) >= GLUED - 1:
                made.append(Copy(int(part[0]), "long", glued([rows[i] for i in part])))
    return made


def _reports(rows: Sequence[Labelled], alike: dict[tuple[object, ...], list[int]]) -> list[Copy]:
    """Every report on an organisation with a model of the same cell in it, every second one with a person's story."""
    made: list[Copy] = []
    for (cell, on, genre, _), members in alike.items():
        if on is not True or genre != "organisational_report":
            continue
        models = alike.get((cell, True, "model_report", "collective"), [])
        stories = alike.get((cell, True, "exemplary_story", "individual"), [])
        for turn, i in enumerate(members):
            examples = [part[turn % len(part)] for part in ((models, stories), (models,))[turn % 2] if part]
            if examples:
                made.append(Copy(i, "long", compiled(rows[i], [rows[j] for j in examples])))
    return made


def _each(doc: Document, change: Callable[[str], str]) -> Document:
    return replace(doc, title=change(doc.title), sapo=change(doc.sapo) if doc.sapo else None, body=change(doc.body))
