"""Is the corpus whole? And the index anew, from the articles as they are stored."""

import sqlite3

from corpus.schema import SEARCH
from corpus.store import Corpus, index


def problems(corpus: Corpus) -> list[str]:
    """What is damaged, a line each; empty when all is well.

    Asks SQLite for the file and for the index, compares them, and every text with the checksum it was stored with
    (which alone finds a flipped byte inside a text). Raises CorpusError when the file cannot be read at all.
    """
    with corpus.errors():
        rows = corpus.conn.execute("PRAGMA integrity_check").fetchall()
        found = [f"the file: {row[0]}" for row in rows if row[0] != "ok"]
        try:
            corpus.conn.execute("INSERT INTO search(search) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            found.append(f"the index: {error}")
        unindexed = corpus.conn.execute(
            "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM search_docsize d WHERE d.id = a.num)"
        ).fetchone()[0]
        if unindexed:
            found.append(f"the index: {unindexed} articles are not in it")
    for identity in _ids(corpus):
        if corpus.article(identity).sha256 != corpus.stored_sha256(identity):
            found.append(f"article {identity}: its text is not what was stored")
    return found


def reindex(corpus: Corpus) -> int:
    """Build the index anew in one transaction, whatever state it is in; returns how many articles it holds."""
    ids = _ids(corpus)
    with corpus.writing() as conn:
        conn.execute("DROP TABLE IF EXISTS search")
        conn.execute(SEARCH)
        for identity in ids:
            num = conn.execute("SELECT num FROM articles WHERE id = ?", [identity]).fetchone()[0]
            index(conn, num, corpus.article(identity))
    return len(ids)


def _ids(corpus: Corpus) -> list[str]:
    with corpus.errors():
        return [row["id"] for row in corpus.conn.execute("SELECT id FROM articles ORDER BY num")]
