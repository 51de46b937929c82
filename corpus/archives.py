"""Back-fill: the list pages of a source's archive that were walked for a span of days, so that a walk can go on.

A span is `since..until`. A page is closed in the transaction that remembers what it led to.
"""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.addresses import address_key
from corpus.frontier import Found, add
from corpus.store import Corpus


@dataclass(frozen=True, slots=True)
class Page:
    """A list page of an archive: its address, kind (section, sitemap) and number in its row of pages."""

    url: str
    kind: str
    page: int = 1


def begin(corpus: Corpus, source: str, span: str, pages: list[Page]) -> None:
    """Remember where a walk starts; a walk that was begun before keeps its place."""
    with corpus.writing() as conn:
        conn.executemany(
            "INSERT INTO archives (source, span, url, kind, page) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(source, span, page.url, page.kind, page.page) for page in pages],
        )


def waiting(corpus: Corpus, source: str, span: str) -> list[Page]:
    """The pages of a walk still to be asked for."""
    with corpus.errors():
        rows = corpus.conn.execute(
            "SELECT url, kind, page FROM archives WHERE source = ? AND span = ? AND state = 'pending' ORDER BY rowid",
            [source, span],
        ).fetchall()
    return [Page(*row) for row in rows]


def walked(corpus: Corpus, source: str, span: str, url: str, articles: list[Found], further: list[Page],
           reason: str | None = None, key: Callable[[str], str] = address_key) -> list[Found]:  # fmt: skip
    """Close a page of a walk with what it led to, in one transaction; returns the articles that were new."""
    with corpus.writing() as conn:
        new = add(corpus, source, "article", articles, found_on=url, key=key)
        begin(corpus, source, span, further)
        conn.execute("UPDATE archives SET state = 'done', reason = ? WHERE source = ? AND span = ? AND url = ?",
                     [reason, source, span, url])  # fmt: skip
    return new
