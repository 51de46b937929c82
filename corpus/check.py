"""Is the corpus whole? And the index anew, from the articles as they are stored."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.records import text_sha256
from corpus.schema import HASH_SIZE, SEARCH
from corpus.store import Corpus, index

MOST = 100  # problems of one kind that are listed; beyond that the file is lost and a longer list helps nobody


@dataclass(frozen=True, slots=True)
class Problem:
    """One damage: `kind` (file, foreign_key, index, text, version, decisions; of the archive: warc_missing,
    warc_changed, warc_record), `subject` (a table, an article's id, a file; may be empty) and what was seen."""

    kind: str
    subject: str
    detail: str

    def __str__(self) -> str:
        if self.kind == "text":
            return f"article {self.subject}: {self.detail}"
        name = {"file": "the file", "index": "the index"}.get(self.kind, self.kind)
        return f"{name}: {self.subject + ': ' if self.subject else ''}{self.detail}"


def problems(corpus: Corpus) -> list[str]:
    """What is damaged, a line each; empty when all is well. See `damage`."""
    return [str(problem) for problem in damage(corpus.conn)]


def damage(conn: sqlite3.Connection, *, writable: bool = True) -> list[Problem]:
    """What is damaged in an open corpus.

    Asks SQLite for the file, the foreign keys and the index, compares index and articles, and every text with the
    checksum it was stored with (which alone finds a flipped byte inside a text). What cannot be read at all is a
    problem too. The index is looked into only where the connection may write: SQLite asks for that right. Raises
    sqlite3.Error when somebody else holds the file for too long.
    """
    found: list[Problem] = []
    parts = [_file, _foreign_keys, _unindexed, _texts, _versions]
    for part in [*parts, _index] if writable else parts:
        try:
            for problem in part(conn):
                found.append(problem)
                if sum(one.kind == problem.kind for one in found) >= MOST:
                    break
        except sqlite3.Error as error:
            if in_use(error):
                raise
            found.append(Problem("file", part.__name__.strip("_"), _said(error)))
    return found


def in_use(error: sqlite3.Error) -> bool:
    """True when SQLite only says that somebody else is writing: nothing about the file's health."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def file_damage(conn: sqlite3.Connection) -> list[Problem]:
    """What SQLite finds wrong with any database file: its pages and indexes, and its foreign keys. Raises sqlite3.Error
    when somebody else holds the file for too long."""
    try:
        return [*_file(conn), *_foreign_keys(conn)]
    except sqlite3.Error as error:
        if in_use(error):
            raise
        return [Problem("file", "", _said(error))]


def _said(error: sqlite3.Error) -> str:
    return " ".join(str(error).split())[:300]


def _file(conn: sqlite3.Connection) -> Iterator[Problem]:
    for row in conn.execute(f"PRAGMA integrity_check({MOST})"):
        if row[0] != "ok":
            yield Problem("file", "", str(row[0])[:300])


def _foreign_keys(conn: sqlite3.Connection) -> Iterator[Problem]:
    lost: dict[tuple[str, str], int] = {}
    for row in conn.execute("PRAGMA foreign_key_check"):
        lost[row[0], row[2]] = lost.get((row[0], row[2]), 0) + 1
    for (table, parent), count in lost.items():
        yield Problem("foreign_key", table, f"{count} rows name a row of {parent} that is not there")


def _index(conn: sqlite3.Connection) -> Iterator[Problem]:
    try:
        conn.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if in_use(error):
            raise
        yield Problem("index", "", _said(error))


def _unindexed(conn: sqlite3.Connection) -> Iterator[Problem]:
    missing = conn.execute(
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM search_docsize d WHERE d.id = a.num)"
    ).fetchone()[0]
    if missing:
        yield Problem("index", "", f"{missing} articles are not in it")


def _texts(conn: sqlite3.Connection) -> Iterator[Problem]:
    """Every text against its checksum; read as bytes, for a flipped byte may leave what is no UTF-8."""
    sql = "SELECT CAST(title AS BLOB), CAST(coalesce(sapo, '') AS BLOB), CAST(body AS BLOB), sha256 FROM articles "
    for (identity,) in conn.execute("SELECT id FROM articles ORDER BY id").fetchall():
        try:
            row = conn.execute(sql + "WHERE id = ?", [identity]).fetchone()
        except sqlite3.Error as error:
            yield Problem("text", identity, f"its text cannot be read ({_said(error)})")
            continue
        if row is None or hashlib.sha256(b"\0".join(row[:3])).hexdigest() != row[3]:
            yield Problem("text", identity, "its text is not what was stored")


def _versions(conn: sqlite3.Connection) -> Iterator[Problem]:
    for row in conn.execute("SELECT article_id, version, sha256, CAST(record AS BLOB) FROM versions"):
        try:
            old = json.loads(row[3])
            sound = text_sha256(old["title"], old["sapo"], old["body"]) == row[2]
        except (ValueError, KeyError, TypeError):
            sound = False
        if not sound:
            yield Problem("version", f"{row[0]} ({row[1]})", "an older text is not what was stored")


def reindex(corpus: Corpus) -> int:
    """Build the index anew in one transaction, whatever state it is in; returns how many articles it holds."""
    with corpus.errors():
        ids = [row["id"] for row in corpus.conn.execute("SELECT id FROM articles ORDER BY num")]
    with corpus.writing() as conn:
        conn.execute("DROP TABLE IF EXISTS search")
        conn.execute(SEARCH)
        conn.execute("INSERT INTO search(search, rank) VALUES ('hashsize', ?)", [HASH_SIZE])
        for identity in ids:
            num = conn.execute("SELECT num FROM articles WHERE id = ?", [identity]).fetchone()[0]
            index(conn, num, corpus.article(identity))
    return len(ids)
