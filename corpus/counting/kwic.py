"""KWIC: every place where a word stands, with the words around it, on the original text."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from corpus.collation import sort_key
from corpus.counting.chunks import Nums
from corpus.counting.completeness import completeness
from corpus.counting.needles import Needle, in_text, needles
from corpus.counting.result import Result
from corpus.counting.selection import asked, matching, select
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.store import Corpus

COLUMNS = ("id", "url", "source", "published_at", "field", "start", "end", "left", "node", "right")
ORDERS = ("date", "left", "right")
CONTEXT, MOST_CONTEXT = 8, 50  # words on each side: a terminal's width holds some eight
# Lines that are sorted by their context: more are found, and said, but nobody reads them and each costs its place.
MOST_SORTED = 20_000
MOST_TEXT = 200_000  # characters of an article that are looked through; the longest real one has 80,000
WORD = 30  # characters: so much text is looked at per word of context, so that a text without blanks costs no more
AT_ONCE = 200  # articles read in one statement
_WORD = re.compile(r"\S+")


def kwic(corpus: Corpus, text: str, filters: Filters | None = None, *, context: int = CONTEXT, sort: str = "date",
         limit: int = 50, reprints: str = "once") -> Result:  # fmt: skip
    """The concordance of a word or phrase: one row for each place, newest article first, or by the words to the left or
    to the right of the node.

    `text` is read as in search; only articles that match all of it are looked through, and every phrase of it that is
    not behind a NOT is a node. `start` and `end` are offsets in the stored text of `field` (title, sapo, body). `about`
    says in how many articles the query is found (`found_in`), how many `lines` were gathered and whether there are
    `more`. Raises QueryError for a query without a word or an argument without meaning.
    """
    if sort not in ORDERS:
        raise QueryError(f"unknown choice {sort!r}", f"one of {', '.join(ORDERS)}")
    if not 0 <= context <= MOST_CONTEXT:
        raise QueryError(f"a context of {context} words", f"choose one up to {MOST_CONTEXT}")
    query = asked(text)
    most = limit if sort == "date" else max(limit, MOST_SORTED)
    with corpus.reading():
        chosen = select(corpus, filters, reprints)
        nums = matching(corpus, query, chosen.nums)
        rows: list[dict[str, Any]] = []
        for row in _lines(corpus, _newest(corpus, nums), needles(query.match), context):
            if len(rows) == most:
                more = True
                break
            rows.append(row)
        else:
            more = False
        if sort != "date":
            rows.sort(key=_left if sort == "left" else _right)
        about = {**chosen.about(), "query": text, **query.about(), "found_in": len(nums),
                 "lines": len(rows), "more": more, "sort": sort}  # fmt: skip
        return Result("kwic", COLUMNS, rows[:limit], about, completeness(corpus, chosen))


def _newest(corpus: Corpus, nums: Nums) -> list[int]:
    """The articles with the newest first; those without a date last."""
    wanted = set(nums.tolist())
    rows = corpus.conn.execute("SELECT num FROM articles ORDER BY published_at DESC NULLS LAST, num DESC")
    return [row[0] for row in rows if row[0] in wanted]


def _lines(corpus: Corpus, nums: list[int], wanted: list[Needle], context: int) -> Iterator[dict[str, Any]]:
    sql = ("SELECT num, id, url, source, published_at, title, sapo, body FROM articles "
           "WHERE num IN (SELECT value FROM json_each(?))")  # fmt: skip
    for at in range(0, len(nums), AT_ONCE):
        some = nums[at : at + AT_ONCE]
        articles = {row["num"]: row for row in corpus.conn.execute(sql, [json.dumps(some)])}
        for num in some:
            article = articles[num]
            about = {name: article[name] for name in COLUMNS[:4]}
            for name in ("title", "sapo", "body"):
                text = (article[name] or "")[:MOST_TEXT]
                for start, end in in_text(text, wanted):
                    yield {**about, "field": name, "start": start, "end": end, **_around(text, start, end, context)}


def _around(text: str, start: int, end: int, context: int) -> dict[str, str]:
    """The node and what stands left and right of it; the three together are the text, its line ends as blanks."""
    reach = WORD * context
    words = list(_WORD.finditer(text, max(0, start - reach), start))[-context:] if context else []
    before = words[0].start() if words else start
    words = list(islice(_WORD.finditer(text, end, end + reach), context))
    behind = words[-1].end() if words else end
    pieces = {"left": text[before:start], "node": text[start:end], "right": text[end:behind]}
    return {name: piece.replace("\n", " ") for name, piece in pieces.items()}


def _left(row: dict[str, Any]) -> Any:
    """Sorted by the word next to the node, then the one before it."""
    return sort_key(" ".join(row["left"].split()[::-1]))


def _right(row: dict[str, Any]) -> Any:
    return sort_key(row["right"])
