"""`decisions.db`: what people decided. It stands beside the corpus, grows only at its end, and no machine writes over it.

One table of entries; what holds now is folded from them by whoever asks (a label by its last entry, a shortlist by
what was added and taken off). Every entry keeps the checksum of the text that the person saw.
"""

import contextlib
import getpass
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database, Migrations

from corpus.clock import now
from corpus.connection import explained, reader
from corpus.errors import CorpusError

NAME = "decisions.db"
KINDS = (
    "label",
    "skip",
    "undo",
    "note",
    "shortlist",
    "taken",
)  # review: the first three; the desk of editors: the rest
BUSY_MS = 30_000  # another person's entry takes milliseconds; a backup may take seconds
migrations = Migrations("guong-decisions")


@migrations()
def m001_entries(db: Database) -> None:
    """The entries; triggers keep what was written."""
    db.execute(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, "
        "kind TEXT NOT NULL, article_id TEXT NOT NULL, text_sha256 TEXT, data TEXT NOT NULL DEFAULT '{}')"
    )
    db.execute("CREATE INDEX entries_article ON entries(article_id, kind)")
    db.execute("CREATE INDEX entries_kind ON entries(kind, id)")
    for verb in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER entries_no_{verb.lower()} BEFORE {verb} ON entries "
            "BEGIN SELECT RAISE(ABORT, 'decisions are only added to'); END"
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry. `article_id` is the corpus's id; `data` is what its kind needs, plain JSON values."""

    kind: str
    article_id: str
    who: str
    at: str
    data: dict[str, Any] = field(default_factory=dict)
    text_sha256: str | None = None
    id: int | None = None


def decisions_path(corpus: Path) -> Path:
    """Where the decisions on a corpus are kept: `decisions.db` in its folder."""
    return corpus.parent / NAME


def whoami() -> str:
    """Who decides: `$GUONG_WHO`, else the name of the account."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        return os.environ.get("GUONG_WHO") or getpass.getuser()
    return "?"


def _connected(path: Path | str) -> sqlite3.Connection:
    conn = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    conn.row_factory = sqlite3.Row
    return conn


class Decisions:
    """The decisions file: entries are added and read in their order, never changed. Use as a context manager."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Open the file, made when it is not there. Raises CorpusError where it cannot be, or is another program's.

        `readonly=True` makes nothing and needs no right to write: no file is no decision.
        """
        self.path = path
        with self.errors():
            if readonly and (not path.exists() or not path.stat().st_size):
                self.conn = _connected(":memory:")
            elif readonly:
                self.conn = reader(path)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self.conn = _connected(path)
            self.db = Database(self.conn)
            applied = {one.name for one in migrations.applied(self.db)}
            if applied - {one.name for one in migrations._migrations}:
                raise CorpusError(f"{path} was made by a newer Guong", "update Guong, or use another --corpus")
            if not applied and self.conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                raise CorpusError(f"{path} holds no decisions: another program's database", "choose another --corpus")
            if not readonly:
                self.conn.execute("PRAGMA journal_mode = WAL")
                self.conn.execute("PRAGMA synchronous = FULL")
            if not applied:
                self.conn.execute("BEGIN IMMEDIATE")
                migrations.apply(self.db)
                if self.conn.in_transaction:
                    self.conn.execute("COMMIT")

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system can be expected to say into one clear line."""
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except OSError as error:
            raise CorpusError(f"{self.path}: {error}", "check the file, its rights and the room") from error

    def add(self, kind: str, article_id: str, data: dict[str, Any] | None = None, *, who: str | None = None,
            text_sha256: str | None = None) -> int:  # fmt: skip
        """Write one entry at the end, on disk when this returns; returns its number."""
        if kind not in KINDS:
            raise ValueError(kind)
        with self.errors():
            done = self.conn.execute(
                "INSERT INTO entries (at, who, kind, article_id, text_sha256, data) VALUES (?, ?, ?, ?, ?, ?)",
                [now(), who or whoami(), kind, article_id, text_sha256, json.dumps(data or {}, ensure_ascii=False)],
            )
        return int(done.lastrowid or 0)

    def entries(self, *kinds: str, article_id: str | None = None) -> list[Decision]:
        """Entries of these kinds (of all without any), of one article or of all, oldest first."""
        marks = ", ".join("?" * len(kinds))
        where = [f"kind IN ({marks})"] if kinds else []
        where += ["article_id = ?"] if article_id else []
        with self.errors():
            rows = self.conn.execute(
                f"SELECT * FROM entries WHERE {' AND '.join(where) or '1'} ORDER BY id",
                [*kinds, *([article_id] if article_id else [])],
            ).fetchall()
        return [Decision(r["kind"], r["article_id"], r["who"], r["at"], json.loads(r["data"]), r["text_sha256"], r["id"])
                for r in rows]  # fmt: skip

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
