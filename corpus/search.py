"""Search: the index's answer, ranked, with the words found marked on the original text."""

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from corpus.filters import Filters
from corpus.query import parse
from corpus.snippets import OFF, ON, marked, snippet
from corpus.store import Corpus, searchable

# Characters; FTS5's highlight takes quadratic time. The longest real article has 80,000; longer texts (broken pages) are
# found, and shown from their beginning without marks.
LONGEST = 100_000
MOST = 2**31  # rows; a limit or offset beyond it is none SQLite could count


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is HTML: the words found in <mark>, everything else escaped. A lower rank is
    better in FTS5; `score` is its negative, so a higher score is better (BM25, no upper bound; near 0 for a
    word that most articles have)."""

    id: str
    url: str
    title: str
    source: str
    published_at: str | None
    snippet: str
    score: float


def search(corpus: Corpus, text: str, filters: Filters | None = None, *, limit: int = 20,
           offset: int = 0) -> dict[str, Any]:  # fmt: skip
    """Articles that match, best first: `{"read_as", "total", "hits"}`.

    An empty query lists the newest; a query without a word in it finds nothing. Raises QueryError for a filter that
    has no meaning.
    """
    query = parse(text)
    where, values = (filters or Filters()).sql()
    if not query.match and not query.blank:
        return {"read_as": query.read_as, "total": 0, "hits": []}
    tables, order = "articles a", "a.published_at DESC NULLS LAST, a.num"
    columns = "a.*, NULL AS normal, NULL AS folded, 0 AS rank"
    if query.match:
        values["match"] = query.match
        tables, order = "search JOIN articles a ON a.num = search.rowid", "rank, a.num"
        where = f"search MATCH :match AND {where}"
        columns = f"a.*, {_marks(0)} AS normal, {_marks(1)} AS folded, bm25(search) AS rank"
    page = {"limit": max(0, min(limit, MOST)), "offset": max(0, min(offset, MOST))}
    with corpus.reading() as conn:
        total = conn.execute(f"SELECT count(*) FROM {tables} WHERE {where}", values).fetchone()[0]
        sql = f"SELECT {columns} FROM {tables} WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
        hits = [asdict(_hit(row)) for row in conn.execute(sql, {**values, **page})]
    return {"read_as": query.read_as, "total": total, "hits": hits}


def _marks(column: int) -> str:
    return f"iif(length(a.body) <= {LONGEST}, highlight(search, {column}, '{ON}', '{OFF}'), NULL)"


def _hit(row: sqlite3.Row) -> Hit:
    text = searchable(row["title"], row["sapo"], row["body"])
    piece = snippet(text, [*marked(row["normal"]), *marked(row["folded"])])
    return Hit(
        row["id"], row["url"], row["title"], row["source"], row["published_at"], piece, float(f"{-row['rank']:.6g}")
    )
