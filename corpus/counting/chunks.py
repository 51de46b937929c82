"""The words of selected articles, some thousand articles at a time: what every count runs over."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.counting.blocks import FIRST_WORD, PER_BLOCK, PER_PART, RARE, Codes, Ids, decoded
from corpus.store import Corpus

Nums = NDArray[np.int64]
# Blocks read at once: their words (some 5 MB) stay in a processor's cache while they are counted.
BLOCKS = 64
FEW_WORDS = 8  # looked for one by one, 0.2 ns each; for more of them a table is faster, 2 ns
FEW = 4  # where a selection touches less than a quarter of the blocks, only these are read


@dataclass(frozen=True)
class Chunk:
    """Words of several articles one behind the other: article `nums[i]` is `codes[edges[i]:edges[i + 1]]`.

    Every article ends with a sentence's end (0); below FIRST_WORD are signs. `codes` holds numbers below RARE as they
    are; those from it on stand in `rare`, in their order. Where no word is rare, `codes` may be wider.
    """

    nums: Nums
    edges: NDArray[np.int64]
    codes: Codes | Ids
    rare: Ids

    @cached_property
    def ids(self) -> Ids:
        """The number of every word."""
        return decoded(self.codes, self.rare)

    @cached_property
    def _rare_at(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.codes == RARE)

    def at(self, positions: NDArray[np.int64]) -> Ids:
        """The numbers of the words at some positions."""
        found = self.codes[positions].astype(np.uint32)
        if len(self.rare):
            unknown = found == RARE
            found[unknown] = self.rare[np.searchsorted(self._rare_at, positions[unknown])]
        return found

    def where(self, wanted: Ids, size: int) -> NDArray[np.int64]:
        """Positions of some words; all numbers are below `size`."""
        if len(wanted) > FEW_WORDS or (len(self.rare) and (wanted >= RARE).any()):
            return np.flatnonzero(is_in(self.ids, wanted, size))
        if not len(wanted):
            return np.empty(0, np.int64)
        found = self.codes == wanted[0]
        for one in wanted[1:]:
            found |= self.codes == one
        return np.flatnonzero(found)

    def articles(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which article (its place in `nums`) holds each position."""
        return np.searchsorted(self.edges, positions, side="right") - 1


def is_in(ids: Ids, wanted: Ids, size: int) -> NDArray[np.bool_]:
    """Which of `ids` (all below `size`) are among `wanted`."""
    table = np.zeros(size, dtype=bool)
    table[wanted] = True
    # In wrapping mode numpy does not look at every number twice; none is out of bounds.
    found: NDArray[np.bool_] = table.take(ids, mode="wrap")
    return found


def numbers(conn: sqlite3.Connection, sql: str, values: Any = ()) -> Nums:
    """A column of numbers, ascending: joined by SQLite, it is read ten times as fast as row by row."""
    joined = conn.execute(f"SELECT group_concat(num) FROM (SELECT {sql})", values).fetchone()[0]
    return np.sort(np.fromstring(joined, dtype=np.int64, sep=",")) if joined else np.empty(0, np.int64)


def counted(corpus: Corpus) -> Nums:
    """Numbers of all articles whose words are stored, ascending."""
    return numbers(corpus.conn, "num FROM tokens")


