"""Texts strung together from single sentences, each of which tells a deed (or, beside them, none).

A few hundred articles hold few of the ways a deed can be told. Thousands of sentences written for no article
(`nlp.classify.deeds`), strung into texts of one to three fields, teach fields and actors, and nothing else; nothing is
ever measured on them.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from nlp.classify.axes import MAX_FIELDS
from nlp.classify.deeds import Sentence
from nlp.labelled import Labelled
from nlp.records import Document

FILE = "sentences"  # what stands for the writer's file in the rows
PASSES = 3  # texts every sentence comes into; two give .849 instead of .852 for fields
SEED = 20260722  # any fixed number: the same sentences give the same texts
# Sentences of the first field, of each further one, and without a deed: the article of 120 to 600 words has as many.
FIRST, FURTHER, NONE = (2, 5), (1, 3), (1, 3)


def strung(sentences: Sequence[Sentence]) -> list[Labelled]:
    """Texts of these sentences as labelled rows with fields and actors; every sentence stands in about PASSES of them.

    A text holds sentences of one file, as an article has one writer.
    """
    files: dict[str, list[Sentence]] = {}
    for one in sentences:
        files.setdefault(one.file, []).append(one)
    rng = random.Random(SEED)
    texts = [text for name in sorted(files) for text in _of_one(files[name], rng)]
    return [Labelled(f"{FILE}-{number}", document, labels, FILE) for number, (document, labels) in enumerate(texts)]


def _of_one(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[tuple[Document, dict[str, list[str]]]]:
    """Texts and their labels of one writer's sentences."""
    deeds: dict[str, list[Sentence]] = {}
    for one in sentences:
        if one.fields:
            deeds.setdefault(one.fields[0], []).append(one)
    drawn = {field: _dealt(deeds[field], rng) for field in sorted(deeds)}
    idle = [one for one in sentences if not one.fields and not one.actors]
    others = _dealt(idle, rng)
    left = PASSES * sum(map(len, deeds.values()))
    while left > 0:
        told: list[Sentence] = []
        for rank, field in enumerate(rng.sample(sorted(deeds), min(len(deeds), rng.randint(1, MAX_FIELDS)))):
            told += islice(drawn[field], rng.randint(*(FURTHER if rank else FIRST)))
        left -= len(told)
        text = [*told, *islice(others, rng.randint(*NONE))]
        rng.shuffle(text)
        yield Document(body=" ".join(one.text for one in text)), _labels(told)


def _labels(told: Sequence[Sentence]) -> dict[str, list[str]]:
    """The fields told most, the heaviest first (a sentence's second field counts half), and everyone who acts."""
    weight: dict[str, float] = {}
    for one in told:
        for rank, field in enumerate(one.fields):
            weight[field] = weight.get(field, 0) + 1 / (1 + rank)
    fields = sorted(weight, key=lambda field: -weight[field])[:MAX_FIELDS]
    return {"fields": fields, "actors": sorted({actor for one in told for actor in one.actors})}


def _dealt(sentences: Sequence[Sentence], rng: random.Random) -> Iterator[Sentence]:
    """The sentences in another order again and again; none where there are none."""
    while sentences:
        yield from rng.sample(sentences, len(sentences))
