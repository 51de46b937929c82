"""What the corpus remembers of hosts: when they were asked last, until when they want to be left alone, robots.txt."""

from typing import Any

from corpus.clock import now
from corpus.store import Corpus


def known(corpus: Corpus) -> dict[str, dict[str, Any]]:
    """Every remembered host by name: source, asked_at, not_before, why, failures."""
    with corpus.errors():
        return {row["host"]: dict(row) for row in corpus.conn.execute("SELECT * FROM hosts")}


def asked(corpus: Corpus, host: str, source: str, failures: int = 0) -> None:
    """A host was asked just now, and stumbled so many times in a row."""
    with corpus.writing() as conn:
        conn.execute(
            "INSERT INTO hosts (host, source, asked_at, failures) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE "
            "SET asked_at = excluded.asked_at, failures = excluded.failures", [host, source, now(), failures])  # fmt: skip


def put_off(corpus: Corpus, host: str, source: str, until: str, why: str) -> None:
    """A host wants to be left alone until a moment."""
    with corpus.writing() as conn:
        conn.execute(
            "INSERT INTO hosts (host, source, not_before, why) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE "
            "SET not_before = excluded.not_before, why = excluded.why", [host, source, until, why])  # fmt: skip


def robots_read(corpus: Corpus, host: str, status: int | None, reason: str | None, body: str, warc: str | None) -> None:
    """Keep a robots.txt with its date; one that did not change only has its last look noted."""
    at = now()
    with corpus.writing() as conn:
        last = conn.execute("SELECT fetched_at, status, reason, body FROM robots WHERE host = ? "
                            "ORDER BY fetched_at DESC LIMIT 1", [host]).fetchone()  # fmt: skip
        if last and (last["status"], last["reason"], last["body"]) == (status, reason, body):
            conn.execute("UPDATE robots SET checked_at = ? WHERE host = ? AND fetched_at = ?",
                         [at, host, last["fetched_at"]])  # fmt: skip
        else:
            conn.execute("INSERT OR REPLACE INTO robots (host, fetched_at, checked_at, status, reason, body, warc) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)", [host, at, at, status, reason, body, warc])  # fmt: skip
