"""How complete a release is: per paper what it holds, and what could not be captured."""

import json
import sqlite3
from typing import Any

from corpus import frontier
from corpus.clock import HANOI, parsed
from corpus.filters import Filters
from corpus.store import Corpus

SOURCES = """id TEXT PRIMARY KEY, name TEXT, province TEXT, hosts TEXT NOT NULL, verified TEXT, articles INTEGER NOT NULL,
    first TEXT, last TEXT, undated INTEGER NOT NULL, untagged INTEGER NOT NULL, on_campaign INTEGER NOT NULL,
    nights INTEGER NOT NULL, bodies_missing INTEGER NOT NULL, failed INTEGER NOT NULL, refused INTEGER NOT NULL,
    waiting INTEGER NOT NULL, given_up INTEGER NOT NULL"""
Row = dict[str, Any]


def sources(corpus: Corpus, filters: Filters) -> list[Row]:
    """Every known paper as a row of SOURCES, by id: those without an article too, for a gap is not silence."""
    where, values = filters.sql()
    held = {row["source"]: row for row in corpus.conn.execute(
        "SELECT a.source, count(*) AS articles, min(substr(a.published_at, 1, 10)) AS first, "
        "max(substr(a.published_at, 1, 10)) AS last, sum(a.published_at IS NULL) AS undated, "
        "sum(held.article_id IS NULL) AS untagged, coalesce(sum(held.on_campaign), 0) AS on_campaign "
        f"FROM articles a LEFT JOIN readings held ON held.article_id = a.id WHERE {where} GROUP BY a.source", values)}  # fmt: skip
    runs = {row["source"]: row for row in corpus.conn.execute(
        "SELECT source, count(*) AS nights, sum(missing) AS bodies_missing, sum(failed) AS failed, "
        "sum(refused) AS refused FROM run_sources GROUP BY source")}  # fmt: skip
    left = frontier.left(corpus)
    known = corpus.sources()
    found = []
    for identity in sorted(known.keys() | held.keys()):
        source, has, ran = known.get(identity, {}), held.get(identity), runs.get(identity)
        found.append({
            "id": identity, "name": source.get("name"), "province": source.get("province"),
            "hosts": json.dumps(source.get("hosts", [])), "verified": source.get("verified"),
            **{name: has[name] if has else 0 for name in ("articles", "undated", "untagged", "on_campaign")},
            **{name: has[name] if has else None for name in ("first", "last")},
            **{name: ran[name] if ran else 0 for name in ("nights", "bodies_missing", "failed", "refused")},
            **{name: left.get(identity, {}).get(name) or 0 for name in ("waiting", "given_up")},
        })  # fmt: skip
    return found


def add_sources(conn: sqlite3.Connection, rows: list[Row]) -> None:
    """Put the papers into a database of a release."""
    conn.execute(f"CREATE TABLE sources ({SOURCES})")
    names = [column.split()[0] for column in SOURCES.split(",")]
    conn.executemany(
        f"INSERT INTO sources ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})", rows
    )


def newest_day(corpus: Corpus) -> str | None:
    """The day in Hà Nội the corpus was last added to: of its newest run, else of its newest page; None if neither."""
    for sql in ("SELECT max(coalesce(ended_at, started_at)) FROM runs", "SELECT max(fetched_at) FROM articles"):
        stamp = corpus.conn.execute(sql).fetchone()[0]
        if stamp:
            try:
                return parsed(stamp).astimezone(HANOI).date().isoformat()
            except ValueError:  # somebody's hand: no date is better than a wrong one
                return None
    return None


def taggers(corpus: Corpus, filters: Filters) -> dict[str, int]:
    """Tagger version → articles; "" for those not tagged."""
    where, values = filters.sql()
    sql = ("SELECT coalesce(t.tagger, '') AS tagger, count(*) AS n FROM articles a LEFT JOIN readings t "
           f"ON t.article_id = a.id WHERE {where} GROUP BY 1 ORDER BY 1")  # fmt: skip
    return {row["tagger"]: row["n"] for row in corpus.conn.execute(sql, values)}
