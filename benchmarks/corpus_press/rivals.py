"""What ours is compared with: one plain FTS5 index, and DuckDB, each filled with the same texts."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

BATCH = 500


class PlainFts5:
    """FTS5 as it comes: one column, its own `unicode61` folding, its own copy of the text, no filters, no tags."""

    name = "FTS5 unicode61"

    def __init__(self, path: Path) -> None:
        self.conn = sqlite3.connect(path, isolation_level=None)
        self.conn.execute("PRAGMA journal_mode = WAL")
        self.conn.execute("PRAGMA synchronous = FULL")
        self.conn.execute("CREATE VIRTUAL TABLE plain USING fts5(body, tokenize = 'unicode61')")

    def add(self, texts: list[tuple[int, str]]) -> None:
        """Index some texts in one transaction."""
        self.conn.execute("BEGIN IMMEDIATE")
        self.conn.executemany("INSERT INTO plain(rowid, body) VALUES (?, ?)", texts)
        self.conn.execute("COMMIT")

    def search(self, words: str) -> tuple[int, list[Any]]:
        """How many match, and the best twenty with the words marked."""
        total = self.conn.execute("SELECT count(*) FROM plain WHERE plain MATCH ?", [words]).fetchone()[0]
        sql = "SELECT rowid, highlight(plain, 0, '<', '>') FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT 20"
        return total, self.conn.execute(sql, [words]).fetchall()


class DuckDb:
    """DuckDB: its full-text extension where that is installed, else a scan of all texts for the words."""

    def __init__(self, path: Path) -> None:
        self.conn = duckdb.connect(str(path))
        self.conn.execute("SET threads = 2")
        try:
            self.conn.execute("LOAD fts")
            self.name = "DuckDB fts"
        except duckdb.Error:  # the extension is fetched from the network, not shipped
            self.name = "DuckDB scan"
        self.conn.execute("CREATE TABLE texts (num BIGINT, body VARCHAR)")

    def add(self, texts: list[tuple[int, str]]) -> None:
        """Store some texts."""
        rows = pa.table({"num": [num for num, _ in texts], "body": [body for _, body in texts]})
        self.conn.register("rows", rows)
        self.conn.execute("INSERT INTO texts SELECT num, body FROM rows")
        self.conn.unregister("rows")

    def ready(self) -> None:
        """Build the index, where there is one to build."""
        if self.name == "DuckDB fts":
            # Without stemming and stop words, and letting every letter be: its defaults are English.
            self.conn.execute("PRAGMA create_fts_index('texts', 'num', 'body', stemmer='none', stopwords='none', "
                              "ignore='[\\\\s\\\\p{P}]+', strip_accents=0, lower=1)")  # fmt: skip

    def search(self, words: str) -> tuple[int, list[Any]]:
        """How many match, and twenty of them: the best by BM25, or by how often the words stand in them."""
        if self.name == "DuckDB fts":
            found = self.conn.execute(
                "SELECT num, score FROM (SELECT num, fts_main_texts.match_bm25(num, ?, conjunctive := 1) AS score FROM texts) "
                "WHERE score IS NOT NULL ORDER BY score DESC", [words]).fetchall()  # fmt: skip
            return len(found), found[:20]
        holds = " AND ".join("contains(lower(body), ?)" for _ in words.split())
        counts = " + ".join("len(string_split(lower(body), ?))" for _ in words.split())
        sql = f"SELECT num, {counts} AS score FROM texts WHERE {holds} ORDER BY score DESC"
        found = self.conn.execute(sql, [*words.split(), *words.split()]).fetchall()
        return len(found), found[:20]


def texts_of(path: Path) -> Iterator[list[tuple[int, str]]]:
    """The texts of a corpus, BATCH at a time."""
    conn = sqlite3.connect(path)
    rows = conn.execute(
        "SELECT num, title || char(10) || coalesce(sapo, '') || char(10) || body FROM articles ORDER BY num"
    )
    while batch := rows.fetchmany(BATCH):
        yield batch
    conn.close()
