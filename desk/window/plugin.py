"""What every connection of the window knows: our reading of queries, our normal forms, Vietnamese order."""

import sqlite3

from datasette import hookimpl

from corpus.collation import register
from corpus.query import parse
from nlp.text import canonical, fold

NOTHING = '""'  # an empty phrase: finds nothing, and is no error of the engine as an empty query is


@hookimpl  # type: ignore[untyped-decorator]  # Datasette ships no types
def prepare_connection(conn: sqlite3.Connection) -> None:
    """`guong_query(text)` is what FTS5 is asked for a typed query, `guong_reads(text)` says how it was read;
    `guong_canonical` and `guong_fold` are the two normal forms; `COLLATE vi` is Vietnamese order."""
    register(conn)
    for name, function in (("guong_query", _query), ("guong_reads", _reads), ("guong_canonical", _canonical),
                           ("guong_fold", _fold)):  # fmt: skip
        conn.create_function(name, 1, function, deterministic=True)


def _query(text: object) -> str:
    return parse(str(text or "")).match or NOTHING


def _reads(text: object) -> str:
    return parse(str(text or "")).read_as


def _canonical(text: object) -> str | None:
    return None if text is None else canonical(str(text))


def _fold(text: object) -> str | None:
    return None if text is None else fold(str(text))
