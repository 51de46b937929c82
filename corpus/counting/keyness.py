"""Keywords: what one selection says more often than another."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.counting.chunks import Nums, chunks
from corpus.counting.completeness import completeness
from corpus.counting.lexicon import Lexicon, lexicon
from corpus.counting.measures import deviation, key_log_likelihood, log_ratio
from corpus.counting.result import Result
from corpus.counting.selection import Selection, select
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

COLUMNS = ("word", "count", "per_million", "against_count", "against_per_million", "g2", "log_ratio", "articles", "dp")
ORDERS = ("g2", "log_ratio")
LEAST_G2 = 15.13  # p < 0.0001 at one degree of freedom, the level Rayson et al. (2004) advise for keywords
MIN_COUNT, MIN_ARTICLES = 5, 3
CANDIDATES = 5_000  # words whose spread over the articles is looked at, the highest G² first


def keyness(corpus: Corpus, filters: Filters | None = None, against: Filters | None = None, *,
            min_count: int = MIN_COUNT, min_articles: int = MIN_ARTICLES, by: str = "g2", unit: str = "word",
            numbers: bool = False, limit: int = 50, reprints: str = "once") -> Result:  # fmt: skip
    """Words more frequent in one selection than in another (None: than in the rest of the corpus).

    Articles that both selections hold count in the first only. Columns: counts and counts per million words on both
    sides, `g2` and `log_ratio` (`corpus.counting.measures`), in how many `articles` of the first selection the word
    stands, and `dp`, how unevenly (0 even, 1 all in one article). Words in fewer than `min_articles` articles, below
    `min_count`, or with a G² below 15.13 are left out, so that one long article makes no keyword. Raises QueryError
    for an argument without meaning or a side without words.
    """
    if by not in ORDERS:
        raise QueryError(f"unknown choice {by!r}", f"one of {', '.join(ORDERS)}")
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        other = select(corpus, against, reprints)
        theirs = np.setdiff1d(other.nums, chosen.nums, assume_unique=True)
        words = lexicon(corpus, unit)
        here, there = words.totals(corpus, chosen.nums), words.totals(corpus, theirs)
        size_here, size_there = int(here.sum()), int(there.sum())
        if not size_here or not size_there:
            all_chosen = against is None and size_here and not len(theirs)
            hint = "choose fewer articles: all are on one side" if all_chosen else "widen its filters"
            raise QueryError("one of the two selections holds no words", hint)
        g2 = key_log_likelihood(here, size_here, there, size_there)
        key = np.flatnonzero((here >= max(1, min_count)) & (g2 >= LEAST_G2) & (words.lettered | numbers))
        key = key[np.argsort(-g2[key], kind="stable")][:CANDIDATES]
        ratio = log_ratio(here[key], size_here, there[key], size_there)
        rows: list[dict[str, Any]] = []
        for i, (articles, dp) in enumerate(_spread(corpus, chosen.nums, words, key, size_here)):
            if articles < min_articles:
                continue
            word = key[i]
            rows.append({
                "word": words.words[word].replace("_", " "),
                "count": int(here[word]), "per_million": round(1e6 * int(here[word]) / size_here, 2),
                "against_count": int(there[word]), "against_per_million": round(1e6 * int(there[word]) / size_there, 2),
                "g2": round(float(g2[word]), 2), "log_ratio": round(float(ratio[i]), 3), "articles": articles,
                "dp": round(dp, 3),
            })  # fmt: skip
        rows.sort(key=lambda row: (-row[by], row["word"]))
        about = {
            **chosen.about(), "words": size_here, "against": _against(against, other, theirs), "against_words": size_there,
            "min_count": min_count, "min_articles": min_articles, "by": by, "unit": unit, "listed": len(rows),
        }  # fmt: skip
        return Result("keyness", COLUMNS, rows[:limit], about, completeness(corpus, chosen))


def _against(against: Filters | None, other: Selection, theirs: Nums) -> dict[str, Any]:
    about = other.about()
    return {"rest": against is None, "selection": about["selection"], "filters": about["filters"],
            "articles": len(theirs), "in_both": len(other.nums) - len(theirs)}  # fmt: skip


def _spread(corpus: Corpus, nums: Nums, words: Lexicon, key: NDArray[np.int64],
            size: int) -> list[tuple[int, float]]:  # fmt: skip
    """For each word: in how many articles it stands, and its deviation of proportions."""
    rank = np.zeros(len(words.words), dtype=np.int64)
    rank[key] = np.arange(len(key))
    column = "syllables" if unit_of(words) == "syllable" else "words"
    sizes = dict(corpus.conn.execute(f"SELECT num, {column} FROM tokens").fetchall())
    which, counts, lengths = [], [], []
    for stored in chunks(corpus, nums):
        chunk = words.chunk(stored)
        at = chunk.where(key.astype(np.uint32), len(words.words))
        pairs, times = np.unique(rank[chunk.at(at)] * len(chunk.nums) + chunk.articles(at), return_counts=True)
        length = np.array([sizes[num] for num in chunk.nums.tolist()], dtype=np.int64)
        which.append(pairs // len(chunk.nums))
        counts.append(times)
        lengths.append(length[pairs % len(chunk.nums)])
    if not which or not len(key):
        return []
    words_at, times_at, length_at = (np.concatenate(part) for part in (which, counts, lengths))
    order = np.argsort(words_at, kind="stable")
    edges = np.searchsorted(words_at[order], np.arange(len(key) + 1))
    times_at, length_at = times_at[order], length_at[order]
    return [(int(end - start), deviation(times_at[start:end], length_at[start:end], size))
            for start, end in pairwise(edges.tolist())]  # fmt: skip


def unit_of(words: Lexicon) -> str:
    """`syllable` for a lexicon of syllables, else `word`."""
    return "word" if type(words) is Lexicon else "syllable"
