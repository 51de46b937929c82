"""What filters keep, as a mask over article numbers: sets of 200,000 articles meet in a millisecond.

SQLite would build a tree for every set it intersects, and open an article for every number it looks up. Handing the
numbers over as one text and crossing them here takes a tenth of that.
"""

import json
import sqlite3
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.filters import Filters

Numbers = NDArray[np.int64]
FEW = 2_000  # articles whose days are looked up one by one; of more, the index on days is walked until the page is full


class Selection:
    """The articles of a corpus that filters keep. Raises QueryError for a filter without meaning."""

    def __init__(self, conn: sqlite3.Connection, filters: Filters) -> None:
        self.conn = conn
        self.conditions = filters.conditions()
        self.mask: NDArray[np.bool_] | None = None
        if self.conditions:
            self.mask = self._mask()

    def _mask(self) -> NDArray[np.bool_]:
        """True at the number of every article that is kept."""
        size = (self.conn.execute("SELECT max(num) FROM articles").fetchone()[0] or 0) + 1
        kept = np.ones(size, dtype=np.bool_)
        known = any(not condition.without for condition in self.conditions)
        if not known:  # numbers that no article has must not count
            kept = _at(size, self.numbers("SELECT num FROM articles", {}))
        for condition in self.conditions:
            found = _at(size, self.numbers(condition.nums, condition.values))
            kept &= ~found if condition.without else found
        return kept

    def numbers(self, sql: str, values: dict[str, Any]) -> Numbers:
        """The numbers a query with one column gives, in its order."""
        text = self.conn.execute(f"SELECT group_concat(num) FROM (SELECT num FROM ({sql}))", values).fetchone()[0]
        return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, dtype=np.int64)

    def count(self) -> int:
        """How many articles are kept."""
        if self.mask is None:
            return int(self.conn.execute("SELECT count(*) FROM articles").fetchone()[0])
        return int(np.count_nonzero(self.mask))

    def matching(self, match: str) -> Numbers:
        """Numbers of the articles kept that match an FTS5 expression, ascending."""
        found = self.numbers("SELECT rowid AS num FROM search WHERE search MATCH :match", {"match": match})
        return found if self.mask is None else found[self.mask[found]]

    def newest(self, limit: int, offset: int) -> list[int]:
        """A page of the articles kept, by the day of publication, undated ones last."""
        order = "ORDER BY published_at DESC, num"
        if self.mask is None:
            sql = f"SELECT num FROM articles {order} LIMIT ? OFFSET ?"
            return [row[0] for row in self.conn.execute(sql, [limit, offset])]
        kept = np.flatnonzero(self.mask)
        if len(kept) <= FEW:
            sql = f"SELECT num FROM articles WHERE num IN (SELECT value FROM json_each(?)) {order} LIMIT ? OFFSET ?"
            return [row[0] for row in self.conn.execute(sql, [json.dumps(kept.tolist()), limit, offset])]
        wanted = min(offset + limit, len(kept))
        found: list[int] = []
        for (num,) in self.conn.execute(f"SELECT num FROM articles {order}"):
            if len(found) >= wanted:
                break
            if self.mask[num]:
                found.append(num)
        return found[offset:]


def _at(size: int, numbers: Numbers) -> NDArray[np.bool_]:
    mask = np.zeros(size, dtype=np.bool_)
    mask[numbers] = True
    return mask
