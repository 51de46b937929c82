"""Which texts are the same article: MinHash (datasketch) finds candidates, the shingles themselves confirm them."""

import re
import zlib
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from nlp.text import fold

SHINGLE = 5  # words; shorter ones meet by chance in a press full of stock phrases
PERMUTATIONS = 96
# 32 bands of 3: of pairs with half their shingles in common (a reprint cut to half) 98.6 % are looked at, of pairs
# with a tenth 3 %. The exact check afterwards decides.
BANDS = (32, 3)
SAME = 0.6  # shared part of the shorter text from which two articles are one
SHORT = 50  # shingles; shorter texts, and those that say one thing over and over, prove nothing
_WORD = re.compile(r"[^\W_]+")
Shingles = NDArray[np.uint32]


def shingles(text: str) -> Shingles:
    """Checksums (CRC-32, sorted, each once) of the runs of SHINGLE words, without marks, of a text."""
    words = [word.encode() for word in _WORD.findall(fold(text))]
    runs = zip(*(words[i:] for i in range(SHINGLE)), strict=False)
    return np.unique(np.fromiter((zlib.crc32(b" ".join(run)) for run in runs), dtype=np.uint32))


def shared(one: Shingles, other: Shingles) -> float:
    """How much of the shorter text stands in the other, 0 to 1."""
    shorter = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / shorter if shorter else 0.0


def families(texts: Iterable[str]) -> list[list[tuple[int, float]]]:
    """Groups of two and more texts that are one article: (position in `texts`, similarity to an earlier member).

    Members stand in the order of `texts`; the first one's similarity is 1. A text joins one family only, the one it is
    most like: a page that strings two articles together does not make these one.
    """
    index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
    empty = MinHash(num_perm=PERMUTATIONS, hashfunc=int)  # shingles are checksums already
    kept: list[Shingles] = []
    family: list[int] = []  # position of each text's family's first member
    similarity: list[float] = []
    for i, text in enumerate(texts):
        kept.append(shingles(text))
        proofs: dict[int, float] = {}
        if len(kept[i]) >= SHORT:
            sketch = empty.copy()
            sketch.update_batch(kept[i])
            for j in sorted(index.query(sketch)):
                # One proof a family is enough: a thousand copies are not compared each with each.
                if family[j] not in proofs and (score := shared(kept[i], kept[j])) >= SAME:
                    proofs[family[j]] = score
            index.insert(i, sketch)
        family.append(max(proofs, key=lambda first: proofs[first], default=i))
        similarity.append(max(proofs.values(), default=1.0))
    groups: dict[int, list[tuple[int, float]]] = {}
    for i, first in enumerate(family):
        groups.setdefault(first, []).append((i, similarity[i]))
    return [group for group in groups.values() if len(group) > 1]
