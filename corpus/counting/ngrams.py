"""N-grams: the runs of words that come back most often.

Runs are told apart by a number of 64 bits made of their words; two of 10⁸ different runs share one with a chance of
some 10⁻⁴. They are counted in parts, so that memory does not grow with the corpus.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.counting.blocks import FIRST_WORD
from corpus.counting.chunks import Chunk, Nums, chunks
from corpus.counting.completeness import completeness
from corpus.counting.lexicon import Lexicon, lexicon
from corpus.counting.result import Result
from corpus.counting.selection import select
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

COLUMNS = ("ngram", "count", "per_million", "articles")
SHORTEST, LONGEST = 2, 5
AT_ONCE = 20_000_000  # runs sorted at once: 160 MB
_MULTIPLY, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)  # of SplitMix64 (Steele et al. 2014)
Keys = NDArray[np.uint64]


def ngrams(corpus: Corpus, filters: Filters | None = None, *, n: int = 2, min_count: int = 5, min_articles: int = 2,
           unit: str = "word", limit: int = 50, reprints: str = "once") -> Result:  # fmt: skip
    """The most frequent runs of `n` words (2 to 5), not reaching over a sign or a sentence's end.

    Columns: `count`, `per_million` words of the selection, `articles` that hold it. Runs of numbers only, with a
    `count` below `min_count`, or in fewer than `min_articles` articles are left out. Raises QueryError for an argument
    without meaning.
    """
    if not SHORTEST <= n <= LONGEST:
        raise QueryError(f"runs of {n} words", f"choose a length from {SHORTEST} to {LONGEST}")
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        words = lexicon(corpus, unit)
        counts = words.totals(corpus, chosen.nums)
        total = int(counts.sum())
        # A run is no more frequent than its rarest word: all others can be passed over unseen.
        usable = (counts >= max(1, min_count)) & (np.arange(len(counts)) >= FIRST_WORD)
        found = _frequent(corpus, chosen.nums, words, usable, n, max(1, min_count))
        rows = _named(corpus, chosen.nums, words, usable, n, found, min_articles, limit)
        for row in rows:
            row["per_million"] = round(1e6 * row["count"] / total, 2)
        about = {**chosen.about(), "n": n, "words": total, "min_count": min_count, "min_articles": min_articles,
                 "unit": unit}  # fmt: skip
        return Result("ngrams", COLUMNS, rows, about, completeness(corpus, chosen))


def _runs(chunk: Chunk, words: Lexicon, usable: NDArray[np.bool_], n: int) -> tuple[Keys, NDArray[np.int64]]:
    """The key of every run in a chunk, and where it begins."""
    ids = chunk.ids
    last = len(ids) - n + 1
    if last <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    good, lettered = usable[ids], words.lettered[ids]
    fits, spelt = good[:last].copy(), lettered[:last].copy()
    for i in range(1, n):
        fits &= good[i : last + i]
        spelt |= lettered[i : last + i]
    at = np.flatnonzero(fits & spelt)
    keys = np.zeros(len(at), dtype=np.uint64)
    for i in range(n):
        keys = (keys ^ ids[at + i]) * _MULTIPLY
        keys = (keys ^ (keys >> np.uint64(29))) * _MIX
    return keys ^ (keys >> np.uint64(32)), at


def _frequent(corpus: Corpus, nums: Nums, words: Lexicon, usable: NDArray[np.bool_], n: int,
              least: int) -> tuple[Keys, NDArray[np.int64]]:  # fmt: skip
    """Keys of the runs that come at least `least` times, and how often, the most frequent first."""
    size = corpus.conn.execute("SELECT sum(syllables) FROM tokens").fetchone()[0] or 0
    parts = max(1, -(-size // AT_ONCE))
    keys, times = [], []
    for part in range(parts):
        held = []
        for stored in chunks(corpus, nums):
            mine, _ = _runs(words.chunk(stored), words, usable, n)
            held.append(mine[mine % np.uint64(parts) == part] if parts > 1 else mine)
        if not held:
            continue
        found, counts = np.unique(np.concatenate(held), return_counts=True)
        keys.append(found[counts >= least])
        times.append(counts[counts >= least])
    if not keys:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    every, often = np.concatenate(keys), np.concatenate(times)
    order = np.lexsort((every, -often))
    return every[order], often[order]


def _named(corpus: Corpus, nums: Nums, words: Lexicon, usable: NDArray[np.bool_], n: int,
           found: tuple[Keys, NDArray[np.int64]], least: int, limit: int) -> list[dict[str, Any]]:  # fmt: skip
    """The first `limit` runs in their words, with the number of articles that hold them."""
    # Runs of one article fall out below: look at more than are shown.
    keys, times = found[0][: 20 * limit + 1000], found[1][: 20 * limit + 1000]
    order = np.argsort(keys)
    ordered = keys[order]
    articles = np.zeros(len(keys), dtype=np.int64)
    spelt: dict[int, str] = {}
    for stored in chunks(corpus, nums) if len(keys) else ():
        chunk = words.chunk(stored)
        mine, at = _runs(chunk, words, usable, n)
        place = np.minimum(np.searchsorted(ordered, mine), len(ordered) - 1)
        hit = ordered[place] == mine
        place, at = place[hit], at[hit]
        pairs = np.unique(place * len(chunk.nums) + chunk.articles(at))
        articles += np.bincount(pairs // len(chunk.nums), minlength=len(keys))
        for which, first in zip(*np.unique(place, return_index=True), strict=True):
            if which not in spelt:
                ids = chunk.ids[at[first] : at[first] + n]
                spelt[which] = " ".join(words.words[i].replace("_", " ") for i in ids)
    ranks = np.argsort(order)  # the place of each run, most frequent first, among the ordered keys
    rows: list[dict[str, Any]] = []
    for i, rank in enumerate(ranks):
        if articles[rank] >= least:
            rows.append(
                {"ngram": spelt[rank], "count": int(times[i]), "per_million": 0.0, "articles": int(articles[rank])}
            )
    return sorted(rows, key=lambda row: (-row["count"], row["ngram"]))[:limit]
