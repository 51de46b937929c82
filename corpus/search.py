"""Search: the index's answer, ranked, with the words found marked on the original text."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from corpus.filters import Filters
from corpus.query import parse
from corpus.selection import Selection
from corpus.snippets import OFF, ON, marked, snippet
from corpus.store import Corpus, searchable
from corpus.suggest import FEW, suggestion

# Characters; FTS5's highlight takes quadratic time. The longest real article has 80,000; longer texts (broken pages) are
# found, and shown from their beginning without marks.
LONGEST = 100_000
MOST = 2**31  # rows; a limit or offset beyond it is none SQLite could count
# BM25 reads every place of every word, 2 to 6 µs an article. Of more matches than this only those stored last are
# ranked, the rest follow in the order of storing; a word that so many hold says little about any of them.
RANKED = 10_000


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is HTML: the words found in <mark>, everything else escaped. A lower rank is
    better in FTS5; `score` is its negative, so a higher score is better (BM25, no upper bound; near 0 for a
    word that most articles have, 0 for an article that was not ranked). `withdrawn`: its paper took it down since."""

    id: str
    url: str
    title: str
    source: str
    published_at: str | None
    snippet: str
    score: float
    withdrawn: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The hit of the answer; `withdrawn` only where it is true."""
        names = ("id", "url", "title", "source", "published_at", "snippet", "score")
        return {name: getattr(self, name) for name in names} | ({"withdrawn": True} if self.withdrawn else {})


def search(corpus: Corpus, text: str, filters: Filters | None = None, *, limit: int = 20,
           offset: int = 0) -> dict[str, Any]:  # fmt: skip
    """Articles that match, best first: `{"read_as", "total", "hits"}`.

    An empty query lists the newest; a query without a word in it finds nothing. Two more keys stand there only when
    they say something: `suggestion`, another query, when this one finds next to nothing; `ranked`, how many matches
    (those stored last) were ranked, when there were more than RANKED. Raises QueryError for a filter without meaning.
    """
    query = parse(text)
    page = max(0, min(limit, MOST)), max(0, min(offset, MOST))
    with corpus.reading() as conn:
        found = _Found(conn, filters or Filters(), query.match)
        if query.blank:
            total, hits = found.selection.count(), found.newest(*page)
        else:
            total, hits = len(found.nums), found.shown(found.best(*page))
        answer: dict[str, Any] = {"read_as": query.read_as, "total": total, "hits": [hit.as_dict() for hit in hits]}
        if len(found.nums) > RANKED:
            answer["ranked"] = RANKED
        if query.match and total <= FEW and (better := suggestion(conn, text, total, found.others)):
            answer["suggestion"] = better
    return answer


class _Found:
    """What a query finds in the articles that filters keep: `nums`, ascending."""

    def __init__(self, conn: sqlite3.Connection, filters: Filters, match: str) -> None:
        self.conn, self.match = conn, match
        self.selection = Selection(conn, filters)
        self.nums: list[int] = self.selection.matching(match).tolist() if match else []

    def others(self, text: str) -> int:
        """How many another query finds in the same articles."""
        match = parse(text).match
        return len(self.selection.matching(match)) if match else 0

    def newest(self, limit: int, offset: int) -> list[Hit]:
        """A page of all that is selected, by the day of publication."""
        nums = self.selection.newest(limit, offset)
        rows = (self.conn.execute("SELECT * FROM articles WHERE num = ?", [num]).fetchone() for num in nums)
        return [_hit(row, [], 0.0) for row in rows]

    def best(self, limit: int, offset: int) -> list[tuple[int, float]]:
        """A page of the matches with their ranks: the RANKED stored last by BM25, then the others, last stored first."""
        latest = self.nums[-RANKED:]
        if not latest:
            return []
        values = {"match": self.match, "from": latest[0], "limit": limit, "offset": offset}
        kept = ""
        if self.selection.mask is not None:
            # The plus keeps SQLite from asking the index once for every number.
            kept, values["kept"] = " AND +rowid IN (SELECT value FROM json_each(:kept))", json.dumps(latest)
        sql = (f"SELECT rowid, bm25(search) AS rank FROM search WHERE search MATCH :match AND rowid >= :from{kept} "
               "ORDER BY rank, rowid LIMIT :limit OFFSET :offset")  # fmt: skip
        ranked = [(int(row[0]), float(row[1])) for row in self.conn.execute(sql, values)]
        rest = self.nums[:-RANKED][::-1][max(0, offset - RANKED) :][: limit - len(ranked)]
        return [*ranked, *((num, 0.0) for num in rest)]

    def shown(self, ranked: list[tuple[int, float]]) -> list[Hit]:
        """These matches with their words marked. Only for those that are shown: marking reads the whole text."""
        # Not the rank: for a single row BM25 would count anew in how many articles each word stands.
        sql = (f"SELECT a.*, {_marks(self.match, 'normal', 0)} AS normal, {_marks(self.match, 'folded', 1)} AS folded "
               "FROM search JOIN articles a ON a.num = search.rowid WHERE search MATCH :match AND ")  # fmt: skip
        nums = [num for num, _ in ranked]
        if " *" in self.match:
            # A prefix is gathered from all its words for every statement, so one statement looks for all rows.
            sql += "+search.rowid IN (SELECT value FROM json_each(:nums))"
            rows = self.conn.execute(sql, {"match": self.match, "nums": json.dumps(nums)}).fetchall()
        else:
            sql += "search.rowid = :num"
            rows = [self.conn.execute(sql, {"match": self.match, "num": num}).fetchone() for num in nums]
        if len([row for row in rows if row is not None]) < len(nums):  # the index names articles that are not there
            raise sqlite3.DatabaseError("database disk image is malformed")
        by_num = {row["num"]: row for row in rows}
        return [_hit(row, [*marked(row["normal"]), *marked(row["folded"])], rank)
                for num, rank in ranked for row in [by_num[num]]]  # fmt: skip


def _marks(match: str, name: str, column: int) -> str:
    """The column with the words found marked, where the query looks into it (words hold no colon, columns do)."""
    if f"{name} : " not in match:
        return "NULL"
    return f"iif(length(a.body) <= {LONGEST}, highlight(search, {column}, '{ON}', '{OFF}'), NULL)"


def _hit(row: sqlite3.Row, spans: list[tuple[int, int]], rank: float) -> Hit:
    piece = snippet(searchable(row["title"], row["sapo"], row["body"]), spans)
    score = float(f"{-rank:.6g}") if rank else 0.0
    withdrawn = row["withdrawn_at"] is not None
    return Hit(row["id"], row["url"], row["title"], row["source"], row["published_at"], piece, score, withdrawn)
