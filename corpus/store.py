"""The articles of a corpus: writing them, finding them, reading them back."""

import datetime
import json
import sqlite3
from typing import Any

from corpus.connection import CorpusFile
from corpus.errors import CorpusError
from corpus.records import Article, Image, article_id
from corpus.schema import TAG_TABLES
from nlp.text import canonical, fold

_ARTICLE_COLUMNS = ("url", "source", "title", "sapo", "body", "author", "credit", "published_at", "published_raw",
                    "published_basis", "modified_at", "section", "language", "fetched_at", "warc", "extractor")  # fmt: skip


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


class Corpus(CorpusFile):
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

    def save_article(self, article: Article, *, addresses: tuple[str, ...] = ()) -> str:
        """Insert or update one article with its pictures, addresses and index; returns its id.

        Texts are brought into normal form. An address that already leads to an article keeps leading there: the
        article is updated, not doubled. Where its text, captions or date changed, its tags go: their spans no longer
        fit, or the day would give other ones.
        """
        article = article.normal()
        with self.writing() as conn:
            known = conn.execute("SELECT id, sha256, published_at FROM articles WHERE id = "
                                 "(SELECT article_id FROM addresses WHERE url = ?)", [article.url]).fetchone()  # fmt: skip
            identity = str(known["id"]) if known else article.id
            row: dict[str, Any] = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
            row.update(id=identity, tags=json.dumps(article.tags, ensure_ascii=False), sha256=article.sha256,
                       words=len(f"{article.title} {article.sapo or ''} {article.body}".split()))  # fmt: skip
            if known:
                sets = ", ".join(f"{name} = :{name}" for name in row if name not in ("id", "url"))
                conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", row)
            else:
                names = ", ".join(row)
                conn.execute(f"INSERT INTO articles ({names}) VALUES ({', '.join(':' + name for name in row)})", row)
            if known and self._reads_otherwise(known, article):
                for table in TAG_TABLES:
                    conn.execute(f"DELETE FROM {table} WHERE article_id = ?", [identity])
            for url in (article.url, *addresses):
                conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [url, identity])
            conn.execute("DELETE FROM images WHERE article_id = ?", [identity])
            conn.executemany("INSERT INTO images VALUES (?, ?, ?, ?, ?)",
                             [(identity, i, x.url, x.caption, x.credit) for i, x in enumerate(article.images)])  # fmt: skip
            num = conn.execute("SELECT num FROM articles WHERE id = ?", [identity]).fetchone()["num"]
            index(conn, num, article)
        return identity

    def _reads_otherwise(self, known: sqlite3.Row, article: Article) -> bool:
        sql = "SELECT caption FROM images WHERE article_id = ? ORDER BY position"
        captions = [row["caption"] for row in self.conn.execute(sql, [known["id"]])]
        before = (known["sha256"], known["published_at"], captions)
        return before != (article.sha256, article.published_at, [image.caption for image in article.images])

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
        images = tuple(Image(p["url"], p["caption"], p["credit"]) for p in pictures)
        values = {name: row[name] for name in _ARTICLE_COLUMNS}
        return Article(**values, tags=tags, images=images)

    def stored_sha256(self, identity: str) -> str | None:
        """The checksum an article's text was stored with: another one than its text has now means damage."""
        with self.errors():
            row = self.conn.execute("SELECT sha256 FROM articles WHERE id = ?", [identity]).fetchone()
        return str(row["sha256"]) if row else None

    def count(self) -> int:
        """How many articles the corpus holds."""
        with self.errors():
            return int(self.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def searchable(title: str, sapo: str | None, body: str) -> str:
    """The text that is indexed: offsets in the index are offsets in this text."""
    return f"{title}\n{sapo or ''}\n{body}"


def index(conn: sqlite3.Connection, num: int, article: Article) -> None:
    """Replace the index entry of article number `num`."""
    text = searchable(article.title, article.sapo, article.body)
    conn.execute("DELETE FROM search WHERE rowid = ?", [num])
    conn.execute("INSERT INTO search(rowid, normal, folded) VALUES (?, ?, ?)", [num, canonical(text), fold(text)])


__all__ = ["Corpus", "article_id", "now", "searchable"]
