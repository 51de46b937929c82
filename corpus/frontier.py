"""The frontier: every address the crawler knows and what became of it.

An address is closed in the same transaction that stores what it gave, so a kill at any moment loses nothing and
repeats nothing. States: pending (to be fetched), done, failed (to be tried again in a later run, TRIES times), gone
(404, 410), refused (robots.txt, a host outside the source), skipped (no article: a list, a print copy, a gallery),
missing (an article whose body could not be read; the page is kept), known (leads to an article stored already).
"""

from dataclasses import asdict, dataclass

from corpus.records import Article
from corpus.store import Corpus, now

TRIES = 10  # runs in a row in which an address may fail before it is left alone: a paper down for a week loses nothing
_TO_FETCH = f"(state = 'pending' OR (state = 'failed' AND tries < {TRIES}))"
STATES = ("pending", "done", "failed", "gone", "refused", "skipped", "missing", "known")
LISTS = ("feed", "sitemap", "section")


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


def add(corpus: Corpus, source: str, kind: str, found: list[Found], *, found_on: str | None = None,
        depth: int = 0) -> list[Found]:  # fmt: skip
    """Remember addresses as pending; returns those that were new."""
    new = []
    with corpus.writing() as conn:
        for item in found:
            done = conn.execute(
                "INSERT INTO frontier (url, source, kind, depth, found_on, found_at, dated) VALUES (?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (url) DO NOTHING", [item.url, source, kind, depth, found_on, now(), item.dated],
            )  # fmt: skip
            if done.rowcount:
                new.append(item)
    return new


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
            "WHERE kind = 'article' AND state IN ('pending', 'failed') GROUP BY source"
        ).fetchall()
    return {row["source"]: {"waiting": row["waiting"], "given_up": row["given_up"]} for row in rows}


def validators(corpus: Corpus, url: str) -> tuple[str | None, str | None]:
    """ETag and Last-Modified an address answered with last time."""
    with corpus.errors():
        row = corpus.conn.execute("SELECT etag, last_modified FROM frontier WHERE url = ?", [url]).fetchone()
    return (row["etag"], row["last_modified"]) if row else (None, None)


def list_read(corpus: Corpus, source: str, kind: str, url: str, fetched: Fetched, links: dict[str, list[Found]], *,
              depth: int = 0) -> dict[str, list[Found]]:  # fmt: skip
    """Close a list and remember what it led to (by kind), in one transaction; returns what was new by kind."""
    with corpus.writing():
        add(corpus, source, kind, [Found(url)], depth=depth)
        new = {
            kind_: add(corpus, source, kind_, items, found_on=url, depth=depth + 1) for kind_, items in links.items()
        }
        _close(corpus, url, "done", fetched, None, None)
    return new


def article_read(corpus: Corpus, url: str, fetched: Fetched, article: Article, addresses: tuple[str, ...]) -> bool:
    """Store an article and close its address in one transaction.

    False when the article was known already and this address is only another way to it (a print or mobile copy):
    then the address is remembered and the text stays as it is.
    """
    with corpus.writing() as conn:
        known = corpus.find(article.url)
        was = conn.execute("SELECT state FROM frontier WHERE url = ?", [url]).fetchone()
        is_copy = corpus.find(url) != known or (was is not None and was["state"] == "known")
        if known is not None and is_copy:
            conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [url, known])
            _close(corpus, url, "known", fetched, None, known)
            return False
        identity = corpus.save_article(article, addresses=(url, *addresses))
        _close(corpus, url, "done", fetched, None, identity)
    return True


def close(corpus: Corpus, url: str, state: str, reason: str | None, fetched: Fetched | None = None) -> None:
    """Close an address that gave no article; a failed one is tried again in a later run.

    Raises ValueError for a state that is none.
    """
    if state not in STATES:
        raise ValueError(f"no such state: {state}")
    with corpus.writing():
        _close(corpus, url, state, fetched, reason, None)


def _close(corpus: Corpus, url: str, state: str, fetched: Fetched | None, reason: str | None,
           identity: str | None) -> None:  # fmt: skip
    corpus.conn.execute(
        "UPDATE frontier SET tries = iif(:state = 'failed', tries + 1, 0), state = :state, reason = :reason, "
        "article_id = :id, fetched_at = :now, status = :status, warc = coalesce(:warc, warc), "
        "etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified) WHERE url = :url",
        {"state": state, "reason": reason, "id": identity, "now": now(), "url": url,
         **(asdict(fetched) if fetched else dict.fromkeys(("status", "warc", "etag", "last_modified")))},
    )  # fmt: skip
