"""Look a corpus over from outside: whatever state its files are in, the answer is a list, never a crash."""

import sqlite3
from contextlib import closing
from pathlib import Path

from corpus.check import Problem, damage, file_damage, in_use
from corpus.connection import connection, explained, reader
from corpus.errors import CorpusError

HEADER = b"SQLite format 3\0"  # sqlite.org/fileformat2.html, 1.3


def examine(path: Path) -> list[Problem]:
    """What is damaged in the corpus at a path and in the decisions beside it; empty when all is well.

    Raises CorpusError when there is no corpus there, or somebody else holds it for too long.
    """
    if not path.exists():
        raise CorpusError(f"no corpus at {path}", "run `guong crawl` first, or name one with --corpus")
    return [*_corpus(path), *decisions_damage(path.with_name("decisions.db"))]


def decisions_damage(path: Path) -> list[Problem]:
    """What is damaged in a file of people's decisions; a missing file is well. Raises CorpusError when somebody else
    holds it for too long."""
    if not path.exists():
        return []
    try:
        with closing(reader(path)) as conn:
            return [Problem("decisions", problem.subject, problem.detail) for problem in file_damage(conn)]
    except sqlite3.Error as error:
        if in_use(error):
            raise explained(error, path) from error
        return [Problem("decisions", "", str(error)[:300])]


def _corpus(path: Path) -> list[Problem]:
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except OSError as error:
        return [Problem("file", "", error.strerror or str(error))]
    if head != HEADER:
        return [Problem("file", "", "it does not begin as a database does" if head else "it is empty")]
    for writable in (True, False):  # the index can be looked into only with the right to write
        try:
            opened = connection(f"{path.resolve().as_uri()}?mode=rw") if writable else reader(path)
            with closing(opened) as conn:
                # A damaged byte may be no UTF-8: what SQLite says of it must still be readable.
                conn.text_factory = lambda raw: raw.decode("utf-8", "replace")
                if writable:
                    conn.execute("BEGIN IMMEDIATE")
                    conn.execute("ROLLBACK")
                return damage(conn, writable=writable)
        except sqlite3.Error as error:
            if in_use(error):
                raise explained(error, path) from error
            refused = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
            if not writable or not refused:
                return [Problem("file", "", str(error)[:300])]
    return []
