"""What a visit to an article's address gave: a new article, an edited one, the same again, or none any more.

Each is written with the closing of its address in one transaction. Nothing a visit brings deletes an article: an
edited one keeps its older texts, a withdrawn one is marked.
"""

import json
from collections.abc import Iterable

from corpus import frontier
from corpus.clock import now
from corpus.frontier import Fetched, _close
from corpus.records import Article
from corpus.store import Corpus, Prepared, prepared

NEW, EDITED, UNCHANGED, COPY, SHRUNK = "new", "edited", "unchanged", "copy", "shrunk"
TWIN_WORDS = 60  # an article of at least so many words, word for word the same, is the same one at a new address
SHRUNK_TO = 0.5  # of the words we hold: a page that gives less is likelier broken than edited
SHRUNK_FROM = 80  # words; of a shorter text half is a sentence or two, which papers do cut


def article_read(corpus: Corpus, url: str, fetched: Fetched, article: Article | Prepared,
                 addresses: tuple[str, ...] = (), *, parts: Iterable[tuple[str, Fetched]] = (), run: int | None = None,
                 due_at: str | None = None, visited: bool = True) -> str:  # fmt: skip
    """Store what a page gave and close its address in one transaction; says what it was.

    COPY: the article was known already and this address is another way to it (a print or mobile copy, the page moved):
    the address is remembered and the text stays. SHRUNK: the page now gives under half of the text we hold; the text
    stays, for a redesign does that to every page of a paper at once. `parts` are the article's further pages. `due_at`
    is when to come again. `visited` is False for a page read from an archive: it says nothing of whether the article
    was withdrawn since, and when to come again stays as it is for an address that gave its article before.
    """
    ready = article if isinstance(article, Prepared) else prepared(article)
    stands_at = ready.article.url
    with corpus.writing() as conn:
        known = corpus.find(stands_at)
        was = conn.execute("SELECT state, visits, due_at FROM frontier WHERE url = ?", [url]).fetchone()
        if known is None:
            known = _twin(corpus, ready)
            is_copy = known is not None
        else:
            is_copy = corpus.find(url) != known or (was is not None and was["state"] == "known")
        if known is not None and is_copy:
            for address in (url, stands_at, *addresses):
                conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [address, known])
            _close(corpus, url, "known", fetched, None, known)
            return COPY
        outcome = NEW if known is None else _compared(corpus, known, ready)
        if not visited and was is not None and was["visits"]:
            due_at = was["due_at"]
        counts = visited or was is None or not was["visits"]
        if outcome == SHRUNK:
            reason = "the page gives under half of the text that is kept"
            _close(corpus, url, "done", fetched, reason, known, due_at=due_at, visited=counts)
            return outcome
        identity = corpus.save_article(ready, addresses=(url, *addresses), run=run)
        frontier.keep_parts(corpus, identity, parts)
        if known is not None and visited:
            conn.execute("UPDATE articles SET withdrawn_at = NULL, withdrawn_why = NULL WHERE id = ?", [identity])
        _close(corpus, url, "done", fetched, None, identity, due_at=due_at, visited=counts)
    return outcome


def unchanged(corpus: Corpus, url: str, fetched: Fetched, due_at: str | None) -> None:
    """Close a visit that was answered "not modified"."""
    with corpus.writing() as conn:
        conn.execute("UPDATE articles SET withdrawn_at = NULL, withdrawn_why = NULL WHERE withdrawn_at IS NOT NULL "
                     "AND id = (SELECT article_id FROM frontier WHERE url = ?)", [url])  # fmt: skip
        _close(corpus, url, "done", fetched, None, None, due_at=due_at, visited=True)


def withdrawn(corpus: Corpus, url: str, why: str, fetched: Fetched, due_at: str | None) -> str | None:
    """Close an address that is gone; its article, if it gave one, is marked and stays. Returns the article's id."""
    with corpus.writing() as conn:
        row = conn.execute("SELECT article_id FROM frontier WHERE url = ? AND state <> 'known'", [url]).fetchone()
        identity = row["article_id"] if row else None
        if identity:
            conn.execute("UPDATE articles SET withdrawn_at = coalesce(withdrawn_at, ?), withdrawn_why = ? WHERE id = ?",
                         [now(), why, identity])  # fmt: skip
        _close(corpus, url, "gone", fetched, why, None, due_at=due_at if identity else None, visited=bool(identity))
    return str(identity) if identity else None


def not_now(corpus: Corpus, url: str, reason: str, due_at: str | None, fetched: Fetched | None = None) -> None:
    """Close a visit to a known article that failed: the article stands as it is, and is looked at again later."""
    with corpus.writing():
        _close(corpus, url, "done", fetched, reason, None, due_at=due_at)


def versions(corpus: Corpus, identity: str) -> list[dict[str, object]]:
    """The older texts of an article, the oldest first: version, sha256, replaced_at and the record as it was."""
    with corpus.errors():
        rows = corpus.conn.execute(
            "SELECT version, sha256, replaced_at, record FROM versions WHERE article_id = ? ORDER BY version",
            [identity],
        ).fetchall()
        return [{**dict(row), "record": json.loads(row["record"])} for row in rows]


def _twin(corpus: Corpus, ready: Prepared) -> str | None:
    """The id of the same source's article with the very same title, lead and body, at another address."""
    row = corpus.conn.execute("SELECT id FROM articles WHERE source = ? AND sha256 = ? AND words >= ?",
                              [ready.article.source, ready.sha256, TWIN_WORDS]).fetchone()  # fmt: skip
    return str(row["id"]) if row else None


def _compared(corpus: Corpus, known: str, ready: Prepared) -> str:
    """Is what a page gives now the text we hold, another, or a piece of it?"""
    old, new = corpus.article(known), ready.article
    if old.sha256 == ready.sha256:
        return UNCHANGED
    return SHRUNK if shrunk(old.body, new.body) else EDITED


def shrunk(before: str, after: str) -> bool:
    """True when a body gives under half of the words it had: likelier broken than edited."""
    held = len(before.split())
    return held >= SHRUNK_FROM and len(after.split()) < held * SHRUNK_TO
