"""The frontier: every address the crawler knows and what became of it.

An address is closed in the same transaction that stores what it gave, so a kill at any moment loses nothing and
repeats nothing. States: pending (to be fetched), leased (a run is at it), done, failed (to be tried again in a later
run, TRIES times), gone (404, 410), disallowed (robots.txt), refused (a host outside the source, a private address),
skipped (no article: a list, a gallery), missing (an article whose body could not be read; the page is kept), known
(leads to an article stored already). Kinds: article, part (a further page of an article, never one of its own), LISTS.

A lease belongs to a run. One run at a time crawls a corpus (its lock proves that earlier ones are dead), so leases of
other runs, and leases past their hour, are free again. `due_at` is when an address that was done is looked at again.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from corpus.addresses import address_host, address_key
from corpus.clock import HANOI, moment, now, parsed, stamp
from corpus.store import Corpus

TRIES = 10  # runs in a row in which an address may fail before it is left alone: a paper down for a week loses nothing
LEASE = datetime.timedelta(hours=1)  # far longer than a page takes, far shorter than a night
STATES = ("pending", "leased", "done", "failed", "gone", "disallowed", "refused", "skipped", "missing", "known")
LISTS = ("feed", "sitemap", "section", "page")
_TO_FETCH = f"(state IN ('pending', 'leased') OR (state = 'failed' AND tries < {TRIES}))"
# What a run may take, in this order: what was never fetched, what failed in an earlier run, what is due for a visit.
_TAKE = (
    "state = 'pending'",
    f"state = 'failed' AND tries < {TRIES} AND leased_by IS NOT :run",
    "state IN ('done', 'gone', 'missing') AND due_at <= :now AND leased_by IS NOT :run",
)

# A lease given back: what gave its article before is done, the rest waits.
_FREE = "UPDATE frontier SET state = iif(visits > 0, 'done', 'pending'), leased_until = NULL"
_FED = "iif((SELECT kind FROM frontier list WHERE list.url = frontier.found_on) = 'feed', dated, NULL)"


@dataclass(frozen=True, slots=True)
class Found:
    """An address found on a list page; `dated` is the day the list gives for it, if any."""

    url: str
    dated: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """How an address answered: status, where the response is kept, validators for the next conditional request."""

    status: int
    warc: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """An address leased to a run; `visits` counts how often it gave its article before (0: never), `fed` is the day
    when it was a feed that gave it."""

    url: str
    dated: str | None = None
    visits: int = 0
    etag: str | None = None
    last_modified: str | None = None
    fed: str | None = None


def add(corpus: Corpus, source: str, kind: str, found: Iterable[Found], *, found_on: str | None = None,
        depth: int = 0, key: Callable[[str], str] = address_key) -> list[Found]:  # fmt: skip
    """Remember addresses as pending; returns those that were new. Two spellings of one page (by `key`) are one."""
    new = []
    at = now()
    with corpus.writing() as conn:
        for item in found:
            row = [item.url, key(item.url), address_host(item.url), source, kind, depth, found_on, at, item.dated]
            done = conn.execute(
                "INSERT INTO frontier (url, key, host, source, kind, depth, found_on, found_at, dated) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row,
            )  # fmt: skip
            if done.rowcount:
                new.append(item)
    return new


def lease(corpus: Corpus, run: int, source: str, host: str, limit: int, *, since: str | None = None,
          until: str | None = None, revisits: bool = True, at: datetime.datetime | None = None) -> list[Task]:  # fmt: skip
    """Take up to `limit` article addresses of a host for a run: the newest day first, then in the order found.

    `since` and `until` leave out what a list dated outside them (days as `YYYY-MM-DD`); undated ones are taken. `at`
    is the moment by which visits are due (this one).
    """
    at = at or moment()
    values = {"run": run, "now": stamp(at), "source": source, "host": host, "since": since or "", "until": until or "9"}
    tasks: list[Task] = []
    with corpus.writing() as conn:
        for rule in _TAKE if revisits else _TAKE[:2]:
            if len(tasks) < limit:
                rows = conn.execute(
                    f"SELECT url, dated, visits, etag, last_modified, {_FED} FROM frontier WHERE source = :source AND host = :host "
                    f"AND kind = 'article' AND {rule} AND (dated IS NULL OR dated BETWEEN :since AND :until) "
                    "ORDER BY dated DESC, rowid LIMIT :most", {**values, "most": limit - len(tasks)},
                )  # fmt: skip
                tasks += [Task(*row) for row in rows]
        conn.executemany("UPDATE frontier SET state = 'leased', leased_by = ?, leased_until = ? WHERE url = ?",
                         [(run, stamp(moment() + LEASE), task.url) for task in tasks])  # fmt: skip
    return tasks


def release(corpus: Corpus, run: int | None = None) -> int:
    """Give back what is leased: by one run at its end, or (None, at a start) by every run that is dead.

    Dates that only a clock gone wrong can have written are put right. Returns how many addresses were free again.
    """
    with corpus.writing() as conn:
        done = conn.execute(
            f"{_FREE} WHERE state = 'leased' AND (:run IS NULL OR leased_by = :run)", {"run": run})  # fmt: skip
        if run is None:
            far = stamp(moment() + datetime.timedelta(days=FARTHEST))
            conn.execute("UPDATE frontier SET due_at = ? WHERE due_at > ?", [now(), far])
            conn.execute("UPDATE hosts SET not_before = NULL, asked_at = NULL WHERE not_before > ? OR asked_at > ?",
                         [far, stamp(moment() + LEASE)])  # fmt: skip
    return done.rowcount


FARTHEST = 15  # days: no revisit and no request to wait lies farther ahead


def give_back(corpus: Corpus, url: str) -> None:
    """Free one leased address that was not asked for after all."""
    with corpus.writing() as conn:
        conn.execute(f"{_FREE} WHERE url = ? AND state = 'leased'", [url])  # fmt: skip


def hosts_with_work(corpus: Corpus, source: str, at: datetime.datetime | None = None) -> list[str]:
    """The hosts of a source that have article addresses to fetch, or to look at again by a moment (this one)."""
    with corpus.errors():
        rows = corpus.conn.execute(
            f"SELECT host FROM frontier WHERE source = :source AND kind = 'article' AND {_TO_FETCH} UNION "
            "SELECT host FROM frontier WHERE source = :source AND due_at <= :now", {"source": source, "now": stamp(at or moment())},
        ).fetchall()  # fmt: skip
    return [row["host"] for row in rows]


def pending(corpus: Corpus, source: str, kind: str = "article") -> list[Found]:
    """Addresses of a source still to fetch, newest day first, then in the order they were found."""
    with corpus.errors():
        rows = corpus.conn.execute(
            f"SELECT url, dated FROM frontier WHERE source = ? AND kind = ? AND {_TO_FETCH} "
            "ORDER BY dated DESC NULLS LAST, rowid", [source, kind],
        ).fetchall()  # fmt: skip
    return [Found(row["url"], row["dated"]) for row in rows]


def left(corpus: Corpus) -> dict[str, dict[str, int]]:
    """Per source, article addresses without an answer: `waiting` to be fetched, `given_up` after TRIES failures."""
    with corpus.errors():
        rows = corpus.conn.execute(
            f"SELECT source, sum({_TO_FETCH}) AS waiting, sum(NOT {_TO_FETCH}) AS given_up FROM frontier "
            "WHERE kind = 'article' AND state IN ('pending', 'leased', 'failed') GROUP BY source"
        ).fetchall()
    return {row["source"]: {"waiting": row["waiting"], "given_up": row["given_up"]} for row in rows}


def validators(corpus: Corpus, url: str) -> tuple[str | None, str | None]:
    """ETag and Last-Modified an address answered with last time."""
    with corpus.errors():
        row = corpus.conn.execute("SELECT etag, last_modified FROM frontier WHERE url = ?", [url]).fetchone()
    return (row["etag"], row["last_modified"]) if row else (None, None)


def read_before(corpus: Corpus, url: str) -> str | None:
    """The day in Hà Nội a list was last read as it should be, or None: never."""
    with corpus.errors():
        row = corpus.conn.execute("SELECT fetched_at FROM frontier WHERE url = ? AND state = 'done'", [url]).fetchone()
    return (
        None if row is None or not row["fetched_at"] else parsed(row["fetched_at"]).astimezone(HANOI).date().isoformat()
    )


def list_read(corpus: Corpus, source: str, kind: str, url: str, fetched: Fetched, links: dict[str, list[Found]], *,
              depth: int = 0, key: Callable[[str], str] = address_key) -> dict[str, list[Found]]:  # fmt: skip
    """Close a list and remember what it led to (by kind), in one transaction; returns what was new by kind."""
    with corpus.writing():
        add(corpus, source, kind, [Found(url)], depth=depth, key=str)  # a list is only ever itself
        new = {of: add(corpus, source, of, items, found_on=url, depth=depth + 1, key=key if of == "article" else str)
               for of, items in links.items()}  # fmt: skip
        _close(corpus, url, "done", fetched, None, None)
    return new


def keep_parts(corpus: Corpus, identity: str, parts: Iterable[tuple[str, Fetched]]) -> None:
    """Remember the further pages of an article: their addresses lead to it and are never asked for by themselves."""
    with corpus.writing() as conn:
        [source] = conn.execute("SELECT source FROM articles WHERE id = ?", [identity]).fetchone()
        for url, fetched in parts:
            conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [url, identity])
            add(corpus, source, "part", [Found(url)])
            values = {"url": url, "key": address_key(url), "id": identity, "now": now(), **asdict(fetched)}
            conn.execute(
                "UPDATE frontier SET kind = 'part', state = 'known', article_id = :id, fetched_at = :now, tries = 0, "
                "status = :status, warc = coalesce(:warc, warc), reason = NULL, leased_until = NULL, due_at = NULL "
                "WHERE (url = :url OR key = :key) AND kind IN ('article', 'part') "
                "AND coalesce(article_id, :id) = :id", values,
            )  # fmt: skip


def parts_of(corpus: Corpus, identity: str) -> list[str]:
    """The addresses of the further pages of an article, in the order they were fetched first."""
    with corpus.errors():
        rows = corpus.conn.execute("SELECT url FROM frontier WHERE article_id = ? AND kind = 'part' ORDER BY rowid",
                                   [identity]).fetchall()  # fmt: skip
    return [row["url"] for row in rows]


def record_of(corpus: Corpus, url: str) -> str | None:
    """The WARC record of an address as it was fetched last, or None."""
    with corpus.errors():
        row = corpus.conn.execute("SELECT warc FROM frontier WHERE url = ? OR key = ? ORDER BY url = ? DESC LIMIT 1",
                                  [url, address_key(url), url]).fetchone()  # fmt: skip
    return row["warc"] if row else None


def fetch_whole(corpus: Corpus, identity: str) -> None:
    """Have the next run fetch an article anew, without a "not modified": what is kept of it is not all of it."""
    with corpus.writing() as conn:
        conn.execute("UPDATE frontier SET due_at = ?, etag = NULL, last_modified = NULL "
                     "WHERE article_id = ? AND kind = 'article' AND state = 'done'", [now(), identity])  # fmt: skip


def fed(corpus: Corpus, url: str) -> str | None:
    """The day a feed gave for an address, or None."""
    with corpus.errors():
        row = corpus.conn.execute(f"SELECT {_FED} AS day FROM frontier WHERE url = ?", [url]).fetchone()
    return row["day"] if row else None


def close(corpus: Corpus, url: str, state: str, reason: str | None, fetched: Fetched | None = None) -> None:
    """Close an address that gave no article; a failed one is tried again in a later run.

    Raises ValueError for a state that is none.
    """
    if state not in STATES:
        raise ValueError(f"no such state: {state}")
    with corpus.writing():
        _close(corpus, url, state, fetched, reason, None)


def _close(corpus: Corpus, url: str, state: str, fetched: Fetched | None, reason: str | None, identity: str | None, *,
           due_at: str | None = None, visited: bool = False) -> None:  # fmt: skip
    corpus.conn.execute(
        "UPDATE frontier SET tries = iif(:state = 'failed', tries + 1, 0), state = :state, reason = :reason, "
        "article_id = coalesce(:id, article_id), fetched_at = :now, status = :status, warc = coalesce(:warc, warc), "
        "etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified), leased_until = NULL, "
        "due_at = :due_at, visits = visits + :visited WHERE url = :url",
        {"state": state, "reason": reason, "id": identity, "now": now(), "url": url, "due_at": due_at,
         "visited": int(visited),
         **(asdict(fetched) if fetched else dict.fromkeys(("status", "warc", "etag", "last_modified")))},
    )  # fmt: skip
