"""The articles of a corpus: writing them, finding them, reading them back."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from corpus.access import Access
from corpus.clock import now
from corpus.errors import CorpusError
from corpus.records import Article, Image, Series, article_id
from corpus.schema import TAG_TABLES
from nlp.text import canonical, fold

_ARTICLE_COLUMNS = ("url", "source", "title", "sapo", "body", "author", "credit", "published_at", "published_raw",
                    "published_basis", "modified_at", "section", "language", "fetched_at", "warc", "extractor",
                    "transport")  # fmt: skip


BATCH = 500  # articles a transaction: their index entries go to the disk in one piece (`corpus.schema.HASH_SIZE`)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article in normal form, with the keys it is compared and found by: what may be done in another process.

    `article` may be exchanged for one with the same title, lead and body.
    """

    article: Article
    sha256: str
    words: int
    normal: str
    folded: str


def prepared(article: Article) -> Prepared:
    """An article made ready to be stored."""
    article = article.normal()
    text = searchable(article.title, article.sapo, article.body)
    return Prepared(article, article.sha256, len(text.split()), canonical(text), fold(text))


def _all_prepared(articles: list[Article | Prepared]) -> list[Prepared]:
    return [one if isinstance(one, Prepared) else prepared(one) for one in articles]


class Corpus(Access):
    """One corpus file, its sources and articles. Use as a context manager, or call `close`."""

    def save_source(self, source: dict[str, Any]) -> None:
        """Remember a source's description (id, name, province, hosts, layout, verified)."""
        row = {**source, "hosts": json.dumps(source["hosts"]), "last_seen": now()}
        with self.writing():
            self.db.table("sources").upsert(row, pk="id")

    def sources(self) -> dict[str, dict[str, Any]]:
        """Every known source by id; `hosts` is a list."""
        with self.errors():
            rows = self.conn.execute("SELECT * FROM sources ORDER BY id").fetchall()
        return {row["id"]: {**dict(row), "hosts": json.loads(row["hosts"])} for row in rows}

    def save_article(self, article: Article | Prepared, *, addresses: tuple[str, ...] = (),
                     run: int | None = None) -> str:  # fmt: skip
        """Insert or update one article with its pictures, addresses and index; returns its id.

        Texts are brought into normal form. An address that already leads to an article keeps leading there: the
        article is updated, not doubled, and a text that is replaced is kept as an older version. Where its text,
        captions or date changed, its tags go: their spans no longer fit, or the day would give other ones. `run` is
        the crawl that brings it; the first one stays.
        """
        ready = article if isinstance(article, Prepared) else prepared(article)
        article = ready.article
        with self.writing() as conn:
            known = conn.execute("SELECT id, num, sha256, published_at FROM articles WHERE id = "
                                 "(SELECT article_id FROM addresses WHERE url = ?)", [article.url]).fetchone()  # fmt: skip
            identity = str(known["id"]) if known else article.id
            row: dict[str, Any] = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
            row.update(id=identity, tags=json.dumps(article.tags, ensure_ascii=False), sha256=ready.sha256,
                       words=ready.words, series=_series_text(article.series))  # fmt: skip
            if known:
                num = int(known["num"])
                self._replace(known, row, ready)
            else:
                row["run_id"] = run
                names = ", ".join(row)
                done = conn.execute(
                    f"INSERT INTO articles ({names}) VALUES ({', '.join(':' + name for name in row)})", row
                )
                num = int(done.lastrowid or 0)
            for url in dict.fromkeys((article.url, *addresses)):
                conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [url, identity])
            conn.executemany("INSERT INTO images VALUES (?, ?, ?, ?, ?)",
                             [(identity, i, x.url, x.caption, x.credit) for i, x in enumerate(article.images)])  # fmt: skip
            conn.execute(
                "INSERT INTO search(rowid, normal, folded) VALUES (?, ?, ?)", [num, ready.normal, ready.folded]
            )
        return identity

    def save_articles(self, articles: Iterable[Article | Prepared], *, run: int | None = None) -> Iterator[str]:
        """`save_article` for many, BATCH in a transaction; gives their ids when these are safe on the disk."""
        waiting = iter(articles)
        with ThreadPoolExecutor(1) as pool:  # SQLite lets go of the interpreter while it indexes
            coming = pool.submit(_all_prepared, list(islice(waiting, BATCH)))
            while ready := coming.result():
                coming = pool.submit(_all_prepared, list(islice(waiting, BATCH)))
                with self.writing():
                    ids = [self.save_article(one, run=run) for one in ready]
                yield from ids

    def _replace(self, known: sqlite3.Row, row: dict[str, Any], ready: Prepared) -> None:
        """Put another reading in an article's place; its pictures and its index entry go."""
        if known["sha256"] != ready.sha256:
            self._keep_version(known["id"])
        otherwise = self._reads_otherwise(known, ready)
        self.conn.execute("DELETE FROM search WHERE rowid = ?", [known["num"]])  # while the old text is there to read
        sets = ", ".join(f"{name} = :{name}" for name in row if name not in ("id", "url"))
        self.conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", row)
        for table in TAG_TABLES if otherwise else ():
            self.conn.execute(f"DELETE FROM {table} WHERE article_id = ?", [known["id"]])
        self.conn.execute("DELETE FROM images WHERE article_id = ?", [known["id"]])

    def _keep_version(self, identity: str) -> None:
        """The article as it stands, before another text takes its place."""
        old = self.article(identity)
        self.conn.execute(
            "INSERT INTO versions SELECT :id, coalesce(max(version), 0) + 1, :sha256, :at, :record FROM versions "
            "WHERE article_id = :id",
            {"id": identity, "sha256": self.stored_sha256(identity), "at": now(),
             "record": json.dumps(asdict(old), ensure_ascii=False)},
        )  # fmt: skip

    def _reads_otherwise(self, known: sqlite3.Row, ready: Prepared) -> bool:
        article = ready.article
        sql = "SELECT caption FROM images WHERE article_id = ? ORDER BY position"
        captions = [row["caption"] for row in self.conn.execute(sql, [known["id"]])]
        before = (known["sha256"], known["published_at"], captions)
        return before != (ready.sha256, article.published_at, [image.caption for image in article.images])

    def find(self, url_or_id: str) -> str | None:
        """The id of the article at an address or with an id, or None."""
        if not url_or_id.isascii() and any("\ud800" <= char <= "\udfff" for char in url_or_id):
            return None  # no stored address holds half a character
        with self.errors():
            row = self.conn.execute(
                "SELECT article_id AS id FROM addresses WHERE url = :x UNION SELECT id FROM articles WHERE id = :x",
                {"x": url_or_id},
            ).fetchone()
        return row["id"] if row else None

    def article(self, identity: str) -> Article:
        """The article with this id; raises CorpusError when there is none."""
        with self.errors():
            row = self.conn.execute("SELECT * FROM articles WHERE id = ?", [identity]).fetchone()
            if row is None:
                raise CorpusError(f"no article {identity} in {self.path}", "try `guong search`")
            pictures = self.conn.execute(
                "SELECT url, caption, credit FROM images WHERE article_id = ? ORDER BY position", [identity]
            ).fetchall()
            tags = tuple(json.loads(row["tags"]))
            series = Series(**json.loads(row["series"])) if row["series"] else None
        images = tuple(Image(p["url"], p["caption"], p["credit"]) for p in pictures)
        values = {name: row[name] for name in _ARTICLE_COLUMNS}
        return Article(**values, tags=tags, images=images, series=series)

    def stored_sha256(self, identity: str) -> str | None:
        """The checksum an article's text was stored with: another one than its text has now means damage."""
        with self.errors():
            row = self.conn.execute("SELECT sha256 FROM articles WHERE id = ?", [identity]).fetchone()
        return str(row["sha256"]) if row else None

    def count(self) -> int:
        """How many articles the corpus holds."""
        with self.errors():
            return int(self.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def _series_text(series: Series | None) -> str | None:
    return json.dumps(asdict(series), ensure_ascii=False) if series else None


def searchable(title: str, sapo: str | None, body: str) -> str:
    """The text that is indexed: offsets in the index are offsets in this text."""
    return f"{title}\n{sapo or ''}\n{body}"


def index(conn: sqlite3.Connection, num: int, article: Article) -> None:
    """Add the index entry of article number `num`, which must have none."""
    text = searchable(article.title, article.sapo, article.body)
    conn.execute("INSERT INTO search(rowid, normal, folded) VALUES (?, ?, ?)", [num, canonical(text), fold(text)])


__all__ = ["Corpus", "Prepared", "article_id", "now", "prepared", "searchable"]
