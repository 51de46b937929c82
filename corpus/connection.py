"""The corpus file: opened safely, written in whole transactions, its errors in words a person can act on."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from corpus.errors import CorpusError
from corpus.schema import migrations
from nlp.text import canonical, fold

BUSY_MS = 30_000  # a second writer waits this long; a crawl's longest transaction is far under a second
_DAMAGED = "run `guong doctor`, then `guong restore`, or choose another --corpus"
_RIGHTS = "check the path and its rights"
# How the name of an SQLite result code begins → what happened, what to do next.
_MEANING = {
    "SQLITE_READONLY": ("cannot be written", _RIGHTS),
    "SQLITE_CANTOPEN": ("cannot be opened", _RIGHTS),
    "SQLITE_PERM": ("cannot be opened", _RIGHTS),
    "SQLITE_BUSY": ("is in use by another process", "wait for it to end, then run again"),
    "SQLITE_LOCKED": ("is in use by another process", "wait for it to end, then run again"),
    "SQLITE_FULL": ("the disk is full", "make room and run again; what was committed is safe"),
    "SQLITE_IOERR": ("the disk cannot be read or written", "check its room and health; what was committed is safe"),
    "SQLITE_NOTADB": ("is no corpus, or is damaged", _DAMAGED),
    "SQLITE_CORRUPT": ("is damaged", _DAMAGED),
    "SQLITE_TOOBIG": ("a text is too big to be stored", "leave this article out"),
}


def connection(uri: str) -> sqlite3.Connection:
    """Open an SQLite URI: no transactions but those we begin, rows by name, foreign keys kept, and the two functions
    through which the search index reads the texts."""
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    conn.create_function("guong_canonical", 1, canonical, deterministic=True)
    conn.create_function("guong_fold", 1, fold, deterministic=True)
    return conn


def reader(path: Path) -> sqlite3.Connection:
    """Open an SQLite file that is there without any right to write, wherever it lies. Raises sqlite3.Error."""
    address = path.resolve().as_uri()
    conn = connection(f"{address}?mode=ro")
    try:
        conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        conn.close()
        # WAL wants to make a file beside the corpus. Where it may not (a read-only folder or disk) and nothing waits
        # in a WAL, nobody can be writing, and SQLite may read the file as it lies there.
        refused = error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
        if not refused or Path(f"{path}-wal").exists():
            raise
        conn = connection(f"{address}?mode=ro&immutable=1")
    return conn


def explained(error: sqlite3.Error, path: Path) -> CorpusError:
    """An SQLite error as one line that names the file, with a next step."""
    name = getattr(error, "sqlite_errorname", "")  # Python's own complaints carry none
    for beginning, (what, hint) in _MEANING.items():
        if name.startswith(beginning):
            return CorpusError(f"{path}: {what} ({error})", hint)
    if str(error).startswith("Could not decode to UTF-8"):  # Python quotes the whole text behind it
        return CorpusError(f"{path}: is damaged (a text is no UTF-8)", _DAMAGED)
    return CorpusError(f"{path}: {error}", "report this with the command that caused it")


class CorpusFile:
    """An open corpus file; `conn` is its connection.

    `create=False` refuses a missing file, else it is made with its folder; `readonly=True` opens without any right to
    write. Raises CorpusError with a next step for everything that can be expected.
    """

    def __init__(self, path: str | Path, *, create: bool = True, readonly: bool = False) -> None:
        self.path = Path(path)
        with self.errors():
            if not self.path.exists() and (readonly or not create):
                raise CorpusError(f"no corpus at {self.path}", "run `guong crawl` first, or name one with --corpus")
            if not readonly:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self.conn = reader(self.path) if readonly else connection(f"{self.path.resolve().as_uri()}?mode=rwc")
            self.db = Database(self.conn)
            try:
                self._prepare(readonly)
            except BaseException:
                self.conn.close()
                raise

    def _prepare(self, readonly: bool) -> None:
        """Refuse what is no corpus of ours; bring an older one up to date."""
        applied = {migration.name for migration in migrations.applied(self.db)}
        ours = {migration.name for migration in migrations._migrations}
        if applied - ours:
            raise CorpusError(f"{self.path} was made by a newer Guong", "update Guong, or use another --corpus")
        if not applied and self.conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise CorpusError(f"{self.path} is no corpus: another program's database", "choose another --corpus")
        if readonly:
            if not applied:
                raise CorpusError(
                    f"{self.path} is empty: nothing was stored in it yet",
                    "run `guong crawl` first, or name another --corpus",
                )
            if ours - applied:
                raise CorpusError(
                    f"{self.path} is of an older Guong", "run `guong link` on it once to bring it up to date"
                )
            return
        self.conn.execute("PRAGMA journal_mode = WAL")
        self.conn.execute("PRAGMA synchronous = FULL")
        if ours - applied:
            with self.writing():
                migrations.apply(self.db)

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system can be expected to say into one clear line."""
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except json.JSONDecodeError as error:  # every list and span we keep was written as JSON
            raise CorpusError(f"{self.path}: is damaged (a row holds no JSON: {error})", _DAMAGED) from error
        except UnicodeDecodeError as error:  # a message of SQLite that quotes damaged bytes
            raise CorpusError(f"{self.path}: is damaged (a text is no UTF-8)", _DAMAGED) from error
        except UnicodeEncodeError as error:
            raise CorpusError("a text holds half a character (a lone surrogate)", "write it in UTF-8") from error
        except OSError as error:
            where = error.filename or self.path
            raise CorpusError(
                f"{where}: {error.strerror or error}", "check the path, its rights and the room"
            ) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, taken at once (BEGIN IMMEDIATE: an upgrade from reading fails whatever the timeout).

        Inside another one it becomes part of that. Whatever is raised, also by the commit, nothing stays open.
        """
        with self.errors():
            if self.conn.in_transaction:
                yield self.conn
                return
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self.conn
                self.conn.execute("COMMIT")
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one moment: what another process writes meanwhile is not seen by half."""
        with self.errors():
            if self.conn.in_transaction:
                yield self.conn
                return
            self.conn.execute("BEGIN")
            try:
                yield self.conn
            finally:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
