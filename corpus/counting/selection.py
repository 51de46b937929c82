"""Which articles are counted: those a filter keeps, a family of reprints once or each of its members."""

import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from corpus.clock import credible
from corpus.counting.chunks import Nums, numbers
from corpus.errors import QueryError
from corpus.filters import Filters
from corpus.query import Query, parse
from corpus.store import Corpus

Reprints = Literal["once", "each"]
REPRINTS = ("once", "each")
_OPERATOR = re.compile(r'["“”„‟«»()]|\*(?=.*\S)|(?<!\S)(?:AND|OR|NOT|NEAR)(?!\S)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Selection:
    """Articles by their number, ascending; `copies` members of families were left out."""

    nums: Nums
    copies: int
    filters: Filters
    reprints: Reprints

    def about(self) -> dict[str, Any]:
        """The selection as plain data: in words, its filters, how reprints count, how many articles."""
        said = self.filters.describe()
        return {
            "selection": {"vi": said["vi"], "en": said["en"]},
            "filters": {one["name"]: one["value"] for one in said["conditions"]},
            "reprints": self.reprints, "articles": len(self.nums), "copies_left_out": self.copies,
        }  # fmt: skip


def select(corpus: Corpus, filters: Filters | None = None, reprints: str = "once") -> Selection:
    """The articles a filter keeps. With `once` a family of reprints is one article: its original where that is kept by
    the filter, else the member published first. Raises QueryError for a filter without meaning."""
    filters = filters or Filters()
    if reprints not in REPRINTS:
        raise QueryError(f"reprints are counted once or each, not {reprints!r}", f"one of {', '.join(REPRINTS)}")
    where, values = filters.sql()
    with corpus.reading() as conn:
        nums = numbers(conn, f"a.num FROM articles a WHERE {where}", values)
        if reprints == "each":
            return Selection(nums, 0, filters, "each")
        copies = _copies(corpus, nums)
    return Selection(nums[~np.isin(nums, copies)], len(copies), filters, "once")


def _copies(corpus: Corpus, nums: Nums) -> Nums:
    """Of every family in the selection all members but one."""
    rows = corpus.conn.execute("SELECT r.family, a.num, r.original_id IS NOT NULL AND r.original_id = a.id, "
                               "a.published_at FROM reprints r JOIN articles a ON a.id = r.article_id").fetchall()  # fmt: skip
    kept = np.isin(np.array([row[1] for row in rows], dtype=np.int64), nums)
    families: dict[str, list[tuple[bool, str, int]]] = {}
    for row, chosen in zip(rows, kept.tolist(), strict=True):
        if chosen:
            families.setdefault(row[0], []).append((not row[2], credible(row[3]) or "9", row[1]))
    return np.array([num for members in families.values() for _, _, num in sorted(members)[1:]], dtype=np.int64)


def asked(text: str) -> Query:
    """A query as search reads it, but for words alone: side by side they are a phrase here, for what is counted is the
    places where they stand together. Raises QueryError when the text holds no word to look for."""
    plain = len(text.split()) > 1 and not _OPERATOR.search(text)
    words, star = text.strip().removesuffix("*"), "*" * text.strip().endswith("*")
    query = parse(f'"{words}"{star}' if plain else text)
    if not query.match:
        raise QueryError("no word to look for", "give a word or a phrase, such as nêu gương")
    return query


def matching(corpus: Corpus, query: Query, nums: Nums) -> Nums:
    """Which of these articles match a query. Inside `corpus.reading()`."""
    found = numbers(corpus.conn, "rowid AS num FROM search WHERE search MATCH ?", [query.match])
    return np.intersect1d(found, nums, assume_unique=True)