def chunks(corpus: Corpus, nums: Nums) -> Iterator[Chunk]:
    """The words of these articles; one whose words are not stored gives nothing. Inside `corpus.reading()`."""
    nums = np.intersect1d(nums, counted(corpus), assume_unique=True)
    if not len(nums):
        return
    wanted = np.zeros((int(nums[-1]) // PER_BLOCK + 1, PER_BLOCK), dtype=bool)
    wanted.reshape(-1)[nums] = True
    blocks = np.flatnonzero(wanted.any(axis=1))
    sql, values = "SELECT block, lengths, rare, codes FROM token_blocks ORDER BY block", []
    if len(blocks) * FEW < len(wanted):
        sql = sql.replace("ORDER", "WHERE block IN (SELECT value FROM json_each(?)) ORDER")
        values = [json.dumps(blocks.tolist())]
    touched = set(blocks.tolist())
    every = set(np.flatnonzero(wanted.all(axis=1)).tolist())
    gathered = _Gathered()
    for block, lengths, rare, codes in corpus.conn.execute(sql, values):
        if block >= len(wanted):
            break
        if block in touched:
            gathered.add(block, wanted[block], block in every, np.frombuffer(lengths, "<u4"), rare, codes)
        if gathered.blocks == BLOCKS:
            yield gathered.chunk()
            gathered = _Gathered()
    if gathered.blocks:
        yield gathered.chunk()


class _Gathered:
    """Parts of blocks until there are enough for a chunk."""

    def __init__(self) -> None:
        self.blocks = 0
        self.nums: list[Nums] = []
        self.lengths: list[NDArray[np.uint32]] = []
        self.rare: list[bytes] = []
        self.codes: list[bytes] = []

    def add(self, block: int, wanted: NDArray[np.bool_], every: bool, lengths: NDArray[np.uint32], rare: bytes,
            codes: bytes) -> None:  # fmt: skip
        if not every and lengths[~wanted].any():
            # Some articles of the block are not wanted: cut theirs out.
            keep = np.repeat(wanted, lengths)
            whole = np.frombuffer(codes, "<u2")
            rare = np.frombuffer(rare, "<u4")[keep[whole == RARE]].tobytes() if rare else rare
            codes = whole[keep].tobytes()
        self.blocks += 1
        self.nums.append(block * PER_BLOCK + np.flatnonzero(wanted))
        self.lengths.append(lengths[wanted])
        self.rare.append(rare)
        self.codes.append(codes)

    def chunk(self) -> Chunk:
        codes: Codes = np.frombuffer(b"".join(self.codes), "<u2")
        edges = np.zeros(sum(map(len, self.lengths)) + 1, dtype=np.int64)
        np.cumsum(np.concatenate(self.lengths), out=edges[1:])
        return Chunk(np.concatenate(self.nums), edges, codes, np.frombuffer(b"".join(self.rare), "<u4"))


def totals(corpus: Corpus, nums: Nums, size: int) -> NDArray[np.int64]:
    """How often every word (by number, `size` of them) stands in these articles; signs count 0.

    Counted from the kept totals of the whole corpus where fewer articles are left out than wanted.
    """
    everyone = counted(corpus)
    mine = np.intersect1d(nums, everyone, assume_unique=True)
    if 2 * len(mine) > len(everyone):
        left_out = np.setdiff1d(everyone, mine, assume_unique=True)
        found = _everything(corpus, everyone, size) - _summed(corpus, left_out, size)
    else:
        found = _summed(corpus, mine, size)
    found[:FIRST_WORD] = 0
    return found


def _summed(corpus: Corpus, nums: Nums, size: int) -> NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    for chunk in chunks(corpus, nums):
        found += np.bincount(chunk.ids, minlength=size)
    return found


def _everything(corpus: Corpus, everyone: Nums, size: int) -> NDArray[np.int64]:
    found = np.zeros(size, dtype=np.int64)
    kept = {row[0]: row[1] for row in corpus.conn.execute("SELECT part, counts FROM token_totals")}
    parts = everyone // PER_PART
    for part in np.flatnonzero(np.bincount(parts)).tolist():
        if part in kept:
            pairs = np.frombuffer(kept[part], "<u4").reshape(2, -1)
            found[pairs[0]] += pairs[1]
        else:
            found += _summed(corpus, everyone[parts == part], size)
    return found


def keep_totals(corpus: Corpus) -> None:
    """Store the totals that are missing, so that the next count need not sum them again. Writes."""
    with corpus.writing() as conn:
        size = int(conn.execute("SELECT max(id) + 1 FROM words").fetchone()[0])
        kept = {row[0] for row in conn.execute("SELECT part FROM token_totals")}
        everyone = counted(corpus)
        parts = everyone // PER_PART
        for part in set(np.flatnonzero(np.bincount(parts)).tolist()) - kept:
            found = _summed(corpus, everyone[parts == part], size)
            ids = np.flatnonzero(found)
            both = np.stack([ids, found[ids]]).astype("<u4")
            conn.execute("INSERT INTO token_totals VALUES (?, ?)", [part, both.tobytes()])
