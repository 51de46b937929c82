"""Which texts are the same article: MinHash (datasketch) finds candidates, the shingles themselves confirm them."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator

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
MAX_READ = 300_000  # characters; five times the longest article seen, what lies behind it is no article
REMEMBERED = 50_000  # words: syllables as they are written, names and numbers; what lies beyond is seldom seen twice
_WORD = re.compile(r"[^\W_]+")
# An odd factor makes the five checksums of a run count by their places; the two steps after it are the finaliser of
# MurmurHash3 (public domain), which spreads every bit, so that a hash may be sampled by its last bits.
_FACTOR, _MIX = 0x9E3779B1, (0x85EBCA6B, 0xC2B2AE35)
Shingles = NDArray[np.uint32]


class _Sums(dict[str, int]):
    """CRC-32 of a word without its marks. Those of common words are remembered: to fold and sum every word of a text
    anew would be most of the work."""

    def __missing__(self, word: str) -> int:
        made = zlib.crc32(fold(word).encode("utf-8", "surrogatepass"))
        if len(self) < REMEMBERED:
            self[word] = made
        return made


_SUMS = _Sums()


def words(text: str) -> list[re.Match[str]]:
    """The words of a text's first MAX_READ characters, each with its place (`span`)."""
    return list(_WORD.finditer(text[:MAX_READ]))


def plain_words(text: str) -> list[str]:
    """The words of a text's first MAX_READ characters."""
    return _WORD.findall(text[:MAX_READ])


def runs(texts: Iterable[str]) -> Shingles:
    """A hash of the run of SHINGLE words that begins at each of these words; empty where there are fewer words. Marks and
    capitals do not count."""
    sums = np.fromiter(map(_SUMS.__getitem__, texts), dtype=np.uint32)
    size = len(sums) - SHINGLE + 1
    if size < 1:
        return np.zeros(0, dtype=np.uint32)
    mixed = np.zeros(size, dtype=np.uint32)
    for i in range(SHINGLE):
        mixed = mixed * np.uint32(_FACTOR) + sums[i : i + size]
    mixed = (mixed ^ (mixed >> np.uint32(16))) * np.uint32(_MIX[0])
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(_MIX[1])
    return mixed ^ (mixed >> np.uint32(16))


def shingles(text: str) -> Shingles:
    """Hashes (32 bits, sorted, each once) of the runs of SHINGLE words, without marks, of a text."""
    return np.unique(runs(plain_words(text)))


def common(one: Shingles, other: Shingles) -> int:
    """How many shingles two texts have in common."""
    return len(np.intersect1d(one, other, assume_unique=True))


def shared(one: Shingles, other: Shingles) -> float:
    """How much of the shorter text stands in the other, 0 to 1."""
    shorter = min(len(one), len(other))
    return common(one, other) / shorter if shorter else 0.0


def families(texts: Iterable[str]) -> list[list[tuple[int, float]]]:
    """Groups of two and more texts that are one article: (position in `texts`, similarity to an earlier member).

    Members stand in the order of `texts`; the first one's similarity is 1. A text joins one family only, the one it is
    most like: a page that strings two articles together does not make these one.
    """
    return grouped([shingles(text) for text in texts])


def grouped(kept: list[Shingles]) -> list[list[tuple[int, float]]]:
    """`families` of texts whose shingles are there already."""
    index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
    alike: dict[bytes, int] = {}  # texts equal to the letter need no comparing: five thousand copies are one look each
    family: list[int] = []  # position of each text's family's first member
    similarity: list[float] = []
    for i, sketch in enumerate(_sketches(kept)):
        proofs: dict[int, float] = {}
        if sketch is not None:
            equal = alike.setdefault(hashlib.blake2b(kept[i].tobytes(), digest_size=16).digest(), i)
            if equal != i:
                proofs[family[equal]] = 1.0
            else:
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


def _sketches(kept: list[Shingles]) -> Iterator[MinHash | None]:
    """The MinHash of each text, None for one too short to prove anything."""
    empty = MinHash(num_perm=PERMUTATIONS, hashfunc=int)  # shingles are hashes already
    for one in kept:
        if len(one) < SHORT:
            yield None
            continue
        sketch = empty.copy()
        sketch.update_batch(one.tolist())
        yield sketch
