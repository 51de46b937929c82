"""Bring a backup back. What stands in its place is moved aside, never removed."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus import doctor
from corpus.backup import CORPUS, DECISIONS, read, verify
from corpus.clock import now
from corpus.connection import connection
from corpus.errors import CorpusError
from corpus.whole import flush_file, flush_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back: the backup's name, articles in it, where the files that stood there lie now, and whether
    people's decisions were brought back too (they are not when those in place are whole)."""

    backup: str
    articles: int
    aside: list[str]
    decisions: bool


def restore(backup: Path, corpus: Path, *, force: bool = False) -> Restored:
    """Put a backup in the place of a damaged or missing corpus; the caller sees to it that nobody writes.

    Decisions that are whole stay as they are: a human's work is not replaced by an older copy of it. Raises
    CorpusError when the backup is damaged or, without `force`, when the corpus is healthy.
    """
    read(backup)
    if found := verify(backup):
        raise CorpusError(f"{backup}: the backup is damaged ({found[0]})", "choose an older one")
    stamp = now().replace(":", "").replace("-", "")
    try:
        corpus.parent.mkdir(parents=True, exist_ok=True)
        if corpus.exists() and not force and not doctor.examine(corpus):
            raise CorpusError(f"{corpus} is healthy: not replaced", "add --force if it is to go back to the backup")
        aside = _replace(backup / CORPUS, corpus, stamp)
        mine = corpus.with_name(DECISIONS)
        lost = (backup / DECISIONS).exists() and (not mine.exists() or bool(doctor.decisions_damage(mine)))
        if lost:
            aside += _replace(backup / DECISIONS, mine, stamp)
    except OSError as error:
        where = error.filename or corpus
        raise CorpusError(f"{where}: {error.strerror}", "check the path, its rights and the room") from error
    return Restored(backup.name, _articles(corpus), aside, lost)


def _replace(copy: Path, place: Path, stamp: str) -> list[str]:
    """Move a database with what SQLite keeps beside it aside, and put a copy in its place."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(copy, part)
        flush_file(part)
        aside = []
        # The database last but one and the copy last: a kill in between leaves none, never a new one with an old WAL.
        for beside in ("-wal", "-shm", ""):
            old = place.with_name(place.name + beside)
            if old.exists():
                new = place.with_name(f"{place.name}.{stamp}.aside{beside}")
                old.rename(new)
                aside.append(str(new))
        part.rename(place)
        flush_folder(place.parent)
    finally:
        part.unlink(missing_ok=True)
    return aside


def _articles(corpus: Path) -> int:
    try:
        with closing(connection(f"{corpus.resolve().as_uri()}?mode=ro")) as conn:
            return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.Error as error:
        raise CorpusError(f"{corpus}: is damaged ({error})", "restore a copy, or choose another --corpus") from error
