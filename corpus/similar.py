"""Which texts are the same article: MinHash (datasketch) finds candidates, the shingles themselves confirm them."""

import re
import zlib
from collections.abc import Iterable

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

from nlp.text import fold

SHINGLE = 5  # words; shorter ones meet by chance in a press full of stock phrases
PERMUTATIONS = 64  # error of the estimate about 1/8; the exact check afterwards decides
CANDIDATE = 0.35  # estimated Jaccard from which a pair is looked at
SAME = 0.6  # shared part of the shorter text from which two articles are one
SHORT = 30  # shingles; shorter texts prove nothing
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

    Members stand in the order of `texts`; the first one's similarity is 1.
    """
    index = MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    empty = MinHash(num_perm=PERMUTATIONS, hashfunc=int)  # shingles are checksums already
    kept: list[Shingles] = []
    leader: list[int] = []
    similarity: list[float] = []
    for i, text in enumerate(texts):
        kept.append(shingles(text))
        leader.append(i)
        scores = []
        if len(kept[i]) >= SHORT:
            sketch = empty.copy()
            sketch.update_batch(kept[i])
            for j in sorted(index.query(sketch)):
                # One proof a family is enough: a text that is in it already is not compared again.
                if _root(leader, i) != _root(leader, j) and (score := shared(kept[i], kept[j])) >= SAME:
                    scores.append(score)
                    _join(leader, i, j)
            index.insert(i, sketch)
        similarity.append(max(scores, default=1.0))
    groups: dict[int, list[tuple[int, float]]] = {}
    for i, score in enumerate(similarity):
        groups.setdefault(_root(leader, i), []).append((i, score))
    return [group for group in groups.values() if len(group) > 1]


def _root(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i


def _join(leader: list[int], i: int, j: int) -> None:
    first, second = sorted((_root(leader, i), _root(leader, j)))
    leader[second] = first
