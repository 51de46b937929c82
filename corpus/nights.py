"""A night: what it is called, and what it brought.

A night is named after the morning on which people read its report: one that begins at noon or later belongs to the
next day, one that begins before noon to the same day, both by Hà Nội's clock. Behind the date stands its number, so
that two nights of one date never write over one another: `2026-11-22-1`.
"""

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import frontier
from corpus.clock import HANOI
from corpus.runs import COUNTS
from corpus.store import Corpus

NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-([1-9]\d{0,5})(?=\.|\Z)")


def night_of(moment: datetime.datetime) -> datetime.date:
    """The date of the night to which an aware moment belongs."""
    return (moment.astimezone(HANOI) + datetime.timedelta(hours=12)).date()


def order(name: str) -> tuple[datetime.date, int] | None:
    """Date and number of a night's name (or of a file that begins with it), by which names sort; None if it is none."""
    match = NAME.match(name)
    if match is None:
        return None
    try:
        return datetime.date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        return None


def next_name(moment: datetime.datetime, folders: Iterable[Path]) -> str:
    """A name no file in these folders bears yet."""
    date = night_of(moment)
    entries = (entry.name for folder in folders if folder.is_dir() for entry in folder.iterdir())
    taken = [found[1] for name in entries if (found := order(name)) and found[0] == date]
    return f"{date.isoformat()}-{max(taken, default=0) + 1}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a night's things lie: all beside the corpus."""

    corpus: Path

    @property
    def backups(self) -> Path:
        return self.corpus.parent / "backups"

    @property
    def reports(self) -> Path:
        return self.corpus.parent / "reports"

    @property
    def digests(self) -> Path:
        return self.corpus.parent / "digests"

    @property
    def warc(self) -> Path:
        return self.corpus.parent / "warc"

    @property
    def metrics(self) -> Path:
        return self.corpus.parent / "metrics" / "guong.prom"

    @property
    def decisions(self) -> Path:
        return self.corpus.parent / "decisions.db"


def crawls(corpus: Corpus, after: int) -> list[int]:
    """Numbers of the crawls that began after a run."""
    with corpus.errors():
        rows = corpus.conn.execute("SELECT id FROM runs WHERE command = 'crawl' AND id > ? ORDER BY id", [after])
        return [row["id"] for row in rows]


def brought(corpus: Corpus, runs: list[int]) -> dict[str, Any]:
    """What these crawls brought: `sources` (a row each: name, counts, waiting, problems), `findings` with `expected`
    (low, high), `history` (nights) and proof, `problems` that belong to no source, and `totals` of the corpus."""
    marks = ", ".join("?" * len(runs)) or "NULL"
    sums = ", ".join(f"sum(s.{name}) AS {name}" for name in COUNTS)
    with corpus.reading() as conn:
        events = [dict(row) for row in conn.execute(
            f"SELECT source, kind, count(*) AS times, min(reason) AS reason, min(url) AS example FROM events "
            f"WHERE run_id IN ({marks}) GROUP BY source, kind ORDER BY times DESC, kind", runs)]  # fmt: skip
        rows = [dict(row) for row in conn.execute(
            f"SELECT s.source AS id, coalesce(x.name, s.source) AS name, {sums} FROM run_sources s "
            f"LEFT JOIN sources x ON x.id = s.source WHERE s.run_id IN ({marks}) GROUP BY s.source", runs)]  # fmt: skip
        found = [dict(row) for row in conn.execute(
            f"SELECT source, kind, measure, value, reason, proof FROM findings WHERE run_id IN ({marks}) "
            "ORDER BY source, kind", runs)]  # fmt: skip
        left = frontier.left(corpus)
        totals = dict(conn.execute(
            "SELECT (SELECT count(*) FROM articles) AS articles, "
            "(SELECT count(*) FROM readings WHERE on_campaign = 1) AS on_campaign, "
            "(SELECT count(*) FROM articles a LEFT JOIN readings r ON r.article_id = a.id WHERE r.article_id IS NULL) "
            "AS untagged").fetchone())  # fmt: skip
    for finding in found:
        finding["proof"] = proof = _proof(finding["proof"])
        finding["expected"], finding["history"] = proof.pop("expected", None), proof.pop("history", 0)
    for row in rows:
        row["waiting"] = left.get(row["id"], {}).get("waiting", 0)
        row["problems"] = [event for event in events if event["source"] == row["id"]]
    loose = [event for event in events if event["source"] is None]
    return {"sources": rows, "findings": found, "problems": loose, "totals": totals}


def _proof(text: str) -> dict[str, Any]:
    try:
        proof = json.loads(text or "{}")
    except ValueError:
        return {}
    return proof if isinstance(proof, dict) else {}
