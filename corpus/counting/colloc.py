"""Collocations: the words that stand near a word more often than chance would have it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.counting.blocks import FIRST_WORD, SENTENCE_END
from corpus.counting.chunks import Chunk, chunks
from corpus.counting.completeness import completeness
from corpus.counting.lexicon import lexicon
from corpus.counting.measures import log_dice, log_likelihood
from corpus.counting.needles import Finder, Places, needles
from corpus.counting.result import Result
from corpus.counting.selection import asked, select
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

COLUMNS = ("word", "together", "left", "right", "count", "log_dice", "g2")
ORDERS = ("log_dice", "g2", "together")
DIRECTIONS = ("both", "left", "right")
WINDOW, MOST_WINDOW = 5, 20  # words; ±5 is the usual span of collocation studies (Sinclair 1991)
MIN_COUNT = 5  # times together: below it both measures say little (Evert 2008, "Corpora and collocations")


LEFT, RIGHT = 1, 2  # on which side of a node a word stands; both where two windows overlap
FLUSH = 1 << 23  # words in windows that are gathered before they are summed: 64 MB


@dataclass
class _Tally:
    """How many words stand in windows left, right, and in any; each word once, also where windows overlap."""

    size: int
    sides: NDArray[np.int64] = field(init=False)
    waiting: list[NDArray[np.int64]] = field(default_factory=list)
    gathered: int = 0
    nodes: int = 0
    articles: int = 0

    def __post_init__(self) -> None:
        self.sides = np.zeros(4 * self.size, dtype=np.int64)

    def add(self, chunk: Chunk, starts: Places, ends: Places, window: int, direction: str) -> None:
        """Add the windows around the nodes `[start, end)` of a chunk."""
        self.nodes += len(starts)
        holds = np.zeros(len(chunk.nums), dtype=bool)
        holds[chunk.articles(starts)] = True
        self.articles += int(holds.sum())
        sides = np.zeros(len(chunk.codes), dtype=np.uint8)
        if direction != "right":
            sides[near(chunk, starts - 1, -1, window)] = LEFT
        if direction != "left":
            sides[near(chunk, ends, 1, window)] |= RIGHT
        at = np.flatnonzero(sides != 0)  # of truth values: ten times as fast as of numbers
        self.waiting.append(chunk.at(at).astype(np.int64) * 4 + sides[at])
        self.gathered += len(at)
        if self.gathered >= FLUSH:
            self.sum_up()

    def sum_up(self) -> NDArray[np.int64]:
        """For every word (row) how often it stands on no side (never), left, right, and on both."""
        if self.waiting:
            self.sides += np.bincount(np.concatenate(self.waiting), minlength=len(self.sides))
        self.waiting, self.gathered = [], 0
        return self.sides.reshape(-1, 4)


def near(chunk: Chunk, begin: Places, step: int, window: int) -> Places:
    """Places of the words within `window` words of `begin`, it included, going by `step` up to the sentence's end.

    Signs are no words. A place may come twice. Left of a chunk stands the last sign of the same chunk, an end.
    """
    found = []
    at, seen = begin[begin < len(chunk.codes)], np.zeros(len(begin), dtype=np.int8)
    while len(at):
        codes = chunk.codes[at]
        words = codes >= FIRST_WORD
        found.append(at[words])
        seen = seen + words
        on = (codes != SENTENCE_END) & (seen < window)
        at, seen = at[on] + step, seen[on]
    return np.concatenate(found) if found else begin[:0]


def colloc(corpus: Corpus, text: str, filters: Filters | None = None, *, window: int = WINDOW,
           direction: str = "both", min_count: int = MIN_COUNT, by: str = "log_dice", unit: str = "word",
           numbers: bool = False, limit: int = 50, reprints: str = "once") -> Result:  # fmt: skip
    """Words near a word or phrase, the strongest first.

    `text` is read as in search, words side by side as a phrase; as a `word` it stands where the segmenter cuts it, as
    `syllable`s anywhere. Windows reach `window` words to the left, the right or both sides, not over the end of
    a sentence. Columns: `together` times the word stands in a window, of it `left` and `right` of the node, `count` in
    the whole selection, `log_dice` and signed `g2` (`corpus.counting.measures`; G² over words inside and outside the
    windows). Words without a letter are listed only with `numbers`. Raises QueryError for a query without a word or an
    argument without meaning.
    """
    _check(window, direction, by)
    query = asked(text)
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        words = lexicon(corpus, unit)
        finders = [Finder(needle, words, aligned=unit == "word") for needle in needles(query.match)]
        tally = _Tally(len(words.words))
        for stored in chunks(corpus, chosen.nums):
            chunk = words.chunk(stored)
            found = [finder.find(chunk) for finder in finders]
            starts, ends = (np.concatenate([pair[i] for pair in found]) for i in (0, 1))
            if len(starts):
                tally.add(chunk, starts, ends, window, direction)
        counts = words.totals(corpus, chosen.nums)
        sides = tally.sum_up()
        left, right, both = sides[:, LEFT], sides[:, RIGHT], sides[:, LEFT | RIGHT]
        windows = left + right + both
        shown = np.flatnonzero((windows >= max(1, min_count)) & (words.lettered | numbers))
        together, near_by = windows[shown], int(windows.sum())
        dice = log_dice(together, tally.nodes, counts[shown])
        g2 = log_likelihood(together, near_by, counts[shown], int(counts.sum()))
        order = np.lexsort((shown, -together, -{"log_dice": dice, "g2": g2, "together": together}[by]))
        rows: list[dict[str, Any]] = [
            {"word": words.words[shown[i]].replace("_", " "), "together": int(together[i]),
             "left": int((left + both)[shown[i]]), "right": int((right + both)[shown[i]]), "count": int(counts[shown[i]]),
             "log_dice": round(float(dice[i]), 3), "g2": round(float(g2[i]), 2)} for i in order[:limit]
        ]  # fmt: skip
        about = {**chosen.about(), "query": text, **query.about(), "occurrences": tally.nodes,
                 "found_in": tally.articles, "words": int(counts.sum()), "window": window, "direction": direction,
                 "min_count": min_count, "by": by, "unit": unit, "listed": len(shown)}  # fmt: skip
        return Result("colloc", COLUMNS, rows, about, completeness(corpus, chosen))


def _check(window: int, direction: str, by: str) -> None:
    if not 1 <= window <= MOST_WINDOW:
        raise QueryError(f"a window of {window} words", f"choose one from 1 to {MOST_WINDOW}")
    for value, known in ((direction, DIRECTIONS), (by, ORDERS)):
        if value not in known:
            raise QueryError(f"unknown choice {value!r}", f"one of {', '.join(known)}")
