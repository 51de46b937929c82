"""What is missing beside a count: how much of what was to be captured, read and counted is not there."""

from typing import Any

import numpy as np

from corpus.clock import parsed
from corpus.counting.chunks import counted, numbers
from corpus.counting.selection import Selection, select
from corpus.eras import era
from corpus.filters import Filters
from corpus.nights import night_of
from corpus.store import Corpus


def completeness(corpus: Corpus, chosen: Selection | Filters | None = None) -> dict[str, Any]:
    """What is missing of a selection, in numbers, `as_of` the night of the last crawl.

    Of the articles chosen: `articles`, `undated`, `untagged`, `withdrawn` (by their paper, and still counted),
    `uncounted` (their words are not stored, so that counts of words lack them), `undated_left_out` (articles without a
    date that a filter of days cannot keep). Of the capture, for the sources and days the filter names: `sources` known,
    `never_crawled`, `nights` (nights of all sources together) and of them `nights_down` without an answer, `down` (id of
    a source, its `nights_down` of `nights`, the worst first), `bodies_missing`, `given_up`, `waiting` and `disallowed`
    addresses of articles.
    """
    with corpus.reading():
        if not isinstance(chosen, Selection):
            chosen = select(corpus, chosen)
        last = corpus.conn.execute(
            "SELECT started_at FROM runs WHERE command = 'crawl' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        as_of = night_of(parsed(last["started_at"])).isoformat() if last else None
        return {"as_of": as_of, **_articles(corpus, chosen), **_capture(corpus, chosen.filters)}


def _articles(corpus: Corpus, chosen: Selection) -> dict[str, int]:
    conn = corpus.conn

    def among(sql: str) -> int:
        return len(np.intersect1d(numbers(conn, sql), chosen.nums, assume_unique=True))

    filters = chosen.filters
    left_out = 0
    if any(_days(filters)):
        where, values = ("source = ?", [filters.source]) if filters.source else ("1", [])
        sql = f"SELECT count(*) FROM articles WHERE published_at IS NULL AND {where}"
        left_out = conn.execute(sql, values).fetchone()[0]
    read = "a.num FROM readings r JOIN articles a ON a.id = r.article_id"
    return {
        "articles": len(chosen.nums),
        "undated": among("num FROM articles WHERE published_at IS NULL"),
        "untagged": len(chosen.nums) - among(read),
        "withdrawn": among("num FROM articles WHERE withdrawn_at IS NOT NULL"),
        "uncounted": len(np.setdiff1d(chosen.nums, counted(corpus), assume_unique=True)),
        "undated_left_out": left_out,
    }


def _capture(corpus: Corpus, filters: Filters) -> dict[str, Any]:
    conn = corpus.conn
    sources = [filters.source] if filters.source else sorted(corpus.sources())
    nights = _nights(corpus, filters)
    down = [{"source": source, "nights_down": sum(not answered for answered in nights[source].values()),
             "nights": len(nights[source])} for source in sources if source in nights]  # fmt: skip
    ever = {row[0] for row in conn.execute("SELECT DISTINCT source FROM run_sources")}
    where, values = ("source = ?", [filters.source]) if filters.source else ("1", [])
    for day, sign in zip(_days(filters), (">=", "<="), strict=True):
        if day:
            # Of an address that gave no article the day is known only where a list printed it.
            where += f" AND (dated IS NULL OR substr(dated, 1, 10) {sign} ?)"
            values.append(day)
    states = dict(conn.execute(f"SELECT state, count(*) FROM frontier WHERE kind = 'article' AND {where} GROUP BY state",
                               values).fetchall())  # fmt: skip
    return {
        "sources": len(sources),
        "never_crawled": sorted(set(sources) - ever),
        "nights": sum(one["nights"] for one in down),
        "nights_down": sum(one["nights_down"] for one in down),
        "down": sorted((one for one in down if one["nights_down"]), key=lambda one: (-one["nights_down"], one["source"])),
        "bodies_missing": states.get("missing", 0),
        "given_up": states.get("failed", 0) + states.get("refused", 0),
        "waiting": states.get("pending", 0) + states.get("leased", 0),
        "disallowed": states.get("disallowed", 0),
    }  # fmt: skip


def _nights(corpus: Corpus, filters: Filters) -> dict[str, dict[str, bool]]:
    """Per source its nights (by date) in the filter's days: did any list answer?"""
    since, until = _days(filters)
    found: dict[str, dict[str, bool]] = {}
    for row in corpus.conn.execute("SELECT s.source, r.started_at, s.lists FROM run_sources s "
                                   "JOIN runs r ON r.id = s.run_id WHERE r.command = 'crawl'"):  # fmt: skip
        date = night_of(parsed(row["started_at"])).isoformat()
        if (since and date < since) or (until and date > until):
            continue
        mine = found.setdefault(row["source"], {})
        mine[date] = mine.get(date, False) or bool(row["lists"])
    return found


def _days(filters: Filters) -> tuple[str | None, str | None]:
    """The first and the last day a filter keeps, None where it is open."""
    named = era(filters.era) if filters.era else None
    sinces = [day for day in (filters.since, named.since if named else None) if day]
    untils = [day for day in (filters.until, named.until if named else None) if day]
    return max(sinces, default=None), min(untils, default=None)
