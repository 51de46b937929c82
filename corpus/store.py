"""The corpus file: opening it safely, writing articles, reading them back."""

import contextlib
import datetime
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from corpus.errors import CorpusError
from corpus.records import Article, Image, article_id
from corpus.schema import migrations
from nlp.text import canonical, fold

BUSY_MS = 30_000  # a second writer waits this long; a crawl's longest transaction is far under a second
_ARTICLE_COLUMNS = ("url", "source", "title", "sapo", "body", "author", "credit", "published_at", "published_raw",
                    "published_basis", "modified_at", "section", "language", "fetched_at", "warc", "extractor")  # fmt: skip


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


class Corpus:
    """One corpus file. Use as a context manager, or call `close`.

    `Corpus(path)` makes the file and its folder when missing; `create=False` refuses a missing one; `readonly=True`
    opens without any right to write. Raises CorpusError with a next step for everything that can be expected.
    """

    def __init__(self, path: str | Path, *, create: bool = True, readonly: bool = False) -> None:
        self.path = Path(path)
        if not self.path.exists() and (readonly or not create):
            raise CorpusError(f"no corpus at {self.path}", "run `guong crawl` first, or name one with --corpus")
        with self.errors():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            mode = "ro" if readonly else "rwc"
            uri = f"{self.path.resolve().as_uri()}?mode={mode}"
            conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False)
            conn.row_factory = sqlite3.Row
            self.conn = conn
            self.db = Database(conn)
            conn.execute("PRAGMA foreign_keys = ON")
            self._refuse_newer()
            if not readonly:
                conn.execute("PRAGMA journal_mode = WAL")
                conn.execute("PRAGMA synchronous = FULL")
                if migrations.pending(self.db):
                    with self.writing():
                        migrations.apply(self.db)

    def _refuse_newer(self) -> None:
        known = {migration.name for migration in migrations.pending(self.db)}
        known |= {migration.name for migration in migrations.applied(self.db)}
        ours = {migration.name for migration in migrations._migrations}
        if known - ours:
            raise CorpusError(f"{self.path} was made by a newer Guong", "update Guong, or use another --corpus")

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system can be expected to say into one clear line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.path) from error
        except OSError as error:
            raise CorpusError(f"{self.path}: {error.strerror or error}", "check the path and its rights") from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, taken at once (BEGIN IMMEDIATE: an upgrade from reading fails whatever the timeout)."""
        with self.errors():
            if self.conn.in_transaction:
                yield self.conn
                return
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self.conn
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise
            self.conn.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Sources and articles

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

        An address that already leads to an article keeps leading there: the article is updated, not doubled.
        """
        with self.writing() as conn:
            known = conn.execute("SELECT article_id FROM addresses WHERE url = ?", [article.url]).fetchone()
            identity = known["article_id"] if known else article.id
            row: dict[str, Any] = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
            if known:
                del row["url"]
            row.update(id=identity, tags=json.dumps(article.tags, ensure_ascii=False), sha256=article.sha256,
                       words=len(f"{article.title} {article.sapo or ''} {article.body}".split()))  # fmt: skip
            if known:
                sets = ", ".join(f"{name} = :{name}" for name in row if name != "id")
                conn.execute(f"UPDATE articles SET {sets} WHERE id = :id", row)
            else:
                names = ", ".join(row)
                conn.execute(f"INSERT INTO articles ({names}) VALUES ({', '.join(':' + name for name in row)})", row)
            for url in {article.url, *addresses}:
                conn.execute("INSERT INTO addresses VALUES (?, ?) ON CONFLICT DO NOTHING", [url, identity])
            conn.execute("DELETE FROM images WHERE article_id = ?", [identity])
            conn.executemany("INSERT INTO images VALUES (?, ?, ?, ?, ?)",
                             [(identity, i, x.url, x.caption, x.credit) for i, x in enumerate(article.images)])  # fmt: skip
            self._index(conn, identity, article)
        return str(identity)

    @staticmethod
    def _index(conn: sqlite3.Connection, identity: str, article: Article) -> None:
        num = conn.execute("SELECT num FROM articles WHERE id = ?", [identity]).fetchone()["num"]
        text = searchable(article.title, article.sapo, article.body)
        conn.execute("DELETE FROM search WHERE rowid = ?", [num])
        conn.execute("INSERT INTO search(rowid, normal, folded) VALUES (?, ?, ?)", [num, canonical(text), fold(text)])

    def find(self, url_or_id: str) -> str | None:
        """The id of the article at an address or with an id, or None."""
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
        images = tuple(Image(p["url"], p["caption"], p["credit"]) for p in pictures)
        values = {name: row[name] for name in _ARTICLE_COLUMNS}
        return Article(**values, tags=tuple(json.loads(row["tags"])), images=images)

    def count(self) -> int:
        """How many articles the corpus holds."""
        with self.errors():
            return int(self.conn.execute("SELECT count(*) FROM articles").fetchone()[0])


def searchable(title: str, sapo: str | None, body: str) -> str:
    """The text that is indexed: offsets in the index are offsets in this text."""
    return f"{title}\n{sapo or ''}\n{body}"


def _explained(error: sqlite3.DatabaseError, path: Path) -> CorpusError:
    said = str(error)
    if "readonly" in said or "unable to open" in said:
        return CorpusError(f"{path} cannot be written or opened: {said}", "check the path and its rights")
    if "locked" in said:
        return CorpusError(f"{path} is in use by another process", "wait for it to end, then run again")
    if "full" in said:
        return CorpusError(f"{path}: the disk is full", "make room and run again; what was committed is safe")
    if "not a database" in said or "malformed" in said:
        return CorpusError(f"{path} is no corpus or is damaged: {said}", "restore a copy or choose another --corpus")
    return CorpusError(f"{path}: {said}", "report this with the command that caused it")


__all__ = ["Corpus", "article_id", "now", "searchable"]
